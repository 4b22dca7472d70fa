package main

import (
	"bytes"
	"context"
	"crypto/rand"
	"os"
	"path/filepath"
	"testing"

	"github.com/taupier-eu/taupier/internal/ledger"
	"github.com/taupier-eu/taupier/internal/store"
	"github.com/taupier-eu/taupier/internal/store/storetest"
)

// exportOf writes the ledger of a fresh store with n acts, signed, and gives the file and the public key.
func exportOf(t *testing.T, n int) (string, string) {
	t.Helper()
	key, public := storetest.Keys(t)
	db, err := store.Open(t.Context(), store.Options{Place: t.TempDir(), Random: rand.Reader, Key: key})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for range n {
		e := ledger.Entry{At: storetest.Now, Actor: "u-one", Act: "test.act"}
		if err := db.Act(t.Context(), e, []byte("a detail"), func(*store.Tx) error { return nil }); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := db.Sign(t.Context(), storetest.Now); err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := db.Export(context.WithoutCancel(t.Context()), &b); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "ledger.jsonl")
	if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return path, public
}

func TestAnExportHoldsOrDoesNot(t *testing.T) {
	path, key := exportOf(t, 5)
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	changed := filepath.Join(t.TempDir(), "changed.jsonl")
	if err := os.WriteFile(changed, bytes.Replace(data, []byte("u-one"), []byte("u-two"), 1), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		args []string
		want int
	}{
		"as it was written": {[]string{"--key", key, path}, exitOK},
		"changed":           {[]string{"--key", key, changed}, exitIntegrity},
		"another key":       {[]string{"--key", "taupier.example+00000000+AQ==", path}, exitIntegrity},
		"not there":         {[]string{"--key", key, path + ".none"}, exitIO},
		"no key":            {[]string{path}, exitUsage},
	} {
		var out, errs bytes.Buffer
		if code := run(c.args, &out, &errs); code != c.want {
			t.Errorf("%s: exit code %d, want %d: %s%s", name, code, c.want, out.String(), errs.String())
		}
	}
}
