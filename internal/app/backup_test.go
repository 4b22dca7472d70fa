package app

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"mime/multipart"
	"net/http"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"filippo.io/age"

	"github.com/taupier-eu/taupier/internal/backup"
	"github.com/taupier-eu/taupier/internal/ledger"
	"github.com/taupier-eu/taupier/internal/store"
)

// trustee makes the keys of a trustee: the public one, and a file with the secret one.
func trustee(t testing.TB) (public, file string) {
	t.Helper()
	id, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	file = filepath.Join(t.TempDir(), "trustee.key")
	if err := os.WriteFile(file, []byte(id.String()+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	return id.Recipient().String(), file
}

func must(t *testing.T, args ...string) string {
	t.Helper()
	code, out, errs := run(t, args...)
	if code != exitOK {
		t.Fatalf("taupier %q: exit %d\n%s%s", args, code, out, errs)
	}
	return out
}

// putEvidence puts a file into a case.
func putEvidence(t *testing.T, c *http.Client, at string, data []byte) {
	t.Helper()
	var b bytes.Buffer
	m := multipart.NewWriter(&b)
	part, err := m.CreateFormFile("file", "mail.eml")
	if err == nil {
		_, err = part.Write(data)
	}
	if err = firstOf(err, m.WriteField("note", "Sent by the carrier on request"), m.Close()); err != nil {
		t.Fatal(err)
	}
	res, err := c.Post(at+"/evidence", m.FormDataContentType(), &b)
	if err != nil {
		t.Fatal(err)
	}
	res.Body.Close()
	if res.StatusCode != http.StatusSeeOther {
		t.Fatalf("evidence: %s", res.Status)
	}
}

func firstOf(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

var openForm = regexp.MustCompile(`/cases/[\w-]+/evidence/[\w-]+/open`)

// getEvidence gets the bytes of the only item of a case.
func getEvidence(t *testing.T, c *http.Client, base, at string) []byte {
	t.Helper()
	form := openForm.FindString(get(t, c, at+"/evidence"))
	return []byte(post(t, c, base+form, url.Values{"why": {"review"}}, http.StatusOK))
}

// The exercise: somebody deletes the server of a company that works. What was confirmed before the backup began is there after a
// restoration on an empty machine, once; the ledger is the same to its root; the evidence is the same to its bytes.
func TestT23AServerThatWasDeletedComesBackFromItsBackup(t *testing.T) {
	dir, apart := t.TempDir(), t.TempDir()
	public, key := trustee(t)
	s := serveDemo(t, dir)
	c := s.signIn(t, "analyst")
	res, err := c.PostForm(s.firstPerson(t, c)+"/view", url.Values{"text": {"This may be a journey"}, "hypothesis": {"a journey"}})
	if err != nil {
		t.Fatal(err)
	}
	res.Body.Close()
	caseAt := res.Header.Get("Location")
	mail := make([]byte, 300_000)
	r := rand.New(rand.NewPCG(1, 2))
	for i := range mail {
		mail[i] = byte(r.Uint32())
	}
	putEvidence(t, c, s.base+caseAt, mail)

	stop := make(chan struct{})
	var mu sync.Mutex
	var journal []string
	var writers sync.WaitGroup
	for w := range 3 {
		writers.Go(func() {
			for i := 0; ; i++ {
				select {
				case <-stop:
					return
				default:
				}
				note := fmt.Sprintf("note-%d-%d.", w, i)
				res, err := c.PostForm(s.base+caseAt+"/note", url.Values{"text": {note}})
				if err != nil || res.StatusCode != http.StatusSeeOther {
					t.Errorf("%s: %v %v", note, res, err)
					return
				}
				res.Body.Close()
				mu.Lock()
				journal = append(journal, note)
				mu.Unlock()
			}
		})
	}
	seen := func() []string {
		mu.Lock()
		defer mu.Unlock()
		return journal[:len(journal):len(journal)]
	}
	for len(seen()) < 30 && !t.Failed() {
		time.Sleep(20 * time.Millisecond)
	}
	before := seen()
	file := filepath.Join(apart, "b.age")
	must(t, "backup", "create", file, "--data-dir", dir, "--recipient", public)
	during := len(seen()) - len(before)
	close(stop)
	writers.Wait()
	pub, master := filepath.Join(apart, "ledger.pub"), filepath.Join(apart, "master.key")
	for from, to := range map[string]string{"ledger.pub": pub, "master.key": master} {
		data, err := os.ReadFile(filepath.Join(dir, from))
		if err = firstOf(err, os.WriteFile(to, data, 0o600)); err != nil {
			t.Fatal(err)
		}
	}
	s.kill(t)
	if err := os.RemoveAll(dir); err != nil {
		t.Fatal(err)
	}

	var found struct {
		ID         string
		Entries    int64
		Checkpoint string
	}
	if err := json.Unmarshal([]byte(must(t, "backup", "verify", file, "--identity", key, "--key", pub, "-o", "json")), &found); err != nil {
		t.Fatal(err)
	}
	fresh := filepath.Join(t.TempDir(), "srv")
	began := time.Now()
	must(t, "backup", "restore", file, fresh, "--identity", key, "--key", pub, "--by", "Anna Example")
	db, err := store.OpenSealed(t.Context(), fresh)
	if err != nil {
		t.Fatal(err)
	}
	head, err := db.Head(t.Context())
	if err = firstOf(err, db.Close()); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(found.Checkpoint, fmt.Sprintf("\n%d\n%s\n", found.Entries, head.Root)) || head.Size != found.Entries {
		t.Errorf("the restored ledger has %d entries with the root %s, and the backup was signed over\n%s", head.Size, head.Root, found.Checkpoint)
	}
	data, err := os.ReadFile(master)
	if err = firstOf(err, os.WriteFile(filepath.Join(fresh, "master.key"), data, 0o600)); err != nil {
		t.Fatal(err)
	}
	s = serveDemo(t, fresh)
	took := time.Since(began)
	if body := get(t, c, s.base+"/healthz"); body != "ok\n" {
		t.Error(body)
	}
	if res, err := c.Get(s.base + caseAt); err != nil || res.StatusCode != http.StatusUnauthorized {
		t.Errorf("a session of before the restoration still opens a case: %v %v", res, err)
	}
	c = s.signIn(t, "analyst")
	body := get(t, c, s.base+caseAt)
	for _, note := range before {
		if n := strings.Count(body, note); n != 1 {
			t.Errorf("%s, confirmed before the backup, is there %d times", note, n)
		}
	}
	if got := getEvidence(t, c, s.base, s.base+caseAt); !bytes.Equal(got, mail) {
		t.Errorf("the evidence came back as %d bytes, %d went in", len(got), len(mail))
	}
	if body := get(t, s.signIn(t, "dpo"), s.base+"/trust"); !strings.Contains(body, "Anna Example") || !strings.Contains(body, found.ID[:16]) {
		t.Error("Trust does not say who restored the server, and from what")
	}
	export := must(t, "ledger", "export", "--data-dir", fresh)
	if strings.Count(export, "backup.restore") != 1 || !strings.Contains(export, found.ID) {
		t.Error("the ledger does not say that, and from what, the server was restored")
	}
	t.Logf("%d writes confirmed before, %d while the backup was made; %d entries; restored and serving after %s", len(before), during, head.Size, took.Round(time.Millisecond))
	if err := s.cmd.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	if err := s.cmd.Wait(); err != nil {
		t.Error(err)
	}
	verifyLedger(t, fresh)
}

// smallBackup is a backup of a server that was set up, and what opens it.
func smallBackup(t *testing.T) (file, dir string, k backupKeys) {
	t.Helper()
	dir = t.TempDir()
	sign, err := ledgerKey(dir, "taupier.example")
	if err != nil {
		t.Fatal(err)
	}
	db, err := openStore(t.Context(), dir, "", sign)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for _, u := range demoUsers {
		err := db.Act(t.Context(), ledger.Entry{At: time.Now(), Actor: "server", Act: "user.add", Object: u.User}, nil, func(t *store.Tx) error { return t.PutUser(u) })
		if err != nil {
			t.Fatal(err)
		}
	}
	oneCase(t, db)
	public, secret := trustee(t)
	to, err := backup.Recipients([]string{public})
	if err != nil {
		t.Fatal(err)
	}
	file = filepath.Join(t.TempDir(), "b.age")
	if _, err := makeBackup(t.Context(), db, backupOf{dir: dir, to: to}, file, time.Now()); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(secret)
	if err != nil {
		t.Fatal(err)
	}
	if k.ids, err = backup.Identities(data, nil); err != nil {
		t.Fatal(err)
	}
	return file, dir, k
}

func TestT23NoChangedByteOfABackupPasses(t *testing.T) {
	file, _, k := smallBackup(t)
	whole, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	tmp := t.TempDir()
	verify := func(data []byte) error {
		into, err := os.MkdirTemp(tmp, "")
		if err != nil {
			t.Fatal(err)
		}
		_, err = readBackup(t.Context(), bytes.NewReader(data), k, into, false)
		return firstOf(err, os.RemoveAll(into))
	}
	if err := verify(whole); err != nil {
		t.Fatal(err)
	}
	r := rand.New(rand.NewPCG(23, 23))
	refused := 0
	changes := 1000
	if testing.Short() {
		changes = 50
	}
	for range changes {
		changed := bytes.Clone(whole)
		i := r.IntN(len(changed))
		changed[i] ^= byte(1 + r.IntN(255))
		if err := verify(changed); backupCode(err) != exitIntegrity {
			t.Fatalf("byte %d of %d changed: %v", i, len(whole), err)
		}
		refused++
	}
	for range changes / 5 {
		n := r.IntN(len(whole))
		if err := verify(whole[:n]); backupCode(err) != exitIntegrity {
			t.Fatalf("cut to %d of %d bytes: %v", n, len(whole), err)
		}
		refused++
	}
	t.Logf("%d of a file of %d bytes refused", refused, len(whole))
}

// forgedBackup is a backup whose bytes are all in order and that somebody made who has the recipient's key and not the ledger's, or who
// puts in a database that is not the one signed.
func forgedBackup(t *testing.T, file string, k backupKeys, change func(dir string, m *backup.Manifest) (private string)) []byte {
	t.Helper()
	dir := t.TempDir()
	whole, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	o, err := backup.Read(bytes.NewReader(whole), k.ids, func(name string, _ int64) (io.WriteCloser, error) {
		return takeOut(filepath.Join(dir, filepath.FromSlash(name)))
	})
	if err != nil {
		t.Fatal(err)
	}
	m := o.Manifest
	private := change(dir, &m)
	var b bytes.Buffer
	id := k.ids[0].(*age.X25519Identity)
	w, err := backup.NewWriter(&b, []backup.Recipient{id.Recipient()})
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range o.Parts {
		if err := addFile(w, p.Name, filepath.Join(dir, filepath.FromSlash(path.Clean(p.Name)))); err != nil {
			t.Fatal(err)
		}
	}
	if _, _, err := w.Close(m, private); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestT23AForgedBackupIsRefused(t *testing.T) {
	file, dir, k := smallBackup(t)
	read := func(name string) string {
		data, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		return strings.TrimSpace(string(data))
	}
	mine, public := read("ledger.key"), read("ledger.pub")
	other := t.TempDir()
	if _, err := keyPair(other, "ledger", "taupier.example"); err != nil {
		t.Fatal(err)
	}
	theirs, err := os.ReadFile(filepath.Join(other, "ledger.key"))
	if err != nil {
		t.Fatal(err)
	}
	sql := func(statement string) func(string, *backup.Manifest) string {
		return func(dir string, _ *backup.Manifest) string {
			alter(t, dir, statement)
			return mine
		}
	}
	for name, c := range map[string]struct {
		change func(string, *backup.Manifest) string
		says   string
	}{
		"an act was changed":         {sql("update ledger_leaves set leaf = replace(leaf, 'company.read', 'company.seen')"), "ledger"},
		"the end was cut off":        {sql("delete from ledger_leaves where seq = (select max(seq) from ledger_leaves)"), "ledger"},
		"the head was moved":         {sql("update ledger_head set size = size - 1"), "ledger"},
		"a row lost its user":        {sql("insert into user_roles (user_id, role) values ('u-nobody', 'ciso')"), "refers to one that is not there"},
		"evidence is not there":      {sql("insert into evidence select 'e-1', id, 1, '', '', 1, '', '" + strings.Repeat("ab", 32) + "', 'u-1', 1, '' from cases limit 1"), "is not in it"},
		"a trigger waits":            {sql("create trigger x after insert on users begin select 1; end"), "trigger"},
		"a checkpoint of another":    {func(_ string, m *backup.Manifest) string { m.Entries--; return mine }, "checkpoint"},
		"a later program's database": {func(_ string, m *backup.Manifest) string { m.Steps = append(m.Steps, 9999); return mine }, "newer program"},
		"the steps are others":       {func(_ string, m *backup.Manifest) string { m.Steps = m.Steps[1:]; return mine }, "steps"},
		"another ledger's key signs": {func(string, *backup.Manifest) string { return string(theirs) }, "not signed by this key"},
		"the keys are no pair": {func(dir string, _ *backup.Manifest) string {
			if err := os.WriteFile(filepath.Join(dir, "ledger.key"), theirs, 0o600); err != nil {
				t.Fatal(err)
			}
			return mine
		}, "no pair"},
	} {
		k := k
		k.public = public
		_, err := readBackup(t.Context(), bytes.NewReader(forgedBackup(t, file, k, c.change)), k, t.TempDir(), false)
		if err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

type readerFunc func([]byte) (int, error)

func (f readerFunc) Read(p []byte) (int, error) { return f(p) }

func TestABackupIsRestoredIntoAnEmptyFolderOrNotAtAll(t *testing.T) {
	file, _, k := smallBackup(t)
	whole, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	restore := func(data []byte, dir string) error {
		_, err := restoreBackup(t.Context(), bytes.NewReader(data), k, serverPlace{dir: dir}, "Anna Example", time.Now(), rand.NewChaCha8([32]byte{}))
		return err
	}
	full := t.TempDir()
	if err := os.WriteFile(filepath.Join(full, "x"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := restore(whole, full); err == nil || !strings.Contains(err.Error(), "empty folder only") {
		t.Error(err)
	}
	dir := filepath.Join(t.TempDir(), "srv")
	if err := restore(whole[:len(whole)-1], dir); backupCode(err) != exitIntegrity {
		t.Error(err)
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) != 0 {
		t.Errorf("a backup that does not hold left %v %v", left, err)
	}
	if err := restore(whole, dir); err != nil {
		t.Fatal(err)
	}
	if err := restore(whole, dir); err == nil {
		t.Error("a server was restored over")
	}
	// the last name is taken while the others are given
	taken := filepath.Join(t.TempDir(), "srv")
	late := readerFunc(func(p []byte) (int, error) {
		return 0, firstOf(os.MkdirAll(filepath.Join(taken, backup.Database, "x"), 0o700), io.EOF)
	})
	if _, err := restoreBackup(t.Context(), io.MultiReader(bytes.NewReader(whole), late), k, serverPlace{dir: taken}, "Anna Example", time.Now(), rand.NewChaCha8([32]byte{})); err == nil {
		t.Error("a database was restored over something")
	}
	if code, _, errs := run(t, "serve", "--demo", "--listen", "127.0.0.1:0", "--data-dir", taken); code != exitIO || !strings.Contains(errs, "was interrupted") {
		t.Errorf("a server starts on a restoration that failed at its end: %d %s", code, errs)
	}
	cut := t.TempDir()
	if err := os.Mkdir(filepath.Join(cut, restoringDir), 0o700); err != nil {
		t.Fatal(err)
	}
	if code, _, errs := run(t, "serve", "--demo", "--listen", "127.0.0.1:0", "--data-dir", cut); code != exitIO || !strings.Contains(errs, "was interrupted") {
		t.Errorf("a server starts on half a restoration: %d %s", code, errs)
	}
}
