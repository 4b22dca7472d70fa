package api

import (
	"bytes"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"maps"
	"mime/multipart"
	"net"
	"net/http"
	"net/textproto"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/casework/evidence"
)

// form is a form with a file, whose name is written as it is given, and its content type.
func form(t testing.TB, fields map[string]string, name, file string) (body, kind string) {
	t.Helper()
	var b bytes.Buffer
	m := multipart.NewWriter(&b)
	for _, k := range slices.Sorted(maps.Keys(fields)) {
		if err := m.WriteField(k, fields[k]); err != nil {
			t.Fatal(err)
		}
	}
	part, err := m.CreatePart(textproto.MIMEHeader{"Content-Disposition": {`form-data; name="file"; filename="` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(name) + `"`}, "Content-Type": {"text/html"}})
	if err != nil {
		t.Fatal(err)
	}
	_, err = io.WriteString(part, file)
	if err := errors.Join(err, m.Close()); err != nil {
		t.Fatal(err)
	}
	return b.String(), m.FormDataContentType()
}

var aNote = map[string]string{"note": "Sent by the carrier on request"}

// putting is a request to put a file into a case.
func (w *world) putting(t testing.TB, id string, fields map[string]string, name, file string) ask {
	t.Helper()
	h := written(t)
	body, kind := form(t, fields, name, file)
	h["Content-Type"] = kind
	return ask{method: "POST", path: "/api/v1/cases/" + id + "/evidence", body: body, header: h, session: w.session(t, "u-analyst")}
}

// shelved counts the files in the folder of evidence.
func (w *world) shelved(t testing.TB) int {
	t.Helper()
	all, err := os.ReadDir(w.shelf)
	if err != nil {
		t.Fatal(err)
	}
	return len(all)
}

func TestAFileIsPutIntoACaseOnceAndItsCustodyBegins(t *testing.T) {
	w := newWorld(t)
	id := w.caseAboutNadia(t)
	h := sha256.Sum256([]byte("<b>signed for in Porto</b>"))
	sum := hex.EncodeToString(h[:])
	q := w.putting(t, id, map[string]string{"note": "Sent by the carrier on request", "sha256": strings.ToUpper(sum)}, "../../de<b>livery.html", "<b>signed for in Porto</b>")
	q.session, q.header["If-Match"] = nil, `"2"`
	q.header["Authorization"] = w.token(t, "u-analyst", access.WorkCases)
	first := w.do(t, q)
	if first.status != 201 {
		t.Fatal(first)
	}
	got := read[PutIn](t, first)
	if got.Case != id || got.N != 1 || got.Size != 26 || got.SHA256 != sum {
		t.Errorf("%+v", got)
	}
	// The same in another form of the form: other bytes on the wire, nothing else done.
	again := w.putting(t, id, map[string]string{"note": "Sent by the carrier on request", "sha256": sum}, "../../de<b>livery.html", "<b>signed for in Porto</b>")
	again.header["Idempotency-Key"], again.header["If-Match"] = q.header["Idempotency-Key"], `"1"`
	second := w.do(t, again)
	if second.header.Get("Idempotency-Replayed") != "true" || second.body != first.body || second.header.Get("Location") != first.header.Get("Location") || w.shelved(t) != 1 {
		t.Errorf("%v, want %v; %d files", second, first, w.shelved(t))
	}
	other := w.putting(t, id, aNote, "../../de<b>livery.html", "something else")
	other.header["Idempotency-Key"] = q.header["Idempotency-Key"]
	if got := w.do(t, other); got.status != 422 || !strings.Contains(got.body, "key_reused") || w.shelved(t) != 1 {
		t.Errorf("%v", got)
	}
	items := read[Page[Item]](t, w.see(t, "u-ciso", "/api/v1/cases/"+id+"/evidence"))
	if len(items.Items) != 1 || items.Items[0].Name != "../../de<b>livery.html" || items.Items[0].SHA256 != sum || items.Items[0].By != "u-analyst" {
		t.Errorf("%+v", items)
	}
	if bytes := w.see(t, "u-ciso", first.header.Get("Location")+"?why=police"); bytes.body != "<b>signed for in Porto</b>" {
		t.Errorf("%v", bytes)
	}
	chain := read[Page[Handling]](t, w.see(t, "u-analyst", "/api/v1/cases/"+id+"/custody"))
	if len(chain.Items) != 2 || chain.Items[0].Act != evidence.Adding || chain.Items[0].By != "u-analyst" || chain.Items[1].Act != evidence.Opening || chain.Items[1].Why != evidence.Police || chain.Items[1].By != "u-ciso" || chain.Items[1].Entry <= chain.Items[0].Entry {
		t.Errorf("%+v", chain)
	}
}

