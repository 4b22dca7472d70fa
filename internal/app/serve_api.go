package app

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/taupier-eu/taupier/internal/casework"
	"github.com/taupier-eu/taupier/internal/serve/api"
	"github.com/taupier-eu/taupier/internal/serve/web"
)

// cases is where people work, by the pages and by the API.
func (s *server) cases() casework.Desk {
	return casework.Desk{Store: s.db.Cases(), Random: rand.Reader, Browsing: s.browsing}
}

// apiReading is how the reading stands, as the API says it.
func (s *server) apiReading() api.Reading {
	r := s.reading.now()
	return api.Reading{Running: r.Running, Started: r.Started, Ended: r.Ended, Problem: r.Problem, Logs: r.Logs}
}

// withAPI gives what is under /api to the API and the rest to the pages. Both work at the same desks.
func (s *server) withAPI(pages http.Handler, o web.Options) (http.Handler, error) {
	a, err := api.New(api.Options{
		Desk: o.Desk, Tasks: o.Tasks, Deadlines: o.Deadlines, Payments: o.Payments, Evidence: o.Evidence, Bundles: o.Bundles, Start: o.Start, Links: o.Links, Imports: o.Imports, Parts: o.Parts, Catalogue: o.Catalogue,
		Many: o.Many, Search: o.Search, Views: o.Views, Registrar: o.Registrar, Tokens: o.Tokens, Looked: o.Looked,
		Watch: o.Watch, Problems: o.Problems, ReadAgain: o.ReadAgain, Fictional: o.Fictional,
		Reading: s.apiReading, Watchers: s.apiWatchers, Backups: s.apiBackups, Retention: o.Retention,
		Stamps: func(ctx context.Context) (api.Stamps, error) { at, err := o.Stamps(ctx); return api.Stamps(at), err },
		Door:   s.db, Answers: s.db, Changed: s.db.Changed, Cookie: web.CookieName(web.Secure(s.config.URL)),
		Head: func(ctx context.Context) (api.Head, error) {
			h, err := s.head(ctx)
			return api.Head(h), err
		},
		Host: s.ownName, Now: time.Now, Random: rand.Reader, Trace: newTrace,
		Trouble: func(trace string, err error) { fmt.Fprintf(s.c.err, "taupier: request %s: %v\n", trace, err) },
	})
	if err != nil {
		return nil, err
	}
	s.api = a
	mux := http.NewServeMux()
	mux.Handle("/api/", s.gate.shut(a))
	mux.Handle("/", pages)
	return mux, nil
}

// apiWatchers and apiBackups say to programs what the page on trust says.
func (s *server) apiWatchers(ctx context.Context) ([]api.Watcher, error) {
	found, err := s.watchers(ctx)
	var out []api.Watcher
	for _, w := range found {
		out = append(out, api.Watcher(w))
	}
	return out, err
}

func (s *server) apiBackups(ctx context.Context) (api.Backups, error) {
	b, err := s.backups.state(ctx)
	out := api.Backups{Planned: b.Planned, Every: b.Every, Last: b.Last, Kept: b.Kept, Bad: b.Bad, Problem: b.Problem}
	for _, r := range b.Restored {
		out.Restored = append(out.Restored, api.Restored(r))
	}
	return out, err
}

// ownName reports whether a Host header names this machine, or the server by one of its names.
func (s *server) ownName(host string) bool {
	if u, err := url.Parse(s.config.URL); err == nil && u.Host != "" && u.Host == host {
		return true
	}
	if h, _, err := net.SplitHostPort(host); err == nil {
		host = h
	}
	return slices.Contains(s.hosts, host) || loopback(strings.Trim(host, "[]"))
}

// newTrace names a request by 64 random bits.
func newTrace() string {
	var b [8]byte
	_, _ = rand.Read(b[:]) // it never fails
	return hex.EncodeToString(b[:])
}
