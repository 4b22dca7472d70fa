package app

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"github.com/taupier-eu/taupier/internal/serve/web"
)

// axeSource is the text of axe-core, which is not in this repository: TAUPIER_AXE names the file, as .ci/run fetches it.
func axeSource(t *testing.T) string {
	t.Helper()
	data, err := os.ReadFile(os.Getenv("TAUPIER_AXE"))
	if err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatalf("no axe-core: .ci/run fetches it: %v", err)
		}
		t.Skip("TAUPIER_AXE does not name axe.min.js")
	}
	return string(data)
}

// unreached are pages that a crawl of links cannot come to, each with the reason.
var unreached = map[string]string{
	"GET /healthz":       "plain text",
	"GET /static/{file}": "no page",

	"GET /import":             "the demo takes nothing in; TestThePagesOfAnOwnServerAreAccessible looks at it",
	"GET /import/{id}":        "the same",
	"GET /import/remove/{id}": "the same",

	"GET /sign-in/single":      "leads to a provider, which the demo has none of; TestSingleSignOnInABrowser goes there",
	"GET /sign-in/single/back": "where a provider leads to",
	"GET /prove/single":        "leads to a provider",
	"GET /account/single":      "leads to a provider",
	"GET /drafts":              "what the script reads",
}

// Every page that any role can come to, in both languages, light and dark, has no violation that axe knows of WCAG 2.2 A and AA.
func TestEveryPageIsAccessible(t *testing.T) {
	if testing.Short() {
		t.Skip("a hundred pages in a browser; the long run has them")
	}
	axe := axeSource(t)
	path, err := exec.LookPath("chromium")
	if err != nil {
		t.Fatal("no chromium; .ci/run installs it")
	}
	s := serveDemo(t, t.TempDir())
	clients := map[string]*http.Client{}
	for role := range s.links {
		clients[role] = s.signIn(t, role)
	}
	prepareCase(t, s, clients["analyst"])
	crawled := map[string]crawl{}
	seen := map[string]bool{}
	for role, c := range clients {
		crawled[role] = crawlPages(t, s, c)
		for _, pattern := range crawled[role].pages {
			seen[pattern] = true
		}
		for _, pattern := range crawled[role].files {
			seen[pattern] = true
		}
	}
	for _, r := range web.Routes() {
		if strings.HasPrefix(r.Pattern, "GET ") && !seen[r.Pattern] && unreached[r.Pattern] == "" {
			t.Errorf("%s: nobody comes to this page by links, so nobody has looked at it; link it or say why in unreached", r.Pattern)
		}
	}
	ctx, stop := chromedp.NewExecAllocator(t.Context(), chromiumPath(path).options()...)
	defer stop()
	ctx, cancel := chromedp.NewContext(ctx)
	defer cancel()
	if err := chromedp.Run(ctx); err != nil { // the browser ends with the first context that it meets
		t.Fatal(err)
	}
	checked, done, looked := 0, map[string]bool{}, map[string]int{}
	for _, role := range slices.Sorted(maps.Keys(crawled)) {
		for _, at := range slices.Sorted(maps.Keys(crawled[role].pages)) {
			pattern := crawled[role].pages[at]
			if done[role+pattern] || looked[pattern] >= 2 && pattern != "GET /{$}" {
				continue // two roles have seen this page; only Today differs for each
			}
			done[role+pattern] = true
			looked[pattern]++
			for _, look := range []pageLook{{lang: "fr", scheme: "dark", width: 390}, {lang: "en", scheme: "light", width: 1200}} {
				look.name = fmt.Sprintf("%s-%s", role, strings.Map(plainLetter, at))
				for _, v := range violations(t, ctx, axe, s.base, at, clients[role], look) {
					t.Errorf("%s as %s, %s %s: %s", at, role, look.lang, look.scheme, v)
				}
				checked++
			}
		}
	}
	t.Logf("%d pages looked at", checked)
}

// prepareCase makes a case that has been worked on: a first view, a question to HR, a decision that waits for a second person.
func prepareCase(t *testing.T, s *served, c *http.Client) {
	t.Helper()
	post := func(at string, form url.Values) string {
		t.Helper()
		res, err := c.PostForm(at, form)
		if err != nil {
			t.Fatal(err)
		}
		res.Body.Close()
		if res.StatusCode != http.StatusSeeOther {
			t.Fatalf("%s: %s", at, res.Status)
		}
		return s.base + res.Header.Get("Location")
	}
	post(s.base+"/many", url.Values{"act": {"aside"}, "all": {"1"}, "view": {"nocase"}})
	page := post(s.firstPerson(t, c)+"/view", url.Values{"text": {"This may be a journey"}, "hypothesis": {"a journey"}})
	post(page+"/tasks", url.Values{"question": {"Where was the laptop delivered?"}, "to": {"role:hr"}, "due": {time.Now().AddDate(0, 0, 7).Format(time.DateOnly)}})
	post(page+"/decide", url.Values{"text": {"The carrier says another house."}, "hypothesis": {"a journey"}, "trial": {"fails"}, "outcome": {"suspend_access"}})
}

