package api

import (
	"context"
	"net/http"
	"slices"
	"strings"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/casework"
	"github.com/taupier-eu/taupier/internal/ledger"
)

// watch is the store of a desk for one request: it refuses a case of another version than whoever asked has read, in the
// transaction that would change it, and remembers what the case became.
type watch struct {
	casework.Store
	match string // If-Match; "" for any version
	saw   *casework.Case
}

// Act acts (casework.Store).
func (s watch) Act(ctx context.Context, e ledger.Entry, detail []byte, do func(casework.Writer) error) error {
	return s.Store.Act(ctx, e, detail, func(w casework.Writer) error { return do(&watching{w, s}) })
}

type watching struct {
	casework.Writer
	watch watch
}

// Case reads a case (casework.Reader).
func (w *watching) Case(viewer access.Actor, id string) (casework.Case, error) {
	c, err := w.Writer.Case(viewer, id)
	if err == nil && !matches(w.watch.match, etag(len(c.Events))) {
		return c, problem(http.StatusPreconditionFailed, "version_stale")
	}
	return c, err
}

// PutCase changes a case (casework.Writer).
func (w *watching) PutCase(c casework.Case, e casework.Event) error {
	*w.watch.saw = c
	return w.Writer.PutCase(c, e)
}

// matches reports whether a field If-Match (RFC 9110, 13.1.1) holds for a tag; an empty one does.
func matches(field, tag string) bool {
	if field == "" || strings.TrimSpace(field) == "*" {
		return true
	}
	return slices.ContainsFunc(strings.Split(field, ","), func(one string) bool { return strings.TrimSpace(one) == tag })
}
