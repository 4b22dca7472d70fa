package storetest

import (
	"bytes"
	"crypto/rand"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/casework"
	"github.com/taupier-eu/taupier/internal/casework/evidence"
	"github.com/taupier-eu/taupier/internal/casework/search"
	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/ledger"
	"github.com/taupier-eu/taupier/internal/store"
)

func (b *bench) evidence(t *testing.T) {
	b.company(t)
	ctx := t.Context()
	dir := filepath.Join(t.TempDir(), "evidence")
	shelf, err := evidence.OpenShelf(dir, b.db.Sealer(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	defer shelf.Close()
	desk := evidence.Desk{Store: b.db.Evidence(), Shelf: shelf, Random: rand.Reader}
	u1 := analyst("u-1", "")
	cases := casework.Desk{Store: b.db.Cases(), Random: rand.Reader}
	id, err := cases.FirstView(ctx, u1, "p-1", "This may be a short trip", "a journey", Now)
	if err != nil {
		t.Fatal(err)
	}
	if err := b.db.Act(ctx, ledger.Entry{At: Now, Actor: "u-1", Act: "case.conflict", Object: id}, nil, func(x *store.Tx) error { return x.NameConflict(id, "u-friend") }); err != nil {
		t.Fatal(err)
	}
	var items []evidence.Item
	for _, name := range []string{"a\x00.txt", "../b"} {
		i, err := desk.Add(ctx, u1, id, name, "from the mailbox", strings.NewReader("bytes of "+name), Now)
		if err != nil {
			t.Fatal(err)
		}
		items = append(items, i)
	}
	if items[0].N != 1 || items[1].N != 2 || items[1].Name != "../b" || strings.Contains(items[0].Name, "\x00") {
		t.Errorf("%+v", items)
	}
	if _, err := desk.Add(ctx, u1, id, "again", "from the mailbox", strings.NewReader("bytes of ../b"), Now); !errors.Is(err, core.ErrConflict) {
		t.Errorf("the same bytes twice: %v", err)
	}
	if _, data, err := desk.Open(ctx, analyst("u-2", ""), id, items[1].ID, evidence.Police, Now.Add(time.Hour)); err != nil || string(data) != "bytes of ../b" {
		t.Errorf("%q %v", data, err)
	}
	for _, who := range []access.Actor{analyst("u-p1", "p-1"), analyst("u-p2", "p-2"), analyst("u-friend", ""), {User: "u-4", Roles: []access.Role{access.Administrator}}} {
		_, err1 := desk.Look(ctx, who, id, Now)
		_, err2 := desk.Add(ctx, who, id, "x", "from the mailbox", strings.NewReader("x"), Now)
		_, _, err3 := desk.Open(ctx, who, id, items[0].ID, evidence.Review, Now)
		all, _ := desk.Of(ctx, who, id)
		if !errors.Is(err1, core.ErrNotFound) || !errors.Is(err2, core.ErrNotFound) || !errors.Is(err3, core.ErrNotFound) || len(all) != 0 {
			t.Errorf("%s: %v, %v, %v, %d items", who.User, err1, err2, err3, len(all))
		}
	}
	f, err := desk.Look(ctx, u1, id, Now)
	if err != nil || len(f.Items) != 2 || len(f.Custody) != 3 {
		t.Fatalf("%+v %v", f, err)
	}
	last := f.Custody[2]
	if last.Act != evidence.Opening || last.Why != evidence.Police || last.By != "u-2" || last.Number != 2 || !last.At.Equal(Now.Add(time.Hour)) {
		t.Errorf("%+v", last)
	}
	if kept, err := os.ReadDir(dir); err != nil || len(kept) != 2 {
		t.Errorf("%d files on the shelf, want 2: %v", len(kept), err)
	}
	b.verify(t)
	b.committed(t, f.Custody[0], items[0])
}

// committed finds that the entry which a line of custody names commits to the item as it came in.
func (b *bench) committed(t *testing.T, h evidence.Handling, i evidence.Item) {
	t.Helper()
	var out bytes.Buffer
	if err := b.db.Export(t.Context(), &out); err != nil {
		t.Fatal(err)
	}
	var line struct {
		Leaf   string
		Detail ledger.Detail
	}
	if err := json.Unmarshal(bytes.Split(out.Bytes(), []byte("\n"))[h.Seq+1], &line); err != nil {
		t.Fatal(err)
	}
	e, err := ledger.ParseLeaf([]byte(line.Leaf))
	if err != nil {
		t.Fatal(err)
	}
	var in evidence.Intake
	if err := json.Unmarshal(line.Detail.Text, &in); err != nil {
		t.Fatal(err)
	}
	if e.Seq != h.Seq || e.Act != "evidence.add" || e.Object != i.ID || in != (evidence.Intake{Case: i.Case, Name: i.Name, Note: i.Note, Size: i.Size, SHA256: i.SHA256}) {
		t.Errorf("entry %+v says %+v", e, in)
	}
}

// sealedProof: the bytes of a sealed case are found by its members who have proved who they are, and by nobody else.
func (b *bench) sealedProof(t *testing.T) {
	ctx, desk, id := b.held(t)
	shelf, err := evidence.OpenShelf(t.TempDir(), b.db.Sealer(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	defer shelf.Close()
	i, err := evidence.Desk{Store: b.db.Evidence(), Shelf: shelf, Random: rand.Reader}.Add(ctx, one("u-1"), id, "a.txt", "from the mailbox", strings.NewReader("bytes"), Now)
	if err != nil {
		t.Fatal(err)
	}
	old := one("u-1")
	old.Proved = Now.Add(-access.ProofLife)
	found := func(who access.Actor) int {
		t.Helper()
		f, err := search.Desk{Store: b.db.Finding()}.Search(ctx, who, i.SHA256, Now)
		if err != nil {
			t.Fatal(err)
		}
		return len(f.Evidence)
	}
	if a, b := found(old), found(one("u-2")); a != 1 || b != 1 {
		t.Errorf("of an open case: %d and %d", a, b)
	}
	do(t, ctx, desk, "u-1", id, casework.Event{Kind: casework.Sealing})
	if a, b, c := found(one("u-1")), found(old), found(one("u-2")); a != 1 || b != 0 || c != 0 {
		t.Errorf("of a sealed case: a member finds %d, without a proof %d, and somebody else %d", a, b, c)
	}
}
