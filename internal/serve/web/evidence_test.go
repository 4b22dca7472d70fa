package web

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"maps"
	"mime/multipart"
	"net/http"
	"net/textproto"
	"net/url"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/casework/evidence"
)

func evidenceRows(t *testing.T, w *world, id string) map[string]example {
	t.Helper()
	item := w.put(t, id, "mail.eml", "Received: from 192.0.2.7")
	people := []access.Role{access.CISO, access.Analyst}
	return map[string]example{
		"GET /cases/{id}/evidence":              {"/cases/" + id + "/evidence", nil, 200, people},
		"POST /cases/{id}/evidence":             {"/cases/" + id + "/evidence", url.Values{"name": {"x"}}, 422, people},
		"GET /queue.csv":                        {"/queue.csv", nil, 200, people},
		"GET /cases/{id}/report":                {"/cases/" + id + "/report?for=police", nil, 200, people},
		"GET /cases/{id}/report.pdf":            {"/cases/" + id + "/report.pdf?for=person", nil, 200, people},
		"POST /cases/{id}/bundle.zip":           {"/cases/" + id + "/bundle.zip", url.Values{"for": {"legal"}}, 200, people},
		"POST /cases/{id}/evidence/{item}/open": {"/cases/" + id + "/evidence/" + item.ID + "/open", url.Values{"why": {"review"}}, 200, people},
	}
}

// put puts something into a case.
func (w *world) put(t *testing.T, id, name, body string) evidence.Item {
	t.Helper()
	i, err := w.evidence.Add(t.Context(), analyst, id, name, "Taken from the mailbox by the analyst", strings.NewReader(body), start)
	if err != nil {
		t.Fatal(err)
	}
	return i
}

