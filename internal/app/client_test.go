package app

import (
	"context"
	"crypto/rand"
	"errors"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/taupier-eu/taupier/internal/casework"
	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/ledger"
	"github.com/taupier-eu/taupier/internal/store"
)

// oneCase gives the server a company of one person and a case about him.
func oneCase(t *testing.T, db *store.DB) (id string) {
	t.Helper()
	now := time.Now().UTC()
	analyst := demoUsers[0]
	in := casework.Intake{
		Company: casework.Company{Name: "Example", Fictional: true, Read: now.UnixMicro()},
		People: []casework.Person{{ID: "p-1", Name: "Nadia Example", Stage: core.Employed, Level: core.LevelAsk, Score: 100,
			Questions: []casework.Question{{ID: "f-1", Title: core.Text{EN: "Two places", FR: "Deux lieux"}}}}},
	}
	err := db.Act(t.Context(), ledger.Entry{At: now, Actor: "server", Act: "company.read"}, nil, func(x *store.Tx) error { return x.Replace(in) })
	if err != nil {
		t.Fatal(err)
	}
	id, err = casework.Desk{Store: db.Cases(), Random: rand.Reader}.FirstView(t.Context(), analyst, "p-1", "It may well be a journey", "A journey", now)
	if err != nil {
		t.Fatal(err)
	}
	return id
}

// The program under examples/client does against the real server what its comment says, with a token that the command made.
func TestTheExampleOfAClientDoesWhatItSays(t *testing.T) {
	program := filepath.Join(t.TempDir(), "client")
	if out, err := exec.Command("go", "build", "-o", program, "../../examples/client").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	c := &cli{err: t.Output(), env: func(string) string { return "" }}
	flags := serveFlags{demo: true, listen: "127.0.0.1:0", dataDir: t.TempDir()}
	s, err := c.openServer(t.Context(), flags)
	if err != nil {
		t.Fatal(err)
	}
	id := oneCase(t, s.db)
	if err := errors.Join(s.listen.Close(), s.db.Close()); err != nil {
		t.Fatal(err)
	}
	code, token, errs := run(t, "token", "create", "--data-dir", flags.dataDir, "--user", demoUsers[0].User, "--name", "nightly job", "--scope", "people.see", "--scope", "case.work")
	if code != exitOK {
		t.Fatalf("%d %s", code, errs)
	}
	if s, err = c.openServer(t.Context(), flags); err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan error)
	go func() { done <- s.run(ctx) }()
	cmd := exec.Command(program, "-server", "http://"+s.listen.Addr().String(), "-note", "Read by the nightly job.", "-events", "1")
	cmd.Env = []string{"TAUPIER_TOKEN=" + strings.TrimSpace(token)}
	out, err := cmd.CombinedOutput()
	want := `^1 people are listed\ncase ` + id + ` about p-1 is open and has 2 events\nthe note is in: version 3\nevent case \{"case":"` + id + `","kind":"note"\}\n$`
	if err != nil || !regexp.MustCompile(want).Match(out) {
		t.Errorf("%v\n%s", err, out)
	}
	stop()
	if err := <-done; err != nil {
		t.Errorf("the server did not end well: %v", err)
	}
	if err := s.db.Close(); err != nil {
		t.Error(err)
	}
}
