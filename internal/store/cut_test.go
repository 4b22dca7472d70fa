package store

import (
	"bytes"
	"crypto/rand"
	"errors"
	"io"
	"net"
	"net/url"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/ledger"
)

// line is the network between a store and its database, which can be cut at a commit.
type line struct {
	net.Listener
	server string
	before atomic.Bool // the next commit does not arrive
	after  atomic.Bool // the next commit arrives, and its answer does not
}

// newLine stands between a store and a place in PostgreSQL; at is the place through it.
func newLine(t *testing.T, place string) (l *line, at string) {
	t.Helper()
	u, err := url.Parse(place)
	if err != nil {
		t.Fatal(err)
	}
	listen, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	l = &line{Listener: listen, server: u.Host}
	t.Cleanup(func() { l.Close() })
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go l.carry(c)
		}
	}()
	u.Host = listen.Addr().String()
	return l, u.String()
}

func (l *line) carry(client net.Conn) {
	defer client.Close()
	server, err := net.Dial("tcp", l.server)
	if err != nil {
		return
	}
	defer server.Close()
	var deaf atomic.Bool
	answered := make(chan struct{})
	go func() {
		defer close(answered)
		b := make([]byte, 64<<10)
		for {
			n, err := server.Read(b)
			if err != nil || deaf.Load() {
				return // what the server said is lost
			}
			if _, err := client.Write(b[:n]); err != nil {
				return
			}
		}
	}()
	b := make([]byte, 64<<10)
	for {
		n, err := client.Read(b)
		if err != nil {
			return
		}
		commit := bytes.Contains(b[:n], []byte("Q\x00\x00\x00\x0bcommit\x00")) // the whole message
		if commit && l.before.CompareAndSwap(true, false) {
			return
		}
		lost := commit && l.after.CompareAndSwap(true, false)
		deaf.Store(lost)
		if _, err := io.Copy(server, bytes.NewReader(b[:n])); err != nil {
			return
		}
		if lost {
			<-answered
			return
		}
	}
}

// A connection that is cut around a commit: whoever acted is told that it is not known whether it was done, what was asked under a key is found
// done or is not there, and asking again never does it twice. The store goes on by itself.
func TestACommitWhoseAnswerIsLostIsSaidAndNeverDoubled(t *testing.T) {
	l, at := newLine(t, PostgresPlaces(t)(t))
	private, public, err := ledger.GenerateKey(rand.Reader, "x")
	if err != nil {
		t.Fatal(err)
	}
	db, err := Open(t.Context(), Options{Place: at, Random: rand.Reader, Key: Key{"x", private}, KeyFile: filepath.Join(t.TempDir(), "master.key")})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	now := time.Now()
	add := func(user string) error {
		ctx := db.KeepAnswer(t.Context(), "asker", "key of "+user, "add "+user, now, func() (string, error) { return "added", nil })
		return db.Act(ctx, ledger.Entry{At: now, Actor: "asker", Act: "user.add", Object: user}, nil, func(x *Tx) error {
			return x.PutUser(access.Actor{User: user, Name: user})
		})
	}
	for user, c := range map[string]struct {
		cut  *atomic.Bool
		done bool
	}{"lost-answer": {&l.after, true}, "lost-commit": {&l.before, false}} {
		c.cut.Store(true)
		if err := add(user); !errors.Is(err, core.ErrUnsure) || !errors.Is(err, core.ErrUnavailable) {
			t.Errorf("%s: %v", user, err)
		}
		_, answer, err := db.Answer(t.Context(), "asker", "key of "+user, now)
		if done := err == nil && answer == "added"; done != c.done || !done && !errors.Is(err, core.ErrNotFound) {
			t.Errorf("%s: the answer under its key is %q (%v)", user, answer, err)
		}
		if !c.done {
			if err := add(user); err != nil {
				t.Errorf("%s again: %v", user, err)
			}
		} else if err := add(user); !errors.Is(err, core.ErrUnavailable) || errors.Is(err, core.ErrUnsure) {
			t.Errorf("%s twice: %v", user, err)
		}
	}
	if err := db.Ready(t.Context(), now.Add(time.Minute)); err != nil {
		t.Errorf("the store does not go on: %v", err)
	}
	if _, err := db.Sign(t.Context(), now); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := db.Export(t.Context(), &out); err != nil {
		t.Fatal(err)
	}
	if got, err := ledger.Verify(&out, public); err != nil || got.Entries != 2 {
		t.Errorf("%+v %v: want one entry for each", got, err)
	}
}

// What is said to a session that the server ends is not that the commit failed: it may have come before.
func TestAnEndOfTheSessionAtACommitLeavesItOpen(t *testing.T) {
	place := PostgresPlaces(t)(t)
	e, err := openPostgres(t.Context(), place, false)
	if err != nil {
		t.Fatal(err)
	}
	defer e.close()
	tx, err := e.writer.BeginTx(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	var pid int
	if err := tx.QueryRowContext(t.Context(), "select pg_backend_pid()").Scan(&pid); err != nil {
		t.Fatal(err)
	}
	if _, err := e.reader.ExecContext(t.Context(), "select pg_terminate_backend($1, 5000)", pid); err != nil {
		t.Fatal(err)
	}
	if err := tx.Commit(); err == nil || !e.cut(err) {
		t.Errorf("%v", err)
	}
}
