package app

import (
	"crypto/rand"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/taupier-eu/taupier/internal/ledger"
	"github.com/taupier-eu/taupier/internal/store"
	"github.com/taupier-eu/taupier/internal/store/storetest"
	"github.com/taupier-eu/taupier/internal/witness"
)

// openPlain opens a store with a key of its own, in a folder.
func openPlain(t *testing.T, dir string) (*store.DB, store.Key, string) {
	t.Helper()
	key, public := storetest.Keys(t)
	db, err := store.Open(t.Context(), store.Options{Place: dir, Random: rand.Reader, Key: key})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db, key, public
}

func note(t *testing.T, db *store.DB, n int, by string) {
	t.Helper()
	for range n {
		err := db.Act(t.Context(), ledger.Entry{At: storetest.Now, Actor: by, Act: "test.act"}, nil, func(*store.Tx) error { return nil })
		if err != nil {
			t.Fatal(err)
		}
	}
	if _, err := db.Sign(t.Context(), storetest.Now); err != nil {
		t.Fatal(err)
	}
}

// Two servers: one keeps a company's ledger, the other, elsewhere, witnesses it. Whoever owns the first machine, its key included,
// puts another history in the place of the first: the other server says so, and so does the file.
func TestAnotherTaupierSeesAHistoryThatWasWrittenAnew(t *testing.T) {
	dir := t.TempDir()
	first, key, public := openPlain(t, filepath.Join(dir, "first"))
	elsewhere, _, _ := openPlain(t, filepath.Join(dir, "elsewhere"))
	here, err := witnessHere(filepath.Join(dir, "elsewhere"), []witnessOf{{Origin: key.Origin, Key: public}}, elsewhere)
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			t.Error(err)
		}
		status, _, answer := witness.Answer(here.Add(r.Context(), body, storetest.Now))
		w.WriteHeader(status)
		_, _ = w.Write(answer)
	}))
	defer server.Close()
	witnessKey, err := os.ReadFile(filepath.Join(dir, "elsewhere", "witness.pub"))
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(dir, "witness-file")
	to := []witnessTo{{Name: "elsewhere", URL: server.URL, Key: strings.TrimSpace(string(witnessKey))}, {Name: "file", File: file}}
	w := &witnessing{db: first, public: public, to: to, client: server.Client()}
	for _, n := range []int{3, 4, 5} {
		note(t, first, n, "u-one")
		if err := w.tell(t.Context(), storetest.Now); err != nil {
			t.Fatal(err)
		}
	}
	if got := answers(t, first); len(got) != 2 || got[0].Problem != "" || !strings.Contains(got[0].Note, "— taupier-witness ") {
		t.Errorf("%+v", got)
	}
	if err := first.Close(); err != nil {
		t.Fatal(err)
	}

	anew, err := store.Open(t.Context(), store.Options{Place: filepath.Join(dir, "anew"), Random: rand.Reader, Key: key})
	if err != nil {
		t.Fatal(err)
	}
	defer anew.Close()
	note(t, anew, 20, "u-other")
	w.db = anew
	if err := w.tell(t.Context(), storetest.Now); !errors.Is(err, witness.ErrForked) {
		t.Errorf("the new history: %v", err)
	}
	if got := answers(t, anew); got[0].Problem == "" || got[0].Size != 0 {
		t.Errorf("what the witness said is not kept: %+v", got)
	}
	export, err := os.Create(filepath.Join(dir, "export"))
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(anew.Export(t.Context(), export), export.Close()); err != nil {
		t.Fatal(err)
	}
	if code, _, errs := run(t, "ledger", "verify", export.Name(), "--key", public); code != exitOK {
		t.Errorf("the new history is signed by the key, and holds by itself: %d %s", code, errs)
	}
	if code, _, errs := run(t, "ledger", "verify", export.Name(), "--key", public, "--known", file); code != exitIntegrity {
		t.Errorf("the file of the witness: %d %s", code, errs)
	}
}

func TestAWitnessThatIsAwayIsToldLater(t *testing.T) {
	dir := t.TempDir()
	db, _, public := openPlain(t, dir)
	w := &witnessing{db: db, public: public, to: []witnessTo{{Name: "file", File: filepath.Join(dir, "none", "file")}}}
	note(t, db, 1, "u-one")
	if err := w.tell(t.Context(), storetest.Now); err == nil || answers(t, db)[0].Problem == "" {
		t.Errorf("a file that cannot be written: %v", err)
	}
	if err := os.Mkdir(filepath.Join(dir, "none"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := w.tell(t.Context(), storetest.Now.Add(time.Minute)); err != nil || answers(t, db)[0].Problem != "" {
		t.Errorf("once it can: %v", err)
	}
}

func answers(t *testing.T, db *store.DB) (out []store.WitnessAnswer) {
	t.Helper()
	if err := db.View(t.Context(), func(v *store.View) (err error) { out, err = v.WitnessAnswers(); return err }); err != nil {
		t.Fatal(err)
	}
	return out
}
