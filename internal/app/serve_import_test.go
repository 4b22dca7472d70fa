package app

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"mime/multipart"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

// sendFile sends a file with the form of the import page and gives the address of what became of it.
func sendFile(t *testing.T, c *http.Client, base, kind, name string, body []byte) string {
	t.Helper()
	var b bytes.Buffer
	m := multipart.NewWriter(&b)
	err := m.WriteField("kind", kind)
	part, err2 := m.CreateFormFile("file", name)
	if err := errors.Join(err, err2); err != nil {
		t.Fatal(err)
	}
	_, err = part.Write(body)
	if err := errors.Join(err, m.Close()); err != nil {
		t.Fatal(err)
	}
	res, err := c.Post(base+"/import", m.FormDataContentType(), &b)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	if err != nil || res.StatusCode != 303 {
		t.Fatalf("%s (%v)\n%s", res.Status, err, text)
	}
	return base + res.Header.Get("Location")
}

// ownCompany is a server that was set up, with its CISO signed in.
func ownCompany(t *testing.T, dir, answers string, args ...string) (*served, *http.Client) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "a.yaml")
	if err := os.WriteFile(file, []byte(answers), 0o600); err != nil {
		t.Fatal(err)
	}
	code, out, errs := run(t, "setup", "--data-dir", dir, "--answers", file, "--no-input")
	if code != exitOK {
		t.Fatal(errs)
	}
	s, said := ownServer(t, servingLine, append([]string{"--data-dir", dir, "--listen", "127.0.0.1:0"}, args...)...)
	s.base, s.links["ciso"] = said[2], inviteLink.FindAllStringSubmatch(out, -1)[3][1]
	return s, s.signIn(t, "ciso")
}

// waitThere waits until there is such a page.
func waitThere(t *testing.T, c *http.Client, at string) {
	t.Helper()
	for end := time.Now().Add(3 * time.Minute); time.Now().Before(end); time.Sleep(200 * time.Millisecond) {
		res, err := c.Get(at)
		if err != nil {
			t.Fatal(err)
		}
		res.Body.Close()
		if res.StatusCode == http.StatusOK {
			return
		}
	}
	t.Fatalf("%s never came", at)
}

// zippedFolder packs a folder as people do: with the folder itself inside.
func zippedFolder(t *testing.T, dir string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	if err := errors.Join(z.AddFS(os.DirFS(filepath.Dir(dir))), z.Close()); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

var recordsOf = regexp.MustCompile(`<td>okta\.system_log</td><td>(\d+)</td><td>(\d+)</td>`)

// A company comes in without a shell: as an archive, then a dossier more, then a log that is there already and one that is not.
// The server is killed between; what was confirmed is there.
func TestACompanyIsBroughtInByUpload(t *testing.T) {
	dir, company := t.TempDir(), smallCompany(t)
	s, c := ownCompany(t, dir, setupExample)
	if err := os.WriteFile(filepath.Join(company, "logs", "broken.json"), []byte("{\"a\":1}\nnot json\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	at := sendFile(t, c, s.base, "company", "company.zip", zippedFolder(t, company))
	waitFor(t, c, at, "waits for your word")
	page := get(t, c, at)
	for _, want := range []string{"new dossiers", "okta.system_log", "logs/broken.json:2", "company.yaml"} {
		if !strings.Contains(page, want) {
			t.Errorf("what would change lacks %q", want)
		}
	}
	if body := get(t, c, s.base+"/sources"); strings.Contains(body, "okta.system_log") {
		t.Error("it was read before a word was said")
	}
	post(t, c, at+"/confirm", nil, 303)
	waitFor(t, c, s.base+"/sources", "okta.system_log</code>")
	waitFor(t, c, s.base+"/sources", "people, read on")
	before := recordsOf.FindStringSubmatch(get(t, c, s.base+"/sources"))
	if before == nil || !strings.Contains(get(t, c, s.base+"/queue"), "/people/") {
		t.Fatal("nobody is in the queue, or no record was read")
	}

	at = sendFile(t, c, s.base, "dossier", "new.json", []byte(`{"id": "p-new", "stage": "employed", "identity": {"name": "Zoé Example"}}`))
	waitFor(t, c, at, "1 new dossier")
	post(t, c, at+"/confirm", nil, 303)

	s.kill(t)
	s, said := ownServer(t, servingLine, "--data-dir", dir, "--listen", "127.0.0.1:0")
	s.base = said[2]
	waitFor(t, c, s.base+"/sources", "people, read on")
	waitThere(t, c, s.base+"/people/p-new")
	if body := get(t, c, s.base+"/people/p-new"); !strings.Contains(body, "Zoé Example") {
		t.Error("the dossier went with the process")
	}

	log := biggestLog(t, company, "okta")
	at = sendFile(t, c, s.base, "log", "again.jsonl", log)
	waitFor(t, c, at, "is not counted twice")
	if body := get(t, c, at); strings.Contains(body, at[len(s.base):]+"/confirm") {
		t.Error("a log that is there already can be added")
	}
	post(t, c, at+"/discard", nil, 303)
	left, err := filepath.Glob(filepath.Join(dir, "imports", "*"))
	if err != nil {
		t.Fatal(err)
	}
	at = sendFile(t, c, s.base, "log", "again.jsonl", append(log, '\n'))
	waitFor(t, c, at, "waits for your word")
	post(t, c, at+"/discard", nil, 303)
	if now, _ := filepath.Glob(filepath.Join(dir, "imports", "*")); len(now) != len(left) {
		t.Errorf("%d files before an upload that was discarded, %d after", len(left), len(now))
	}
	if after := recordsOf.FindStringSubmatch(get(t, c, s.base+"/sources")); after == nil || after[2] != before[2] {
		t.Errorf("records of Okta: %v, then %v", before, after)
	}
	s.kill(t)
	ledgerOfImports(t, dir)
}

// biggestLog is the largest log of a source, decompressed.
func biggestLog(t *testing.T, company, word string) (best []byte) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(company, "logs", word, "*"))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		packed, err := os.Open(f)
		if err != nil {
			t.Fatal(err)
		}
		z, err := gzip.NewReader(packed)
		if err != nil {
			t.Fatal(err)
		}
		data, err := io.ReadAll(z)
		if err := errors.Join(err, packed.Close()); err != nil {
			t.Fatal(err)
		}
		if len(data) > len(best) {
			best = data
		}
	}
	if best == nil {
		t.Fatalf("no log of %s among %q", word, files)
	}
	return best
}

