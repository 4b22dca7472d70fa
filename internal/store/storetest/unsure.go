package storetest

import (
	"archive/zip"
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/casework"
	"github.com/taupier-eu/taupier/internal/casework/evidence"
	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/intake/upload"
	"github.com/taupier-eu/taupier/internal/ledger"
)

// What a store says when the answer of a commit was lost.
func lost(err error) error {
	if err == nil {
		err = fmt.Errorf("%w: %w", core.ErrUnavailable, core.ErrUnsure)
	}
	return err
}

type unsureEvidence struct{ evidence.Store }

func (u unsureEvidence) Act(ctx context.Context, e ledger.Entry, detail []byte, do func(evidence.Writer) error) error {
	return lost(u.Store.Act(ctx, e, detail, do))
}

type unsureImports struct{ upload.Store }

func (u unsureImports) Act(ctx context.Context, e ledger.Entry, detail []byte, do func(upload.Writer) error) error {
	return lost(u.Store.Act(ctx, e, detail, do))
}

// unsure: bytes stay on disk when it is not known whether the store has their name by now: here it has.
func (b *bench) unsure(t *testing.T) {
	b.company(t)
	ctx, u1 := t.Context(), analyst("u-1", "")
	shelf, err := evidence.OpenShelf(filepath.Join(t.TempDir(), "evidence"), b.db.Sealer(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	defer shelf.Close()
	id, err := casework.Desk{Store: b.db.Cases(), Random: rand.Reader}.FirstView(ctx, u1, "p-1", "This may be a short trip", "a journey", Now)
	if err != nil {
		t.Fatal(err)
	}
	desk := evidence.Desk{Store: unsureEvidence{b.db.Evidence()}, Shelf: shelf, Random: rand.Reader}
	if _, err := desk.Add(ctx, u1, id, "a.txt", "from the mailbox", strings.NewReader("bytes"), Now); !errors.Is(err, core.ErrUnsure) {
		t.Fatalf("%v", err)
	}
	desk.Store = b.db.Evidence()
	f, err := desk.Look(ctx, u1, id, Now)
	if err != nil || len(f.Items) != 1 {
		t.Fatalf("%+v %v", f.Items, err)
	}
	if data, err := shelf.Get(f.Items[0]); err != nil || string(data) != "bytes" {
		t.Errorf("what was entered after all: %q %v", data, err)
	}
	b.unsureUpload(t)
}

func (b *bench) unsureUpload(t *testing.T) {
	shelf, err := upload.OpenShelf(filepath.Join(t.TempDir(), "imports"), b.db.Sealer(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	defer shelf.Close()
	ciso := access.Actor{User: "u-c", Roles: []access.Role{access.CISO}}
	o := upload.Options{
		Store: b.db.Imports(), Shelf: shelf, Random: rand.Reader, MaxBytes: 1 << 20,
		Consulted: func(context.Context) (bool, error) { return true, nil },
		Folder:    func() (fs.FS, func() error, error) { return fstest.MapFS{}, func() error { return nil }, nil },
		Read:      func(context.Context, fs.FS, func(string)) ([]core.Input, error) { return nil, nil },
		Imported:  func(context.Context, access.Actor) error { return nil },
	}
	var packed bytes.Buffer
	z := zip.NewWriter(&packed)
	w, err := z.Create("person.yaml")
	if err == nil {
		_, err = w.Write([]byte("id: a-1\nstage: application\nidentity: {name: Ann Example}\n"))
	}
	if err = errors.Join(err, z.Close()); err != nil {
		t.Fatal(err)
	}
	if _, err := upload.New(o).Take(t.Context(), ciso, upload.Dossier, "ann.zip", &packed, 1<<20, Now); err != nil {
		t.Fatal(err)
	}
	o.Store = unsureImports{b.db.Imports()}
	if err := upload.New(o).Work(t.Context(), Now); !errors.Is(err, core.ErrUnsure) {
		t.Fatalf("%v", err)
	}
	o.Store = b.db.Imports()
	n := 0
	err = o.Store.View(t.Context(), func(r upload.Reader) error {
		all, err := r.ImportFiles()
		for _, f := range all {
			blob, err := shelf.Open(f.Blob)
			if err != nil {
				t.Errorf("%s, which an upload names: %v", f.Path, err)
				continue
			}
			n++
			_ = blob.Close()
		}
		return err
	})
	if err != nil || n != 1 {
		t.Errorf("%d files %v", n, err)
	}
}
