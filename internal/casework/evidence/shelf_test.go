package evidence

import (
	"bytes"
	"crypto/rand"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/taupier-eu/taupier/internal/core"
)

func shelf(t *testing.T) (*Shelf, string) {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "evidence")
	s, err := OpenShelf(dir, rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s, dir
}

func take(t *testing.T, s *Shelf, data string) Item {
	t.Helper()
	taken, err := s.Take(strings.NewReader(data), MaxFile)
	if err != nil {
		t.Fatal(err)
	}
	return Item{ID: "e-1", Blob: taken.Blob, SHA256: taken.SHA256, Size: taken.Size}
}

func TestTheSameBytesTwiceAreTwoFilesThatNobodyCanTell(t *testing.T) {
	s, dir := shelf(t)
	a, b := take(t, s, "the same"), take(t, s, "the same")
	if a.Blob == b.Blob || a.SHA256 != b.SHA256 {
		t.Errorf("%+v %+v", a, b)
	}
	if strings.Contains(a.Blob+b.Blob, a.SHA256) {
		t.Error("a name tells the content")
	}
	for _, i := range []Item{a, b} {
		if got, err := s.Get(i); err != nil || string(got) != "the same" {
			t.Errorf("%q %v", got, err)
		}
	}
	info, err := os.Stat(filepath.Join(dir, a.Blob))
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v %v", info, err)
	}
}

// Every bit of a kept file, turned over one at a time, and every length it could be cut to: nothing damaged is handed out, and
// nothing is deleted.
func TestDamagedBytesAreNeverHandedOutAndNeverDeleted(t *testing.T) {
	s, dir := shelf(t)
	whole := []byte("what the carrier sent")
	i := take(t, s, string(whole))
	path := filepath.Join(dir, i.Blob)
	try := func(data []byte) {
		t.Helper()
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		if got, err := s.Get(i); !errors.Is(err, ErrDamaged) || got != nil {
			t.Errorf("%q was handed out: %v", got, err)
		}
		if left, err := os.ReadFile(path); err != nil || !bytes.Equal(left, data) {
			t.Errorf("%q is left, %v", left, err)
		}
	}
	for bit := range len(whole) * 8 {
		bad := bytes.Clone(whole)
		bad[bit/8] ^= 1 << (bit % 8)
		try(bad)
	}
	for n := range whole {
		try(whole[:n])
	}
	try(append(bytes.Clone(whole), 'x'))
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Get(i); !errors.Is(err, ErrDamaged) {
		t.Errorf("gone: %v", err)
	}
	for _, name := range []string{"../" + filepath.Base(dir), "", "/etc/passwd", i.Blob + part} {
		i.Blob = name
		if _, err := s.Get(i); !errors.Is(err, ErrDamaged) {
			t.Errorf("%q: %v", name, err)
		}
	}
}

func TestWhatDoesNotComeInWholeLeavesNothing(t *testing.T) {
	s, dir := shelf(t)
	for name, c := range map[string]struct {
		r    io.Reader
		max  int64
		want string
	}{
		"nothing":     {strings.NewReader(""), 10, "evidence_empty"},
		"too much":    {strings.NewReader("12345678901"), 10, "evidence_big"},
		"cut off":     {io.MultiReader(strings.NewReader("1"), iotest.ErrReader(io.ErrUnexpectedEOF)), 10, "evidence_cut"},
		"just enough": {strings.NewReader("1234567890"), 10, ""},
	} {
		_, err := s.Take(c.r, c.max)
		if c.want == "" != (err == nil) || err != nil && (!errors.Is(err, core.ErrInvalid) || !strings.HasSuffix(err.Error(), c.want)) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if all, err := os.ReadDir(dir); err != nil || len(all) != 1 {
		t.Errorf("%d files, want one: %v", len(all), err)
	}
}
