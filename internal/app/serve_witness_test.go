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
func TestT03AnotherTaupierSeesAHistoryThatWasWrittenAnew(t *testing.T) {
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

// Two servers in processes of their own: one keeps the ledger, the other witnesses it, as server.yaml says.
func TestOneServerWitnessesAnother(t *testing.T) {
	first, second := t.TempDir(), t.TempDir()
	stop := func(s *served) {
		t.Helper()
		if err := s.cmd.Process.Signal(os.Interrupt); err != nil {
			t.Fatal(err)
		}
		if err := s.cmd.Wait(); err != nil {
			t.Fatal(err)
		}
	}
	write := func(dir, text string) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(dir, configName), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	key := func(path string) string {
		t.Helper()
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		return strings.TrimSpace(string(data))
	}
	stop(serveDemo(t, first))
	write(second, "witness_for:\n  - origin: taupier.demo/ledger\n    key: "+key(filepath.Join(first, "ledger.pub"))+"\n")
	elsewhere := serveDemo(t, second)
	file := filepath.Join(t.TempDir(), "checkpoints")
	write(first, "witnesses:\n  - name: partner\n    url: "+elsewhere.base+"/witness\n    key: "+key(filepath.Join(second, "witness.pub"))+
		"\n  - name: share\n    file: "+file+"\n")
	s := serveDemo(t, first)
	c := s.signIn(t, "dpo")
	for end := time.Now().Add(3 * time.Minute); ; time.Sleep(100 * time.Millisecond) {
		page := get(t, c, s.base+"/trust")
		if strings.Contains(page, "<td>partner</td>") && strings.Contains(page, "<td>share</td>") && strings.Count(page, "<td>agrees</td>") == 2 {
			break
		}
		if time.Now().After(end) {
			t.Fatalf("no witness agreed:\n%s", page)
		}
	}
	stop(s)
	if notes, err := os.ReadFile(file); err != nil || len(witness.Split(notes)) == 0 {
		t.Errorf("the share holds no checkpoint: %v", err)
	}
}
