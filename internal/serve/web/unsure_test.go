package web

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/core"
)

// What a page says when the answer to a commit was lost: not that it was done, and not that it was not.
func TestWhatIsNotKnownIsSaidSo(t *testing.T) {
	w := newWorld(t)
	session := w.session(t, "u-ciso")
	w.options.Trouble = func(error) {}
	w.options.ReadAgain = func(context.Context, access.Actor) error {
		return fmt.Errorf("company.read: %w: %w", core.ErrUnsure, core.ErrUnavailable)
	}
	w.options.Fictional = false
	w.serve(t)
	res, body := w.do(t, "POST", "/sources/read", url.Values{}, session)
	if res.StatusCode != http.StatusServiceUnavailable || !strings.Contains(body, "it is not known whether") {
		t.Errorf("%s\n%s", res.Status, body)
	}
}
