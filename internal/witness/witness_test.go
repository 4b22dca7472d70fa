package witness

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/ledger"
)

var start = time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC)

// shelf is a Memory of one process.
type shelf map[string]ledger.Checkpoint

func (s shelf) Known(_ context.Context, origin string) (ledger.Checkpoint, error) {
	return s[origin], nil
}

func (s shelf) Remember(_ context.Context, old int64, c ledger.Checkpoint, _ []byte, _ time.Time) error {
	if s[c.Origin].Size != old {
		return core.ErrConflict
	}
	s[c.Origin] = c
	return nil
}

// book is a ledger that is witnessed: its leaves can be written anew.
type book struct {
	private, public string
	leaves          []string
}

func newBook(t *testing.T) *book {
	t.Helper()
	private, public, err := ledger.GenerateKey(rand.Reader, "taupier.example")
	if err != nil {
		t.Fatal(err)
	}
	return &book{private: private, public: public}
}

type nodes []ledger.Hash

func (n nodes) ReadHashes(at []int64) ([]ledger.Hash, error) {
	var out []ledger.Hash
	for _, i := range at {
		out = append(out, n[i])
	}
	return out, nil
}

func (b *book) nodes(t *testing.T, size int64) (out nodes) {
	t.Helper()
	for i, leaf := range b.leaves[:size] {
		grown, err := ledger.Grow(int64(i), []byte(leaf), out)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, grown...)
	}
	return out
}

// sign signs all that is there.
func (b *book) sign(t *testing.T) (ledger.Checkpoint, []byte) {
	t.Helper()
	size := int64(len(b.leaves))
	root, err := ledger.Root(size, b.nodes(t, size))
	if err != nil {
		t.Fatal(err)
	}
	c := ledger.Checkpoint{Origin: "taupier.example/ledger", Size: size, Root: root, At: start}
	signed, err := ledger.Sign(c, b.private)
	if err != nil {
		t.Fatal(err)
	}
	return c, signed
}

func (b *book) prove(t *testing.T) Prover {
	return func(_ context.Context, size, old int64) ([]ledger.Hash, error) {
		return ledger.ProveGrowth(size, old, b.nodes(t, size))
	}
}

func (b *book) grow(n int) {
	for range n {
		b.leaves = append(b.leaves, fmt.Sprintf("entry %d", len(b.leaves)))
	}
}

// serveWitness puts a witness of a book behind HTTP, with the statuses of C2SP tlog-witness.
func serveWitness(t *testing.T, b *book) Remote {
	t.Helper()
	private, public, err := ledger.GenerateKey(rand.Reader, "witness.example")
	if err != nil {
		t.Fatal(err)
	}
	w, err := New(map[string]string{"taupier.example/ledger": b.public}, private, shelf{})
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			t.Error(err)
		}
		status, kind, answer := Answer(w.Add(r.Context(), body, start))
		rw.Header().Set("Content-Type", kind)
		rw.WriteHeader(status)
		_, _ = rw.Write(answer)
	}))
	t.Cleanup(server.Close)
	return Remote{URL: server.URL, Public: public, Client: server.Client()}
}

func TestAWitnessCosignsALedgerThatOnlyGrows(t *testing.T) {
	b := newBook(t)
	r := serveWitness(t, b)
	for known, more := int64(0), 1; more < 9; more++ {
		b.grow(more)
		c, signed := b.sign(t)
		both, err := r.Submit(t.Context(), c, signed, known, b.prove(t))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := ledger.OpenCheckpoint(both, b.public); err != nil {
			t.Errorf("the cosigned checkpoint: %v", err)
		}
		if n := strings.Count(string(both), "\n— witness.example "); n != 1 {
			t.Errorf("%d cosignatures:\n%s", n, both)
		}
		known = c.Size
	}
}

func TestAWitnessThatKnowsAnotherSizeIsAskedFromThere(t *testing.T) {
	b := newBook(t)
	r := serveWitness(t, b)
	b.grow(7)
	c, signed := b.sign(t)
	if _, err := r.Submit(t.Context(), c, signed, 3, b.prove(t)); err != nil {
		t.Errorf("the ledger believed that 3 were known, and none were: %v", err)
	}
	b.grow(2)
	c, signed = b.sign(t)
	if _, err := r.Submit(t.Context(), c, signed, 0, b.prove(t)); err != nil {
		t.Errorf("the ledger had forgotten what it sent: %v", err)
	}
}

