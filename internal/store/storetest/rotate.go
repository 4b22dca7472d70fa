package storetest

import (
	"crypto/rand"
	"errors"
	"io"
	"io/fs"
	mathrand "math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/taupier-eu/taupier/internal/casework/evidence"
	"github.com/taupier-eu/taupier/internal/intake/upload"
	"github.com/taupier-eu/taupier/internal/store"
)

// filled is a store that was filled through its desks, in a folder with its evidence.
func (b *bench) filled(t *testing.T) (f *filler, folder string) {
	t.Helper()
	b.db.Close()
	folder = filepath.Join(t.TempDir(), "data")
	if err := os.MkdirAll(folder, 0o700); err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(b.place, "postgres") {
		b.place = folder
	}
	b.open(t)
	f = &filler{bench: b, t: t, ctx: t.Context(), words: NewCanaries()}
	f.shelve(folder)
	f.everything()
	return f, folder
}

func (f *filler) shelve(folder string) {
	f.t.Helper()
	var err error
	f.shelf, err = evidence.OpenShelf(filepath.Join(folder, "evidence"), f.db.Sealer(), rand.Reader)
	f.must(err)
	f.imports, err = upload.OpenShelf(filepath.Join(folder, "imports"), f.db.Sealer(), rand.Reader)
	f.must(err)
}

// reopened opens the store again and finds everything in it, and nothing in clear.
func (f *filler) reopened(folder string) {
	f.t.Helper()
	f.open(f.t)
	f.shelve(folder)
	f.readable()
	for _, i := range f.items {
		if _, err := f.shelf.Get(i); err != nil {
			f.t.Error(err)
		}
	}
	f.uploaded(folder)
	if _, held := f.words.Folder(f.t, folder); len(held) > 0 {
		f.t.Errorf("in clear: %q", held)
	}
}

// uploaded opens every blob of the imports. What a sealing anew left that was cut off is none: the next start or the next sealing removes it.
func (f *filler) uploaded(folder string) {
	f.t.Helper()
	all, err := os.ReadDir(filepath.Join(folder, "imports"))
	f.must(err)
	size := int64(0)
	for _, e := range all {
		if strings.HasSuffix(e.Name(), ".part") {
			continue
		}
		b, err := f.imports.Open(e.Name())
		if err != nil {
			f.t.Errorf("%s: %v", e.Name(), err)
			continue
		}
		n, err := io.Copy(io.Discard, io.NewSectionReader(b, 0, b.Size()))
		if err != nil || n != b.Size() {
			f.t.Errorf("%s: %d of %d bytes, %v", e.Name(), n, b.Size(), err)
		}
		size += n
		f.must(b.Close())
	}
	if size == 0 {
		f.t.Error("nothing of what was uploaded is there")
	}
}

func (f *filler) close() {
	f.t.Helper()
	f.must(errors.Join(f.shelf.Close(), f.imports.Close(), f.db.Close()))
}

