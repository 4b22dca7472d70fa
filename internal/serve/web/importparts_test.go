package web

import (
	"encoding/base64"
	"io"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/intake/upload"
)

// tus makes one request of the protocol.
func (w *world) tus(t *testing.T, method, path string, header map[string]string, body io.Reader, session *http.Cookie) *http.Response {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, w.http.URL+path, body)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Tus-Resumable", "1.0.0")
	for k, v := range header {
		req.Header.Set(k, v)
	}
	if session != nil {
		req.AddCookie(session)
	}
	res, err := http.DefaultTransport.RoundTrip(req)
	if err != nil {
		t.Fatal(err)
	}
	res.Body.Close()
	return res
}

func meta(kind, name string) string {
	e := base64.StdEncoding.EncodeToString
	return "kind " + e([]byte(kind)) + ",filename " + e([]byte(name))
}

func (w *world) begin(t *testing.T, kind string, size int, session *http.Cookie) string {
	t.Helper()
	res := w.tus(t, "POST", "/import/parts", map[string]string{"Upload-Length": strconv.Itoa(size), "Upload-Metadata": meta(kind, "okta.json")}, nil, session)
	at := strings.TrimPrefix(res.Header.Get("Location"), w.http.URL)
	if res.StatusCode != 201 || !strings.HasPrefix(at, ImportParts) {
		t.Fatalf("%s %q", res.Status, at)
	}
	return at
}

func patch(at int) map[string]string {
	return map[string]string{"Content-Type": "application/offset+octet-stream", "Upload-Offset": strconv.Itoa(at)}
}

// cutReader breaks off after some bytes, as a connection does.
type cutReader struct{ r io.Reader }

func (c cutReader) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	if err == io.EOF {
		err = io.ErrUnexpectedEOF
	}
	return n, err
}

func TestALargeFileGoesOnWhereTheConnectionBroke(t *testing.T) {
	w := newWorld(t)
	s := w.session(t, "u-ciso")
	data := strings.Repeat(`{"a":1}`+"\n", 400_000) // three pieces and a bit
	at := w.begin(t, "log", len(data), s)
	req, err := http.NewRequestWithContext(t.Context(), "PATCH", w.http.URL+at, cutReader{strings.NewReader(data[:1_500_000])})
	if err != nil {
		t.Fatal(err)
	}
	req.ContentLength = int64(len(data))
	req.AddCookie(s)
	for k, v := range patch(0) {
		req.Header.Set(k, v)
	}
	req.Header.Set("Tus-Resumable", "1.0.0")
	if res, err := http.DefaultTransport.RoundTrip(req); err == nil {
		res.Body.Close()
		t.Fatalf("a request that broke off was answered: %s", res.Status)
	}
	begun, err := w.options.Imports.Get(t.Context(), ciso, strings.TrimPrefix(at, ImportParts))
	if err != nil {
		t.Fatal(err)
	}
	for end := time.Now().Add(2 * time.Minute); time.Now().Before(end); time.Sleep(5 * time.Millisecond) {
		if n, err := w.options.Imports.Offset(begun); err != nil || n > 0 {
			break
		}
	}
	// Asking where it stands ends what still hangs, so that what is said then is what is kept.
	from, _ := strconv.Atoi(w.tus(t, "HEAD", at, nil, nil, s).Header.Get("Upload-Offset"))
	if from < 1<<20 || from > 1_500_000 {
		t.Fatalf("%d bytes are kept of those that arrived", from)
	}
	if res := w.tus(t, "PATCH", at, patch(from-1), strings.NewReader(data[from-1:]), s); res.StatusCode != 409 {
		t.Errorf("bytes that do not follow: %s", res.Status)
	}
	for from < len(data) {
		to := min(from+700_001, len(data))
		res := w.tus(t, "PATCH", at, patch(from), strings.NewReader(data[from:to]), s)
		if from, _ = strconv.Atoi(res.Header.Get("Upload-Offset")); res.StatusCode != 204 || from != to {
			t.Fatalf("%s at %d, want %d", res.Status, from, to)
		}
	}
	if err := w.options.Imports.Work(t.Context(), start); err != nil {
		t.Fatal(err)
	}
	id := strings.TrimPrefix(at, ImportParts)
	u, err := w.options.Imports.Get(t.Context(), ciso, id)
	if err != nil || u.State != upload.Looked || u.Report.Bytes != int64(len(data)) || len(u.Report.Change.Added) != 1 {
		t.Errorf("%+v %v", u, err)
	}
	if res := w.tus(t, "PATCH", at, patch(len(data)), strings.NewReader("more"), s); res.StatusCode != 204 || res.Header.Get("Upload-Offset") != strconv.Itoa(len(data)) {
		t.Errorf("more than was announced: %s", res.Status)
	}
}

