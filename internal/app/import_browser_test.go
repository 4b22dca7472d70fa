package app

import (
	"bytes"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
)

// A log that is larger than one part goes to the server in parts by the page's own script, and what it holds is shown; what the
// server refuses is said on the page.
func TestALargeFileIsSentInPartsByTheBrowser(t *testing.T) {
	browser := chromium(t)
	dir := t.TempDir()
	s, c := ownCompany(t, dir, setupExample)
	at, err := url.Parse(s.base)
	if err != nil {
		t.Fatal(err)
	}
	cookies := c.Jar.Cookies(at)
	if len(cookies) == 0 {
		t.Fatal("nobody is signed in")
	}
	defer s.kill(t)
	file := filepath.Join(t.TempDir(), "unknown.jsonl")
	var log bytes.Buffer
	for i := 0; log.Len() < 20<<20; i++ {
		fmt.Fprintf(&log, `{"number":%d,"words":%q}`+"\n", i, strings.Repeat("x", 200))
	}
	if err := os.WriteFile(file, log.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	ctx := browser.open(t)
	var page, title string
	var picture []byte
	err = chromedp.Run(ctx, network.Enable(), network.SetCookies([]*network.CookieParam{{Name: cookies[0].Name, Value: cookies[0].Value, URL: s.base}}),
		network.SetExtraHTTPHeaders(network.Headers{"Accept-Language": "fr"}), chromedp.EmulateViewport(390, 800),
		emulation.SetEmulatedMedia().WithFeatures([]*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: "dark"}}),
		chromedp.Navigate(s.base+"/import"), chromedp.WaitReady("#import"), chromedp.FullScreenshot(&picture, 80),
		chromedp.Click("input[value=log]", chromedp.ByQuery), chromedp.SetUploadFiles("input[type=file]", []string{file}, chromedp.ByQuery),
		chromedp.Click("#import button", chromedp.ByQuery),
		chromedp.WaitVisible("form[action$='/discard']", chromedp.ByQuery), chromedp.OuterHTML("html", &page), chromedp.Title(&title))
	if werr := os.WriteFile(filepath.Join(t.ArtifactDir(), "import.png"), picture, 0o600); werr != nil {
		t.Error(werr)
	}
	if err != nil {
		t.Fatalf("%v\n%s", err, page)
	}
	if !strings.Contains(page, "attend votre accord") || !strings.Contains(page, "unknown.jsonl") {
		t.Errorf("what was sent is not shown:\n%s", page)
	}
	_, ledger, _ := run(t, "ledger", "export", "--data-dir", dir)
	if !strings.Contains(ledger, "import.begin") {
		t.Error("it did not come in parts")
	}
}