// keys changes the keys of a store.
func (b *bench) keys(t *testing.T) {
	f, folder := b.filled(t)
	seal := func() string {
		t.Helper()
		sealed, err := b.db.Sealer().Seal("x", "y", "z")
		if err != nil {
			t.Fatal(err)
		}
		return sealed
	}
	old := seal()
	reseal := func(s *store.Sealer) ([]string, error) {
		proofs, err1 := f.shelf.Reseal(t.Context(), s)
		imports, err2 := f.imports.Reseal(t.Context(), s)
		return append(proofs, imports...), errors.Join(err1, err2)
	}
	masterBefore, err := os.ReadFile(b.keyFile)
	if err != nil {
		t.Fatal(err)
	}
	kept, err := b.db.RotateMaster(t.Context(), Now)
	if err != nil {
		t.Fatal(err)
	}
	if data, err := os.ReadFile(kept); err != nil || string(data) != string(masterBefore) {
		t.Errorf("the master key before is not kept: %v", err)
	}
	if data, err := os.ReadFile(b.keyFile); err != nil || string(data) == string(masterBefore) {
		t.Errorf("the master key is as before: %v", err)
	}
	if _, err := os.Stat(b.keyFile + ".next"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the next master key still lies about: %v", err)
	}
	f.close()
	f.reopened(folder)
	if _, err := b.db.Sealer().Open("x", "y", old); err != nil {
		t.Errorf("another master key changes nothing of what is sealed: %v", err)
	}
	r, err := b.db.RotateData(t.Context(), Now, reseal)
	if err != nil || r.Texts < 500 || len(r.Retired) != 1 || len(r.Left) != 0 {
		t.Fatalf("%+v %v", r, err)
	}
	f.close()
	f.reopened(folder)
	if _, err := b.db.Sealer().Open("x", "y", old); err == nil {
		t.Error("the key before opens still")
	}
	if mark := strings.Join(strings.SplitAfterN(old, ".", 3)[:2], ""); strings.HasPrefix(seal(), mark) {
		t.Error("the same key seals")
	}
	if !strings.HasPrefix(b.place, "postgres") {
		data, err := os.ReadFile(filepath.Join(folder, "taupier.db"))
		if err != nil {
			t.Fatal(err)
		}
		if n := strings.Count(string(data), "s1."+strings.Split(old, ".")[1]+"."); n > 0 {
			t.Errorf("the file of the database holds %d texts under the key before", n)
		}
	}

	// A file that does not open is left, and keeps the key.
	damaged := filepath.Join(folder, "evidence", f.items[0].Blob)
	data, err := os.ReadFile(damaged)
	if err != nil {
		t.Fatal(err)
	}
	data[len(data)-1] ^= 1
	if err := os.WriteFile(damaged, data, 0o600); err != nil {
		t.Fatal(err)
	}
	r, err = b.db.RotateData(t.Context(), Now, reseal)
	if err != nil || len(r.Left) != 1 || len(r.Retired) != 0 {
		t.Errorf("%+v %v", r, err)
	}
	if again, err := os.ReadFile(damaged); err != nil || string(again) != string(data) {
		t.Errorf("damaged evidence was touched: %v", err)
	}
	b.verify(t)
	f.close()
}

// keysKilled kills changes of keys, and finds everything after each.
func (b *bench) keysKilled(t *testing.T) {
	f, folder := b.filled(t)
	f.close()
	j := job{Place: b.place, KeyFile: b.keyFile, Key: b.key, Folder: folder}
	j.Do = "rotate data"
	begun := time.Now()
	if err := j.do(t.Context()); err != nil {
		t.Fatal(err)
	}
	whole := time.Since(begun)
	kills, killed := 24, 0
	if strings.HasPrefix(b.place, "postgres") {
		kills = 8
	}
	for tries := 0; killed < kills && tries < 10*kills; tries++ {
		j.Do, whole = "rotate data", max(whole, time.Millisecond)
		wait := time.Duration(mathrand.Int64N(int64(whole)))
		if tries%4 == 3 {
			j.Do, wait = "rotate master", wait/8
		}
		if !j.killedAfter(t, wait) {
			continue
		}
		killed++
		var err error
		if b.db, err = j.opened(t.Context()); err != nil {
			t.Fatalf("after kill %d of %q: %v", killed, j.Do, err)
		}
		b.db.Close()
		f.reopened(folder)
		f.close()
	}
	if killed < kills {
		t.Errorf("only %d changes were killed", killed)
	}
	t.Logf("%d changes of keys killed; one takes %v", killed, whole)
	j.Do = "rotate data"
	if err := j.do(t.Context()); err != nil { // through, or once more
		t.Fatal(err)
	}
	f.reopened(folder)
	if cut, err := filepath.Glob(filepath.Join(folder, "*", "*.part")); err != nil || len(cut) > 0 {
		t.Errorf("a change that went through leaves %q (%v)", cut, err)
	}
	b.verify(t)
	f.close()
}
