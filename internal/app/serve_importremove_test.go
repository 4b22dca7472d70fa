package app

import (
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/taupier-eu/taupier/internal/store/storetest"
)

var shownRemoval = regexp.MustCompile(`name="shown" value="([0-9a-f]{64})"`)

// What was brought in is removed while the server is killed at any moment: afterwards it is in or out as a whole, and once it is out nothing of it is
// on the disk, the people have left, and the ledger verifies.
func TestAnImportIsRemovedUnderKills(t *testing.T) {
	dir, company := t.TempDir(), smallCompany(t)
	s, c := ownCompany(t, dir, setupExample)
	listed, err := os.ReadDir(filepath.Join(company, "people"))
	if err != nil {
		t.Fatal(err)
	}
	person := "/people/" + listed[0].Name()
	at := sendFile(t, c, s.base, "company", "company.zip", zippedFolder(t, company))
	waitFor(t, c, at, "waits for your word")
	post(t, c, at+"/confirm", nil, 303)
	waitThere(t, c, s.base+person)
	id := at[strings.LastIndex(at, "/")+1:]

	removed := false
	for kill := range storetest.Kills(t, 4) {
		page := get(t, c, s.base+"/import/remove/"+id)
		m := shownRemoval.FindStringSubmatch(page)
		if m == nil || !strings.Contains(page, "people who leave") || !strings.Contains(page, "dossier would be left") {
			t.Fatalf("the page does not say what the company would be:\n%s", page)
		}
		base, proc := s.base, s
		go func() {
			time.Sleep(time.Duration(kill) * 3 * time.Millisecond)
			_ = proc.cmd.Process.Kill()
		}()
		if res, err := c.PostForm(base+"/import/"+id+"/remove", url.Values{"shown": {m[1]}}); err == nil {
			res.Body.Close()
			removed = res.StatusCode == http.StatusSeeOther
		}
		_ = s.cmd.Wait()
		var said []string
		s, said = ownServer(t, servingLine, "--data-dir", dir, "--listen", "127.0.0.1:0")
		s.base = said[2]
		res, err := c.Get(s.base + "/import/" + id)
		if err != nil {
			t.Fatal(err)
		}
		res.Body.Close()
		there, files := res.StatusCode == http.StatusOK, importedFiles(t, dir)
		if removed && there || there != (files > 0) {
			t.Fatalf("after kill %d: acknowledged %v, there %v, %d files on the disk", kill, removed, there, files)
		}
		if !there {
			removed = true
			break
		}
	}
	if !removed {
		m := shownRemoval.FindStringSubmatch(get(t, c, s.base+"/import/remove/"+id))
		post(t, c, s.base+"/import/"+id+"/remove", url.Values{"shown": {m[1]}}, 303)
	}
	if n := importedFiles(t, dir); n > 0 {
		t.Errorf("%d files are left", n)
	}
	for end := time.Now().Add(3 * time.Minute); ; time.Sleep(200 * time.Millisecond) {
		res, err := c.Get(s.base + person)
		if err != nil {
			t.Fatal(err)
		}
		res.Body.Close()
		if res.StatusCode == http.StatusNotFound {
			break
		}
		if time.Now().After(end) {
			t.Fatal("who was brought in never left")
		}
	}
	s.kill(t)
	if out := ledgerBefore(t, dir); strings.Count(out, `\"act\":\"import.remove\"`) != 1 {
		t.Errorf("%d entries say that it was removed", strings.Count(out, "import.remove"))
	}
	_, out, _ := run(t, "ledger", "export", "--data-dir", dir)
	file := filepath.Join(t.TempDir(), "ledger.jsonl")
	if err := os.WriteFile(file, []byte(out), 0o600); err != nil {
		t.Fatal(err)
	}
	if code, _, errs := run(t, "ledger", "verify", file, "--key", filepath.Join(dir, "ledger.pub")); code != exitOK {
		t.Errorf("the ledger: %d %s", code, errs)
	}
}

func importedFiles(t *testing.T, dir string) int {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(dir, "imports", "*"))
	if err != nil {
		t.Fatal(err)
	}
	return len(names)
}
