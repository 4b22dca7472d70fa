package web

import (
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/intake/upload"
)

// brought is an import that counts.
func (w *world) brought(t *testing.T, who access.Actor, name string, files map[string]string) upload.Upload {
	t.Helper()
	d := w.options.Imports
	u, err := d.Take(t.Context(), who, upload.Company, name, strings.NewReader(zipped(t, files)), 1<<20, start)
	if err := errors.Join(err, d.Work(t.Context(), start), d.Confirm(t.Context(), who, u.ID, "", start)); err != nil {
		t.Fatal(err)
	}
	return u
}

var shownField = regexp.MustCompile(`name="shown" value="([0-9a-f]{64})"`)

func TestAnImportIsRemovedAsItWasShown(t *testing.T) {
	w := newWorld(t)
	d, s := w.options.Imports, w.session(t, "u-ciso")
	acme := w.brought(t, ciso, "acme<b>.zip", map[string]string{"people/p-7/person.yaml": aPerson, "people/p-7/files/cv.pdf": "x", "people/p-8/person.yaml": "id: p-8\nstage: employed\n", "logs/okta.json": `{"a":1}`})
	other := access.Actor{User: "u-other", Roles: []access.Role{access.CISO}}
	theirs := w.brought(t, other, "theirs.zip", map[string]string{"people/p-9/person.yaml": "id: p-9\nstage: employed\n"})
	at := "/import/remove/" + acme.ID
	_, body := w.do(t, "GET", at, nil, s)
	for _, want := range []string{"2 people who leave", "p-7", "p-8", "1 log that goes", "logs/okta.json", "acme&lt;b&gt;.zip"} {
		if !strings.Contains(body, want) {
			t.Errorf("the page lacks %q:\n%s", want, body)
		}
	}
	if strings.Contains(body, "p-9") || strings.Contains(body, "Nobody&#39;s dossier") {
		t.Error("it speaks of another's import, or of an empty company")
	}
	shown := url.Values{"shown": {shownField.FindStringSubmatch(body)[1]}}
	// Somebody replaces one of the dossiers meanwhile: nothing of what was shown would happen so.
	w.brought(t, other, "more.zip", map[string]string{"people/p-8/person.yaml": "id: p-8\nstage: leaving\n"})
	res, body := w.do(t, "POST", "/import/"+acme.ID+"/remove", shown, s)
	if res.StatusCode != 409 || !strings.Contains(body, "has changed since you looked") || !strings.Contains(body, "1 person who leaves") {
		t.Errorf("%s %s", res.Status, body)
	}
	if live, err := d.Live(t.Context()); err != nil || len(live) != 5 {
		t.Errorf("something was done that was not shown: %v %v", live, err)
	}
	for _, none := range []url.Values{nil, {"shown": {""}}} {
		if res, _ := w.do(t, "POST", "/import/"+acme.ID+"/remove", none, s); res.StatusCode != 409 {
			t.Errorf("without what was shown: %s", res.Status)
		}
	}
	shown.Set("shown", shownField.FindStringSubmatch(body)[1])
	w.readBy = ""
	if res, body := w.do(t, "POST", "/import/"+acme.ID+"/remove", shown, s); res.StatusCode != 303 || w.readBy != "u-ciso" {
		t.Fatalf("%s, read by %q\n%s", res.Status, w.readBy, body)
	}
	live, err := d.Live(t.Context())
	if err != nil || len(live) != 2 || live[0].Upload == acme.ID || live[1].Upload == acme.ID {
		t.Errorf("%+v %v", live, err)
	}
	if names := w.onDisk(t); len(names) != 2 {
		t.Errorf("%d files are on the disk, want those of the others: %q", len(names), names)
	}
	for _, path := range []string{"/import/" + acme.ID, at} {
		if res, _ := w.do(t, "GET", path, nil, s); res.StatusCode != 404 {
			t.Errorf("%s is still there: %s", path, res.Status)
		}
	}
	if _, err := d.Get(t.Context(), other, theirs.ID); err != nil {
		t.Errorf("another's import is gone: %v", err)
	}
}

// onDisk are the files of imports.
func (w *world) onDisk(t *testing.T) []string {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(w.importDir, "*"))
	if err != nil {
		t.Fatal(err)
	}
	return names
}

func TestNobodyRemovesAnotherImportOrHisOwnDossier(t *testing.T) {
	w := newWorld(t)
	other := access.Actor{User: "u-other", Person: "p-7", Roles: []access.Role{access.CISO}}
	theirs := w.brought(t, other, "theirs.zip", map[string]string{"people/p-7/person.yaml": aPerson})
	s := w.session(t, "u-ciso")
	_, absent := w.do(t, "GET", "/import/remove/i-none", nil, s)
	for _, who := range []string{"u-ciso", "u-analyst", "u-administrator"} {
		s := w.session(t, who)
		if res, body := w.do(t, "GET", "/import/remove/"+theirs.ID, nil, s); res.StatusCode != 404 || who == "u-ciso" && unpath(body) != unpath(absent) {
			t.Errorf("%s sees another's import: %s", who, res.Status)
		}
		if res, _ := w.do(t, "POST", "/import/"+theirs.ID+"/remove", url.Values{"shown": {strings.Repeat("0", 64)}}, s); res.StatusCode != 404 {
			t.Errorf("%s removes another's import: %s", who, res.Status)
		}
	}
	d := w.options.Imports
	_, r, err := d.WouldRemove(t.Context(), other, theirs.ID)
	if err != nil || !r.Empty {
		t.Fatalf("%+v %v", r, err)
	}
	if err := d.Remove(t.Context(), other, theirs.ID, r.Shown(theirs.ID), start); err == nil || !strings.Contains(err.Error(), "import_remove_own") {
		t.Errorf("somebody removed his own dossier: %v", err)
	}
	waiting, err := d.Take(t.Context(), ciso, upload.Log, "x.json", strings.NewReader(`{"a":1}`), 100, start)
	if err != nil {
		t.Fatal(err)
	}
	if res, body := w.do(t, "GET", "/import/remove/"+waiting.ID, nil, s); res.StatusCode != 409 || !strings.Contains(body, "is being looked at") {
		t.Errorf("what does not count yet: %s", res.Status)
	}
	if n := len(w.onDisk(t)); n != 2 {
		t.Errorf("%d files on the disk", n)
	}
}

// The disk lets go of nothing: the import is out of the company all the same, and the next start removes the files.
func TestFilesOfARemovedImportThatStayGoAtTheNextStart(t *testing.T) {
	w := newWorld(t)
	u := w.brought(t, ciso, "acme.zip", map[string]string{"people/p-7/person.yaml": aPerson, "logs/x.json": `{"a":1}`})
	d := w.options.Imports
	before := w.onDisk(t)
	kept := map[string][]byte{}
	for _, name := range before {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		kept[name] = data
	}
	_, r, err := d.WouldRemove(t.Context(), ciso, u.ID)
	if err := errors.Join(err, d.Remove(t.Context(), ciso, u.ID, r.Shown(u.ID), start)); err != nil {
		t.Fatal(err)
	}
	for name, data := range kept { // as if the server had been killed between the act and the disk
		if err := os.WriteFile(name, data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := d.Sweep(t.Context()); err != nil {
		t.Fatal(err)
	}
	if names := w.onDisk(t); len(names) > 0 {
		t.Errorf("after a start: %q", fmt.Sprint(names))
	}
}