func TestAFileMayBeAsLargeAsAtThePageAndNoLarger(t *testing.T) {
	w := newWorld(t)
	id := w.caseAboutNadia(t)
	file := strings.Repeat("0123456789abcdef", evidence.MaxFile/16)
	if got := w.do(t, w.putting(t, id, aNote, "full.bin", file)); got.status != 201 || read[PutIn](t, got).Size != evidence.MaxFile {
		t.Fatalf("%v", got)
	}
	for name, by := range map[string]int{"by a byte": 1, "by as much again": evidence.MaxFile} {
		if got := w.do(t, w.putting(t, id, aNote, "more.bin", file+strings.Repeat("x", by))); got.status != 413 || !strings.Contains(got.body, "evidence_big") || w.shelved(t) != 1 {
			t.Errorf("too large %s: %v; %d files", name, got, w.shelved(t))
		}
	}
}

func TestT13WhatIsNoFormOrLiesIsRefusedAndLeavesNothing(t *testing.T) {
	w := newWorld(t)
	id := w.caseAboutNadia(t)
	if got := w.do(t, w.putting(t, id, aNote, "a.txt", "the same bytes")); got.status != 201 {
		t.Fatal(got)
	}
	good := w.putting(t, id, aNote, "b.txt", "other bytes")
	with := func(change func(*ask)) ask {
		q := w.putting(t, id, aNote, "b.txt", "other bytes")
		change(&q)
		return q
	}
	without := func(name string) func(*ask) { return func(q *ask) { delete(q.header, name) } }
	fields := func(more map[string]string, name, file string) ask { return w.putting(t, id, more, name, file) }
	closing := good.body[strings.LastIndex(good.body, "--"+boundary(good)):]
	for name, c := range map[string]struct {
		q      ask
		status int
		code   string
	}{
		"no key":                {with(without("Idempotency-Key")), 422, "invalid"},
		"a long key":            {with(func(q *ask) { q.header["Idempotency-Key"] = strings.Repeat("k", 129) }), 422, "invalid"},
		"no version":            {with(without("If-Match")), 428, "version_needed"},
		"another version":       {with(func(q *ask) { q.header["If-Match"] = `"99"` }), 412, "version_stale"},
		"JSON":                  {with(func(q *ask) { q.header["Content-Type"] = "application/json" }), 415, "evidence_no_form"},
		"no boundary":           {with(func(q *ask) { q.header["Content-Type"] = "multipart/form-data" }), 415, "evidence_no_form"},
		"a form of another":     {with(func(q *ask) { q.header["Content-Type"] = "multipart/mixed; boundary=" + boundary(good) }), 415, "evidence_no_form"},
		"another boundary":      {with(func(q *ask) { q.header["Content-Type"] = "multipart/form-data; boundary=elsewhere" }), 400, "body_cut"},
		"not closed":            {with(func(q *ask) { q.body = strings.TrimSuffix(q.body, "--"+boundary(*q)+"--\r\n") }), 400, "body_cut"},
		"no body":               {with(func(q *ask) { q.body = "" }), 400, "body_cut"},
		"no file":               {with(func(q *ask) { q.body, q.header["Content-Type"] = closing, good.header["Content-Type"] }), 422, "evidence_no_file"},
		"an unknown field":      {fields(map[string]string{"note": "From the carrier", "by": "u-ciso"}, "b.txt", "x"), 422, "evidence_no_form"},
		"two files":             {with(func(q *ask) { q.body = twice(*q, `name="file"`) }), 422, "evidence_no_form"},
		"two notes":             {with(func(q *ask) { q.body = twice(*q, `name="note"`) }), 422, "evidence_no_form"},
		"a file without a name": {fields(aNote, "", "x"), 422, "evidence_no_file"},
		"an empty file":         {fields(aNote, "b.txt", ""), 422, "evidence_empty"},
		"no note":               {fields(nil, "b.txt", "x"), 422, "evidence_no_note"},
		"a long note":           {fields(map[string]string{"note": strings.Repeat("n", evidence.MaxNote+1)}, "b.txt", "x"), 422, "too_long"},
		"an empty name":         {fields(map[string]string{"note": "From the carrier", "name": " "}, "b.txt", "x"), 422, "evidence_no_name"},
		"a long name":           {fields(aNote, strings.Repeat("n", evidence.MaxName+1), "x"), 422, "too_long"},
		"another sum":           {fields(map[string]string{"note": "From the carrier", "sha256": strings.Repeat("0", 64)}, "b.txt", "x"), 422, "evidence_sum"},
		"the same bytes":        {fields(aNote, "c.txt", "the same bytes"), 409, "evidence_twice"},
		"no such case":          {w.putting(t, "c-none", aNote, "b.txt", "x"), 404, "not_found"},
	} {
		if got := w.do(t, c.q); got.status != c.status || !strings.Contains(got.body, `"code":"`+c.code+`"`) {
			t.Errorf("%s: %v, want %d %s", name, got, c.status, c.code)
		}
		if n := w.shelved(t); n != 1 {
			t.Fatalf("%s: %d files", name, n)
		}
	}
	if items, err := w.evidence.Of(t.Context(), analyst, id); err != nil || len(items) != 1 {
		t.Errorf("%+v %v", items, err)
	}
	end := map[string]string{"Sec-Fetch-Site": "cross-site"}
	maps.Copy(good.header, end)
	if got := w.do(t, good); got.status != 403 || !strings.Contains(got.body, "other_site") {
		t.Errorf("another site puts a file in: %v", got)
	}
}

