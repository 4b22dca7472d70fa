package store

import (
	"crypto/cipher"
	"crypto/rand"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/ledger"
)

func newSealer(t testing.TB) *Sealer {
	t.Helper()
	s := &Sealer{keys: map[string]cipher.AEAD{}}
	key := make([]byte, KeySize)
	rand.Read(key)
	if err := s.add("k1", key); err != nil {
		t.Fatal(err)
	}
	return s
}

func TestWhatIsSealedOpensInItsPlaceOnly(t *testing.T) {
	s := newSealer(t)
	const text = "Zoé Exemple"
	sealed, err := s.Seal("people.name", "p-1", text)
	if err != nil || strings.Contains(sealed, "Exemple") {
		t.Fatalf("%s %v", sealed, err)
	}
	if got, err := s.Open("people.name", "p-1", sealed); err != nil || got != text {
		t.Errorf("%q %v", got, err)
	}
	if again, err := s.Seal("people.name", "p-1", text); err != nil || again == sealed {
		t.Error("the same text is sealed to the same bytes: whoever reads them can compare")
	}
	middle := len(sealed) / 2
	for name, try := range map[string][3]string{
		"of another person":   {"people.name", "p-2", sealed},
		"in another column":   {"people.title", "p-1", sealed},
		"changed":             {"people.name", "p-1", sealed[:middle] + string(sealed[middle]^1) + sealed[middle+1:]},
		"cut":                 {"people.name", "p-1", sealed[:len(sealed)-4]},
		"never sealed":        {"people.name", "p-1", text},
		"under another key":   {"people.name", "p-1", strings.Replace(sealed, "k1", "k2", 1)},
		"with a mark alone":   {"people.name", "p-1", sealMark},
		"sealed with nothing": {"people.name", "p-1", sealMark + "k1."},
	} {
		if got, err := s.Open(try[0], try[1], try[2]); err == nil {
			t.Errorf("%s: opened to %q", name, got)
		}
	}
	file, err := s.SealBytes("evidence", "e-1", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	if got, err := s.OpenBytes("evidence", "e-1", file); err != nil || string(got) != text {
		t.Errorf("%q %v", got, err)
	}
	if _, err := s.OpenBytes("evidence", "e-2", file); err == nil {
		t.Error("a file opens under another name")
	}
	if _, err := (*Sealer)(nil).Seal("a", "b", "c"); !errors.Is(err, core.ErrUnavailable) {
		t.Errorf("without a key: %v", err)
	}
}

func TestAStoreWithoutItsMasterKeyIsRefused(t *testing.T) {
	dir := t.TempDir()
	private, _, err := ledger.GenerateKey(rand.Reader, "x")
	if err != nil {
		t.Fatal(err)
	}
	o := Options{Place: dir, Random: rand.Reader, Key: Key{"x", private}}
	open := func() error {
		db, err := Open(t.Context(), o)
		if err != nil {
			return err
		}
		return db.Close()
	}
	if err := open(); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(dir, MasterFile)
	if info, err := os.Stat(file); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v %v", info, err)
	}
	elsewhere := filepath.Join(t.TempDir(), "key")
	if err := os.Rename(file, elsewhere); err != nil {
		t.Fatal(err)
	}
	if err := open(); !errors.Is(err, core.ErrUnavailable) || !strings.Contains(err.Error(), "key_file") {
		t.Errorf("%v", err)
	}
	if _, err := os.Stat(file); err == nil {
		t.Error("another key was made in the place of the one that is missing")
	}
	o.KeyFile = elsewhere
	if err := open(); err != nil {
		t.Error(err)
	}
	if err := os.WriteFile(elsewhere, []byte(strings.Repeat("A", 43)+"=\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := open(); err == nil || !strings.Contains(err.Error(), "name the right file") {
		t.Errorf("another master key: %v", err)
	}
}
