package web

import (
	"archive/zip"
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"io"
	"io/fs"
	"net/url"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/intake/upload"
)

func importRows(t *testing.T, w *world) map[string]example {
	t.Helper()
	u, err := w.options.Imports.Begin(t.Context(), ciso, upload.Company, "acme.zip", 100, start)
	if err != nil {
		t.Fatal(err)
	}
	may := []access.Role{access.CISO}
	return map[string]example{
		"POST /import/parts":        {"/import/parts", nil, 412, may},
		"HEAD /import/parts/{id}":   {"/import/parts/" + u.ID, nil, 200, may},
		"PATCH /import/parts/{id}":  {"/import/parts/" + u.ID, nil, 412, may},
		"DELETE /import/parts/{id}": {"/import/parts/" + u.ID, nil, 412, may},
		"GET /import":               {"/import", nil, 200, may},
		"POST /import":              {"/import", url.Values{"kind": {"log"}}, 422, may},
		"GET /import/{id}":          {"/import/" + u.ID, nil, 200, may},
		"POST /import/{id}/{act}":   {"/import/" + u.ID + "/confirm", nil, 409, may},
		"GET /import/remove/{id}":   {"/import/remove/" + u.ID, nil, 409, may},
	}
}

// ciso brings data in.
var ciso = access.Actor{User: "u-ciso", Name: "The ciso", Roles: []access.Role{access.CISO}}

