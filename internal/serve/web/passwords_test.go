package web

import (
	"html"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/taupier-eu/taupier/internal/access"
)

const goodPassword = "quatre chats gris"

var (
	shownSecret = regexp.MustCompile(`<code>((?:[A-Z2-7]{4} )+)</code>`)
	shownCodes  = regexp.MustCompile(`<li><code>([a-z2-7-]{29})</code>`)
)

// secretOf is the authenticator's secret as the page shows it.
func (w *world) secretOf(t *testing.T, session *http.Cookie) string {
	t.Helper()
	res, body := w.do(t, "GET", "/account/password", nil, session)
	m := shownSecret.FindStringSubmatch(body)
	if m == nil {
		t.Fatalf("%s shows no secret\n%s", res.Status, body)
	}
	return strings.ReplaceAll(m[1], " ", "")
}

func (w *world) code(t *testing.T, secret string) string {
	t.Helper()
	c, err := access.CodeAt(secret, w.now)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// password gives a user a password and an authenticator, and gives its secret and the recovery codes.
func (w *world) password(t *testing.T, session *http.Cookie, login string) (secret string, recovery []string) {
	t.Helper()
	secret = w.secretOf(t, session)
	res, body := w.do(t, "POST", "/account/password", url.Values{"login": {login}, "password": {goodPassword}, "code": {w.code(t, secret)}}, session)
	for _, m := range shownCodes.FindAllStringSubmatch(body, -1) {
		recovery = append(recovery, m[1])
	}
	if res.StatusCode != 200 || len(recovery) != access.RecoveryCodes || strings.Contains(body, goodPassword) {
		t.Fatalf("%s\n%s", res.Status, body)
	}
	return secret, recovery
}

func TestAPasswordWithACodeSignsInAndProves(t *testing.T) {
	w := newWorld(t)
	here, elsewhere := w.session(t, "u-analyst"), w.session(t, "u-analyst")
	secret, recovery := w.password(t, here, " Nadia@Example.com ")
	if w.status(t, "/account", elsewhere) != 401 || w.status(t, "/account", here) != 200 {
		t.Error("a session elsewhere outlived the new password, or this one did not")
	}
	w.now = w.now.Add(time.Minute)
	signIn := func(code string) *http.Response {
		res, _ := w.do(t, "POST", "/sign-in/password", url.Values{"login": {"NADIA@example.com"}, "password": {goodPassword}, "code": {code}, "back": {"/queue"}}, nil)
		return res
	}
	code := w.code(t, secret)
	res := signIn(code)
	session := sessionOf(t, res)
	if res.Header.Get("Location") != "/queue" || w.status(t, "/queue", session) != 200 {
		t.Errorf("%s to %s", res.Status, res.Header.Get("Location"))
	}
	if res := signIn(code); res.StatusCode != 401 || len(res.Cookies()) > 0 {
		t.Errorf("a code twice: %s", res.Status)
	}
	sessionOf(t, signIn(recovery[3]))
	if res := signIn(recovery[3]); res.StatusCode != 401 {
		t.Errorf("a recovery code twice: %s", res.Status)
	}

	// The proof ages. What was sent waits; the code alone and the password alone are none.
	w.now = w.now.Add(access.ProofLife)
	if res, _ := w.do(t, "POST", "/account/drop-password", nil, session); res.Header.Get("Location") != "/prove?back=%2Faccount" {
		t.Fatalf("%s to %s", res.Status, res.Header.Get("Location"))
	}
	for _, form := range []url.Values{{"password": {goodPassword}}, {"code": {w.code(t, secret)}}} {
		if res, _ := w.do(t, "POST", "/prove/password", form, session); res.StatusCode != 422 {
			t.Errorf("%v: %s", form, res.Status)
		}
	}
	w.now = w.now.Add(time.Minute) // the next try waits
	res, body := w.do(t, "POST", "/prove/password", url.Values{"password": {goodPassword}, "code": {w.code(t, secret)}}, session)
	if res.StatusCode != 200 || !strings.Contains(body, `action="/account/drop-password"`) {
		t.Fatalf("%s: what waited does not go on", res.Status)
	}
	fresh := sessionOf(t, res)
	if w.status(t, "/account", session) != 401 || w.status(t, "/account", fresh) != 200 {
		t.Error("the secret from before the proof still opens, or the new one does not")
	}
	if res, body := w.do(t, "POST", "/account/drop-password", nil, fresh); res.StatusCode != 409 || !strings.Contains(body, words["passkey_last"].EN) {
		t.Errorf("the last way to sign in went: %s", res.Status)
	}
	w.enrolled(t, fresh)
	if res, _ := w.do(t, "POST", "/account/drop-password", nil, fresh); res.StatusCode != 303 {
		t.Errorf("%s", res.Status)
	}
}

// Whatever is wrong: one answer, the same bytes.
func TestT19AWrongNameAndAWrongPasswordAreOneAnswer(t *testing.T) {
	w := newWorld(t)
	secret, _ := w.password(t, w.session(t, "u-analyst"), "nadia")
	w.now = w.now.Add(time.Minute)
	code := w.code(t, secret)
	seen := map[string]string{}
	for name, form := range map[string]url.Values{
		"an unknown name":         {"login": {"nobod"}, "password": {goodPassword}, "code": {code}},
		"a wrong password":        {"login": {"nadia"}, "password": {"quatre chats verts"}, "code": {code}},
		"a wrong code":            {"login": {"nadia"}, "password": {goodPassword}, "code": {"000000"}},
		"a wrong recovery code":   {"login": {"nadia"}, "password": {goodPassword}, "code": {strings.Repeat("abcd-", 5) + "abcd"}},
		"the fourth, at once":     {"login": {"nadia"}, "password": {goodPassword}, "code": {"000001"}},
		"nothing":                 {"login": {""}, "password": {""}, "code": {""}},
		"a name that no text has": {"login": {"a\x00\xff"}, "password": {goodPassword}, "code": {code}},
	} {
		res, body := w.do(t, "POST", "/sign-in/password", form, nil)
		if res.StatusCode != 401 || len(res.Cookies()) > 0 || strings.Contains(body, "quatre") {
			t.Errorf("%s: %s", name, res.Status)
		}
		typed := regexp.MustCompile(`name="login" value="[^"]*"`)
		seen[typed.ReplaceAllString(body, "")] += name + "; "
	}
	if len(seen) != 1 {
		t.Errorf("%d answers: %q", len(seen), seen)
	}
}

func TestAPasswordThatIsWeakOrWithoutItsCodeIsNotKept(t *testing.T) {
	w := newWorld(t)
	session := w.session(t, "u-analyst")
	secret := w.secretOf(t, session)
	if again := w.secretOf(t, session); again != secret {
		t.Error("looking twice gives another secret: the code of the first does not fit")
	}
	right := w.code(t, secret)
	for _, c := range []struct{ login, password, code, word string }{
		{"nadia", "elevenchars", right, "password_short"},
		{"nadia", "azertyuiop1234", right, "password_common"},
		{"nadia@example.com", "nadia is at home", right, "password_own"},
		{"nadia", "the analyst at home", right, "password_own"},
		{"nadia", goodPassword, "000000", "code_wrong"},
		{"nadia", goodPassword, "", "code_wrong"},
		{"na dia", goodPassword, right, "login_none"},
		{"", goodPassword, right, "login_none"},
	} {
		res, body := w.do(t, "POST", "/account/password", url.Values{"login": {c.login}, "password": {c.password}, "code": {c.code}}, session)
		if res.StatusCode != 422 || !strings.Contains(html.UnescapeString(body), words[c.word].EN) || strings.Contains(body, c.password) {
			t.Errorf("%+v: %s", c, res.Status)
		}
	}
	w.password(t, session, "nadia")
	other := w.session(t, "u-ciso")
	res, body := w.do(t, "POST", "/account/password", url.Values{"login": {"Nadia"}, "password": {goodPassword}, "code": {w.code(t, w.secretOf(t, other))}}, other)
	if res.StatusCode != 409 || !strings.Contains(body, words["user_login_taken"].EN) {
		t.Errorf("another's name: %s", res.Status)
	}
	// Too late for the proof: nothing of what was typed is kept or shown.
	w.now = w.now.Add(access.ProofLife)
	res, _ = w.do(t, "POST", "/account/password", url.Values{"login": {"x"}, "password": {goodPassword}, "code": {"000000"}}, other)
	if _, body := w.do(t, "GET", "/prove", nil, other); res.Header.Get("Location") != "/prove?back=/account/password" || strings.Contains(body, words["prove_kept"].EN) {
		t.Errorf("%s: a password waits for the proof", res.Status)
	}
}