// Whoever owns the machine and the key rewrites an entry, or cuts the end off, and signs again.
func TestAHistoryThatWasWrittenAnewGetsNoCosignature(t *testing.T) {
	for name, change := range map[string]func(*book){
		"an entry is changed":    func(b *book) { b.leaves[3] = "something else"; b.grow(4) },
		"as many, one changed":   func(b *book) { b.leaves[3] = "something else" },
		"the end is cut off":     func(b *book) { b.leaves = b.leaves[:5] },
		"cut off and grown anew": func(b *book) { b.leaves = b.leaves[:9]; b.leaves = append(b.leaves, "x", "y", "z") },
	} {
		b := newBook(t)
		r := serveWitness(t, b)
		b.grow(10)
		c, signed := b.sign(t)
		if _, err := r.Submit(t.Context(), c, signed, 0, b.prove(t)); err != nil {
			t.Fatal(err)
		}
		change(b)
		c, signed = b.sign(t)
		if _, err := r.Submit(t.Context(), c, signed, min(10, c.Size), b.prove(t)); !errors.Is(err, ErrForked) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// writes counts what a Memory was told.
type writes struct {
	shelf
	n int
}

func (w *writes) Remember(ctx context.Context, old int64, c ledger.Checkpoint, signed []byte, now time.Time) error {
	w.n++
	return w.shelf.Remember(ctx, old, c, signed, now)
}

// Anybody may have a copy of a checkpoint, and send it a thousand times: the witness signs, and writes once.
func TestACheckpointThatIsSentAgainIsNotWrittenAgain(t *testing.T) {
	b := newBook(t)
	private, _, err := ledger.GenerateKey(rand.Reader, "witness.example")
	if err != nil {
		t.Fatal(err)
	}
	kept := &writes{shelf: shelf{}}
	w, err := New(map[string]string{"taupier.example/ledger": b.public}, private, kept)
	if err != nil {
		t.Fatal(err)
	}
	b.grow(3)
	_, signed := b.sign(t)
	for _, old := range []int64{0, 3, 3, 3} {
		if _, err := w.Add(t.Context(), message{old: old, note: signed}.bytes(), start); err != nil {
			t.Fatal(err)
		}
	}
	if kept.n != 1 {
		t.Errorf("written %d times", kept.n)
	}
}

func TestAWitnessTakesNothingFromWhomItDoesNotKnow(t *testing.T) {
	b, other := newBook(t), newBook(t)
	r := serveWitness(t, b)
	other.grow(1)
	c, signed := other.sign(t)
	if _, err := r.Submit(t.Context(), c, signed, 0, other.prove(t)); err == nil || !strings.Contains(err.Error(), "403") {
		t.Errorf("another key: %v", err)
	}
	c.Origin = "taupier.example/elsewhere"
	signed, err := ledger.Sign(c, other.private)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := r.Submit(t.Context(), c, signed, 0, other.prove(t)); err == nil || !strings.Contains(err.Error(), "404") {
		t.Errorf("another ledger: %v", err)
	}
}

func TestAnAnswerByAnotherWitnessIsRefused(t *testing.T) {
	b := newBook(t)
	r := serveWitness(t, b)
	_, r.Public, _ = ledger.GenerateKey(rand.Reader, "witness.example")
	b.grow(1)
	c, signed := b.sign(t)
	if _, err := r.Submit(t.Context(), c, signed, 0, b.prove(t)); err == nil {
		t.Error("a signature by another key is taken")
	}
}

func TestAFileKeepsEveryCheckpoint(t *testing.T) {
	b := newBook(t)
	f := File{filepath.Join(t.TempDir(), "witness")}
	for range 3 {
		b.grow(2)
		_, signed := b.sign(t)
		if err := f.Keep(signed); err != nil {
			t.Fatal(err)
		}
	}
	data, err := os.ReadFile(f.Path)
	if err != nil {
		t.Fatal(err)
	}
	notes := Split(data)
	if len(notes) != 3 {
		t.Fatalf("%d checkpoints in\n%s", len(notes), data)
	}
	for i, n := range notes {
		if c, err := ledger.OpenCheckpoint(n, b.public); err != nil || c.Size != int64(2*i+2) {
			t.Errorf("checkpoint %d: %+v %v", i, c, err)
		}
	}
}

func FuzzAMessageIsReadAsItIsWritten(f *testing.F) {
	f.Add([]byte("old 0\n\nx\n1\nAAAA\n\n— x y\n"))
	f.Add(message{4, []ledger.Hash{{1}, {2}}, []byte("origin\n9\n")}.bytes())
	f.Fuzz(func(t *testing.T, body []byte) {
		m, err := parseMessage(body)
		if err != nil {
			return
		}
		if again, err := parseMessage(m.bytes()); err != nil || string(again.bytes()) != string(m.bytes()) {
			t.Errorf("%q is read as %+v, %v", body, again, err)
		}
	})
}
