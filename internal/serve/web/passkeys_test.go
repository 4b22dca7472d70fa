package web

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/access/passkey/passkeytest"
)

const passkeyOrigin = "https://taupier.example.com"

// askedFor begins a ceremony: what the script is given, and the cookie that came with it, if one did.
func (w *world) askedFor(t *testing.T, path string, session *http.Cookie) ([]byte, *http.Cookie) {
	t.Helper()
	res, body := w.do(t, "POST", path+"/begin", nil, session)
	var out struct{ Create, Get json.RawMessage }
	if err := json.Unmarshal([]byte(body), &out); err != nil || res.StatusCode != 200 {
		t.Fatalf("%s: %s %s", path, res.Status, body)
	}
	var cookie *http.Cookie
	if all := res.Cookies(); len(all) > 0 {
		cookie = all[0]
		if !cookie.HttpOnly || cookie.SameSite != http.SameSiteStrictMode || cookie.MaxAge != int(access.CeremonyLife.Seconds()) {
			t.Errorf("cookie %v", cookie)
		}
	}
	return append(out.Create, out.Get...), cookie
}

// enrolled gives a user a passkey on a device.
func (w *world) enrolled(t *testing.T, session *http.Cookie) *passkeytest.Device {
	t.Helper()
	d := &passkeytest.Device{Origin: passkeyOrigin}
	asked, _ := w.askedFor(t, "/account/passkeys", session)
	if res, body := w.do(t, "POST", "/account/passkeys", url.Values{"name": {"The <b>laptop</b>"}, "answer": {string(d.Enrol(t, asked))}}, session); res.StatusCode != http.StatusSeeOther {
		t.Fatalf("%s\n%s", res.Status, body)
	}
	return d
}

func (w *world) answer(t *testing.T, path string, cookie *http.Cookie, answer []byte) *http.Response {
	t.Helper()
	res, _ := w.do(t, "POST", path, url.Values{"answer": {string(answer)}, "back": {"/queue"}}, cookie)
	return res
}

func TestAPasskeySignsInAndProves(t *testing.T) {
	w := newWorld(t)
	session := w.session(t, "u-analyst")
	d := w.enrolled(t, session)
	if _, body := w.do(t, "GET", "/account", nil, session); !strings.Contains(body, "The &lt;b&gt;laptop&lt;/b&gt;") {
		t.Error("the passkey is not listed")
	}
	asked, cookie := w.askedFor(t, "/sign-in/passkey", nil)
	res := w.answer(t, "/sign-in/passkey", cookie, d.Answer(t, asked))
	here := sessionOf(t, res)
	if res.Header.Get("Location") != "/queue" || w.status(t, "/queue", here) != 200 {
		t.Errorf("signing in gave %s to %s", res.Status, res.Header.Get("Location"))
	}
	// The proof ages. What was sent waits for the next one, which gives the session another secret.
	w.now = w.now.Add(access.ProofLife)
	if res, _ := w.do(t, "POST", "/account/passkeys/begin", nil, here); res.StatusCode != http.StatusForbidden {
		t.Errorf("a passkey is added without a proof: %s", res.Status)
	}
	id := w.keys(t, "u-analyst")[0].ID
	if res, _ := w.do(t, "POST", "/account/passkeys/"+id+"/remove", nil, here); res.Header.Get("Location") != "/prove?back=%2Faccount" {
		t.Errorf("removed without a proof: %s %s", res.Status, res.Header.Get("Location"))
	}
	asked, _ = w.askedFor(t, "/prove/passkey", here)
	res, body := w.do(t, "POST", "/prove/passkey", url.Values{"answer": {string(d.Answer(t, asked))}}, here)
	if res.StatusCode != 200 || !strings.Contains(body, `action="/account/passkeys/`+id+`/remove"`) {
		t.Errorf("%s: what waited does not go on\n%s", res.Status, body)
	}
	fresh := sessionOf(t, res)
	if w.status(t, "/account", here) != 401 || w.status(t, "/account", fresh) != 200 {
		t.Error("the secret from before the proof still opens, or the new one does not")
	}
	if res, body := w.do(t, "POST", "/account/passkeys/"+id+"/remove", nil, fresh); res.StatusCode != 409 || !strings.Contains(body, words["passkey_last"].EN) {
		t.Errorf("the last way to sign in went: %s", res.Status)
	}
}

