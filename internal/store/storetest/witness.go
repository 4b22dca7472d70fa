package storetest

import (
	"crypto/rand"
	"errors"
	"testing"

	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/ledger"
	"github.com/taupier-eu/taupier/internal/store"
)

// witness holds what is remembered of another ledger: the newest checkpoint, and never one in the place of another size.
func (b *bench) witness(t *testing.T) {
	private, public, err := ledger.GenerateKey(rand.Reader, "other.example")
	if err != nil {
		t.Fatal(err)
	}
	w := b.db.Witnessed(map[string]string{"other": public})
	if c, err := w.Known(t.Context(), "other"); err != nil || c.Size != 0 {
		t.Fatalf("before anything was seen: %+v %v", c, err)
	}
	sign := func(size int64) (ledger.Checkpoint, []byte) {
		c := ledger.Checkpoint{Origin: "other", Size: size, Root: ledger.Hash{byte(size)}, At: Now}
		signed, err := ledger.Sign(c, private)
		if err != nil {
			t.Fatal(err)
		}
		return c, signed
	}
	for _, step := range []struct {
		old, size int64
		want      error
	}{{0, 3, nil}, {0, 4, core.ErrConflict}, {2, 4, core.ErrConflict}, {3, 9, nil}, {9, 9, nil}} {
		c, signed := sign(step.size)
		if err := w.Remember(t.Context(), step.old, c, signed, Now); !errors.Is(err, step.want) {
			t.Errorf("%d after %d: %v", step.size, step.old, err)
		}
	}
	if c, err := w.Known(t.Context(), "other"); err != nil || c.Size != 9 {
		t.Errorf("%+v %v", c, err)
	}
	b.verify(t)
	b.refusal(t)
}

// refusal holds that a witness's own words are kept whatever their bytes, in a form that every store and page takes.
func (b *bench) refusal(t *testing.T) {
	said := "the witness refuses it: a\x00b \xff\xfe caf\xc3"
	if err := b.db.PutWitnessAnswer(t.Context(), store.WitnessAnswer{Name: "one", Size: 3, Tried: Now, Problem: said}); err != nil {
		t.Fatal(err)
	}
	err := b.db.View(t.Context(), func(v *store.View) error {
		kept, err := v.WitnessAnswers()
		if err == nil && (len(kept) != 1 || kept[0].Problem != "the witness refuses it: a b   caf ") {
			t.Errorf("kept: %+v", kept)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
