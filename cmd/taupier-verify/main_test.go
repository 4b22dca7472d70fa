package main

import (
	"bytes"
	"context"
	"crypto/rand"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/taupier-eu/taupier/internal/ledger"
	"github.com/taupier-eu/taupier/internal/stamp"
	"github.com/taupier-eu/taupier/internal/stamp/stamptest"
	"github.com/taupier-eu/taupier/internal/store"
	"github.com/taupier-eu/taupier/internal/store/storetest"
)

// exportOf writes the ledger of a fresh store with n acts, signed, and gives the file and the public key.
func exportOf(t *testing.T, n int) (string, string) { return exportStamped(t, n, nil) }

// exportStamped is exportOf with a time stamp of the checkpoint, unless there is no authority.
func exportStamped(t *testing.T, n int, by *stamp.Authority) (string, string) {
	t.Helper()
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
	if by != nil {
		h, err := db.Head(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		token, _, err := by.Ask(t.Context(), []byte(h.Note))
		if err != nil {
			t.Fatal(err)
		}
		if err := db.PutStamp(t.Context(), store.Stamp{Size: h.Signed, Token: token}); err != nil {
			t.Fatal(err)
		}
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

func TestTimeStampsAreVerifiedWithoutTheServer(t *testing.T) {
	a, other := stamptest.New(t, stamptest.Choices{}), stamptest.New(t, stamptest.Choices{})
	ca, err := stamp.ReadCA(a.CA(t))
	if err != nil {
		t.Fatal(err)
	}
	path, key := exportStamped(t, 5, &stamp.Authority{URL: a.URL, CA: ca, Client: a.HTTP, Random: rand.Reader})
	bare, bareKey := exportOf(t, 5)
	for name, c := range map[string]struct {
		args []string
		want int
		says string
	}{
		"by its authority":     {[]string{"--key", key, "--tsa-ca", a.CAFile, path}, exitOK, "the first 5 entries were there before 20"},
		"each of them":         {[]string{"--key", key, "--tsa-ca", a.CAFile, "--each-stamp", path}, exitOK, "says Example Time-Stamp Authority"},
		"by another authority": {[]string{"--key", key, "--tsa-ca", other.CAFile, path}, exitIntegrity, "not issued by an authority of the CA file"},
		"not looked at":        {[]string{"--key", key, path}, exitOK, "1 time stamps are in it and were not looked at"},
		"there is none":        {[]string{"--key", bareKey, "--tsa-ca", a.CAFile, bare}, exitIntegrity, "no time stamp is in the export"},
		"no such file":         {[]string{"--key", key, "--tsa-ca", a.CAFile + ".none", path}, exitUsage, "no such file"},
		"no certificates":      {[]string{"--key", key, "--tsa-ca", path, path}, exitUsage, "BEGIN CERTIFICATE"},
	} {
		var out, errs bytes.Buffer
		if code := run(c.args, &out, &errs); code != c.want || !strings.Contains(out.String()+errs.String(), c.says) {
			t.Errorf("%s: exit code %d, want %d %q: %s%s", name, code, c.want, c.says, out.String(), errs.String())
		}
	}
}