// upload sends the form as a browser does. Names are written as they are given.
func (w *world) upload(t *testing.T, path, fileName, file string, fields map[string]string, session *http.Cookie) (*http.Response, string) {
	t.Helper()
	var b bytes.Buffer
	m := multipart.NewWriter(&b)
	for _, k := range slices.Sorted(maps.Keys(fields)) {
		if err := m.WriteField(k, fields[k]); err != nil {
			t.Fatal(err)
		}
	}
	if fileName != "" {
		part, err := m.CreatePart(textproto.MIMEHeader{"Content-Disposition": {`form-data; name="file"; filename="` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(fileName) + `"`}, "Content-Type": {"text/html"}})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(part, file); err != nil {
			t.Fatal(err)
		}
	}
	if err := m.Close(); err != nil {
		t.Fatal(err)
	}
	req, err := http.NewRequestWithContext(t.Context(), "POST", w.http.URL+path, &b)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Content-Type", m.FormDataContentType())
	if session != nil {
		req.AddCookie(session)
	}
	res, err := http.DefaultTransport.RoundTrip(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res, string(body)
}

var note = map[string]string{"note": "Sent by the carrier on request"}

func TestAFileIsKeptAsItCameInAndHandedOutAsBytes(t *testing.T) {
	w := newWorld(t)
	id := w.caseAboutNadia(t)
	s := w.session(t, "u-analyst")
	page := "<html><script>alert(1)</script></html>"
	if res, body := w.upload(t, "/cases/"+id+"/evidence", `re<b>port.html`, page, note, s); res.StatusCode != 303 {
		t.Fatalf("%s %s", res.Status, body)
	}
	_, body := w.do(t, "GET", "/cases/"+id+"/evidence", nil, s)
	for _, want := range []string{"re&lt;b&gt;port.html", "Sent by the carrier on request", "put in", "The analyst"} {
		if !strings.Contains(body, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	items, err := w.evidence.Of(t.Context(), analyst, id)
	if err != nil || len(items) != 1 {
		t.Fatal(items, err)
	}
	open := "/cases/" + id + "/evidence/" + items[0].ID + "/open"
	if res, _ := w.do(t, "POST", open, url.Values{"why": {"because"}}, s); res.StatusCode != 422 {
		t.Errorf("without a reason: %s", res.Status)
	}
	res, got := w.do(t, "POST", open, url.Values{"why": {"police"}}, s)
	if res.StatusCode != 200 || got != page {
		t.Errorf("%s %q", res.Status, got)
	}
	for name, want := range map[string]string{
		"Content-Type": "application/octet-stream", "Content-Disposition": `attachment; filename="evidence-001.bin"`, "X-Content-Type-Options": "nosniff",
		"Content-Security-Policy": "default-src 'none'; sandbox; frame-ancestors 'none'", "Cache-Control": "no-store", "Cross-Origin-Resource-Policy": "same-origin",
	} {
		if res.Header.Get(name) != want {
			t.Errorf("%s: %q, want %q", name, res.Header.Get(name), want)
		}
	}
	if _, body := w.do(t, "GET", "/cases/"+id+"/evidence", nil, s); !strings.Contains(body, "opened, for the police or a prosecutor") {
		t.Error("that it was opened, and why, is not in the chain of custody")
	}
}

// A file that takes minutes to come in is not put in for whoever is signed out when its last byte is here.
func TestWhoeverIsOutMeanwhilePutsNothingIn(t *testing.T) {
	w := newWorld(t)
	at := "/cases/" + w.caseAboutNadia(t) + "/evidence"
	s := w.session(t, "u-analyst")
	body, wire := io.Pipe()
	m := multipart.NewWriter(wire)
	req, err := http.NewRequestWithContext(t.Context(), "POST", w.http.URL+at, body)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Content-Type", m.FormDataContentType())
	req.AddCookie(s)
	go func() {
		err := m.WriteField("note", note["note"])
		part, err2 := m.CreateFormFile("file", "a.txt")
		if err = errors.Join(err, err2); err == nil {
			_, err = io.WriteString(part, strings.Repeat("a", 2<<20))
		}
		for end := time.Now().Add(2 * time.Minute); err == nil && time.Now().Before(end); time.Sleep(time.Millisecond) {
			if kept, _ := os.ReadDir(w.shelfDir); len(kept) > 0 {
				break // it is being read
			}
		}
		if err == nil {
			err = w.db.SignOut(t.Context(), access.Hash(s.Value), "u-analyst", start)
		}
		if err == nil {
			_, err = io.WriteString(part, "the rest")
		}
		wire.CloseWithError(errors.Join(err, m.Close()))
	}()
	res, err := http.DefaultTransport.RoundTrip(req)
	if err != nil {
		t.Fatal(err)
	}
	res.Body.Close()
	if items, err := w.evidence.Of(t.Context(), analyst, strings.Split(at, "/")[2]); err != nil || len(items) != 0 || res.StatusCode != http.StatusNotFound {
		t.Errorf("%s, and %d pieces are there (%v)", res.Status, len(items), err)
	}
	if kept, err := os.ReadDir(w.shelfDir); err != nil || len(kept) != 0 {
		t.Errorf("%d files are kept (%v)", len(kept), err)
	}
}

func TestATextIsEvidenceToo(t *testing.T) {
	w := newWorld(t)
	id := w.caseAboutNadia(t)
	s := w.session(t, "u-analyst")
	if res, body := w.upload(t, "/cases/"+id+"/evidence", "", "", map[string]string{"name": "Call with the school", "note": "Written down during the call", "text": "The school has no such student."}, s); res.StatusCode != 303 {
		t.Fatalf("%s %s", res.Status, body)
	}
	items, _ := w.evidence.Of(t.Context(), analyst, id)
	_, got, err := w.evidence.Open(t.Context(), analyst, id, items[0].ID, evidence.Review, start)
	if err != nil || string(got) != "The school has no such student." {
		t.Errorf("%q %v", got, err)
	}
}

func TestWhatIsRefusedLeavesNothingBehindAndKeepsWhatWasTyped(t *testing.T) {
	w := newWorld(t)
	id := w.caseAboutNadia(t)
	w.put(t, id, "a.txt", "the same bytes")
	s := w.session(t, "u-analyst")
	before := w.shelved(t)
	for name, c := range map[string]struct {
		file, body string
		fields     map[string]string
		status     int
		says       string
	}{
		"no file":             {"", "", note, 422, "Choose a file"},
		"an empty file":       {"a.txt", "", note, 422, "empty"},
		"no note":             {"a.txt", "x", nil, 422, "where it comes from"},
		"too large":           {"a.txt", strings.Repeat("x", evidence.MaxFile+1), note, 422, "too large"},
		"the same again":      {"b.txt", "the same bytes", note, 409, "already"},
		"a name without end":  {strings.Repeat("n", evidence.MaxName+1), "x", note, 422, "too long"},
		"a field of its own":  {"a.txt", "x", map[string]string{"note": "n", "sha256": "00"}, 422, "none of it"},
		"a text without name": {"", "", map[string]string{"note": "my note", "text": "x"}, 422, "my note</textarea>"},
	} {
		res, body := w.upload(t, "/cases/"+id+"/evidence", c.file, c.body, c.fields, s)
		if res.StatusCode != c.status || !strings.Contains(body, c.says) {
			t.Errorf("%s: %s, want %d and %q", name, res.Status, c.status, c.says)
		}
	}
	if after := w.shelved(t); after != before {
		t.Errorf("%d files on disk, %d before", after, before)
	}
}

// shelved counts the files of the folder.
func (w *world) shelved(t *testing.T) int {
	t.Helper()
	all, err := os.ReadDir(w.shelfDir)
	if err != nil {
		t.Fatal(err)
	}
	return len(all)
}

// The attack on DFIR-IRIS (CVE-2026-22783): a client gave the name that a file has on the server, and had any file deleted. Here
// no field, name or id becomes a path, and nothing that is not a field is taken.
func TestT13WhatAClientSaysNeverBecomesAPath(t *testing.T) {
	w := newWorld(t)
	id := w.caseAboutNadia(t)
	item := w.put(t, id, "a.txt", "what is kept")
	s := w.session(t, "u-analyst")
	secret := w.shelfDir + "/../outside"
	if err := os.WriteFile(secret, []byte("what lies beside"), 0o600); err != nil {
		t.Fatal(err)
	}
	for i, way := range []string{"../outside", "..\\outside", "/etc/passwd", "....//outside", "%2e%2e%2foutside", "..%00", "C:\\boot.ini", "a\x00b", strings.Repeat("../", 40) + "etc/passwd", "con", ".", "-rf", item.Blob} {
		res, _ := w.upload(t, "/cases/"+id+"/evidence", way, fmt.Sprint("upload ", i), note, s)
		if res.StatusCode != 303 && !strings.Contains(way, "\x00") {
			t.Errorf("name %q: %s", way, res.Status)
		}
		for _, field := range []string{"file_local_name", "blob", "Blob", "path", "id", "case", "sha256", "by_user", "../note"} {
			if res, _ := w.upload(t, "/cases/"+id+"/evidence", "x.txt", fmt.Sprint(i, field), map[string]string{"note": "n", field: way}, s); res.StatusCode != 422 {
				t.Errorf("field %s=%q: %s", field, way, res.Status)
			}
		}
		for _, path := range []string{"/cases/" + id + "/evidence/" + url.PathEscape(way) + "/open", "/cases/" + url.PathEscape(way) + "/evidence/" + item.ID + "/open"} {
			if res, body := w.do(t, "POST", path, url.Values{"why": {"review"}, "blob": {way}}, s); res.StatusCode != 404 && res.StatusCode != 400 && res.StatusCode != 307 && res.StatusCode != 301 || strings.Contains(body, "what lies beside") {
				t.Errorf("%s: %s", path, res.Status)
			}
		}
	}
	items, err := w.evidence.Of(t.Context(), analyst, id)
	if err != nil {
		t.Fatal(err)
	}
	for _, i := range items {
		if len(i.Blob) != 64 || strings.Trim(i.Blob, "0123456789abcdef") != "" {
			t.Errorf("kept as %q", i.Blob)
		}
	}
	if w.shelved(t) != len(items) {
		t.Errorf("%d files for %d items", w.shelved(t), len(items))
	}
	if data, err := os.ReadFile(secret); err != nil || string(data) != "what lies beside" {
		t.Errorf("what lies beside the folder: %q %v", data, err)
	}
	if _, got, err := w.evidence.Open(t.Context(), analyst, id, item.ID, evidence.Check, start); err != nil || string(got) != "what is kept" {
		t.Errorf("%q %v", got, err)
	}
}
