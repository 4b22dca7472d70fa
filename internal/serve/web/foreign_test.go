package web

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	cdplog "github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"

	"github.com/taupier-eu/taupier/internal/casework"
)

// attacks are what the places of a page could be left by, times what could be run there: made by rules of our own.
func attacks() []string {
	out := []string{}
	for _, leave := range []string{"", `"`, `'`, `">`, `'>`, "</textarea>", "</title>", "</script>", "-->", "]]>", "</option></select>", "</svg>", `" x="`, "`"} {
		for _, run := range []string{
			"<script>alert(1)</script>", "<ScRiPt>alert(1)</sCrIpT>", "<script/x>alert(1)</script>", "<script src=data:,alert(1)></script>", "<img src=x onerror=alert(1)>", "<img/src=x/onerror=alert(1)>", "<svg onload=alert(1)>",
			"<svg><script>alert(1)</script></svg>", "<body onload=alert(1)>", "<iframe srcdoc='<script>alert(1)</script>'>", "<iframe src=javascript:alert(1)>", "<a href=javascript:alert(1) autofocus onfocus=alert(1)>x</a>",
			"<input autofocus onfocus=alert(1)>", "<details open ontoggle=alert(1)>", "<video><source onerror=alert(1)>", "<math><mtext><script>alert(1)</script>", "<object data=javascript:alert(1)>", "<embed src=javascript:alert(1)>",
			"<base href=//evil.invalid/>", "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>", "<link rel=stylesheet href=//evil.invalid/x.css>", "<style>@import '//evil.invalid';</style>", "<form action=//evil.invalid><button autofocus>x", " onmouseover=alert(1) ", "{{alert(1)}}",
			"&lt;script&gt;alert(1)&lt;/script&gt;", "%3Cscript%3Ealert(1)%3C/script%3E", "\u202e<script>alert(1)</script>", "＜script＞alert(1)＜/script＞", "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>", "<template><script>alert(1)</script></template>", "<x onclick=alert(1) tabindex=0 autofocus>", "javascript:alert(1)",
			"<audio src=x onerror=alert(1)>", "<marquee onstart=alert(1)>", "<select autofocus onfocus=alert(1)>", "<?xml version='1.0'?><script xmlns='http://www.w3.org/1999/xhtml'>alert(1)</script>",
		} {
			out = append(out, leave+run)
		}
	}
	return out
}

// heaps puts as many attacks into a text as a field takes.
func heaps(all []string, most int) []string {
	out := []string{""}
	for _, a := range all {
		if last := &out[len(out)-1]; len(*last)+len(a)+1 <= most {
			*last += a + " "
		} else {
			out = append(out, a+" ")
		}
	}
	return out
}

// Five hundred attacks in each field that foreign text comes into: a browser opens every page that shows them, and nothing of them
// runs, or so much as tries to.
func TestT10ForeignTextNeverRuns(t *testing.T) {
	if testing.Short() {
		t.Skip("five hundred texts; the long run has them")
	}
	path, err := exec.LookPath("chromium")
	if err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal("no chromium; .ci/run installs it")
		}
		t.Skip("no chromium on this machine")
	}
	all := attacks()
	if len(all) < 500 {
		t.Fatalf("%d attacks", len(all))
	}
	w := newWorld(t)
	id := w.caseAboutNadia(t)
	do := func(e casework.Event) {
		t.Helper()
		if err := w.desk.Do(t.Context(), analyst, id, e, start); err != nil {
			t.Fatal(err)
		}
	}
	for _, heap := range heaps(all, casework.MaxText-100) {
		do(casework.Event{Kind: casework.Noting, Text: heap})
		do(casework.Event{Kind: casework.Deciding, Outcome: casework.Ask, Trial: casework.Unclear, Hypothesis: heap, Text: heap + " four words and more"})
	}
	for i, heap := range heaps(all, 500) {
		if _, err := w.evidence.Add(t.Context(), analyst, id, heap, heap, strings.NewReader(fmt.Sprint(i, heap)), start); err != nil {
			t.Fatal(err)
		}
	}
	ctx, stop := chromedp.NewExecAllocator(t.Context(), append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.WSURLReadTimeout(2*time.Minute))...)
	defer stop()
	ctx, cancel := chromedp.NewContext(ctx)
	defer cancel()
	ctx, done := context.WithTimeout(ctx, 10*time.Minute)
	defer done()
	var mu sync.Mutex
	var heard []string
	hear := func(s string) { mu.Lock(); defer mu.Unlock(); heard = append(heard, s) }
	chromedp.ListenTarget(ctx, func(ev any) {
		switch e := ev.(type) {
		case *page.EventJavascriptDialogOpening:
			hear("a dialog: " + e.Message)
			go func() { _ = chromedp.Run(ctx, page.HandleJavaScriptDialog(true)) }()
		case *cdplog.EventEntryAdded:
			if strings.Contains(e.Entry.Text, "Content Security Policy") {
				hear(e.Entry.Text)
			}
		case *network.EventRequestWillBeSent:
			// the picture of a calendar in a field for dates is the browser's own
			if !strings.HasPrefix(e.Request.URL, w.http.URL) && !strings.HasPrefix(e.Request.URL, "data:image/svg+xml;base64,") {
				hear("asked for " + e.Request.URL)
			}
		}
	})
	s := w.session(t, "u-analyst")
	if err := chromedp.Run(ctx, network.Enable(), cdplog.Enable(), network.SetCookie(s.Name, s.Value).WithURL(w.http.URL)); err != nil {
		t.Fatal(err)
	}
	for _, at := range []string{"/cases/" + id, "/cases/" + id + "/evidence", "/cases/" + id + "/report", "/cases/" + id + "/report?for=police", "/people/p-1", "/queue"} {
		var text string
		var foreign []string
		if err := chromedp.Run(ctx, chromedp.Navigate(w.http.URL+at), chromedp.Evaluate(`document.body.innerText`, &text),
			chromedp.Evaluate(`[...document.querySelectorAll('main script, main img, main iframe, main object, main embed, main base, main meta, main link, main style, main video, main audio, main math, main template, main marquee')].map(e => e.outerHTML).concat([...document.querySelectorAll('*')].filter(e => [...e.attributes].some(a => a.name.startsWith('on'))).map(e => e.outerHTML))`, &foreign)); err != nil {
			t.Fatal(at, err)
		}
		if len(foreign) > 0 {
			t.Errorf("%s: foreign text became %q", at, foreign)
		}
		if strings.HasPrefix(at, "/cases/") && !strings.Contains(at, "?") && !strings.Contains(text, "<script>alert(1)</script>") {
			t.Errorf("%s does not show what was written: the test shows nothing", at)
		}
	}
	mu.Lock()
	defer mu.Unlock()
	if len(heard) > 0 {
		t.Errorf("%d things ran or tried to: %q", len(heard), slices.Compact(heard))
	}
	t.Logf("%d attacks", len(all))
}
