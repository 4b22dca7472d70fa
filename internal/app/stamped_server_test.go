package app

import (
	"context"
	"crypto/rand"
	"strings"
	"testing"
	"time"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/stamp/stamptest"
	"github.com/taupier-eu/taupier/internal/store"
)

// stampedServer runs a server of the fictional company whose ledger an authority stamps.
func stampedServer(t *testing.T, a *stamptest.Authority, dir string) (srv *served, stop func()) {
	t.Helper()
	c := &cli{err: t.Output(), env: func(string) string { return "" }}
	s, err := c.openServer(t.Context(), serveFlags{demo: true, people: 20, listen: "127.0.0.1:0", dataDir: dir})
	if err != nil {
		t.Fatal(err)
	}
	*s.stamps = *stampedBy(t, s.db, a)
	srv = &served{base: strings.Replace("http://"+s.listen.Addr().String(), "127.0.0.1", "localhost", 1), links: map[string]string{}}
	for _, u := range demoUsers {
		token, hash, err := access.NewToken(rand.Reader)
		if err != nil {
			t.Fatal(err)
		}
		if err := s.db.PutLink(t.Context(), access.Link{Hash: hash, User: u.User, Ends: time.Now().Add(time.Hour)}, time.Now()); err != nil {
			t.Fatal(err)
		}
		srv.links[string(u.Roles[0])] = token
	}
	ctx, end := context.WithCancel(context.WithoutCancel(t.Context()))
	done := make(chan error, 1)
	go func() { done <- s.run(ctx) }()
	return srv, func() {
		t.Helper()
		end()
		if err := <-done; err != nil {
			t.Errorf("the server did not end well: %v", err)
		}
		if err := s.db.Close(); err != nil {
			t.Error(err)
		}
	}
}

// untilTrust asks for Trust until it says something.
func (s *served) untilTrust(t *testing.T, says string) {
	t.Helper()
	c := s.signIn(t, "dpo")
	for end := time.Now().Add(3 * time.Minute); ; time.Sleep(100 * time.Millisecond) {
		page := get(t, c, s.base+"/trust")
		if strings.Contains(page, says) {
			return
		}
		if time.Now().After(end) {
			t.Fatalf("Trust does not say %q:\n%s", says, page)
		}
	}
}

// The running server asks by itself, shows what was said, and has its last entries stamped when it ends; whoever has the export checks
// it with the certificate alone.
func TestARunningServerHasItsLedgerStampedToTheEnd(t *testing.T) {
	a, dir := stamptest.New(t, stamptest.Choices{}), t.TempDir()
	s, stop := stampedServer(t, a, dir)
	s.untilTrust(t, "Example Time-Stamp Authority")
	stop()
	db, err := store.OpenToRead(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	have, head, err := (&stamps{db: db}).stand(t.Context())
	if err != nil || have.Last.Size != head.Size || have.Problem != "" {
		t.Errorf("%d of %d entries are stamped: %+v %v", have.Last.Size, head.Size, have, err)
	}
	code, out, errs := run(t, "ledger", "verify", exported(t, db), "--key", dir+"/ledger.pub", "--tsa-ca", a.CAFile)
	if code != exitOK || strings.Count(out, "says Example Time-Stamp Authority") < 2 {
		t.Errorf("%d %s%s", code, out, errs)
	}
}
