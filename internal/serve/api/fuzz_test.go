package api

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
)

// No body, whatever it is, makes an operation fail in a way that is not described, and none goes in with a field that is not, with
// one in another spelling, or with one twice.
func FuzzBody(f *testing.F) {
	w := newWorld(f)
	id := w.caseAboutNadia(f)
	rows, fields := matrix(f, w, id), w.bodied()
	s := w.session(f, "u-analyst")
	var ops []string
	for op := range fields {
		ops = append(ops, op)
	}
	slices.Sort(ops)
	for i, op := range ops {
		f.Add(uint8(i), []byte(rows[op].body))
		f.Add(uint8(i), []byte(with(rows[op].body, `"more":1`)))
		f.Add(uint8(i), []byte(with(rows[op].body, `"text":"twice the same"`)))
		f.Add(uint8(i), []byte(strings.ReplaceAll(rows[op].body, "text", "Text")))
	}
	for _, body := range []string{``, `{}`, `null`, `[]`, `0`, `1e999`, `-0`, `{"text":1e309}`, `{"text":99999999999999999999999999}`, `{"text":null}`, `{"text":"\u0000"}`, `{"text":"\ud800"}`, "{\"text\":\"\xff\"}",
		`{"text":{"text":{"text":"x"}}}`, strings.Repeat(`{"text":`, 50), strings.Repeat("[", 70_000), `{"":""}`, `{"text":"a b c d"}{}`, "\ufeff{}", `{"text":"a b c d",}`} {
		f.Add(uint8(0), []byte(body))
	}
	f.Fuzz(func(t *testing.T, n uint8, body []byte) {
		op := ops[int(n)%len(ops)]
		r := httptest.NewRequestWithContext(t.Context(), "POST", rows[op].path, strings.NewReader(string(body)))
		r.Host = "127.0.0.1"
		r.Header.Set("Content-Type", "application/json")
		for name, value := range written(t) {
			r.Header.Set(name, value)
		}
		r.AddCookie(s)
		got := httptest.NewRecorder()
		w.api.ServeHTTP(got, r)
		switch got.Code {
		case http.StatusCreated, http.StatusOK, http.StatusAccepted:
			exact(t, fields[op], body)
		case 400, 403, 404, 409, 413, 422:
			var p Problem
			if err := json.Unmarshal(got.Body.Bytes(), &p); err != nil || codes[p.Code].EN == "" {
				t.Errorf("%s %q: %d %s", op, body, got.Code, got.Body)
			}
		default:
			t.Errorf("%s %q: %d %s", op, body, got.Code, got.Body)
		}
	})
}

// exact fails unless a body that went in names each field once, as it is described.
func exact[V any](t *testing.T, fields map[string]V, body []byte) {
	t.Helper()
	if len(body) == 0 {
		return
	}
	var in map[string]json.RawMessage
	if err := json.Unmarshal(body, &in); err != nil {
		t.Errorf("%q went in: %v", body, err)
	}
	for name := range in {
		if _, ok := fields[name]; !ok {
			t.Errorf("%q went in with %q", body, name)
		}
	}
	if err := wellFormed(body); err != nil {
		t.Errorf("%q went in: %v", body, err)
	}
}

// What was not sealed here, for this purpose, does not open; what was, opens to what it was.
func FuzzCursor(f *testing.F) {
	w := newWorld(f)
	s := w.session(f, "u-analyst")
	f.Add("", 0, byte(0))
	f.Add("AAAA", 3, byte(1))
	f.Add(strings.Repeat("A", 64), 12, byte(128))
	f.Add("%00", 1, byte(7))
	f.Add("1\x00p-1", 40, byte(255))
	f.Fuzz(func(t *testing.T, foreign string, at int, flip byte) {
		if text, ok := w.api.seal.open("list", foreign); ok {
			t.Errorf("%q opens to %q", foreign, text)
		}
		own, err := w.api.seal.close("list", foreign)
		if err != nil {
			t.Fatal(err)
		}
		if text, ok := w.api.seal.open("list", own); !ok || text != foreign {
			t.Errorf("%q opens to %q", own, text)
		}
		if _, ok := w.api.seal.open("feed", own); ok {
			t.Error("it opens for another purpose")
		}
		b := []byte(own)
		b[uint(at)%uint(len(b))] ^= flip
		if text, ok := w.api.seal.open("list", string(b)); ok && (flip != 0 || text != foreign) {
			t.Errorf("%q, changed, opens to %q", own, text)
		}
		r := httptest.NewRequestWithContext(t.Context(), "GET", "/api/v1/people", http.NoBody)
		r.Host = "127.0.0.1"
		q := r.URL.Query()
		q.Set("cursor", foreign)
		r.URL.RawQuery = q.Encode()
		r.AddCookie(s)
		got := httptest.NewRecorder()
		w.api.ServeHTTP(got, r)
		if want := map[bool]int{true: 200, false: 422}[foreign == ""]; got.Code != want {
			t.Errorf("%q: %d %s", foreign, got.Code, got.Body)
		}
	})
}
