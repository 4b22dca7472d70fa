package storetest

import (
	"bytes"
	"maps"
	"reflect"
	"slices"
	"testing"
	"time"

	"github.com/taupier-eu/taupier/internal/casework/bundle"
	"github.com/taupier-eu/taupier/internal/ledger"
	"github.com/taupier-eu/taupier/internal/store"
)

// stamps holds what is kept of a time-stamp authority: the newest stamp, why the last try failed, and each token under its checkpoint.
func (b *bench) stamps(t *testing.T) {
	if got := b.stamping(t); got.Last.Size != 0 || !got.Tried.IsZero() {
		t.Fatalf("before anything was stamped: %+v", got)
	}
	point := func(at time.Time) int64 {
		if err := b.act(t.Context(), "u-"+at.Format("150405"), at); err != nil {
			t.Fatal(err)
		}
		if _, err := b.db.Sign(t.Context(), at); err != nil {
			t.Fatal(err)
		}
		h, err := b.db.Head(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return h.Signed
	}
	first, _, third := point(Now), point(Now.Add(time.Minute)), point(Now.Add(2*time.Minute))
	stamp := func(size int64, at time.Time) store.Stamp {
		return store.Stamp{Size: size, Token: []byte{0x30, byte(size), 0xff}, Before: at.Add(time.Second), By: "Stamps SA", Ends: at.AddDate(2, 0, 0), Asked: at}
	}
	last := stamp(third, Now.Add(3*time.Minute))
	for _, s := range []store.Stamp{stamp(first, Now.Add(time.Minute)), last} {
		if err := b.db.PutStamp(t.Context(), s); err != nil {
			t.Fatal(err)
		}
	}
	if got, want := b.stamping(t), (store.Stamping{Last: last, Tried: last.Asked}); !reflect.DeepEqual(got, want) {
		t.Errorf("%+v, want %+v", got, want)
	}
	if err := b.db.PutStampProblem(t.Context(), "it answered 503", Now.Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	if got := b.stamping(t); got.Problem != "it answered 503" || !got.Tried.Equal(Now.Add(time.Hour)) || got.Last.Size != third {
		t.Errorf("%+v", got)
	}
	if err := b.db.PutStamp(t.Context(), stamp(third, Now.Add(2*time.Hour))); err != nil {
		t.Errorf("what was stamped already, stamped again: %v", err)
	}
	if got := b.stamping(t); got.Problem != "" || !got.Last.Asked.Equal(last.Asked) {
		t.Errorf("the first stamp of a checkpoint is kept: %+v", got)
	}
	if err := b.db.PutStamp(t.Context(), stamp(third+100, Now)); err == nil {
		t.Error("a stamp of no checkpoint is kept")
	}
	b.stampsCover(t, first, third)
	b.stampsExported(t, map[int64]int64{first: first, third: third})
	b.verify(t)
}

// stampsCover: an entry of evidence goes under the first stamp over it, any other under the first of those and the newest, and what came after
// all of them under none.
func (b *bench) stampsCover(t *testing.T, first, third int64) {
	t.Helper()
	for name, c := range map[string]struct {
		evidence, others []int64
		want             map[int64][]int64
	}{
		"evidence under each":    {[]int64{0, 2}, nil, map[int64][]int64{first: {0}, third: {2}}},
		"no evidence":            {nil, []int64{0, 1}, map[int64][]int64{third: {0, 1}}},
		"with evidence":          {[]int64{0}, []int64{1, 2, 3}, map[int64][]int64{first: {0}, third: {1, 2}}},
		"after the last of them": {[]int64{3}, nil, map[int64][]int64{}},
	} {
		got := map[int64][]int64{}
		err := b.db.Bundles().View(t.Context(), func(r bundle.Reader) error {
			all, err := r.Stamped(c.evidence, c.others)
			for _, s := range all {
				p, err := ledger.OpenCheckpoint(s.Checkpoint, b.public)
				if err != nil || s.Token[1] != byte(p.Size) {
					t.Errorf("%s: %+v %v", name, s, err)
				}
				for _, e := range s.Entries {
					got[p.Size] = append(got[p.Size], e.Seq)
				}
			}
			return err
		})
		if !maps.EqualFunc(got, c.want, slices.Equal) || err != nil {
			t.Errorf("%s: %v, want %v: %v", name, got, c.want, err)
		}
	}
}

func (b *bench) stamping(t *testing.T) (s store.Stamping) {
	t.Helper()
	if err := b.db.View(t.Context(), func(v *store.View) (err error) { s, err = v.Stamping(); return err }); err != nil {
		t.Fatal(err)
	}
	return s
}

func (b *bench) stampsExported(t *testing.T, want map[int64]int64) {
	t.Helper()
	var out bytes.Buffer
	if err := b.db.Export(t.Context(), &out); err != nil {
		t.Fatal(err)
	}
	got := map[int64]int64{}
	_, err := ledger.VerifyStamps(&out, b.public, func(c ledger.Checkpoint, signed, token []byte) error {
		got[c.Size] = int64(token[1])
		return b.db.View(t.Context(), func(v *store.View) error {
			note, err := v.SignedAt(c.Size)
			if !bytes.Equal(note, signed) {
				t.Errorf("the checkpoint of %d entries is %q, and %q is exported", c.Size, note, signed)
			}
			return err
		})
	})
	if !maps.Equal(got, want) || err != nil {
		t.Errorf("%v, want %v: %v", got, want, err)
	}
}