// crawl is what links lead to: pages, and files of other kinds, each with its pattern.
type crawl struct{ pages, files map[string]string }

var hrefs = regexp.MustCompile(`href="(/[^"#]*)"`)

var boxes = regexp.MustCompile(`name="p" value="([^"]+)"`)

// formPages are where forms that only ask lead to: the search, and people whose boxes are ticked side by side.
func formPages(body string) []string {
	var out []string
	if strings.Contains(body, `action="/search"`) {
		out = append(out, "/search?q=ma")
	}
	if ids := boxes.FindAllStringSubmatch(body, 3); len(ids) > 1 {
		at := "/compare?"
		for _, id := range ids {
			at += "&p=" + url.QueryEscape(id[1])
		}
		out = append(out, strings.Replace(at, "?&", "?", 1))
	}
	return out
}

// crawlPages follows links, two of each pattern: the first may be an empty state of the second.
func crawlPages(t *testing.T, s *served, c *http.Client) crawl {
	t.Helper()
	mux := http.NewServeMux()
	for _, r := range web.Routes() {
		mux.Handle(r.Pattern, http.NotFoundHandler())
	}
	out := crawl{map[string]string{}, map[string]string{}}
	count := map[string]int{}
	for todo := []string{"/", "/no-such-page", "/sign-in", "/sign-in/x"}; len(todo) > 0; todo = todo[1:] {
		at := todo[0]
		req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, s.base+at, nil)
		if err != nil {
			t.Fatalf("%s: %v", at, err)
		}
		_, pattern := mux.Handler(req)
		if out.pages[at] != "" || out.files[at] != "" || count[pattern] >= 2 {
			continue
		}
		count[pattern]++
		res, err := c.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(res.Body)
		res.Body.Close()
		if err != nil {
			t.Fatal(err)
		}
		if !strings.HasPrefix(res.Header.Get("Content-Type"), "text/html") {
			out.files[at] = pattern
			continue
		}
		out.pages[at] = pattern
		if res.StatusCode != http.StatusOK && at != "/no-such-page" {
			t.Errorf("%s is linked and answers %s", at, res.Status)
		}
		for _, m := range hrefs.FindAllStringSubmatch(string(body), -1) {
			todo = append(todo, strings.ReplaceAll(m[1], "&amp;", "&"))
		}
		todo = append(todo, formPages(string(body))...)
	}
	return out
}

// pageLook is how a page is looked at; name is that of its picture.
type pageLook struct {
	lang, scheme string
	width        int64
	name         string
}

func plainLetter(r rune) rune {
	if r >= 'a' && r <= 'z' {
		return r
	}
	return '-'
}

// violations looks at a page as one who is signed in with a client's cookies, and keeps a picture (go test -artifacts). A page that is
// wider than its window is one too.
func violations(t *testing.T, ctx context.Context, axe, base, at string, c *http.Client, look pageLook) []string {
	t.Helper()
	ctx, done := context.WithTimeout(ctx, 5*time.Minute)
	defer done()
	where, err := url.Parse(base)
	if err != nil {
		t.Fatal(err)
	}
	var cookies []*network.CookieParam
	for _, k := range c.Jar.Cookies(where) {
		cookies = append(cookies, &network.CookieParam{Name: k.Name, Value: k.Value, URL: base})
	}
	var found string
	var wide int
	var picture []byte
	err = chromedp.Run(ctx, network.Enable(), network.ClearBrowserCookies(), network.SetCookies(cookies),
		network.SetExtraHTTPHeaders(network.Headers{"Accept-Language": look.lang}), chromedp.EmulateViewport(look.width, 800),
		emulation.SetEmulatedMedia().WithFeatures([]*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: look.scheme}}),
		chromedp.Navigate(base+at), chromedp.WaitReady("body"),
		chromedp.Evaluate(`document.documentElement.scrollWidth - innerWidth`, &wide), chromedp.FullScreenshot(&picture, 80),
		chromedp.Evaluate(axe+";0", nil),
		chromedp.Evaluate(`axe.run({runOnly:["wcag2a","wcag2aa","wcag21a","wcag21aa","wcag22aa","best-practice"]}).then(r => JSON.stringify(r.violations.map(v => [v.id, v.help, v.nodes.map(n => n.html.slice(0, 160)).slice(0, 3)])))`, &found, chromedp.EvalAsValue,
			awaitPromise))
	if err != nil {
		t.Fatalf("%s: %v", at, err)
	}
	if err := os.WriteFile(filepath.Join(t.ArtifactDir(), look.name+"-"+look.lang+".jpg"), picture, 0o600); err != nil {
		t.Fatal(err)
	}
	var rows [][]any
	if err := json.Unmarshal([]byte(found), &rows); err != nil {
		t.Fatal(err)
	}
	var out []string
	if wide > 0 {
		out = append(out, fmt.Sprintf("%d px wider than its window", wide))
	}
	for _, r := range rows {
		out = append(out, fmt.Sprint(r...))
	}
	return out
}

func awaitPromise(p *runtime.EvaluateParams) *runtime.EvaluateParams { return p.WithAwaitPromise(true) }
