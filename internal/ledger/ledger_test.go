package ledger

import (
	"bytes"
	"crypto/rand"
	"fmt"
	mathrand "math/rand/v2"
	"strings"
	"testing"
	"time"
)

var start = time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC)

// book is a ledger in memory, as a store would keep it.
type book struct {
	leaves          [][]byte
	details         []*Detail
	nodes           memory
	points          map[int][]byte // signed after so many leaves
	private, public string
}

func newBook(t testing.TB, entries int) *book {
	t.Helper()
	private, public, err := GenerateKey(rand.Reader, "taupier.example")
	if err != nil {
		t.Fatal(err)
	}
	b := &book{points: map[int][]byte{}, private: private, public: public}
	for i := range entries {
		b.act(t, Entry{Actor: "u-1", Act: "person.view", Object: fmt.Sprintf("p-%d", i)}, fmt.Sprintf("viewed dossier %d, \"quoted\" & <marked>", i))
		if i%7 == 6 {
			b.sign(t)
		}
	}
	b.sign(t)
	return b
}

func (b *book) act(t testing.TB, e Entry, text string) {
	t.Helper()
	d, err := NewDetail([]byte(text), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	e.Seq, e.At, e.Detail = int64(len(b.leaves)), start.Add(time.Duration(len(b.leaves))*time.Second), d.Commitment()
	leaf, err := e.Leaf()
	if err != nil {
		t.Fatal(err)
	}
	grown, err := Grow(e.Seq, leaf, b.nodes)
	if err != nil {
		t.Fatal(err)
	}
	b.leaves, b.details, b.nodes = append(b.leaves, leaf), append(b.details, &d), append(b.nodes, grown...)
	if int64(len(b.nodes)) != StoredCount(int64(len(b.leaves))) {
		t.Fatalf("%d nodes for %d leaves", len(b.nodes), len(b.leaves))
	}
}

func (b *book) checkpoint(t testing.TB) Checkpoint {
	t.Helper()
	root, err := Root(int64(len(b.leaves)), b.nodes)
	if err != nil {
		t.Fatal(err)
	}
	return Checkpoint{Origin: "taupier.example/ledger", Size: int64(len(b.leaves)), Root: root, At: start.Add(time.Hour)}
}

func (b *book) sign(t testing.TB) {
	t.Helper()
	signed, err := Sign(b.checkpoint(t), b.private)
	if err != nil {
		t.Fatal(err)
	}
	b.points[len(b.leaves)] = signed
}

func (b *book) export(t testing.TB) []byte {
	t.Helper()
	var out bytes.Buffer
	e, err := NewExporter(&out)
	if err != nil {
		t.Fatal(err)
	}
	for i := range b.leaves {
		if err := e.Leaf(b.leaves[i], b.details[i]); err != nil {
			t.Fatal(err)
		}
		if signed, ok := b.points[i+1]; ok {
			if err := e.Checkpoint(signed); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := e.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestAnExportVerifiesElsewhere(t *testing.T) {
	b := newBook(t, 40)
	got, err := Verify(bytes.NewReader(b.export(t)), b.public, b.checkpoint(t))
	if err != nil {
		t.Fatal(err)
	}
	if got.Entries != 40 || got.Covered != 40 || got.Details != 40 || got.Erased != 0 || got.Checkpoints != 6 || got.Origin != "taupier.example/ledger" {
		t.Errorf("%+v", got)
	}
}

func TestT27ErasingADetailLeavesTheLedgerValid(t *testing.T) {
	b := newBook(t, 10)
	b.details[3] = nil
	got, err := Verify(bytes.NewReader(b.export(t)), b.public, b.checkpoint(t))
	if err != nil || got.Erased != 1 || got.Details != 9 {
		t.Errorf("%+v, %v", got, err)
	}
}

// Ten thousand random changes of an export, each of one sign: every one is found.
func TestT03EveryChangeIsFound(t *testing.T) {
	b := newBook(t, 25)
	whole := b.export(t)
	r := mathrand.New(mathrand.NewPCG(1, 2))
	for range 10000 {
		bad := bytes.Clone(whole)
		at := r.IntN(len(bad))
		bad[at] ^= byte(1 + r.IntN(255))
		if _, err := Verify(bytes.NewReader(bad), b.public, b.checkpoint(t)); err == nil {
			t.Fatalf("sign %d became %q and nobody noticed:\n%.300s", at, bad[at], bad[max(0, at-100):])
		}
	}
}

func TestT03WhatSomebodyWithTheDatabaseCouldTry(t *testing.T) {
	for _, c := range []struct {
		name string
		do   func(t *testing.T, b *book)
		want string
	}{
		{"leave an entry out", func(_ *testing.T, b *book) {
			b.leaves = append(b.leaves[:3], b.leaves[4:]...)
			b.details = append(b.details[:3], b.details[4:]...)
		}, "entries are missing"},
		{"swap two", func(_ *testing.T, b *book) { b.leaves[3], b.leaves[4] = b.leaves[4], b.leaves[3] }, "stands at place"},
		{"write another actor", func(_ *testing.T, b *book) { b.leaves[3] = bytes.Replace(b.leaves[3], []byte("u-1"), []byte("u-2"), 1) }, "something was changed"},
		{"give another detail", func(_ *testing.T, b *book) { b.details[3] = b.details[4] }, "not the one it commits to"},
		{"cut the end off", func(_ *testing.T, b *book) { b.leaves, b.details = b.leaves[:14], b.details[:14] }, "entries are missing"},
		{"sign with another key", func(t *testing.T, b *book) {
			other := newBook(t, 1)
			b.private = other.private
			b.sign(t)
		}, "open checkpoint"},
		{"write it all anew and sign again", func(t *testing.T, b *book) {
			n := len(b.leaves)
			b.leaves, b.details, b.nodes, b.points = nil, nil, nil, map[int][]byte{}
			for range n {
				b.act(t, Entry{Actor: "nobody", Act: "person.view"}, "nothing happened")
			}
			b.sign(t)
		}, "the checkpoint of a witness"},
	} {
		b := newBook(t, 20)
		known := b.checkpoint(t)
		c.do(t, b)
		_, err := Verify(bytes.NewReader(b.export(t)), b.public, known)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", c.name, err, c.want)
		}
	}
}

func TestAnEntryThatSaysTooLittleOrTooMuchIsRefused(t *testing.T) {
	for name, e := range map[string]Entry{
		"nobody":         {At: start, Act: "case.open"},
		"no time":        {Actor: "u", Act: "case.open"},
		"local time":     {At: start.In(time.FixedZone("x", 3600)), Actor: "u", Act: "case.open"},
		"no verb":        {At: start, Actor: "u", Act: "open"},
		"a negative seq": {Seq: -1, At: start, Actor: "u", Act: "case.open"},
		"a long why":     {At: start, Actor: "u", Act: "case.open", Why: strings.Repeat("x", MaxLeaf)},
	} {
		if _, err := e.Leaf(); err == nil {
			t.Errorf("%s: taken", name)
		}
	}
}

func TestExportsThatAreNoneAreRefused(t *testing.T) {
	b := newBook(t, 1)
	for name, text := range map[string]string{
		"empty": "", "another form": `{"form":"other/1"}` + "\n", "no JSON": "x\n", "both": `{"form":"taupier.ledger/1"}` + "\n" + `{"leaf":"x","checkpoint":"y"}` + "\n",
		"neither": `{"form":"taupier.ledger/1"}` + "\n{}\n", "a leaf beside the form": `{"form":"taupier.ledger/1","leaf":"x"}` + "\n", "a huge line": `{"form":"taupier.ledger/1"}` + "\n" + strings.Repeat("x", maxLine+1),
	} {
		if _, err := Verify(strings.NewReader(text), b.public); err == nil {
			t.Errorf("%s: taken", name)
		}
	}
}

func FuzzVerify(f *testing.F) {
	b := newBook(f, 5)
	f.Add(b.export(f))
	f.Add(b.stamped(f))
	f.Add([]byte(`{"form":"taupier.ledger/1"}` + "\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		got, err := Verify(bytes.NewReader(data), b.public)
		if err == nil && got.Covered > got.Entries {
			t.Fatalf("%+v", got)
		}
	})
}

func BenchmarkVerify(b *testing.B) {
	book := newBook(b, 10000)
	data := book.export(b)
	b.SetBytes(int64(len(data)))
	b.ResetTimer()
	for b.Loop() {
		if _, err := Verify(bytes.NewReader(data), book.public); err != nil {
			b.Fatal(err)
		}
	}
}
