package report

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"

	"github.com/taupier-eu/taupier/internal/core"
)

// browser starts Chromium. Without one the test is skipped, but under CI it fails.
func browser(t *testing.T) context.Context {
	t.Helper()
	path, err := exec.LookPath("chromium")
	if err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal("no chromium; .ci/run installs it")
		}
		t.Skip("no chromium on this machine")
	}
	opts := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.WSURLReadTimeout(2*time.Minute))
	ctx, stop := chromedp.NewExecAllocator(t.Context(), opts...)
	t.Cleanup(stop)
	ctx, cancel := chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	ctx, done := context.WithTimeout(ctx, 10*time.Minute)
	t.Cleanup(done)
	return ctx
}

// The page fits a telephone and a screen, by day and by night, in both languages, and fetches nothing.
func TestThePageInABrowser(t *testing.T) {
	ctx := browser(t)
	fetched := 0
	chromedp.ListenTarget(ctx, func(ev any) {
		if r, ok := ev.(*network.EventRequestWillBeSent); ok && r.Type != network.ResourceTypeDocument {
			fetched++
		}
	})
	for _, lang := range []core.Lang{core.English, core.French} {
		file := filepath.Join(t.TempDir(), "report.html")
		var page bytes.Buffer
		if err := Write(&page, "html", sample(), view(lang)); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, page.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
		for _, width := range []int64{360, 1200} {
			for scheme, dark := range map[string]bool{"light": false, "dark": true} {
				var overflow, brightness int
				err := chromedp.Run(ctx,
					network.Enable(),
					chromedp.EmulateViewport(width, 900),
					emulation.SetEmulatedMedia().WithFeatures([]*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}),
					chromedp.Navigate("file://"+file),
					chromedp.Evaluate(`document.documentElement.scrollWidth - innerWidth`, &overflow),
					chromedp.Evaluate(`getComputedStyle(document.body).backgroundColor.match(/\d+/g).slice(0,3).reduce((a,b)=>a+ +b,0)`, &brightness),
				)
				if err != nil {
					t.Fatal(err)
				}
				if overflow > 0 {
					t.Errorf("%s, %s, %d px wide: the page is %d px too wide", lang, scheme, width, overflow)
				}
				if (brightness < 3*128) != dark {
					t.Errorf("%s, %s: background brightness is %d of 765", lang, scheme, brightness)
				}
			}
		}
	}
	if fetched > 0 {
		t.Errorf("the page fetched %d resources", fetched)
	}
}