func (w *world) keys(t *testing.T, user string) []access.Passkey {
	t.Helper()
	_, keys, err := w.db.Passkeys(t.Context(), user)
	if err != nil || len(keys) == 0 {
		t.Fatalf("%v %v", keys, err)
	}
	return keys
}

// Each is an answer that would hold in another browser, a moment before, or for somebody else. None signs in, all get one answer, and
// each is in the ledger.
func TestT18APasskeysAnswerIsForOneBrowserOnceAndSoon(t *testing.T) {
	w := newWorld(t)
	d, other := w.enrolled(t, w.session(t, "u-analyst")), w.enrolled(t, w.session(t, "u-ciso"))
	begin := func() ([]byte, *http.Cookie) { return w.askedFor(t, "/sign-in/passkey", nil) }
	bodies := map[string]bool{}
	for _, c := range []struct {
		name string
		try  func() (*http.Cookie, []byte)
	}{
		{"an answer twice", func() (*http.Cookie, []byte) {
			asked, cookie := begin()
			answer := d.Answer(t, asked)
			sessionOf(t, w.answer(t, "/sign-in/passkey", cookie, answer))
			return cookie, answer
		}},
		{"of another browser", func() (*http.Cookie, []byte) {
			asked, _ := begin()
			_, cookie := begin()
			return cookie, d.Answer(t, asked)
		}},
		{"of no browser", func() (*http.Cookie, []byte) { asked, _ := begin(); return nil, d.Answer(t, asked) }},
		{"too late", func() (*http.Cookie, []byte) {
			asked, cookie := begin()
			w.now = w.now.Add(access.CeremonyLife)
			return cookie, d.Answer(t, asked)
		}},
		{"of another origin", func() (*http.Cookie, []byte) {
			asked, cookie := begin()
			d.Origin = "https://taupier.example.net"
			defer func() { d.Origin = passkeyOrigin }()
			return cookie, d.Answer(t, asked)
		}},
		{"in another's name", func() (*http.Cookie, []byte) {
			asked, cookie := begin()
			mine := d.Handle
			d.Handle = other.Handle
			defer func() { d.Handle = mine }()
			return cookie, d.Answer(t, asked)
		}},
		{"in nobody's name", func() (*http.Cookie, []byte) {
			asked, cookie := begin()
			mine := d.Handle
			d.Handle = []byte("u-unknown")
			defer func() { d.Handle = mine }()
			return cookie, d.Answer(t, asked)
		}},
		{"counted no further", func() (*http.Cookie, []byte) {
			asked, cookie := begin()
			d.Count = 0
			return cookie, d.Answer(t, asked)
		}},
		{"nothing", func() (*http.Cookie, []byte) { _, cookie := begin(); return cookie, nil }},
	} {
		cookie, answer := c.try()
		before, err := w.db.Head(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		res, body := w.do(t, "POST", "/sign-in/passkey", url.Values{"answer": {string(answer)}}, cookie)
		after, err := w.db.Head(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if res.StatusCode != 401 || len(res.Cookies()) > 0 || after.Size != before.Size+1 {
			t.Errorf("%s: %s, %d entries more", c.name, res.Status, after.Size-before.Size)
		}
		bodies[body] = true
	}
	if len(bodies) != 1 {
		t.Errorf("%d different answers", len(bodies))
	}
}

func TestT18SomebodyElsesPasskeyProvesNothing(t *testing.T) {
	w := newWorld(t)
	mine, theirs := w.session(t, "u-analyst"), w.session(t, "u-ciso")
	w.enrolled(t, mine)
	d := w.enrolled(t, theirs)
	asked, _ := w.askedFor(t, "/prove/passkey", mine)
	if res := w.answer(t, "/prove/passkey", mine, d.Answer(t, asked)); res.StatusCode != 422 {
		t.Errorf("his own page, another's passkey: %s", res.Status)
	}
	asked, _ = w.askedFor(t, "/prove/passkey", theirs)
	if res := w.answer(t, "/prove/passkey", mine, d.Answer(t, asked)); res.StatusCode != 422 {
		t.Errorf("what was asked of another: %s", res.Status)
	}
	// An enrolment that was begun by one is not finished by another.
	asked, _ = w.askedFor(t, "/account/passkeys", mine)
	answer := (&passkeytest.Device{Origin: passkeyOrigin}).Enrol(t, asked)
	if res, _ := w.do(t, "POST", "/account/passkeys", url.Values{"name": {"x"}, "answer": {string(answer)}}, theirs); res.StatusCode != 422 {
		t.Errorf("another's enrolment: %s", res.Status)
	}
	if res, _ := w.do(t, "POST", "/account/passkeys/"+w.keys(t, "u-ciso")[0].ID+"/name", url.Values{"name": {"mine"}}, mine); res.StatusCode != 409 {
		t.Errorf("another's passkey was renamed: %s", res.Status)
	}
}

// Under another address than the one that passkeys are bound to, the page leads there and has no script.
func TestPasskeysAreAskedForUnderTheirOwnNameOnly(t *testing.T) {
	w := newWorld(t)
	w.options.URL = passkeyOrigin
	w.serve(t)
	for host, here := range map[string]bool{"taupier.example.com": true, "127.0.0.1": false} {
		req, err := http.NewRequestWithContext(t.Context(), "GET", w.http.URL+"/sign-in", nil)
		if err != nil {
			t.Fatal(err)
		}
		req.Host = host
		res, err := http.DefaultTransport.RoundTrip(req)
		if err != nil {
			t.Fatal(err)
		}
		body := readAll(t, res)
		if strings.Contains(body, "<script") != here || strings.Contains(body, `href="https://taupier.example.com/sign-in"`) == here {
			t.Errorf("%s:\n%s", host, body)
		}
	}
}

// Whoever has nothing but addresses is invited on a company's own server, until he has a passkey.
func TestWhoeverCameByAnAddressIsInvitedToAddAPasskey(t *testing.T) {
	w := newWorld(t)
	invited := func(s *http.Cookie) bool {
		_, body := w.do(t, "GET", "/", nil, s)
		return strings.Contains(body, words["passkey_invite"].EN)
	}
	s := w.session(t, "u-analyst")
	if invited(s) {
		t.Error("the demo invites")
	}
	w.options.Fictional = false
	w.serve(t)
	if !invited(s) {
		t.Error("nobody invites")
	}
	w.enrolled(t, s)
	if invited(s) {
		t.Error("whoever has a passkey is invited")
	}
}

// Whoever has passkeys of a name that the server had before is asked for none, and keeps the way to sign in that works.
func TestAPasskeyOfAnotherNameIsNoWayToProve(t *testing.T) {
	w := newWorld(t)
	session := w.session(t, "u-analyst")
	if err := w.db.AddPasskey(t.Context(), access.Passkey{ID: "former", User: "u-analyst", Name: "Former", Site: "former.example.com", Doc: "{}"}, w.now); err != nil {
		t.Fatal(err)
	}
	if _, body := w.do(t, "GET", "/prove", nil, session); strings.Contains(body, words["passkey_prove_by"].EN) {
		t.Error("he is asked for a passkey that cannot answer")
	}
	w.enrolled(t, session)
	if _, body := w.do(t, "GET", "/prove", nil, session); !strings.Contains(body, words["passkey_prove_by"].EN) {
		t.Error("he is not asked for the passkey that works")
	}
	for _, k := range w.keys(t, "u-analyst") {
		if k.Site != "former.example.com" {
			if res, _ := w.do(t, "POST", "/account/passkeys/"+k.ID+"/remove", nil, session); res.StatusCode != 409 {
				t.Errorf("the only passkey that works went: %s", res.Status)
			}
		}
	}
}

// A page that answers a form leads to itself under the server's name, not to the act.
func TestTheWayToTheServersNameIsAPage(t *testing.T) {
	w := newWorld(t)
	res, body := w.do(t, "POST", "/sign-in/password", url.Values{"login": {"nobody"}, "password": {"x"}, "code": {"000000"}}, nil)
	if want := passkeyOrigin + "/sign-in"; res.StatusCode != 401 || !strings.Contains(body, `href="`+want+`"`) {
		t.Errorf("%s\n%s", res.Status, body)
	}
}
