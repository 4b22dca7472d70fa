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

// options are how it is started; on a busy machine it takes its time to listen.
func (p chromiumPath) options() []chromedp.ExecAllocatorOption {
	return append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(string(p)), chromedp.NoSandbox, chromedp.WSURLReadTimeout(2*time.Minute))
}

// open gives a browser of its own to a test. Only what hangs comes to the end of its time.
func (p chromiumPath) open(t *testing.T) context.Context {
	t.Helper()
	ctx, stop := chromedp.NewExecAllocator(t.Context(), p.options()...)
	t.Cleanup(stop)
	ctx, cancel := chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	ctx, done := context.WithTimeout(ctx, 10*time.Minute)
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
