package app

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"github.com/taupier-eu/taupier/internal/store/storetest"
)

// served is a server in a process of its own.
type served struct {
	cmd   *exec.Cmd
	links map[string]string // by role
	base  string
	log   logged
}

// logged is what a server wrote to its log after it had said where it is.
type logged struct {
	mu   sync.Mutex
	text strings.Builder
}

func (l *logged) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(p)
}

func (l *logged) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.String()
}

var linkLine = regexp.MustCompile(`^  ([\w-]+) +(http://localhost:\d+)/sign-in/(\S+)$`)

func serveDemo(t *testing.T, dir string) *served {
	t.Helper()
	return serveAs(t, "taupier", dir)
}

// serveAs is serveDemo with the name of the command.
func serveAs(t *testing.T, name, dir string) *served {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	s := &served{cmd: exec.Command(self), links: map[string]string{}}
	s.cmd.Args = []string{name, "serve", "--demo", "--listen", "127.0.0.1:0", "--data-dir", dir}
	out, err := s.cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := s.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.cmd.Process.Kill(); _ = s.cmd.Wait() })
	lines := bufio.NewScanner(out)
	var said []string
	for len(s.links) < len(demoUsers) && lines.Scan() {
		said = append(said, lines.Text())
		if m := linkLine.FindStringSubmatch(lines.Text()); m != nil {
			s.base, s.links[m[1]] = m[2], m[3]
		}
	}
	if len(s.links) < len(demoUsers) {
		t.Fatalf("the server gave no addresses: %q", said)
	}
	go io.Copy(&s.log, out) //nolint:errcheck // it ends with the process
	return s
}

// kill ends the process as a power cut would, as far as the process can tell.
func (s *served) kill(t *testing.T) {
	t.Helper()
	if err := s.cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = s.cmd.Wait()
}