// boundary is what stands between the parts of a form.
func boundary(q ask) string {
	_, b, _ := strings.Cut(q.header["Content-Type"], "boundary=")
	return b
}

// twice has the part of a form there twice.
func twice(q ask, which string) string {
	parts := strings.Split(q.body, "--"+boundary(q))
	for i, p := range parts {
		if strings.Contains(p, which) {
			parts = slices.Insert(parts, i, p)
			break
		}
	}
	return strings.Join(parts, "--"+boundary(q))
}

// Whom the case concerns, and whoever has nothing to do with cases, is told the same of a case that there is and of one that there is
// not, and not a byte is kept.
func TestT01NobodyWhomACaseConcernsPutsAnythingIn(t *testing.T) {
	w := newWorld(t)
	id := w.caseAboutNadia(t)
	for _, user := range []string{"u-subject", "u-manager", "u-ally", "u-administrator", "u-recruiter", "u-trustee"} {
		q := w.putting(t, id, aNote, "a.txt", strings.Repeat("a", 100_000))
		none := w.putting(t, "c-none", aNote, "a.txt", strings.Repeat("a", 100_000))
		q.session, none.session = w.session(t, user), w.session(t, user)
		if a, b := w.do(t, q), w.do(t, none); a.status != 404 || !same(a, b) {
			t.Errorf("%s: %v\n%v", user, a, b)
		}
		for _, path := range []string{"/custody", "/evidence"} {
			if got := w.do(t, ask{method: "GET", path: "/api/v1/cases/" + id + path, session: q.session}); got.status != 404 {
				t.Errorf("%s of %s: %v", path, user, got)
			}
		}
	}
	if n := w.shelved(t); n != 0 {
		t.Errorf("%d files are kept", n)
	}
}

