package lists

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"slices"
	"strings"
	"time"
)

// Update fetches lists from their publishers and puts those in use that the checks let pass; each list for itself. Without
// names it fetches every source that is not on request. Each transfer ends after the time given. The error says that nothing
// was tried.
func (s *Store) Update(ctx context.Context, sources []Source, names []string, client *http.Client, each time.Duration, act Act, tell func(Result)) error {
	for _, name := range names {
		if find(sources, name) == nil {
			return fmt.Errorf("no source of a list %q: there are %s", name, strings.Join(listed(sources), ", "))
		}
	}
	unlock, err := s.lock(ctx)
	if err != nil {
		return err
	}
	defer unlock()
	for i := range sources {
		src := &sources[i]
		if len(names) > 0 && !slices.Contains(names, src.List) || len(names) == 0 && src.OnRequest {
			continue
		}
		tell(s.updateOne(ctx, sources, src, client, each, act))
		if err := ctx.Err(); err != nil {
			return err
		}
	}
	return nil
}

func listed(sources []Source) (names []string) {
	for _, s := range sources {
		names = append(names, s.List)
	}
	return names
}

func (s *Store) updateOne(ctx context.Context, sources []Source, src *Source, client *http.Client, each time.Duration, act Act) Result {
	a, err := s.arrive()
	if err != nil {
		return s.finish(act, "update", src.List, src.Address, nil, Failed, s.inUse(src.List), fmt.Errorf("make room for the list: %w", err))
	}
	defer os.RemoveAll(a.dir)
	a.wanted, a.sources, a.version.From, a.pointer.Checked = src.List, sources, src.Address, act.Now
	ctx, cancel := context.WithTimeout(ctx, each)
	defer cancel()
	outcome, v, err := s.bring(ctx, client, src, a, act)
	if errors.Is(err, context.DeadlineExceeded) {
		err = fmt.Errorf("not there after %s: %w", each, err)
	}
	return s.finish(act, "update", src.List, src.Address, a.version.Files, outcome, v, err)
}

func (s *Store) bring(ctx context.Context, client *http.Client, src *Source, a *arrival, act Act) (Outcome, *Version, error) {
	seen, before := s.seen(src)
	err := s.fetch(ctx, client, src, a, seen)
	if errors.Is(err, errNotModified) {
		return s.stillInForce(src.List, before, a.pointer)
	}
	if err != nil {
		return Failed, before, err
	}
	return s.install(a, act)
}

// seen is what the publisher said of the version in use, empty when that is damaged or came from elsewhere.
func (s *Store) seen(src *Source) (pointer, *Version) {
	in, err := s.load(src.List)
	if err != nil {
		return pointer{}, nil
	}
	p, err := s.pointer(src.List)
	if err != nil || in.Problem != "" || in.Version.From != src.Address {
		return pointer{}, &in.Version
	}
	return *p, &in.Version
}
