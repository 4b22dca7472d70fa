package storetest

import (
	"crypto/rand"
	"errors"
	"strings"
	"testing"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/casework"
	"github.com/taupier-eu/taupier/internal/casework/evidence"
	"github.com/taupier-eu/taupier/internal/casework/search"
	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/ledger"
	"github.com/taupier-eu/taupier/internal/store"
)

// sums: the same bytes in two cases are found in both by their SHA-256, through the wall, before and after a change of the data key.
func (b *bench) sums(t *testing.T) {
	ctx, u := t.Context(), analyst("u-1", "")
	in := casework.Intake{
		Company: casework.Company{Name: "Example", Fictional: true, Read: Now.UnixMicro()},
		People: []casework.Person{
			{ID: "p-1", Name: "One", Stage: core.Employed, Level: core.LevelReview, Manager: "p-3", Questions: []casework.Question{{ID: "f-1", Signal: "X01"}}},
			{ID: "p-2", Name: "Two", Stage: core.Employed, Level: core.LevelReview, Manager: "p-3", Questions: []casework.Question{{ID: "f-2", Signal: "X01"}}},
			{ID: "p-3", Name: "Three", Stage: core.Employed, Level: core.LevelNone},
		},
		Superiors: casework.Line(map[string]string{"p-1": "p-3", "p-2": "p-3"}),
	}
	if err := b.db.Act(ctx, ledger.Entry{At: Now, Actor: "server", Act: "company.read"}, nil, func(x *store.Tx) error { return x.Replace(in) }); err != nil {
		t.Fatal(err)
	}
	shelf, err := evidence.OpenShelf(t.TempDir(), b.db.Sealer(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	defer shelf.Close()
	desk := evidence.Desk{Store: b.db.Evidence(), Shelf: shelf, Random: rand.Reader}
	cases := casework.Desk{Store: b.db.Cases(), Random: rand.Reader}
	var sum string
	for _, person := range []string{"p-1", "p-2"} {
		id, err1 := cases.FirstView(ctx, u, person, "This may be a short trip", "a journey", Now)
		i, err2 := desk.Add(ctx, u, id, "a.txt", "from the mailbox", strings.NewReader("the same bytes"), Now)
		_, err3 := desk.Add(ctx, u, id, "b.txt", "from the mailbox", strings.NewReader("bytes of "+person), Now)
		if err := errors.Join(err1, err2, err3); err != nil {
			t.Fatal(err)
		}
		sum = i.SHA256
	}
	found := func() {
		t.Helper()
		f, err := search.Desk{Store: b.db.Finding()}.Search(ctx, u, sum, Now)
		if err != nil || len(f.Evidence) != 2 || f.Evidence[0].Name != "a.txt" {
			t.Fatalf("%+v %v", f.Evidence, err)
		}
		if n := b.hits(t, u, strings.ToUpper(sum), 1); n != 1 {
			t.Errorf("%d of at most one are found by capital letters", n)
		}
		for who, want := range map[string]int{"p-3": 0, "p-2": 1} {
			if n := b.hits(t, analyst("u-x", who), sum, 5); n != want {
				t.Errorf("%s finds %d, want %d: not what concerns himself or whom he manages", who, n, want)
			}
		}
	}
	found()
	r, err := b.db.RotateData(ctx, Now, func(s *store.Sealer) ([]string, error) { return shelf.Reseal(ctx, s) })
	if err != nil || len(r.Retired) != 1 {
		t.Fatalf("%+v %v", r, err)
	}
	found()
	b.db.Close()
	b.open(t)
	found()
}

func (b *bench) hits(t *testing.T, who access.Actor, sum string, most int) (n int) {
	t.Helper()
	err := b.db.View(t.Context(), func(v *store.View) error {
		all, err := v.FindEvidence(who, sum, most)
		n = len(all)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}
