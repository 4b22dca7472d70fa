package screen

import (
	"bytes"
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/taupier-eu/taupier/screen/list"
)

func compiledOf(t *testing.T, lists []list.List, source string) []byte {
	t.Helper()
	s, err := New(lists)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := s.WriteIndex(&b, source); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestACompiledIndexAnswersAsTheListsDo(t *testing.T) {
	s, err := New(invented())
	if err != nil {
		t.Fatal(err)
	}
	c, source, err := ReadIndex(compiledOf(t, invented(), "invented, first version"))
	if err != nil {
		t.Fatal(err)
	}
	if source != "invented, first version" {
		t.Errorf("source %q", source)
	}
	if d := cmp.Diff(s.Lists(), c.Lists()); d != "" {
		t.Error(d)
	}
	for i := range 4 {
		q := mixed(i)
		if d := cmp.Diff(s.Screen(q), c.Screen(q), cmp.AllowUnexported(Hit{})); d != "" {
			t.Errorf("%+v: %s", q, d)
		}
	}
}

func TestTheSameListsMakeTheSameBytes(t *testing.T) {
	if !bytes.Equal(compiledOf(t, invented(), "s"), compiledOf(t, invented(), "s")) {
		t.Error("two indexes of one list differ")
	}
}

func TestACutCompiledIndexIsRefused(t *testing.T) {
	data := compiledOf(t, invented(), "s")
	step := max(1, len(data)/4096)
	for n := 0; n < len(data); n += step {
		if _, _, err := ReadIndex(data[:n]); !errors.Is(err, ErrDamaged) {
			t.Fatalf("cut at %d of %d: %v", n, len(data), err)
		}
	}
	if _, _, err := ReadIndex(append(bytes.Clone(data), 0)); !errors.Is(err, ErrDamaged) {
		t.Errorf("with a byte more: %v", err)
	}
}

func TestADamagedCompiledIndexIsRefused(t *testing.T) {
	data := compiledOf(t, invented(), "s")
	r := rand.New(rand.NewPCG(1, 2))
	for i := range 3000 {
		at := r.IntN(len(data))
		if i < 2*headSize {
			at = i / 2
		}
		flip := byte(1 << r.IntN(8))
		data[at] ^= flip
		if _, _, err := ReadIndex(data); err == nil {
			t.Fatalf("bit %#x at %d: taken", flip, at)
		}
		data[at] ^= flip
	}
	if _, _, err := ReadIndex(data); err != nil {
		t.Errorf("mended: %v", err)
	}
}

func TestACompiledIndexOfAnotherVersionIsRefused(t *testing.T) {
	s, err := New(invented())
	if err != nil {
		t.Fatal(err)
	}
	whole, err := s.compiled("s")
	if err != nil {
		t.Fatal(err)
	}
	d, parts, err := disassembled(whole)
	if err != nil {
		t.Fatal(err)
	}
	was := compiledVersion
	compiledVersion = func() string { return "another" }
	other, err := assembled(d.Source, parts)
	compiledVersion = was
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := ReadIndex(other); !errors.Is(err, ErrOtherVersion) {
		t.Errorf("%v", err)
	}
}

func TestCachedReadsTheListsOnlyWhenTheFileIsNotOfThem(t *testing.T) {
	path := filepath.Join(t.TempDir(), "lists.index")
	reads := 0
	ask := func(source string) {
		t.Helper()
		s, unwritten, err := Cached(path, source, func() ([]list.List, error) { reads++; return invented(), nil })
		if err != nil || unwritten != nil {
			t.Fatal(err, unwritten)
		}
		if got := ids(s.Screen(Query{IDs: []string{"IMO 9999999"}})); got != "4:near-certain" {
			t.Errorf("%q", got)
		}
	}
	for _, step := range []struct {
		source string
		before func()
		reads  int
	}{
		{"first", func() {}, 1}, {"first", func() {}, 1}, {"second", func() {}, 2},
		{"second", func() { spoil(t, path) }, 3}, {"second", func() {}, 3},
	} {
		step.before()
		ask(step.source)
		if reads != step.reads {
			t.Errorf("%s: the lists were read %d times, want %d", step.source, reads, step.reads)
		}
	}
	left, err := os.ReadDir(filepath.Dir(path))
	if err != nil || len(left) != 1 {
		t.Errorf("%v, %v", left, err)
	}
}

func spoil(t *testing.T, path string) {
	t.Helper()
	if err := os.WriteFile(path, []byte("no index"), 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestAnIndexThatCannotBeKeptIsGoodAllTheSame(t *testing.T) {
	s, unwritten, err := Cached(filepath.Join(t.TempDir(), "nowhere", "lists.index"), "s", func() ([]list.List, error) { return invented(), nil })
	if err != nil || unwritten == nil || s == nil {
		t.Errorf("%v, %v, %v", s, unwritten, err)
	}
}
