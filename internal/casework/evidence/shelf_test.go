package evidence_test

import (
	"bytes"
	"crypto/rand"
	"encoding/binary"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/taupier-eu/taupier/internal/casework/evidence"
	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/store"
	"github.com/taupier-eu/taupier/internal/store/storetest"
)

func shelf(t *testing.T) (*evidence.Shelf, string) {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "evidence")
	key, _ := storetest.Keys(t)
	db, err := store.Open(t.Context(), store.Options{Place: t.TempDir(), Random: rand.Reader, Key: key})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	s, err := evidence.OpenShelf(dir, db.Sealer(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s, dir
}

func take(t *testing.T, s *evidence.Shelf, data string) evidence.Item {
	t.Helper()
	taken, err := s.Take(strings.NewReader(data), evidence.MaxFile)
	if err != nil {
		t.Fatal(err)
	}
	return evidence.Item{ID: "e-1", Blob: taken.Blob, SHA256: taken.SHA256, Size: taken.Size}
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
	for _, i := range []evidence.Item{a, b} {
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
	i := take(t, s, "what the carrier sent")
	path := filepath.Join(dir, i.Blob)
	whole, err := os.ReadFile(path)
	if err != nil || bytes.Contains(whole, []byte("carrier")) {
		t.Fatalf("on disk in the clear: %q %v", whole, err)
	}
	try := func(data []byte) {
		t.Helper()
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		if got, err := s.Get(i); !errors.Is(err, evidence.ErrDamaged) || got != nil {
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
	if _, err := s.Get(i); !errors.Is(err, evidence.ErrDamaged) {
		t.Errorf("gone: %v", err)
	}
	for _, name := range []string{"../" + filepath.Base(dir), "", "/etc/passwd", i.Blob + ".part"} {
		i.Blob = name
		if _, err := s.Get(i); !errors.Is(err, evidence.ErrDamaged) {
			t.Errorf("%q: %v", name, err)
		}
	}
}

// A file of several pieces comes out as it went in; a piece left out, given twice or put elsewhere is damage.
func TestPiecesStandInTheirOrder(t *testing.T) {
	s, dir := shelf(t)
	for _, size := range []int{1, 1<<20 - 1, 1 << 20, 1<<20 + 1, 3<<20 + 5} {
		data := make([]byte, size)
		for i := range data {
			data[i] = byte(i >> 20)
		}
		i := take(t, s, string(data))
		if got, err := s.Get(i); err != nil || !bytes.Equal(got, data) {
			t.Fatalf("%d bytes: %d came out, %v", size, len(got), err)
		}
		kept, err := os.ReadFile(filepath.Join(dir, i.Blob))
		if err != nil {
			t.Fatal(err)
		}
		first := 4 + int(binary.BigEndian.Uint32(kept))
		for name, bad := range map[string][]byte{"left out": kept[first:], "twice": append(bytes.Clone(kept[:first]), kept...), "last first": append(bytes.Clone(kept[first:]), kept[:first]...)} {
			if len(bad) == len(kept) && bytes.Equal(bad, kept) {
				continue // there is one piece
			}
			if err := os.WriteFile(filepath.Join(dir, i.Blob), bad, 0o600); err != nil {
				t.Fatal(err)
			}
			if got, err := s.Get(i); !errors.Is(err, evidence.ErrDamaged) {
				t.Errorf("%d bytes, a piece %s: %d came out, %v", size, name, len(got), err)
			}
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
