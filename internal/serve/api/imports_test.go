package api

import (
	"archive/zip"
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/intake/upload"
)

// ciso brings data in.
var ciso = access.Actor{User: "u-ciso", Name: "The ciso", Roles: []access.Role{access.CISO}}

// importDesk is a desk of imports whose reading says of each file only that it is there.
func (w *world) importDesk(t testing.TB) *upload.Desk {
	t.Helper()
	shelf, err := upload.OpenShelf(filepath.Join(t.TempDir(), "imports"), w.db.Sealer(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { shelf.Close() })
	return upload.New(upload.Options{
		Store: w.db.Imports(), Shelf: shelf, Random: rand.Reader, MaxBytes: 8 << 20,
		Consulted: func(context.Context) (bool, error) { return !w.shut.Load(), nil },
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
		Imported: func(_ context.Context, by access.Actor) error { w.readBy.Store(by.User); return nil },
		Trouble:  func(err error) { t.Error(err) },
	})
}

func importRows(t testing.TB, w *world) map[string]example {
	t.Helper()
	u, err := w.imports.Begin(t.Context(), ciso, upload.Company, "acme.zip", 100, start)
	if err != nil {
		t.Fatal(err)
	}
	may, at := []access.Role{access.CISO}, "/api/v1/imports/"+u.ID
	return map[string]example{
		"imports":          {"/api/v1/imports", "", 200, may},
		"import":           {at, "", 200, may},
		"begin-import":     {"/api/v1/imports", `{"kind":"log","name":"x.json","size":9000000}`, 413, may},
		"confirm-import":   {at + "/confirm", `{"shown":"` + strings.Repeat("0", 64) + `"}`, 409, may},
		"import-removal":   {at + "/removal", "", 409, may},
		"remove-import":    {at + "/remove", `{"shown":"` + strings.Repeat("0", 64) + `"}`, 409, may},
		"discard-import":   {"/api/v1/imports/i-none/discard", "{}", 404, may},
		"ask-import-parts": {at + "/parts", "", 200, may},
		"send-import-part": {at + "/parts", "", 412, may},
	}
}

const aPerson = "id: p-7\nstage: employed\n"

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

// bearer is a user's program with scopes.
func (w *world) bearer(t testing.TB, user string, scopes ...access.Permission) map[string]string {
	t.Helper()
	h := written(t)
	h["Authorization"] = w.token(t, user, scopes...)
	return h
}

// begin announces something and gives its id.
func (w *world) begin(t *testing.T, as map[string]string, kind, name string, size int) string {
	t.Helper()
	as["Idempotency-Key"] = rand.Text()
	got := w.do(t, ask{method: "POST", path: "/api/v1/imports", body: fmt.Sprintf(`{"kind":%q,"name":%q,"size":%d}`, kind, name, size), header: as})
	if got.status != 201 || got.header.Get("Location") != "/api/v1/imports/"+read[Begun](t, got).ID {
		t.Fatal(got)
	}
	return read[Begun](t, got).ID
}

// sent begins an upload and sends all of it.
func (w *world) sent(t *testing.T, as map[string]string, kind, name, data string) string {
	t.Helper()
	id := w.begin(t, as, kind, name, len(data))
	if got := w.part(t, as, id, 0, data); got.status != 204 {
		t.Fatal(got)
	}
	if err := w.imports.Work(t.Context(), w.now()); err != nil {
		t.Fatal(err)
	}
	return id
}

func (w *world) oneImport(t *testing.T, as map[string]string, id string) ImportWhole {
	t.Helper()
	got := w.do(t, ask{method: "GET", path: "/api/v1/imports/" + id, header: as})
	if got.status != 200 {
		t.Fatal(got)
	}
	return read[ImportWhole](t, got)
}

func (w *world) confirm(t *testing.T, as map[string]string, id, shown string) answer {
	t.Helper()
	return w.do(t, ask{method: "POST", path: "/api/v1/imports/" + id + "/confirm", body: `{"shown":"` + shown + `"}`, header: as})
}

func TestAProgramBringsACompanyInAndItCountsOnlyAfterAWord(t *testing.T) {
	w := newWorld(t)
	as := w.bearer(t, "u-ciso", access.ImportData, access.ConfirmData)
	acme := zipped(t, map[string]string{"acme/people/p-7/person.yaml": aPerson, "acme/logs/okta.json": `{"a":1}`, "acme/../../etc/passwd": "x", "acme/notes.txt": "y"})
	id := w.begin(t, as, "company", "../acme<b>.zip", len(acme))
	as["Idempotency-Key"] = rand.Text()
	if u := w.oneImport(t, as, id); u.State != upload.Coming || u.Came != 0 || u.Parts != partsOf(id) || u.Shown != "" || u.Name != "../acme<b>.zip" {
		t.Errorf("%+v", u)
	}
	if got := w.confirm(t, as, id, strings.Repeat("0", 64)); got.status != 409 || !strings.Contains(got.body, "import_state") {
		t.Errorf("what is not whole was confirmed: %v", got)
	}
	if got := w.part(t, as, id, 0, acme); got.status != 204 || got.header.Get("Upload-Offset") != fmt.Sprint(len(acme)) {
		t.Fatal(got)
	}
	if err := w.imports.Work(t.Context(), w.now()); err != nil {
		t.Fatal(err)
	}
	u := w.oneImport(t, as, id)
	if c := u.Report.Change; u.State != upload.Looked || len(c.New) != 1 || c.New[0] != "p-7" || len(c.Added) != 1 || len(u.Report.Problems) != 2 || len(u.Shown) != 64 {
		t.Errorf("%+v", u)
	}
	if live, err := w.imports.Live(t.Context()); err != nil || len(live) > 0 {
		t.Errorf("it counts before a word was said: %v %v", live, err)
	}
	if got := w.confirm(t, as, id, strings.Repeat("0", 64)); got.status != 409 || !strings.Contains(got.body, "import_moved") {
		t.Errorf("something else than what was shown was confirmed: %v", got)
	}
	as["Idempotency-Key"] = rand.Text()
	for i, replayed := range []string{"", "true"} {
		if got := w.confirm(t, as, id, u.Shown); got.status != 201 || got.header.Get("Idempotency-Replayed") != replayed || w.readBy.Load() != "u-ciso" {
			t.Fatalf("%d: %v", i, got)
		}
	}
	if live, err := w.imports.Live(t.Context()); err != nil || len(live) != 2 {
		t.Errorf("%v %v", live, err)
	}
	if u := w.oneImport(t, as, id); u.State != upload.Imported || u.Shown != "" || !u.Ends.IsZero() {
		t.Errorf("%+v", u)
	}
	as["Idempotency-Key"] = rand.Text()
	if got := w.do(t, ask{method: "POST", path: "/api/v1/imports/" + id + "/discard", body: "{}", header: as}); got.status != 409 {
		t.Errorf("what is part of the company was discarded: %v", got)
	}
}

// Two people bring in the same dossier: the second is asked again, since what he was shown is not what would happen. His key stays good.
func TestWhatAProgramWasShownIsWhatIsDone(t *testing.T) {
	w := newWorld(t)
	as := w.bearer(t, "u-ciso", access.ImportData, access.ConfirmData)
	other := access.Actor{User: "u-other", Roles: []access.Role{access.CISO}}
	mine := w.sent(t, as, "dossier", "p.yaml", aPerson+"role: two\n")
	theirs, err := w.imports.Take(t.Context(), other, upload.Dossier, "p.yaml", strings.NewReader(aPerson+"role: one\n"), 1000, start)
	if err := errors.Join(err, w.imports.Work(t.Context(), start), w.imports.Confirm(t.Context(), other, theirs.ID, "", start)); err != nil {
		t.Fatal(err)
	}
	as["Idempotency-Key"] = rand.Text()
	before := w.oneImport(t, as, mine)
	for range 2 { // and an answer that was not given is not given again
		if got := w.confirm(t, as, mine, before.Shown); got.status != 409 || !strings.Contains(got.body, "import_moved") {
			t.Fatal(got)
		}
	}
	now := w.oneImport(t, as, mine)
	if len(now.Report.Change.Replaced) != 1 || now.Shown == before.Shown {
		t.Errorf("%+v", now)
	}
	if live, err := w.imports.Live(t.Context()); err != nil || len(live) != 1 || live[0].Upload != theirs.ID {
		t.Errorf("something was done that was not shown: %+v %v", live, err)
	}
	if got := w.confirm(t, as, mine, now.Shown); got.status != 201 {
		t.Errorf("what is shown now cannot be confirmed: %v", got)
	}
}

// A program that only sends is a program that cannot change the company: its user confirms on the page.
func TestAScopeToSendIsNoScopeToConfirm(t *testing.T) {
	w := newWorld(t)
	as := w.bearer(t, "u-ciso", access.ImportData)
	id := w.sent(t, as, "log", "okta.json", `{"a":1}`)
	if got := w.confirm(t, as, id, w.oneImport(t, as, id).Shown); got.status != 404 {
		t.Errorf("%v", got)
	}
	narrow := w.bearer(t, "u-ciso", access.SeePeople, access.WorkCases, access.ConfirmData)
	for _, q := range []ask{{method: "GET", path: "/api/v1/imports"}, {method: "GET", path: "/api/v1/imports/" + id}, {method: "HEAD", path: partsOf(id)}, {method: "PATCH", path: partsOf(id), body: "x"}, {method: "POST", path: "/api/v1/imports", body: `{"kind":"log","name":"x","size":1}`}} {
		q.header = narrow
		if got := w.do(t, q); got.status != 404 {
			t.Errorf("%s %s without its scope: %v", q.method, q.path, got)
		}
	}
	if got := w.confirm(t, narrow, id, strings.Repeat("0", 64)); got.status != 404 {
		t.Errorf("what one may not see was confirmed: %v", got)
	}
	if err := w.imports.Confirm(t.Context(), ciso, id, "", start); err != nil {
		t.Error(err)
	}
}

func TestT13NobodyElsesImportIsThere(t *testing.T) {
	w := newWorld(t)
	other := access.Actor{User: "u-other", Roles: []access.Role{access.CISO}}
	u, err := w.imports.Begin(t.Context(), other, upload.Log, "x.json", 10, start)
	if err != nil {
		t.Fatal(err)
	}
	for _, user := range []string{"u-ciso", "u-analyst", "u-administrator", "u-subject", "u-manager"} {
		s := w.session(t, user)
		for _, q := range []ask{{method: "GET", path: ""}, {method: "HEAD", path: "/parts"}, {method: "PATCH", path: "/parts", body: "x"}, {method: "POST", path: "/confirm", body: `{"shown":"` + strings.Repeat("0", 64) + `"}`}, {method: "POST", path: "/discard", body: "{}"}} {
			q.session, q.header = s, written(t)
			at := q.path
			q.path = "/api/v1/imports/" + u.ID + at
			got := w.do(t, q)
			q.path = "/api/v1/imports/i-none" + at
			if none := w.do(t, q); got.status != 404 || !same(got, none) {
				t.Errorf("%s %s as %s: %v\n%v", q.method, at, user, got, none)
			}
		}
		if user != "u-ciso" {
			continue
		}
		if list := read[Page[Import]](t, w.see(t, user, "/api/v1/imports")); len(list.Items) > 0 {
			t.Errorf("%+v", list)
		}
	}
	if n, err := w.imports.Offset(u); err != nil || n != 0 {
		t.Errorf("%d %v", n, err)
	}
}

func TestWhatCannotBeBegunIsSaid(t *testing.T) {
	w := newWorld(t)
	as := w.bearer(t, "u-ciso", access.ImportData)
	begin := func(body string) answer {
		as["Idempotency-Key"] = rand.Text()
		return w.do(t, ask{method: "POST", path: "/api/v1/imports", body: body, header: as})
	}
	for name, c := range map[string]struct {
		body   string
		status int
		code   string
	}{
		"another kind": {`{"kind":"everything","name":"x","size":1}`, 422, "invalid"},
		"no name":      {`{"kind":"log","name":"","size":1}`, 422, "invalid"},
		"a blank name": {`{"kind":"log","name":" ","size":1}`, 422, "import_name"},
		"no size":      {`{"kind":"log","name":"x","size":0}`, 422, "invalid"},
		"less":         {`{"kind":"log","name":"x","size":-1}`, 422, "invalid"},
		"too large":    {`{"kind":"log","name":"x","size":8388609}`, 413, "import_big"},
		"no number":    {`{"kind":"log","name":"x","size":9223372036854775808}`, 422, "invalid"},
	} {
		if got := begin(c.body); got.status != c.status || !strings.Contains(got.body, `"code":"`+c.code+`"`) {
			t.Errorf("%s: %v", name, got)
		}
	}
	w.shut.Store(true)
	if got := begin(`{"kind":"log","name":"x","size":1}`); got.status != 409 || !strings.Contains(got.body, "import_logs_shut") {
		t.Errorf("before the consultation: %v", got)
	}
	w.shut.Store(false)
	ids := map[string]bool{}
	for range upload.MaxOpen {
		ids[w.begin(t, as, "log", "x", 5)] = true
	}
	same := ask{method: "POST", path: "/api/v1/imports", body: `{"kind":"log","name":"x","size":5}`, header: as}
	if got := w.do(t, same); got.header.Get("Idempotency-Replayed") != "true" || !ids[read[Begun](t, got).ID] {
		t.Errorf("the same begins one more: %v", got)
	}
	if got := begin(`{"kind":"log","name":"x","size":5}`); got.status != 409 || !strings.Contains(got.body, "import_many") {
		t.Errorf("one too many: %v", got)
	}
	for id := range ids {
		as["Idempotency-Key"] = rand.Text()
		q := ask{method: "POST", path: "/api/v1/imports/" + id + "/discard", body: "{}", header: as}
		if got := w.do(t, q); got.status != 201 {
			t.Errorf("%v", got)
		}
		if got := w.do(t, ask{method: "HEAD", path: partsOf(id), header: as}); got.status != 404 {
			t.Errorf("after that: %v", got)
		}
	}
}
