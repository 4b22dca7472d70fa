package upload

import (
	"crypto/rand"
	"os"
	"path/filepath"
	"testing"
)

func TestASweepLeavesWhatIsKeptAndNothingElse(t *testing.T) {
	dir := t.TempDir()
	s, err := OpenShelf(dir, nil, rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	kept, err := s.New()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.New(); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{kept + part, "notes.txt"} { // a sealing anew that was cut off; somebody's own file
		if err := os.WriteFile(filepath.Join(dir, name), []byte("x"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Sweep(map[string]bool{kept: true}); err != nil {
		t.Fatal(err)
	}
	all, err := os.ReadDir(dir)
	if err != nil || len(all) != 2 {
		t.Errorf("%v %v", all, err)
	}
	if n, err := s.Length(kept); err != nil || n != 0 {
		t.Errorf("%d %v", n, err)
	}
}