// signIn gives a browser without pages.
func (s *served) signIn(t *testing.T, role string) *http.Client {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	c := &http.Client{Jar: jar, Timeout: 2 * time.Minute, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	res, err := c.PostForm(s.base+"/sign-in", url.Values{"token": {s.links[role]}})
	if err != nil {
		t.Fatal(err)
	}
	res.Body.Close()
	if res.StatusCode != http.StatusSeeOther {
		t.Fatalf("sign in: %s", res.Status)
	}
	return c
}

func get(t *testing.T, c *http.Client, at string) string {
	t.Helper()
	res, err := c.Get(at)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil || res.StatusCode != http.StatusOK {
		t.Fatalf("%s: %s %v", at, res.Status, err)
	}
	return string(body)
}

var personLink = regexp.MustCompile(`/people/[a-z]-\d+`)

// firstPerson waits until the company was read.
func (s *served) firstPerson(t *testing.T, c *http.Client) string {
	t.Helper()
	for end := time.Now().Add(5 * time.Minute); time.Now().Before(end); time.Sleep(200 * time.Millisecond) {
		if at := personLink.FindString(get(t, c, s.base+"/queue")); at != "" {
			return s.base + at
		}
	}
	t.Fatal("nobody was ever listed")
	return ""
}

// What was acknowledged is there after kill -9, once, and the ledger holds. The journal of what was acknowledged is this process.
func TestAKilledServerLosesNothingAcknowledged(t *testing.T) {
	dir := t.TempDir()
	s := serveDemo(t, dir)
	c := s.signIn(t, "analyst")
	res, err := c.PostForm(s.firstPerson(t, c)+"/view", url.Values{"text": {"This may be a journey"}, "hypothesis": {"a journey"}})
	if err != nil {
		t.Fatal(err)
	}
	res.Body.Close()
	page := res.Header.Get("Location")
	var mu sync.Mutex
	var journal []string
	kills := storetest.Kills(t, 3)
	for round := range kills {
		var wait sync.WaitGroup
		for writer := range 3 {
			wait.Go(func() {
				for i := 0; ; i++ {
					note := fmt.Sprintf("note-%d-%d-%d.", round, writer, i)
					res, err := c.PostForm(s.base+page+"/note", url.Values{"text": {note}})
					if err != nil {
						return
					}
					res.Body.Close()
					if res.StatusCode != http.StatusSeeOther {
						t.Errorf("%s: %s", note, res.Status)
						return
					}
					mu.Lock()
					journal = append(journal, note)
					mu.Unlock()
				}
			})
		}
		written := func() int {
			mu.Lock()
			defer mu.Unlock()
			return len(journal)
		}
		for end, before := time.Now().Add(time.Minute), written(); written() < before+10 && time.Now().Before(end); {
			time.Sleep(5 * time.Millisecond)
		}
		time.Sleep(rand.N(100 * time.Millisecond)) // at any moment of a write
		s.kill(t)
		wait.Wait()
		s = serveDemo(t, dir)
		c = s.signIn(t, "analyst")
		body := get(t, c, s.base+page)
		for _, note := range journal {
			if n := strings.Count(body, note); n != 1 {
				t.Errorf("%s is there %d times", note, n)
			}
		}
	}
	if len(journal) < 30 {
		t.Errorf("only %d writes were acknowledged: the test shows little", len(journal))
	}
	t.Logf("%d writes acknowledged, %d kills", len(journal), kills)
	if err := s.cmd.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	if err := s.cmd.Wait(); err != nil {
		t.Errorf("a stop that was asked for: %v", err)
	}
	verifyLedger(t, dir)
}

func run(t *testing.T, args ...string) (int, string, string) {
	t.Helper()
	var out, errs bytes.Buffer
	code := Main(t.Context(), args, func(string) string { return "" }, nil, &out, &errs)
	return code, out.String(), errs.String()
}

func verifyLedger(t *testing.T, dir string) {
	t.Helper()
	code, export, errs := run(t, "ledger", "export", "--data-dir", dir)
	if code != exitOK {
		t.Fatal(errs)
	}
	file := filepath.Join(t.TempDir(), "ledger.jsonl")
	key := filepath.Join(dir, "ledger.pub")
	check := func(text string, want int) {
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if code, out, errs := run(t, "ledger", "verify", file, "--key", key); code != want || strings.Contains(errs, "not signed yet") {
			t.Errorf("exit code %d, want %d: %s%s", code, want, out, errs)
		}
	}
	check(export, exitOK)
	check(strings.Replace(export, "u-analyst", "u-auditor", 1), exitIntegrity)
}

func TestASecondServerIsRefusedAndTheFirstIsHealthy(t *testing.T) {
	dir := t.TempDir()
	s := serveDemo(t, dir)
	if body := get(t, http.DefaultClient, s.base+"/healthz"); body != "ok\n" {
		t.Errorf("%q", body)
	}
	if code, _, errs := run(t, "serve", "--demo", "--listen", "127.0.0.1:0", "--data-dir", dir); code != exitIO || !strings.Contains(errs, "another process") {
		t.Errorf("%d %s", code, errs)
	}
	if code, _, errs := run(t, "serve", "--demo", "--listen", "0.0.0.0:0", "--data-dir", dir); code != exitUsage || !strings.Contains(errs, "this machine") {
		t.Errorf("%d %s", code, errs)
	}
}

// A newcomer signs in, opens the first person, writes a first view and records a decision, with the keyboard alone.
func TestANewcomerDecidesByKeyboard(t *testing.T) {
	browser := chromium(t)
	s := serveDemo(t, t.TempDir())
	ctx := browser.open(t)
	for _, look := range []struct {
		name, lang, scheme, role string
		width                    int64
		next, person, decide     string
		end                      string
		timeline                 []string
	}{
		{"french-dark-narrow", "fr", "dark", "analyst", 360, "Ouvrir la prochaine personne", "Éléments", "Inscrire une décision", "Clore l'affaire", []string{"Ouverture", "Premier avis", "Décision", "Demander à la personne"}},
		{"english-light-wide", "en", "light", "ciso", 1200, "Open the next person", "Evidence", "Record a decision", "Close the case", []string{"Opened", "First view", "Decision", "Ask the person"}},
	} {
		k := keyboard{t, ctx, look.name, look.scheme == "dark"}
		k.do(network.Enable(), network.ClearBrowserCookies(), network.SetExtraHTTPHeaders(network.Headers{"Accept-Language": look.lang}), chromedp.EmulateViewport(look.width, 800),
			emulation.SetEmulatedMedia().WithFeatures([]*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: look.scheme}}),
			chromedp.Navigate(s.base+"/sign-in/"+s.links[look.role]))
		k.press("main button", kb.Enter)
		k.at(look.next, "today")
		k.press("main a.button", kb.Enter)
		k.at(look.person, "person")
		k.press("textarea[name=text]", "It may be a mistake in the dossier.")
		k.press("select[name=hypothesis]", kb.ArrowDown)
		k.press("main form.work button", kb.Enter)
		k.at(look.decide, "case")
		k.press("input[name=outcome]", " ")
		k.press("select[name=hypothesis]", kb.ArrowDown)
		k.press("input[name=trial]", " ")
		k.press("form[action$='/decide'] textarea", "Ask the former employer first.")
		k.press("form[action$='/decide'] button", kb.Enter)
		k.at(look.end, "decided")
		var body string
		k.do(chromedp.Text("ol.timeline", &body))
		for _, want := range append(look.timeline, "Ask the former employer first.") {
			if !strings.Contains(body, want) {
				t.Errorf("%s: the timeline lacks %q:\n%s", look.name, want, body)
			}
		}
	}
}