// importDesk is a desk of imports whose reading says of each file only that it is there.
func (w *world) importDesk(t *testing.T) *upload.Desk {
	t.Helper()
	w.importDir = filepath.Join(t.TempDir(), "imports")
	shelf, err := upload.OpenShelf(w.importDir, w.db.Sealer(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { shelf.Close() })
	return upload.New(upload.Options{
		Store: w.db.Imports(), Shelf: shelf, Random: rand.Reader, MaxBytes: 8 << 20,
		Consulted: func(context.Context) (bool, error) { return !w.unconsulted, nil },
		Folder:    func() (fs.FS, func() error, error) { return fstest.MapFS{}, func() error { return nil }, nil },
		Read: func(_ context.Context, folder fs.FS, step func(string)) (out []core.Input, err error) {
			return out, fs.WalkDir(folder, ".", func(at string, e fs.DirEntry, err error) error {
				if err == nil && !e.IsDir() {
					step(at)
					out = append(out, core.Input{Path: at, Kind: "seen", Records: 1})
				}
				return err
			})
		},
		Imported: func(_ context.Context, by access.Actor) error { w.readBy = by.User; return nil },
		Trouble:  func(err error) { t.Error(err) },
	})
}

// zipped packs files.
func zipped(t *testing.T, files map[string]string) string {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, body := range files {
		f, err := z.Create(name)
		_, err2 := io.WriteString(f, body)
		if err := errors.Join(err, err2); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

const aPerson = "id: p-7\nstage: employed\n"

func TestDataIsBroughtInByAFormAndCountsOnlyAfterAWord(t *testing.T) {
	w := newWorld(t)
	s := w.session(t, "u-ciso")
	acme := zipped(t, map[string]string{"acme/people/p-7/person.yaml": aPerson, "acme/logs/okta.json": `{"a":1}`, "acme/../../etc/passwd": "x", "acme/notes.txt": "y"})
	res, body := w.upload(t, "/import", "acme<b>.zip", acme, map[string]string{"kind": "company"}, s)
	at := res.Header.Get("Location")
	if res.StatusCode != 303 || !strings.HasPrefix(at, "/import/i-") {
		t.Fatalf("%s %s", res.Status, body)
	}
	if _, body := w.do(t, "GET", at, nil, s); !strings.Contains(body, "is being looked at") || !strings.Contains(body, `http-equiv="refresh"`) {
		t.Errorf("it is not said that it is looked at:\n%s", body)
	}
	if err := w.options.Imports.Work(t.Context(), start); err != nil {
		t.Fatal(err)
	}
	_, body = w.do(t, "GET", at, nil, s)
	for _, want := range []string{"1 new dossier", "p-7", "1 file added", "logs/okta.json", "leads out of the folder", "notes.txt", "acme&lt;b&gt;.zip", "/confirm"} {
		if !strings.Contains(body, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	if live, err := w.options.Imports.Live(t.Context()); err != nil || len(live) > 0 {
		t.Errorf("it counts before a word was said: %v %v", live, err)
	}
	for _, other := range []string{"u-analyst", "u-administrator"} {
		if res, _ := w.do(t, "GET", at, nil, w.session(t, other)); res.StatusCode != 404 {
			t.Errorf("%s sees it: %s", other, res.Status)
		}
	}
	if res, body := w.do(t, "POST", at+"/confirm", nil, s); res.StatusCode != 303 || w.readBy != "u-ciso" {
		t.Fatalf("%s %s", res.Status, body)
	}
	if live, err := w.options.Imports.Live(t.Context()); err != nil || len(live) != 2 {
		t.Errorf("%v %v", live, err)
	}
	if res, _ := w.do(t, "POST", at+"/discard", nil, s); res.StatusCode != 409 {
		t.Errorf("what is part of the company was discarded: %s", res.Status)
	}
	if _, body := w.do(t, "GET", at, nil, s); !strings.Contains(body, "part of the company") || strings.Contains(body, at+"/confirm") {
		t.Error("that it was done is not said, or it can be done again")
	}
}

func TestWhatCannotBeTakenIsSaid(t *testing.T) {
	w := newWorld(t)
	s := w.session(t, "u-ciso")
	for name, c := range map[string]struct {
		file, body string
		kind       string
		status     int
		says       string
	}{
		"no kind":       {"a.zip", "x", "", 422, "Say what it is"},
		"another kind":  {"a.zip", "x", "everything", 422, "Say what it is"},
		"no file":       {"", "", "log", 422, "Choose a file"},
		"an empty file": {"a.log", "", "log", 422, "The file is empty"},
		"too large":     {"a.log", strings.Repeat("x", 8<<20+1), "log", 422, "too large"},
	} {
		t.Run(name, func(t *testing.T) {
			fields := map[string]string{}
			if c.kind != "" {
				fields["kind"] = c.kind
			}
			res, body := w.upload(t, "/import", c.file, c.body, fields, s)
			if res.StatusCode != c.status || !strings.Contains(body, c.says) {
				t.Errorf("%s, want %d and %q", res.Status, c.status, c.says)
			}
		})
	}
	w.unconsulted = true
	if res, body := w.upload(t, "/import", "okta.json", `{"a":1}`, map[string]string{"kind": "log"}, s); res.StatusCode != 409 || !strings.Contains(body, "No log is taken") {
		t.Errorf("before the consultation: %s", res.Status)
	}
	w.unconsulted = false
	for i := range 4 {
		want := 303
		if i == 3 {
			want = 409
		}
		if res, _ := w.upload(t, "/import", "okta.json", `{"a":1}`, map[string]string{"kind": "log"}, s); res.StatusCode != want {
			t.Errorf("upload %d: %s, want %d", i, res.Status, want)
		}
	}
}

func TestNobodyElsesUploadIsThere(t *testing.T) {
	w := newWorld(t)
	other := access.Actor{User: "u-other", Roles: []access.Role{access.CISO}}
	u, err := w.options.Imports.Begin(t.Context(), other, upload.Log, "x.json", 10, start)
	if err != nil {
		t.Fatal(err)
	}
	s := w.session(t, "u-ciso")
	_, absent := w.do(t, "GET", "/import/none", nil, s)
	for _, at := range []string{"", "/confirm", "/discard"} {
		method := map[bool]string{true: "GET", false: "POST"}[at == ""]
		res, body := w.do(t, method, "/import/"+u.ID+at, nil, s)
		if res.StatusCode != 404 || unpath(body) != unpath(absent) {
			t.Errorf("%s%s: %s", method, at, res.Status)
		}
	}
	if _, body := w.do(t, "GET", "/import", nil, s); strings.Contains(body, u.ID) {
		t.Error("it is listed")
	}
}

func TestALogIsNotReadWhenTheConsultationIsTakenBackMeanwhile(t *testing.T) {
	w := newWorld(t)
	d := w.options.Imports
	u, err := d.Take(t.Context(), ciso, upload.Log, "x.json", strings.NewReader(`{"a":1}`), 100, start)
	w.unconsulted = true
	if err := errors.Join(err, d.Work(t.Context(), start)); err != nil {
		t.Fatal(err)
	}
	if u, err := d.Get(t.Context(), ciso, u.ID); err != nil || u.State != upload.Refused || !strings.Contains(u.Report.Why, "no log is taken before") {
		t.Errorf("%+v %v", u, err)
	}
}

func TestWhatNobodyConfirmsGoesAfterADay(t *testing.T) {
	w := newWorld(t)
	d := w.options.Imports
	u, err := d.Take(t.Context(), ciso, upload.Log, "x.json", strings.NewReader(`{"a":1}`), 100, start)
	if err != nil {
		t.Fatal(err)
	}
	for _, at := range []time.Duration{0, upload.Life - 1, upload.Life} {
		if err := d.Work(t.Context(), start.Add(at)); err != nil {
			t.Fatal(err)
		}
		if _, err := d.Get(t.Context(), ciso, u.ID); (err == nil) != (at < upload.Life) {
			t.Errorf("after %s: %v", at, err)
		}
	}
}

// Two people bring in the same dossier: the second is asked again, since what he was shown is not what would happen.
func TestWhatWasShownIsWhatIsDone(t *testing.T) {
	w := newWorld(t)
	d := w.options.Imports
	other := access.Actor{User: "u-other", Roles: []access.Role{access.CISO}}
	take := func(who access.Actor, body string) upload.Upload {
		t.Helper()
		u, err := d.Take(t.Context(), who, upload.Dossier, "p.yaml", strings.NewReader(body), 1000, start)
		if err := errors.Join(err, d.Work(t.Context(), start)); err != nil {
			t.Fatal(err)
		}
		return u
	}
	first, second := take(other, aPerson+"role: one\n"), take(ciso, aPerson+"role: two\n")
	err := d.Confirm(t.Context(), other, first.ID, "", start)
	if err != nil {
		t.Fatal(err)
	}
	if second, err = d.Get(t.Context(), ciso, second.ID); err != nil {
		t.Fatal(err)
	}
	s, at := w.session(t, "u-ciso"), "/import/"+second.ID
	if _, body := w.do(t, "GET", at, nil, s); !strings.Contains(body, "1 new dossier") {
		t.Fatal("it is not shown what would change")
	}
	res, body := w.do(t, "POST", at+"/confirm", nil, s)
	if res.StatusCode != 409 || !strings.Contains(body, "has changed since you looked") || !strings.Contains(body, "1 dossier that is replaced") {
		t.Errorf("%s %s", res.Status, body)
	}
	if live, err := d.Live(t.Context()); err != nil || len(live) != 1 || live[0].Upload != first.ID {
		t.Errorf("something was done that was not shown: %+v %v", live, err)
	}
	if res, _ := w.do(t, "POST", at+"/confirm", url.Values{"shown": {second.Shown()}}, s); res.StatusCode != 409 {
		t.Errorf("a page that was left open confirms what it does not show: %s", res.Status)
	}
	if second, err = d.Get(t.Context(), ciso, second.ID); err != nil || !strings.Contains(body, `name="shown" value="`+second.Shown()+`"`) {
		t.Errorf("the page does not name what it shows: %v", err)
	}
	if res, _ := w.do(t, "POST", at+"/confirm", url.Values{"shown": {second.Shown()}}, s); res.StatusCode != 303 {
		t.Errorf("what is shown now cannot be confirmed: %s", res.Status)
	}
	if live, err := d.Live(t.Context()); err != nil || len(live) != 1 || live[0].Upload != second.ID {
		t.Errorf("%+v %v", live, err)
	}
}
