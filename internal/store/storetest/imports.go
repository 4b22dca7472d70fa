package storetest

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"reflect"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/intake"
	"github.com/taupier-eu/taupier/internal/intake/upload"
	"github.com/taupier-eu/taupier/internal/ledger"
)

func (b *bench) imports(t *testing.T) {
	s := b.db.Imports()
	act := func(do func(upload.Writer) error) error {
		return s.Act(t.Context(), ledger.Entry{At: Now, Actor: "u-1", Act: "import.test", Object: "i-1"}, nil, do)
	}
	u := upload.Upload{ID: "i-1", Owner: "u-1", Kind: upload.Company, Name: "acme.zip", Size: 5, State: upload.Whole, Blob: "b0", At: Now, Own: "p-9"}
	f := upload.File{Blob: "b1", Upload: "i-1", Path: "people/p-1/person.yaml", Role: intake.RolePerson, Person: "p-1", Size: 3, SHA256: "aa", At: Now}
	g := upload.File{Blob: "b2", Upload: "i-1", Path: "logs/x.json", Role: intake.RoleLog, Size: 4, SHA256: "bb", Plain: "cc", At: Now}
	if err := act(func(w upload.Writer) error {
		return errors.Join(w.PutUpload(u, ""), w.StageFiles([]upload.File{f, g}))
	}); err != nil {
		t.Fatal(err)
	}
	u.State, u.Blob, u.Report = upload.Looked, "", upload.Report{Files: 2, Change: upload.Change{New: []string{"p-1"}}}
	if err := act(func(w upload.Writer) error { return w.PutUpload(u, upload.Whole) }); err != nil {
		t.Fatal(err)
	}
	if err := act(func(w upload.Writer) error { return w.PutUpload(u, upload.Whole) }); !errors.Is(err, core.ErrConflict) {
		t.Errorf("looked at twice: %v", err)
	}
	f.Live, g.Path = true, "logs/x-2.json"
	u.State = upload.Imported
	if err := act(func(w upload.Writer) error {
		return errors.Join(w.EnliveFile(f), w.EnliveFile(g), w.DropFile("b2"), w.PutUpload(u, upload.Looked))
	}); err != nil {
		t.Fatal(err)
	}
	if err := act(func(w upload.Writer) error { return w.DropUpload("i-1") }); !errors.Is(err, core.ErrConflict) {
		t.Errorf("what is part of the company was discarded: %v", err)
	}
	if err := act(func(w upload.Writer) (err error) {
		for n := range upload.MaxListed {
			old := upload.Upload{ID: fmt.Sprintf("i-old-%d", n), Owner: "u-1", State: upload.Coming, At: Now.Add(-time.Hour)}
			err = errors.Join(err, w.PutUpload(old, ""))
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
	if err := s.View(t.Context(), func(r upload.Reader) error {
		files, err := r.ImportFiles()
		if want := []upload.File{f}; !reflect.DeepEqual(want, files) {
			t.Errorf("%+v, want %+v", files, want)
		}
		got, err2 := r.Upload("i-1")
		mine, err3 := r.UploadsOf("u-1")
		others, err4 := r.UploadsOf("u-2")
		open, err5 := r.OpenUploads()
		if len(mine) != upload.MaxListed || mine[0].ID != "i-1" || len(others) != 0 || len(open) != upload.MaxListed {
			t.Errorf("%d of his own, %d of another's, %d open", len(mine), len(others), len(open))
		}
		if !reflect.DeepEqual(u, got) {
			t.Errorf("%+v, want %+v", got, u)
		}
		if _, err := r.Upload("i-2"); !errors.Is(err, core.ErrNotFound) {
			t.Error(err)
		}
		return errors.Join(err, err2, err3, err4, err5)
	}); err != nil {
		t.Fatal(err)
	}
	b.verify(t)
}

// imported leaves an upload at each of its stages: half sent, looked at, and part of the company.
func (f *filler) imported() {
	f.t.Helper()
	file := f.words.Word() + ".json"
	desk := upload.New(upload.Options{
		Store: f.db.Imports(), Shelf: f.imports, Random: rand.Reader, MaxBytes: 1 << 20,
		Consulted: func(context.Context) (bool, error) { return true, nil },
		Folder:    func() (fs.FS, func() error, error) { return fstest.MapFS{}, func() error { return nil }, nil },
		Read: func(context.Context, fs.FS, func(string)) ([]core.Input, error) {
			in := core.Input{Path: "logs/" + file, Kind: "unknown"}
			in.Reject(1, f.words.Sentence())
			return []core.Input{in}, nil
		},
		Imported: func(context.Context, access.Actor) error { return nil },
	})
	who := f.who("u-1", access.CISO)
	for range 2 {
		u, err := desk.Take(f.ctx, who, upload.Log, file, strings.NewReader(f.words.Sentence()), 1<<20, Now)
		f.must(err)
		f.must(desk.Work(f.ctx, Now))
		f.must(desk.Confirm(f.ctx, who, u.ID, "", Now))
	}
	_, err := desk.Take(f.ctx, who, upload.Log, f.words.Word(), strings.NewReader(f.words.Sentence()), 1<<20, Now)
	f.must(err)
	f.must(desk.Work(f.ctx, Now))
	u, err := desk.Begin(f.ctx, who, upload.Dossier, f.words.Word(), 1000, Now)
	f.must(err)
	_, err = desk.Write(f.ctx, who, u.ID, 0, strings.NewReader(f.words.Sentence()))
	f.must(err)
}