func TestT13NobodyElsesUploadGoesOnIsReadOrIsDropped(t *testing.T) {
	w := newWorld(t)
	other := access.Actor{User: "u-other", Roles: []access.Role{access.CISO}}
	u, err := w.options.Imports.Begin(t.Context(), other, upload.Log, "x.json", 10, start)
	if err != nil {
		t.Fatal(err)
	}
	for _, who := range []string{"u-ciso", "u-analyst", "u-administrator", ""} {
		var s *http.Cookie
		want := 404
		if who == "" {
			want = 401
		} else {
			s = w.session(t, who)
		}
		for _, id := range []string{u.ID, "i-none", "..%2f..%2fserver.yaml"} {
			for method, header := range map[string]map[string]string{"HEAD": nil, "PATCH": patch(0), "DELETE": nil} {
				if res := w.tus(t, method, ImportParts+id, header, strings.NewReader("x"), s); res.StatusCode != want {
					t.Errorf("%s %s as %q: %s, want %d", method, id, who, res.Status, want)
				}
			}
		}
		if res := w.tus(t, "GET", ImportParts+u.ID, nil, nil, s); res.StatusCode == 200 {
			t.Errorf("an upload is handed out to %q", who)
		}
	}
	if n, err := w.options.Imports.Offset(u); err != nil || n != 0 {
		t.Errorf("%d %v", n, err)
	}
}

func TestUploadsInPartsAreBounded(t *testing.T) {
	w := newWorld(t)
	s := w.session(t, "u-ciso")
	create := func(header map[string]string, want int) {
		t.Helper()
		if res := w.tus(t, "POST", "/import/parts", header, nil, s); res.StatusCode != want {
			t.Errorf("%v: %s, want %d", header, res.Status, want)
		}
	}
	create(map[string]string{"Upload-Length": strconv.Itoa(8<<20 + 1), "Upload-Metadata": meta("log", "x")}, 413)
	create(map[string]string{"Upload-Defer-Length": "1", "Upload-Metadata": meta("log", "x")}, 501)
	create(map[string]string{"Upload-Length": "5", "Upload-Metadata": meta("everything", "x")}, 422)
	create(map[string]string{"Upload-Length": "5", "Upload-Metadata": meta("log", "")}, 422)
	create(map[string]string{"Upload-Length": "0", "Upload-Metadata": meta("log", "x")}, 422)
	at := w.begin(t, "log", 5, s)
	w.begin(t, "log", 5, s)
	w.begin(t, "log", 5, s)
	create(map[string]string{"Upload-Length": "5", "Upload-Metadata": meta("log", "x")}, 409)
	if res := w.tus(t, "DELETE", at, nil, nil, s); res.StatusCode != 204 {
		t.Errorf("dropping one's own: %s", res.Status)
	}
	if res := w.tus(t, "HEAD", at, nil, nil, s); res.StatusCode != 404 {
		t.Errorf("after that: %s", res.Status)
	}
	req, err := http.NewRequestWithContext(t.Context(), "POST", w.http.URL+"/import/parts", nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Origin", "https://evil.invalid")
	req.Header.Set("Tus-Resumable", "1.0.0")
	req.AddCookie(s)
	res, err := http.DefaultTransport.RoundTrip(req)
	if err != nil {
		t.Fatal(err)
	}
	res.Body.Close()
	if res.StatusCode != http.StatusForbidden {
		t.Errorf("another site begins an upload: %s", res.Status)
	}
}
