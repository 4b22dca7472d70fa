package api

import (
	"io"
	"maps"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/intake/upload"
)

// partAsk is a request that sends a part.
func partAsk(as map[string]string, id string, at int, data string) ask {
	h := maps.Clone(as)
	h["Content-Type"], h["Tus-Resumable"], h["Upload-Offset"] = "application/offset+octet-stream", "1.0.0", strconv.Itoa(at)
	return ask{method: "PATCH", path: partsOf(id), body: data, header: h}
}

func (w *world) part(t *testing.T, as map[string]string, id string, at int, data string) answer {
	t.Helper()
	return w.do(t, partAsk(as, id, at, data))
}

// offset asks how many bytes are here.
func (w *world) offset(t *testing.T, as map[string]string, id string) int {
	t.Helper()
	got := w.do(t, ask{method: "HEAD", path: partsOf(id), header: as})
	n, err := strconv.Atoi(got.header.Get("Upload-Offset"))
	if got.status != 200 || err != nil {
		t.Fatal(got)
	}
	return n
}

func TestAProgramsUploadGoesOnWhereTheConnectionBroke(t *testing.T) {
	w := newWorld(t)
	as := w.bearer(t, "u-ciso", access.ImportData)
	data := strings.Repeat(`{"a":1}`+"\n", 400_000)
	id := w.begin(t, as, "log", "okta.json", len(data))
	q := partAsk(as, id, 0, data)
	conn := w.begun(t, q, len(data), data[:1_500_000])
	until(t, "some of it has come", func() bool { return w.oneImport(t, as, id).Came > 0 })
	// The connection still hangs: asking where it stands ends it, so that what is said is what is kept.
	from := w.offset(t, as, id)
	conn.Close()
	if from < 1<<20 || from > 1_500_000 {
		t.Fatalf("%d bytes are kept of those that arrived", from)
	}
	w.serve(t) // as after a restart
	if got := w.part(t, as, id, from-1, data[from-1:]); got.status != 409 || !strings.Contains(got.body, "import_offset") {
		t.Errorf("bytes that do not follow: %v", got)
	}
	for from < len(data) {
		to := min(from+700_001, len(data))
		if got := w.part(t, as, id, from, data[from:to]); got.status != 204 || got.header.Get("Upload-Offset") != strconv.Itoa(to) {
			t.Fatal(got)
		}
		from = to
	}
	if err := w.imports.Work(t.Context(), start); err != nil {
		t.Fatal(err)
	}
	if u := w.oneImport(t, as, id); u.State != upload.Looked || u.Report.Bytes != int64(len(data)) || len(u.Report.Change.Added) != 1 {
		t.Errorf("%+v", u)
	}
}

func TestT13PartsThatLieAreRefusedAndChangeNothing(t *testing.T) {
	w := newWorld(t)
	as := w.bearer(t, "u-ciso", access.ImportData)
	id := w.begin(t, as, "log", "x.json", 10)
	if got := w.part(t, as, id, 0, "0123"); got.status != 204 {
		t.Fatal(got)
	}
	with := func(name, value string) ask {
		q := partAsk(as, id, 4, "45")
		if q.header[name] = value; value == "" {
			delete(q.header, name)
		}
		return q
	}
	for name, c := range map[string]struct {
		q      ask
		status int
		code   string
	}{
		"too early":           {partAsk(as, id, 0, "x"), 409, "import_offset"},
		"too late":            {partAsk(as, id, 9, "x"), 409, "import_offset"},
		"before it began":     {partAsk(as, id, -1, "x"), 400, "part_form"},
		"no place":            {with("Upload-Offset", ""), 400, "part_form"},
		"no number":           {with("Upload-Offset", "4.0"), 400, "part_form"},
		"a huge place":        {with("Upload-Offset", "9223372036854775808"), 400, "part_form"},
		"no version":          {with("Tus-Resumable", ""), 412, "tus_version"},
		"another version":     {with("Tus-Resumable", "0.2.2"), 412, "tus_version"},
		"another form":        {with("Content-Type", "application/json"), 415, "part_form"},
		"more than announced": {partAsk(as, id, 4, "0123456"), 413, "import_more"},
		"a huge body":         {partAsk(as, id, 4, strings.Repeat("x", 9<<20)), 413, "import_more"},
		"another length":      {with("Upload-Length", "100"), 503, "unavailable"},
	} {
		if got := w.do(t, c.q); got.status != c.status || !strings.Contains(got.body, `"code":"`+c.code+`"`) {
			t.Errorf("%s: %v, want %d %s", name, got, c.status, c.code)
		}
		if n := w.offset(t, as, id); n != 4 {
			t.Fatalf("%s: %d bytes", name, n)
		}
	}
	override := with("X-HTTP-Method-Override", "DELETE")
	override.method = "POST"
	if got := w.do(t, override); got.status != 404 {
		t.Errorf("another method in disguise: %v", got)
	}
	cross := partAsk(map[string]string{"Origin": "https://evil.invalid"}, id, 4, "456789")
	cross.session = w.session(t, "u-ciso")
	if got := w.do(t, cross); got.status != http.StatusForbidden || w.offset(t, as, id) != 4 {
		t.Errorf("another site sends a part: %v", got)
	}
	delete(cross.header, "Origin")
	if got := w.do(t, cross); got.status != http.StatusNoContent {
		t.Errorf("the session of the pages: %v", got)
	}
}

func TestT17ASenderFromWhomNothingComesIsDroppedAndWhatCameIsKept(t *testing.T) {
	w := newWorld(t)
	w.patience = 2 * time.Second // the usual is a minute
	w.serve(t)
	as := w.bearer(t, "u-ciso", access.ImportData)
	id := w.begin(t, as, "log", "x.json", 3<<20)
	started := time.Now()
	conn := w.begun(t, partAsk(as, id, 0, ""), 3<<20, strings.Repeat("x", 2<<20))
	answer, err := io.ReadAll(conn)
	if err != nil || !strings.HasPrefix(string(answer), "HTTP/1.1 400") || !strings.Contains(string(answer), "part_cut") || time.Since(started) > 30*time.Second {
		t.Errorf("after %s: %.300s %v", time.Since(started), answer, err)
	}
	if n := w.offset(t, as, id); n != 2<<20 {
		t.Errorf("%d bytes are kept", n)
	}
}