// keyboard is a browser that is used by keys only.
type keyboard struct {
	t    *testing.T
	ctx  context.Context
	look string
	dark bool
}

func (k keyboard) do(actions ...chromedp.Action) {
	k.t.Helper()
	if err := chromedp.Run(k.ctx, actions...); err != nil {
		k.t.Fatal(err)
	}
}

// press goes from field to field until the one named, and types.
func (k keyboard) press(selector, keys string) {
	k.t.Helper()
	for range 120 {
		var here bool
		k.do(chromedp.Evaluate(fmt.Sprintf("document.activeElement.matches(%q)", selector), &here))
		if here {
			k.do(chromedp.KeyEvent(keys))
			return
		}
		k.do(chromedp.KeyEvent(kb.Tab))
	}
	k.t.Fatalf("%s is not reached by the keyboard", selector)
}

// at waits for a page, keeps a picture of it (go test -artifacts), and finds that it fits and is as dark as was asked for.
func (k keyboard) at(words, name string) {
	k.t.Helper()
	for end := time.Now().Add(3 * time.Minute); ; time.Sleep(50 * time.Millisecond) {
		var here bool // while one page gives way to the next there is none to ask
		err := chromedp.Run(k.ctx, chromedp.Evaluate(fmt.Sprintf("document.readyState === 'complete' && document.body.innerText.includes(%q)", words), &here))
		if here {
			break
		}
		if time.Now().After(end) {
			k.t.Fatalf("no page with %q: %v", words, err)
		}
	}
	var picture []byte
	var overflow, brightness int
	k.do(chromedp.FullScreenshot(&picture, 100),
		chromedp.Evaluate(`document.documentElement.scrollWidth - innerWidth`, &overflow),
		chromedp.Evaluate(`getComputedStyle(document.body).backgroundColor.match(/\d+/g).slice(0,3).reduce((a,b)=>a+ +b,0)`, &brightness))
	if err := os.WriteFile(filepath.Join(k.t.ArtifactDir(), k.look+"-"+name+".png"), picture, 0o600); err != nil {
		k.t.Fatal(err)
	}
	if overflow > 0 || (brightness < 3*128) != k.dark {
		k.t.Errorf("%s, %s: %d px too wide, brightness %d of 765", k.look, name, overflow, brightness)
	}
}
