package app

import (
	"context"
	"crypto/rand"
	"fmt"
	"net/url"
	"os"
	"slices"
	"strings"
	"time"

	"golang.org/x/term"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/ledger"
	"github.com/taupier-eu/taupier/internal/serve/web"
	"github.com/taupier-eu/taupier/internal/store"
)

// invite makes the users of the demo once, and a fresh address for each at every start.
func (s *server) invite(ctx context.Context) error {
	var users []access.Actor
	if err := s.db.View(ctx, func(v *store.View) (err error) { users, err = v.Users(); return err }); err != nil {
		return err
	}
	if len(users) == 0 {
		for _, u := range demoUsers {
			err := s.db.Act(ctx, ledger.Entry{At: time.Now(), Actor: "server", Act: "user.add", Object: u.User}, nil, func(t *store.Tx) error { return t.PutUser(u) })
			if err != nil {
				return err
			}
		}
	}
	fmt.Fprintf(s.c.err, "taupier: serving the fictional company at %s\n", s.base())
	fmt.Fprintf(s.c.err, "fictional data / données fictives\nOpen one of these addresses to sign in; each works once, for %d minutes:\n", int(access.LinkLife.Minutes()))
	for _, u := range demoUsers {
		if len(users) > 0 && !slices.ContainsFunc(users, func(a access.Actor) bool { return a.User == u.User }) {
			continue // the folder was begun with other users
		}
		address, err := s.address(ctx, u.User, s.local())
		if err != nil {
			return err
		}
		fmt.Fprintf(s.c.err, "  %-15s %s\n", strings.TrimPrefix(u.User, "u-"), address)
	}
	return nil
}

// address makes an address that signs a user of the demo in, once, and proves who he is: only this terminal shows it.
func (s *server) address(ctx context.Context, user, host string) (string, error) {
	token, hash, err := access.NewToken(rand.Reader)
	if err != nil {
		return "", err
	}
	now := time.Now()
	if err := s.db.PutLink(ctx, access.Link{Hash: hash, User: user, Ends: now.Add(access.LinkLife), Proof: true}, now); err != nil {
		return "", err
	}
	scheme := "http://"
	if web.Secure(s.url) {
		scheme = "https://"
	}
	return scheme + host + "/sign-in/" + token, nil
}

// reprinter gives reprint where only somebody at this machine reads what the server says. What a server of one's own says goes
// into a log, and an address in a log would let whoever reads it be somebody else.
func (s *server) reprinter() func(ctx context.Context, a access.Actor, host, back string) error {
	if f, ok := s.c.err.(*os.File); s.demo || ok && term.IsTerminal(int(f.Fd())) {
		return s.reprint
	}
	return nil
}

// reprint prints a fresh address that leads to a page, for somebody who is asked to prove again who he is.
func (s *server) reprint(ctx context.Context, a access.Actor, host, back string) error {
	address, err := s.address(ctx, a.User, host)
	if err != nil {
		return err
	}
	fmt.Fprintf(s.c.err, "A fresh address for %s; it works once, for %d minutes:\n  %s?back=%s\n", a.Name, int(access.LinkLife.Minutes()), address, url.QueryEscape(back))
	return nil
}