func ledgerOfImports(t *testing.T, dir string) {
	t.Helper()
	_, out, _ := run(t, "ledger", "export", "--data-dir", dir)
	file := filepath.Join(t.TempDir(), "ledger.jsonl")
	if err := os.WriteFile(file, []byte(out), 0o600); err != nil {
		t.Fatal(err)
	}
	if code, _, errs := run(t, "ledger", "verify", file, "--key", filepath.Join(dir, "ledger.pub")); code != exitOK {
		t.Errorf("the ledger: %d %s", code, errs)
	}
	for _, act := range []string{"import.upload", "import.look", "import.take", "import.discard"} {
		if !strings.Contains(out, act) {
			t.Errorf("the ledger holds no %s", act)
		}
	}
}

// Before the consultation no log is taken, also not inside a company folder; what the operator's folder holds is neither changed nor
// lost.
func TestAnImportLiesOverTheOperatorsFolder(t *testing.T) {
	dir, company := t.TempDir(), smallCompany(t)
	s, c := ownCompany(t, dir, strings.Split(setupExample, "consultation:")[0], "--company", company)
	waitFor(t, c, s.base+"/sources", "people, read on")
	listed, err := os.ReadDir(filepath.Join(company, "people"))
	if err != nil {
		t.Fatal(err)
	}
	id := listed[len(listed)-1].Name()
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	w := tar.NewWriter(z)
	for name, body := range map[string]string{"people/" + id + "/person.yaml": "id: " + id + "\nstage: employed\nidentity: {name: Somebody Else}\n", "logs/x.json": `{"a":1}`} {
		err = errors.Join(err, w.WriteHeader(&tar.Header{Name: name, Mode: 0o644, Size: int64(len(body)), Typeflag: tar.TypeReg}))
		_, err2 := io.WriteString(w, body)
		err = errors.Join(err, err2)
	}
	if err := errors.Join(err, w.Close(), z.Close()); err != nil {
		t.Fatal(err)
	}
	was := folderPrint(t, company)
	at := sendFile(t, c, s.base, "company", "company.tar.gz", b.Bytes())
	waitFor(t, c, at, "1 dossier that is replaced")
	if body := get(t, c, at); !strings.Contains(body, "no log is taken before the consultation") {
		t.Error("that the log is not taken is not said")
	}
	post(t, c, at+"/confirm", nil, 303)
	waitFor(t, c, s.base+"/people/"+id, "Somebody Else")
	if folderPrint(t, company) != was {
		t.Error("the operator's folder was written to")
	}
	if body := get(t, c, s.base+"/people/"+listed[0].Name()); !strings.Contains(body, "<h1>") || strings.Contains(body, "no such page") {
		t.Error("another dossier is gone")
	}

	// The data key changes, and the server comes back from a backup: the import is there, whole.
	s.kill(t)
	must(t, "key", "rotate", "--data-dir", dir, "--data")
	public, key := trustee(t)
	file, fresh := filepath.Join(t.TempDir(), "b.age"), filepath.Join(t.TempDir(), "srv")
	must(t, "backup", "create", file, "--data-dir", dir, "--recipient", public)
	must(t, "backup", "restore", file, fresh, "--identity", key, "--key", filepath.Join(dir, "ledger.pub"), "--by", "Anna Example")
	master, err := os.ReadFile(filepath.Join(dir, "master.key"))
	if err := errors.Join(err, os.WriteFile(filepath.Join(fresh, "master.key"), master, 0o600)); err != nil {
		t.Fatal(err)
	}
	for _, at := range []string{dir, fresh} {
		names, err := filepath.Glob(filepath.Join(at, "imports", "*"))
		if err != nil || len(names) != 1 {
			t.Fatalf("%q %v", names, err)
		}
		data, err := os.ReadFile(names[0])
		if err != nil || bytes.Contains(data, []byte("Somebody")) {
			t.Errorf("an import lies in clear: %v", err)
		}
	}
	s, said := ownServer(t, servingLine, "--data-dir", fresh, "--listen", "127.0.0.1:0", "--company", company)
	at = said[2] + "/healthz"
	for end := time.Now().Add(3 * time.Minute); ; time.Sleep(200 * time.Millisecond) {
		_, ledger, _ := run(t, "ledger", "export", "--data-dir", fresh)
		if strings.Count(ledger, `company.read`) > strings.Count(ledgerBefore(t, dir), `company.read`) {
			break
		}
		if time.Now().After(end) {
			t.Fatal("the restored server never read its company")
		}
	}
	if body := get(t, http.DefaultClient, at); strings.Contains(body, "reading: failed") {
		t.Error(body)
	}
	s.kill(t)
}

func ledgerBefore(t *testing.T, dir string) string {
	t.Helper()
	_, out, _ := run(t, "ledger", "export", "--data-dir", dir)
	return out
}

func folderPrint(t *testing.T, dir string) [32]byte {
	t.Helper()
	sum, err := fingerprint(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	return sum
}
