package app

import (
	"context"
	"crypto/rand"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/intake/source"
	"github.com/taupier-eu/taupier/internal/serve/web"
	"github.com/taupier-eu/taupier/internal/setup"
)

// setupGate keeps everything shut until the set-up is done.
type setupGate struct {
	desk        setup.Desk
	token, hash string // of the one-time address
	base        func() string

	once sync.Once
	done chan struct{}
}

// wait reports whether the set-up is done, once it is; false when ctx ends before.
func (g *setupGate) wait(ctx context.Context) bool {
	select {
	case <-g.done:
		return true
	case <-ctx.Done():
		return false
	}
}

func (g *setupGate) open() { g.once.Do(func() { close(g.done) }) }

func (g *setupGate) isOpen() bool {
	select {
	case <-g.done:
		return true
	default:
		return false
	}
}

// web is the gate as the pages see it.
func (g *setupGate) web() web.Setup {
	return web.Setup{Desk: g.desk, Address: g.hash, Done: g.isOpen, Finished: g.open, Base: g.base}
}

// prepare finds the company's folder, and out whether the set-up is done.
func (s *server) prepare(ctx context.Context, f serveFlags) error {
	folder := f.company
	if folder == "" {
		folder = s.config.Company.Folder
	}
	if folder == "" {
		folder = filepath.Join(s.dir, "company")
		if err := os.MkdirAll(folder, 0o700); err != nil {
			return fmt.Errorf("make the company's folder: %w", err)
		}
	}
	s.reading = newReading(folder, s.config.Company)
	every := map[string]time.Duration{}
	for kind, c := range s.config.Sources {
		every[kind] = c.Every
	}
	a, err := s.db.Answers(ctx)
	if err != nil {
		return err
	}
	start := a.Finished
	if start.IsZero() {
		start = time.Now()
	}
	s.watch = source.Watch{Store: s.db.Sources(), Every: every, Start: start, Random: rand.Reader}
	s.gate = &setupGate{desk: setup.Desk{Store: s.db, Random: rand.Reader}, done: make(chan struct{}), base: s.base}
	if s.demo || !a.Finished.IsZero() {
		s.gate.open()
	}
	s.gate.token, s.gate.hash, err = access.NewToken(rand.Reader)
	return err
}

// shut refuses everything until the set-up is done.
func (g *setupGate) shut(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !g.isOpen() {
			http.Error(w, "This server is not set up yet.\nCe serveur n'est pas encore mis en service.", http.StatusServiceUnavailable)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// welcome prints what somebody needs who has just started the server: the demo's addresses, the address of the set-up, or where
// the server answers.
func (s *server) welcome(ctx context.Context) error {
	switch {
	case s.demo:
		return s.invite(ctx)
	case s.gate.isOpen():
		fmt.Fprintf(s.c.err, "taupier: serving %s at %s\n", s.reading.folder, s.base())
		return nil
	}
	fmt.Fprintf(s.c.err, "Set up this server first. This address works until the set-up is done or the server stops:\n  %s/setup/%s\n", s.base(), s.gate.token)
	return nil
}
