package web

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/taupier-eu/taupier/internal/access"
)

// example is a request of a route and the status that whoever may gets.
type example struct {
	path string
	form url.Values
	ok   int
	may  []access.Role // nil: everybody, signed in or not
}

var everyRole = access.Roles

// matrix has a row for every route, area by area. A function of an area may write what its examples need.
func matrix(t *testing.T, w *world, id string) map[string]example {
	t.Helper()
	all := map[string]example{}
	for _, rows := range []map[string]example{
		firstRows(id),
		accessRows(),
		tokenRows(),
		singleRows(),
		witnessRows(),
		trustRows(),
		retentionRows(),
		taskRows(t, w, id),
		approvalRows(),
		evidenceRows(t, w, id),
		deadlineRows(id),
		sourceRows(),
		importRows(t, w),
		paymentRows(),
		startRows(),
		manyRows(t, w),
		searchRows(),
		viewRows(t, w),
		linkRows(),
		draftRows(),
	} {
		for pattern, row := range rows {
			if _, twice := all[pattern]; twice {
				t.Fatalf("two rows for %s", pattern)
			}
			all[pattern] = row
		}
	}
	return all
}

func witnessRows() map[string]example {
	return map[string]example{
		"POST /witness/add-checkpoint": {"/witness/add-checkpoint", nil, 400, nil},
	}
}

func firstRows(id string) map[string]example {
	people := []access.Role{access.CISO, access.Analyst}
	return map[string]example{
		"GET /healthz":           {"/healthz", nil, 200, nil},
		"GET /static/{file}":     {stylePath, nil, 200, nil},
		"GET /sign-in/{token}":   {"/sign-in/x", nil, 200, nil},
		"POST /sign-in":          {"/sign-in", url.Values{"token": {"x"}}, 401, nil},
		"POST /language":         {"/language", url.Values{"lang": {"fr"}, "back": {"//evil.invalid"}}, 303, nil},
		"POST /sign-out":         {"/sign-out", nil, 303, everyRole},
		"GET /{$}":               {"/", nil, 200, everyRole},
		"GET /queue":             {"/queue", nil, 200, people},
		"GET /people/{id}":       {"/people/p-1", nil, 200, people},
		"POST /people/{id}/view": {"/people/p-1/view", url.Values{"text": {"one two"}}, 422, people},
		"GET /cases/{id}":        {"/cases/" + id, nil, 200, people},
		"POST /cases/{id}/{act}": {"/cases/" + id + "/note", url.Values{"text": {"called the school"}}, 303, people},
		"GET /vetting":           {"/vetting", nil, 200, []access.Role{access.CISO, access.Recruiter}},
		"GET /ledger":            {"/ledger", nil, 200, []access.Role{access.CISO, access.Auditor}},
	}
}

func TestEveryRouteByEveryRole(t *testing.T) {
	w := newWorld(t)
	rows := matrix(t, w, w.caseAboutNadia(t))
	for _, route := range Routes() {
		row, ok := rows[route.Pattern]
		if !ok {
			t.Errorf("%s has no row in the matrix: say who may and who may not", route.Pattern)
			continue
		}
		method, _, _ := strings.Cut(route.Pattern, " ")
		for _, who := range append([]access.Actor{{}}, roleUsers...) {
			var session *http.Cookie
			want, role := 401, access.Role("nobody")
			if who.User != "" {
				session, want, role = w.session(t, who.User), 404, who.Roles[0]
			}
			if row.may == nil || slices.Contains(row.may, role) {
				want = row.ok
			}
			res, body := w.do(t, method, row.path, row.form, session)
			if res.StatusCode != want {
				t.Errorf("%s as %s: %d, want %d", route.Pattern, role, res.StatusCode, want)
			}
			if res.Header.Get("Location") == "//evil.invalid" {
				t.Errorf("%s leads elsewhere", route.Pattern)
			}
			if want == 404 {
				asked := "GET"
				if method == "HEAD" {
					asked = method
				}
				if _, absent := w.do(t, asked, "/no-such-page", nil, session); unpath(absent) != unpath(body) {
					t.Errorf("%s as %s: what is denied does not look like what is not there", route.Pattern, role)
				}
			}
		}
	}
}

// unpath leaves out where the form of the language goes back to, which is what was asked for.
func unpath(body string) string {
	before, rest, ok := strings.Cut(body, `name="back" value="`)
	if !ok {
		return body
	}
	_, after, _ := strings.Cut(rest, `"`)
	return before + after
}

func bytesOf(t *testing.T, w *world, method, path string, form url.Values, session *http.Cookie) string {
	t.Helper()
	res, body := w.do(t, method, path, form, session)
	res.Header.Del("Date")
	return unthing(fmt.Sprint(res.StatusCode, res.Header, body))
}