// begun opens a connection that says that so many bytes come, and sends some.
func (w *world) begun(t *testing.T, q ask, length int, some string) net.Conn {
	t.Helper()
	conn, err := net.Dial("tcp", w.http.Listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	var head strings.Builder
	fmt.Fprintf(&head, "%s %s HTTP/1.1\r\nHost: %s\r\nContent-Length: %d\r\n", q.method, q.path, w.http.Listener.Addr(), length)
	if q.session != nil {
		fmt.Fprintf(&head, "Cookie: %s\r\n", q.session)
	}
	for k, v := range q.header {
		fmt.Fprintf(&head, "%s: %s\r\n", k, v)
	}
	if _, err := io.WriteString(conn, head.String()+"\r\n"+some); err != nil {
		t.Fatal(err)
	}
	return conn
}

func TestT17ASlowSenderIsNotWaitedForAndOneWhoLeavesLeavesNothing(t *testing.T) {
	w := newWorld(t)
	id := w.caseAboutNadia(t)
	w.patience = 2 * time.Second // the usual is minutes
	w.serve(t)
	q := w.putting(t, id, aNote, "a.txt", strings.Repeat("a", 3<<20))
	started := time.Now()
	conn := w.begun(t, q, len(q.body), q.body[:2<<20])
	answer, err := io.ReadAll(conn)
	if err != nil || !strings.HasPrefix(string(answer), "HTTP/1.1 400") || !strings.Contains(string(answer), "body_cut") || time.Since(started) > bodyTime/2 {
		t.Errorf("after %s: %.200s %v", time.Since(started), answer, err)
	}
	w.http.Close()
	w.patience = 0 // so that it is he who leaves
	w.serve(t)
	left := w.begun(t, q, len(q.body), q.body[:2<<20])
	until(t, "his file is being read", func() bool { return w.shelved(t) > 0 })
	left.Close()
	w.begun(t, q, 10, q.body[:10]).Close()
	w.http.Close() // waits for every request that has begun to end
	if n := w.shelved(t); n != 0 {
		t.Errorf("%d files are kept of what never came in", n)
	}
}

// A file that takes minutes to come in is not put in for whoever may not any more when its last byte is here.
func TestWhoeverIsOutMeanwhilePutsNothingIn(t *testing.T) {
	for name, c := range map[string]struct {
		end  func(w *world, s *http.Cookie) error
		want string
	}{
		"signed out": {func(w *world, s *http.Cookie) error {
			return w.db.SignOut(t.Context(), access.Hash(s.Value), "u-analyst", w.now())
		}, "HTTP/1.1 401"},
		"disabled": {func(w *world, _ *http.Cookie) error {
			return w.db.DisableHere(t.Context(), "machine", "u-analyst", w.now())
		}, "HTTP/1.1 401"},
		"without the role": {func(w *world, _ *http.Cookie) error { return w.takeRole(t, "u-analyst", access.Analyst) }, "HTTP/1.1 404"},
	} {
		w := newWorld(t)
		id := w.caseAboutNadia(t)
		q := w.putting(t, id, aNote, "a.txt", strings.Repeat("a", 3<<20))
		conn := w.begun(t, q, len(q.body), q.body[:2<<20])
		until(t, "the file is being read", func() bool { return w.shelved(t) > 0 })
		if err := c.end(w, q.session); err != nil {
			t.Fatal(name, err)
		}
		_, err := io.WriteString(conn, q.body[2<<20:])
		answer := make([]byte, len(c.want))
		_, err2 := io.ReadFull(conn, answer)
		if err := errors.Join(err, err2); err != nil || string(answer) != c.want {
			t.Errorf("%s: %s (%v), want %s", name, answer, err, c.want)
		}
		conn.Close()
		w.http.Close() // waits for every request that has begun to end
		if n := w.shelved(t); n != 0 {
			t.Errorf("%s: %d files are kept", name, n)
		}
	}
}

func TestOneUserSendsFourFilesAtOnceAtMost(t *testing.T) {
	w := newWorld(t)
	id := w.caseAboutNadia(t)
	q := w.putting(t, id, aNote, "a.txt", "abc")
	var begun []net.Conn
	for range maxPutting {
		q.header["Idempotency-Key"] = rand.Text()
		begun = append(begun, w.begun(t, q, len(q.body), q.body[:len(q.body)-20]))
	}
	until(t, "all of them are being read", func() bool { return w.shelved(t) == maxPutting })
	q.header["Idempotency-Key"] = rand.Text()
	if got := w.do(t, q); got.status != 429 || !strings.Contains(got.body, "too_many_files") {
		t.Errorf("%v", got)
	}
	for _, c := range begun {
		c.Close()
	}
	until(t, "those who left count no more", func() bool { return w.do(t, q).status == http.StatusCreated })
}

func TestManyFilesWithOneKeyAreOnePieceOfEvidence(t *testing.T) {
	w := newWorld(t)
	id := w.caseAboutNadia(t)
	q := w.putting(t, id, aNote, "a.txt", strings.Repeat("a", 300_000))
	var wait sync.WaitGroup
	for range 8 {
		wait.Go(func() {
			if got := w.do(t, q); got.status != 201 && got.status != 409 {
				t.Error(got)
			}
		})
	}
	wait.Wait()
	if n := w.shelved(t); n != 1 {
		t.Errorf("%d files", n)
	}
}
