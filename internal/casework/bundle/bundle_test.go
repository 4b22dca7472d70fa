package bundle_test

import (
	"archive/zip"
	"bytes"
	"crypto/rand"
	"encoding/json"
	"errors"
	"io"
	mathrand "math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/casework"
	"github.com/taupier-eu/taupier/internal/casework/bundle"
	"github.com/taupier-eu/taupier/internal/casework/evidence"
	"github.com/taupier-eu/taupier/internal/casework/report"
	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/ledger"
	"github.com/taupier-eu/taupier/internal/store"
	"github.com/taupier-eu/taupier/internal/store/storetest"
)

var now = storetest.Now

var ines = access.Actor{User: "u-1", Name: "Inès", Roles: []access.Role{access.Analyst}, Proved: now}

// place is a store with a case that has two pieces of evidence.
type place struct {
	db       *store.DB
	desk     bundle.Desk
	evidence evidence.Desk
	shelf    string
	key, id  string
}

func newPlace(t *testing.T) *place {
	t.Helper()
	key, public := storetest.Keys(t)
	db, err := store.Open(t.Context(), store.Options{Place: t.TempDir(), Random: rand.Reader, Key: key})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	p := &place{db: db, key: public, shelf: filepath.Join(t.TempDir(), "evidence")}
	shelf, err := evidence.OpenShelf(p.shelf, db.Sealer(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { shelf.Close() })
	q := casework.Question{ID: "f-1", Signal: "X01", Title: core.Text{EN: "Two places at once", FR: "Deux lieux à la fois"}, Innocent: []core.Text{{EN: "A journey", FR: "Un voyage"}}}
	in := casework.Intake{Company: casework.Company{Name: "Firm", Fictional: true, Read: now.UnixMicro()}, People: []casework.Person{{ID: "p-1", Name: "Nadia Example", Stage: core.Employed, Level: core.LevelReview, Score: 300, Questions: []casework.Question{q}}}}
	if err := db.Act(t.Context(), ledger.Entry{At: now, Actor: "server", Act: "company.read"}, nil, func(x *store.Tx) error { return errors.Join(x.PutUser(ines), x.Replace(in)) }); err != nil {
		t.Fatal(err)
	}
	if p.id, err = (casework.Desk{Store: db.Cases(), Random: rand.Reader}).FirstView(t.Context(), ines, "p-1", "This may be a journey", "A journey", now); err != nil {
		t.Fatal(err)
	}
	p.evidence = evidence.Desk{Store: db.Evidence(), Shelf: shelf, Random: rand.Reader}
	for _, name := range []string{"delivery note.txt", "../../mail.eml"} {
		if _, err := p.evidence.Add(t.Context(), ines, p.id, name, "From the carrier, on request", strings.NewReader("what "+name+" says"), now); err != nil {
			t.Fatal(err)
		}
	}
	got, err := db.Public()
	if err != nil || got != public {
		t.Fatal(got, err)
	}
	p.desk = bundle.Desk{Store: db.Bundles(), Shelf: shelf, Public: public}
	return p
}

func (p *place) make(t *testing.T, a report.Audience) []byte {
	t.Helper()
	write, err := p.desk.Make(t.Context(), ines, p.id, a, core.English, report.Ledger{}, now)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func verify(data []byte, key string) (bundle.Verified, error) {
	return bundle.Verify(bytes.NewReader(data), int64(len(data)), bundle.Against{Key: key}, core.English)
}

func TestABundleVerifiesElsewhereAndSaysWhy(t *testing.T) {
	p := newPlace(t)
	for _, a := range []report.Audience{report.Internal, report.Legal, report.Police} {
		data := p.make(t, a)
		v, err := verify(data, p.key)
		if err != nil {
			t.Fatalf("%s: %v", a, err)
		}
		if len(v.Steps) != 7 || v.OwnKey || len(v.Limits) != 4 || !strings.Contains(v.Steps[5].Says, "Evidence 1 is what came in on 2026-11-20") {
			t.Errorf("%+v", v)
		}
		own, err := verify(data, "")
		if err != nil || !own.OwnKey || own.Key != p.key {
			t.Errorf("%+v %v", own, err)
		}
		_, other := storetest.Keys(t)
		if _, err := verify(data, other); err == nil || !strings.Contains(err.Error(), "another key") {
			t.Errorf("another key: %v", err)
		}
	}
	f, err := p.evidence.Look(t.Context(), ines, p.id, now)
	if err != nil || len(f.Custody) != 8 || f.Custody[7].Act != evidence.Exporting || f.Custody[7].Why != evidence.Police {
		t.Errorf("%+v %v", f.Custody, err)
	}
}

func TestOnlyWhoeverMayGetsABundle(t *testing.T) {
	p := newPlace(t)
	before := p.head(t)
	for name, c := range map[string]struct {
		who  access.Actor
		a    report.Audience
		want error
	}{
		"the person concerned":         {access.Actor{User: "u-2", Person: "p-1", Roles: ines.Roles, Proved: now}, report.Legal, core.ErrNotFound},
		"an administrator":             {access.Actor{User: "u-3", Roles: []access.Role{access.Administrator}, Proved: now}, report.Legal, core.ErrNotFound},
		"for the person":               {ines, report.Person, core.ErrNotFound},
		"for nobody that we know":      {ines, "press", core.ErrNotFound},
		"with a proof that is too old": {access.Actor{User: "u-1", Roles: ines.Roles, Proved: now.Add(-time.Hour)}, report.Legal, access.ErrProof},
	} {
		if _, err := p.desk.Make(t.Context(), c.who, p.id, c.a, core.English, report.Ledger{}, now); !errors.Is(err, c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if after := p.head(t); after != before {
		t.Errorf("%d entries more", after-before)
	}
}

func (p *place) head(t *testing.T) int64 {
	t.Helper()
	h, err := p.db.Head(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return h.Size
}

func TestADamagedItemStopsTheBundle(t *testing.T) {
	p := newPlace(t)
	all, err := os.ReadDir(p.shelf)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(p.shelf, all[0].Name()), []byte("something else"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := p.desk.Make(t.Context(), ines, p.id, report.Legal, core.English, report.Ledger{}, now); !errors.Is(err, evidence.ErrDamaged) {
		t.Errorf("%v", err)
	}
}

// What the intake said may be erased: the bundle says so and holds.
func TestAnErasedDetailIsSaid(t *testing.T) {
	p := newPlace(t)
	f, err := p.evidence.Look(t.Context(), ines, p.id, now)
	if err != nil {
		t.Fatal(err)
	}
	if err := p.db.Act(t.Context(), ledger.Entry{At: now, Actor: "u-dpo", Act: "detail.erase"}, nil, func(x *store.Tx) error { return x.EraseDetail(f.Custody[0].Seq) }); err != nil {
		t.Fatal(err)
	}
	v, err := verify(p.make(t, report.Legal), p.key)
	if err != nil || !strings.Contains(v.Steps[5].Because, "erased") || !strings.Contains(v.Steps[6].Says, "is what came in") {
		t.Errorf("%+v %v", v, err)
	}
}

// Ten thousand bundles with one byte changed, and three thousand that were packed again after it: every one is found, whichever file it is in. A thousand that nobody
// touched raise nothing.
func TestEveryChangedByteOfABundleIsFound(t *testing.T) {
	if testing.Short() {
		t.Skip("some seconds")
	}
	p := newPlace(t)
	whole := p.make(t, report.Police)
	r := mathrand.New(mathrand.NewPCG(3, 4))
	for range 10000 {
		bad := bytes.Clone(whole)
		at := r.IntN(len(bad))
		bad[at] ^= byte(1 + r.IntN(255))
		if _, err := verify(bad, p.key); err == nil {
			t.Fatalf("byte %d became %q and nobody noticed", at, bad[at])
		}
	}
	files := open(t, whole)
	for range 3000 { // in a file, and the archive packed again so that it looks right
		f := &files[r.IntN(len(files))]
		at, by := r.IntN(len(f.data)), byte(1+r.IntN(255))
		f.data[at] ^= by
		if _, err := verify(repack(t, files), p.key); err == nil {
			t.Fatalf("byte %d of %s became %q and nobody noticed", at, f.name, f.data[at])
		}
		f.data[at] ^= by
	}
	for range 1000 {
		if _, err := verify(whole, p.key); err != nil {
			t.Fatal(err)
		}
	}
	for n := 0; n < len(whole); n += 1 + len(whole)/500 {
		if _, err := verify(whole[:n], p.key); err == nil {
			t.Fatalf("cut at %d and nobody noticed", n)
		}
	}
	if _, err := verify(append(bytes.Clone(whole), 0), p.key); err == nil {
		t.Error("a byte after the end and nobody noticed")
	}
}

// named is a file of an archive, whole.
type named struct {
	name string
	data []byte
}

func open(t *testing.T, data []byte) []named {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	var out []named
	for _, f := range z.File {
		part, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(part)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, named{f.Name, body})
	}
	return out
}

func find(files []named, name string) *named {
	return &files[slices.IndexFunc(files, func(f named) bool { return f.name == name })]
}

// What somebody tries who has the program and time, and packs the archive again in its form so that each file alone looks right.
func TestT22WhatSomebodyWithTheProgramCouldTry(t *testing.T) {
	p := newPlace(t)
	whole, other := p.make(t, report.Legal), newPlace(t)
	foreign := open(t, other.make(t, report.Legal))
	lines := func(f *named) [][]byte { return bytes.SplitAfter(bytes.TrimSuffix(f.data, []byte("\n")), []byte("\n")) }
	for name, c := range map[string]struct {
		do   func(files []named) []named
		want string
	}{
		"nothing":      {func(f []named) []named { return f }, ""},
		"another file": {func(f []named) []named { find(f, "evidence/001.bin").data = []byte("what I would like"); return f }, "not the one that was put into the bundle"},
		"another file, and a manifest that fits": {func(f []named) []named {
			e, m := find(f, "evidence/001.bin"), find(f, "manifest.json")
			e.data = bytes.ToUpper(e.data)
			m.data = relist(t, m.data, *e)
			return f
		}, "recorded another bundle"},
		"two items swapped": {func(f []named) []named {
			a, b := find(f, "evidence/001.bin"), find(f, "evidence/002.bin")
			a.data, b.data = b.data, a.data
			return f
		}, "not the one that was put into the bundle"},
		"an item left out": {func(f []named) []named {
			return slices.DeleteFunc(f, func(f named) bool { return f.name == "evidence/002.bin" })
		}, "missing"},
		"an item more": {func(f []named) []named { return append(f, named{"evidence/003.bin", []byte("x")}) }, "one too many"},
		"an entry left out": {func(f []named) []named {
			e := find(f, "ledger/entries.jsonl")
			e.data = bytes.Join(lines(e)[1:], nil)
			e.data = append(e.data, '\n')
			return f
		}, "recorded another bundle"},
		"the last entry left out": {func(f []named) []named {
			e := find(f, "ledger/entries.jsonl")
			l := lines(e)
			e.data = bytes.Join(l[:len(l)-1], nil)
			return f
		}, "recorded another bundle"},
		"an entry of another day": {func(f []named) []named {
			e := find(f, "ledger/entries.jsonl")
			e.data = bytes.Replace(e.data, []byte("2026-11-20"), []byte("2026-11-19"), 1)
			return f
		}, "entry of the ledger does not hold"},
		"what an entry said left out": {func(f []named) []named {
			e := find(f, "ledger/entries.jsonl")
			l := lines(e)
			for i := range l {
				if bytes.Contains(l[i], []byte("evidence.add")) {
					at := bytes.Index(l[i], []byte(`,"detail":{`))
					l[i] = append(bytes.Clone(l[i][:at]), "}\n"...)
				}
			}
			e.data = append(bytes.Join(l, nil), '\n')
			return f
		}, "what entry"},
		"a checkpoint of another ledger": {func(f []named) []named {
			find(f, "ledger/checkpoint.txt").data = find(foreign, "ledger/checkpoint.txt").data
			return f
		}, "another key signed it"},
		"another bundle's proofs": {func(f []named) []named {
			find(f, "ledger/entries.jsonl").data = find(foreign, "ledger/entries.jsonl").data
			return f
		}, "entry of the ledger does not hold"},
		"a signature more": {func(f []named) []named {
			c := find(f, "ledger/checkpoint.txt")
			c.data = append(c.data, "— x.example AAAAAAECAwQ=\n"...)
			return f
		}, "beside the signature"},
	} {
		_, err := verify(repack(t, c.do(open(t, whole))), p.key)
		if c.want == "" && err != nil || c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)) {
			t.Errorf("%s: %v, want %q", name, err, c.want)
		}
	}
	var b bytes.Buffer // the same files, compressed
	z := zip.NewWriter(&b)
	for _, f := range open(t, whole) {
		w, err := z.Create(f.name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write(f.data); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := verify(b.Bytes(), p.key); err == nil || !strings.Contains(err.Error(), "archive does not hold") {
		t.Errorf("packed another way: %v", err)
	}
}

func FuzzVerify(f *testing.F) {
	key := "taupier.example+00000000+AA=="
	f.Add([]byte("PK\x05\x06\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00"))
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	w, _ := z.CreateRaw(&zip.FileHeader{Name: "manifest.json", ReaderVersion: 20})
	_, _ = w.Write(nil)
	_ = z.Close()
	f.Add(b.Bytes())
	f.Fuzz(func(t *testing.T, data []byte) {
		if _, err := verify(data, key); err == nil {
			t.Fatal("something that nobody signed holds")
		}
	})
}

// relist puts what a file is now into a manifest.
func relist(t *testing.T, manifest []byte, f named) []byte {
	t.Helper()
	var m bundle.Manifest
	if err := json.Unmarshal(manifest, &m); err != nil {
		t.Fatal(err)
	}
	for i := range m.Files {
		if m.Files[i].Path == f.name {
			m.Files[i].Size, m.Files[i].SHA256 = int64(len(f.data)), sum(f.data)
		}
	}
	out, err := json.MarshalIndent(m, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	return append(out, '\n')
}