func TestARecruiterNeverSeesAFinding(t *testing.T) {
	w := newWorld(t)
	s := w.session(t, "u-recruiter")
	for _, path := range []string{"/", "/vetting"} {
		_, body := w.do(t, "GET", path, nil, s)
		for _, secret := range []string{"3.21", "0.77", "321", "Two places", "this week", "Nadia"} {
			if strings.Contains(body, secret) {
				t.Errorf("%s shows %q", path, secret)
			}
		}
	}
	if _, body := w.do(t, "GET", "/vetting", nil, s); !strings.Contains(body, "Call the school") {
		t.Error("what remains to be verified is missing")
	}
}

func TestTheSumComesAfterAFirstView(t *testing.T) {
	w := newWorld(t)
	s := w.session(t, "u-analyst")
	if _, body := w.do(t, "GET", "/people/p-1", nil, s); strings.Contains(body, "3.21") || strings.Contains(body, "this week") || !strings.Contains(body, "A journey") {
		t.Error("the sum is shown before, or the explanations are not")
	}
	w.do(t, "POST", "/people/p-1/view", url.Values{"text": {"It may well be a journey"}, "hypothesis": {"A journey"}}, s)
	if _, body := w.do(t, "GET", "/people/p-1", nil, s); !strings.Contains(body, "3.21") {
		t.Error("the sum is not shown after")
	}
	id := w.newestCase(t)
	for _, path := range []string{"/people/p-1", "/cases/" + id} {
		if _, body := w.do(t, "GET", path, nil, w.session(t, "u-ciso")); strings.Contains(body, "3.21") || strings.Contains(body, "this week") {
			t.Errorf("%s: somebody else's first view shows the sum to those who wrote none", path)
		}
		if _, body := w.do(t, "GET", path, nil, s); !strings.Contains(body, "3.21") {
			t.Errorf("%s: the sum is not shown to whoever wrote one", path)
		}
	}
}

func TestWhatWasTypedIsKeptWhenItIsRefused(t *testing.T) {
	w := newWorld(t)
	id := w.caseAboutNadia(t)
	res, body := w.do(t, "POST", "/cases/"+id+"/decide", url.Values{"text": {"two words"}, "outcome": {"ask"}, "trial": {"holds"}, "hypothesis": {"A journey"}}, w.session(t, "u-analyst"))
	if res.StatusCode != 422 || !strings.Contains(body, "two words</textarea>") || !strings.Contains(body, `value="holds" required checked`) || !strings.Contains(body, "<option selected>A journey") {
		t.Errorf("%d\n%s", res.StatusCode, body)
	}
}

func TestForeignTextIsText(t *testing.T) {
	w := newWorld(t)
	id := w.caseAboutNadia(t)
	s := w.session(t, "u-analyst")
	w.do(t, "POST", "/cases/"+id+"/note", url.Values{"text": {`"><img src=x onerror=alert(1)>`}}, s)
	for _, path := range []string{"/people/p-1", "/cases/" + id} {
		res, body := w.do(t, "GET", path, nil, s)
		if strings.Count(body, "<script") != strings.Count(body, `<script src="/static/`) || strings.Contains(body, "<img") || strings.Contains(body, "<b>") {
			t.Errorf("%s holds foreign markup", path)
		}
		if csp := res.Header.Get("Content-Security-Policy"); strings.Contains(csp, "unsafe") || !strings.HasPrefix(csp, "default-src 'none'") {
			t.Errorf("%s: %s", path, csp)
		}
	}
}

func TestOtherSitesCannotAct(t *testing.T) {
	w := newWorld(t)
	s := w.session(t, "u-analyst")
	for name, header := range map[string][2]string{"cross-site": {"Sec-Fetch-Site", "cross-site"}, "origin": {"Origin", "https://evil.invalid"}} {
		req, err := http.NewRequestWithContext(t.Context(), "POST", w.http.URL+"/people/p-1/view", strings.NewReader("text=a+b+c+d&hypothesis=x"))
		if err != nil {
			t.Fatal(err)
		}
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		req.Header.Set(header[0], header[1])
		req.AddCookie(s)
		res, err := http.DefaultTransport.RoundTrip(req)
		if err != nil {
			t.Fatal(err)
		}
		res.Body.Close()
		if res.StatusCode != http.StatusForbidden {
			t.Errorf("%s: %s", name, res.Status)
		}
	}
	req, err := http.NewRequestWithContext(t.Context(), "GET", w.http.URL+"/", nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Host = "rebound.invalid"
	res, err := http.DefaultTransport.RoundTrip(req)
	if err != nil {
		t.Fatal(err)
	}
	res.Body.Close()
	if res.StatusCode != http.StatusMisdirectedRequest {
		t.Errorf("a name pointed here: %s", res.Status)
	}
}

func TestEveryWordExistsInBothLanguages(t *testing.T) {
	for key, text := range words {
		if !text.Complete() {
			t.Errorf("%s: %+v", key, text)
		}
	}
}
