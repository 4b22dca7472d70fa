package app

import (
	"context"
	"os"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	cdplog "github.com/chromedp/cdproto/log"
	"github.com/chromedp/chromedp"
)

// chromiumPath is where the browser of this machine is.
type chromiumPath string

// chromium finds the browser; without one a test is left out, except where the project builds.
func chromium(t *testing.T) chromiumPath {
	t.Helper()
	path, err := exec.LookPath("chromium")
	if err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal("no chromium; .ci/run installs it")
		}
		t.Skip("no chromium on this machine")
	}
	return chromiumPath(path)
}

// open gives a browser of its own to a test, for so long.
func (p chromiumPath) open(t *testing.T, long time.Duration) context.Context {
	t.Helper()
	ctx, stop := chromedp.NewExecAllocator(t.Context(), append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(string(p)), chromedp.NoSandbox)...)
	t.Cleanup(stop)
	ctx, cancel := chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	ctx, done := context.WithTimeout(ctx, long)
	t.Cleanup(done)
	return ctx
}

// forbiddenIn listens to a browser whose log is on and gives what its pages did against their content policy.
func forbiddenIn(ctx context.Context) func() []string {
	var mu sync.Mutex
	var heard []string
	chromedp.ListenTarget(ctx, func(ev any) {
		if e, ok := ev.(*cdplog.EventEntryAdded); ok && strings.Contains(e.Entry.Text, "Content Security Policy") {
			mu.Lock()
			defer mu.Unlock()
			heard = append(heard, e.Entry.Text)
		}
	})
	return func() []string {
		mu.Lock()
		defer mu.Unlock()
		return slices.Clone(heard)
	}
}
