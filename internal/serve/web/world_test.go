package web

import (
	"context"
	"crypto/rand"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/access/passkey"
	"github.com/taupier-eu/taupier/internal/casework"
	"github.com/taupier-eu/taupier/internal/casework/bulk"
	"github.com/taupier-eu/taupier/internal/casework/bundle"
	"github.com/taupier-eu/taupier/internal/casework/deadline"
	"github.com/taupier-eu/taupier/internal/casework/evidence"
	"github.com/taupier-eu/taupier/internal/casework/payment"
	"github.com/taupier-eu/taupier/internal/casework/retention"
	"github.com/taupier-eu/taupier/internal/casework/search"
	"github.com/taupier-eu/taupier/internal/casework/starting"
	"github.com/taupier-eu/taupier/internal/casework/task"
	"github.com/taupier-eu/taupier/internal/casework/views"
	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/intake/source"
	"github.com/taupier-eu/taupier/internal/ledger"
	"github.com/taupier-eu/taupier/internal/link"
	"github.com/taupier-eu/taupier/internal/link/shared"
	"github.com/taupier-eu/taupier/internal/serve/resumable"
	"github.com/taupier-eu/taupier/internal/store"
	"github.com/taupier-eu/taupier/internal/store/storetest"
)

var start = storetest.Now

// world is a server with a small company: Nadia (p-1) about whom there is a question, her manager Omar (p-2), and a
// candidate (p-3).
type world struct {
	options  Options
	printed  string // the last address that was printed again, for whom and to where
	db       *store.DB
	desk     casework.Desk
	http     *httptest.Server
	tasks    task.Desk
	now      time.Time
	evidence evidence.Desk
	shelfDir string

	importDir string
	readBy    string // who asked last for another reading

	unconsulted bool // the consultation is not on record
}

// roleUsers are one user of each role, u-<role>.
var roleUsers = func() (out []access.Actor) {
	for _, r := range access.Roles {
		out = append(out, access.Actor{User: "u-" + string(r), Name: "The " + string(r), Roles: []access.Role{r}})
	}
	return out
}()

// users are those, and the people whom the case about Nadia concerns.
var users = append(slices.Clone(roleUsers),
	access.Actor{User: "u-subject", Name: "Nadia", Person: "p-1", Roles: []access.Role{access.Analyst}},
	access.Actor{User: "u-manager", Name: "Omar", Person: "p-2", Roles: []access.Role{access.Analyst, access.Recruiter}},
	access.Actor{User: "u-ally", Name: "Ally", Roles: []access.Role{access.Analyst}},
	access.Actor{User: "u-colleague", Name: "Colleague", Roles: []access.Role{access.Analyst}},
)

// analyst works on the case about Nadia, and proved a moment ago who he is.
var analyst = access.Actor{User: "u-analyst", Name: "The analyst", Roles: []access.Role{access.Analyst}, Proved: start}

func text(s string) core.Text { return core.Text{EN: s, FR: s + " (fr)"} }

func newWorld(t *testing.T) *world {
	t.Helper()
	key, _ := storetest.Keys(t)
	db, err := store.Open(t.Context(), store.Options{Place: t.TempDir(), Random: rand.Reader, Key: key})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	w := &world{now: start, db: db, desk: casework.Desk{Store: db.Cases(), Random: rand.Reader}, tasks: task.Desk{Store: db.Tasks(), Random: rand.Reader}}
	q := casework.Question{
		ID: "f-1", Signal: "X01", Title: text("Two places at once"), Says: text("Seen in <b>two</b> cities"), Asks: text("Where was the laptop?"),
		Innocent: []core.Text{text("A journey"), text("A colleague's desk")}, Ask: []core.Text{text("Ask where the laptop was")},
		Evidence: []core.Evidence{{Input: "logs/x.json", Line: 3, Field: "city", Value: "<script>alert(1)</script>"}}, Counted: 321,
	}
	in := casework.Intake{
		Company: casework.Company{Name: "Example", Fictional: true, Read: start.UnixMicro(), Sources: []casework.Source{{Kind: "person", Files: 3, Records: 3}}},
		People: []casework.Person{
			{ID: "p-1", Name: "Nadia Example", Title: "Engineer", Stage: core.Employed, Level: core.LevelReview, Score: 321, Manager: "p-2", Questions: []casework.Question{q}, First: &casework.First{Ask: text("Ask where the laptop was")}},
			{ID: "p-2", Name: "Omar Example", Title: "Lead", Stage: core.Employed, Level: core.LevelNone},
			{ID: "p-3", Name: "Cem Example", Title: "Engineer", Stage: core.Interview, Level: core.LevelAsk, Score: 77, Questions: []casework.Question{q}, Tasks: []casework.Task{{Title: text("Call the school"), Ask: []core.Text{text("Which years?")}}}},
		},
		Superiors: casework.Line(map[string]string{"p-1": "p-2"}),
		Accounts: []casework.AccountChange{
			{ID: "a-1", Person: "p-1", At: start.AddDate(0, 0, -3), Before: "••••0001", Tail: "••••0002", Holder: "no_match", Shared: 2},
			{ID: "a-2", Person: "p-2", At: start.AddDate(0, 0, -40), Before: "••••0003", Tail: "••••0004", Holder: "match"},
		},
	}
	err = db.Act(t.Context(), ledger.Entry{At: start, Actor: "server", Act: "company.read"}, nil, func(x *store.Tx) error {
		for _, u := range users {
			if err := x.PutUser(u); err != nil {
				return err
			}
		}
		return errors.Join(x.Replace(in), x.PutLinks(sharedThings(), nil))
	})
	if err != nil {
		t.Fatal(err)
	}
	w.shelfDir = filepath.Join(t.TempDir(), "evidence")
	shelf, err := evidence.OpenShelf(w.shelfDir, db.Sealer(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { shelf.Close() })
	w.evidence = evidence.Desk{Store: db.Evidence(), Shelf: shelf, Random: rand.Reader}
	public, err := db.Public()
	if err != nil {
		t.Fatal(err)
	}
	party, err := passkey.New("https://taupier.example.com")
	if err != nil {
		t.Fatal(err)
	}
	w.options = Options{
		Desk: w.desk, Tasks: w.tasks, Many: bulk.Desk{Store: db.Many(), Cases: w.desk, Tasks: w.tasks, Random: rand.Reader},
		Search: search.Desk{Store: db.Finding()}, Views: views.Desk{Store: db.SavedViews(), Random: rand.Reader},
		Drafts: db, Visit: db.Visit,
		Start:    starting.Desk{Store: db.Starts()},
		Links:    shared.Desk{Store: db.Shared(), Catalogue: []core.Signal{{ID: "L01", Innocent: []core.Text{text("A family")}}}, Watch: w.desk},
		Payments: payment.Desk{Store: db.Payments(), Random: rand.Reader, CutoffDay: 27},
		Evidence: w.evidence, Bundles: bundle.Desk{Store: db.Bundles(), Shelf: shelf, Public: public},
		Deadlines: deadline.Desk{Store: db.Deadlines(), Random: rand.Reader},
		Retention: &retention.Desk{Store: db.Retention(), Random: rand.Reader, Periods: func(context.Context) (retention.Periods, error) {
			return retention.Periods{ClosedCases: 20, Applications: 20}, nil
		}},
		Looked: func(ctx context.Context, who access.Actor, act, object string, now time.Time) error {
			return db.Act(ctx, ledger.Entry{At: now, Actor: who.User, Act: act, Object: object}, nil, func(*store.Tx) error { return nil })
		},
		Door: db, Keys: db, Secrets: db, Passkeys: party, Registrar: db, Tokens: db, Logins: db, Ready: db.Ready, Fictional: true, Failed: func() bool { return false }, Now: func() time.Time { return w.now }, Random: rand.Reader,
		Head: func(ctx context.Context) (Head, error) {
			h, err := db.Head(ctx)
			return Head{Size: h.Size, Last: h.Last, Root: h.Root.String()}, err
		},
		Catalogue: []core.Signal{{ID: "X01", Family: core.FamilyNetwork, Stages: []core.Stage{core.Employed}, Why: text("Why"), Title: text("Two places at once"),
			Question: text("Where was the laptop?"), Innocent: []core.Text{text("A journey")}, Ask: []core.Text{text("Ask")}, Legal: text("Art. 6")}},
		Watchers: func(context.Context) ([]Watcher, error) {
			return []Watcher{{Name: "elsewhere", Seen: 1, Answered: start}}, nil
		},
		Witness: func(context.Context, []byte, time.Time) (int, string, []byte) {
			return http.StatusBadRequest, "text/plain; charset=utf-8", []byte("no\n")
		},
		Trouble: func(err error) { t.Error(err) },
		Watch:   source.Watch{Store: db.Sources(), Start: start, Random: rand.Reader}, Problems: db.Sources(),
		Reading:   func() Reading { return Reading{Started: start, Ended: start, Logs: true} },
		ReadAgain: func(_ context.Context, by access.Actor) error { w.readBy = by.User; return nil },
		Reprint: func(_ context.Context, a access.Actor, _, back string) error {
			w.printed = a.User + " " + back
			return nil
		},
	}
	w.options.Imports = w.importDesk(t)
	if w.options.Parts, err = resumable.New(resumable.Options{Desk: w.options.Imports, Path: ImportParts, Now: func() time.Time { return start }, Trouble: w.options.Trouble}); err != nil {
		t.Fatal(err)
	}
	w.serve(t)
	return w
}

// sharedThings are a number that Nadia shares with Cem and Omar, and a device of Omar and Cem.
func sharedThings() []link.Thing {
	return []link.Thing{
		storetest.Thing(core.TraitPhone, "+44 1632 960001", "p-1", "p-2", "p-3"),
		storetest.Thing(core.TraitDevice, "<b>LT-07</b>", "p-2", "p-3"),
	}
}

// serve starts a server with the world's options.
func (w *world) serve(t *testing.T) {
	t.Helper()
	h, err := New(w.options)
	if err != nil {
		t.Fatal(err)
	}
	w.http = httptest.NewServer(h)
	t.Cleanup(w.http.Close)
}

// caseAboutNadia opens a case and gives its id.
func (w *world) caseAboutNadia(t *testing.T) string {
	t.Helper()
	id, err := w.desk.FirstView(t.Context(), analyst, "p-1", "It may well be a journey", "A journey", start)
	if err != nil {
		t.Fatal(err)
	}
	err = w.db.Act(t.Context(), ledger.Entry{At: start, Actor: "u-analyst", Act: "case.conflict", Object: id}, nil, func(x *store.Tx) error { return x.NameConflict(id, "u-ally") })
	if err != nil {
		t.Fatal(err)
	}
	return id
}

// session signs a user in and gives the cookie.
func (w *world) session(t *testing.T, user string) *http.Cookie {
	t.Helper()
	token, hash, err := access.NewToken(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	if err := w.db.PutLink(t.Context(), access.Link{Hash: hash, User: user, Ends: w.now.Add(time.Minute)}, w.now); err != nil {
		t.Fatal(err)
	}
	res, _ := w.do(t, "POST", "/sign-in", url.Values{"token": {token}}, nil)
	for _, c := range res.Cookies() {
		if c.Name == CookieName(false) {
			if !c.HttpOnly || c.SameSite != http.SameSiteStrictMode {
				t.Errorf("cookie %v", c)
			}
			return c
		}
	}
	t.Fatalf("signing in as %s gave %s and no session", user, res.Status)
	return nil
}

func (w *world) do(t *testing.T, method, path string, form url.Values, session *http.Cookie) (*http.Response, string) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, w.http.URL+path, strings.NewReader(form.Encode()))
	if err != nil {
		t.Fatal(err)
	}
	if method == "POST" {
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	if session != nil {
		req.AddCookie(session)
	}
	client := http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	res, err := client.Do(req)
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

// newestCase is the id of the case about Nadia.
func (w *world) newestCase(t *testing.T) string {
	t.Helper()
	s, err := w.desk.Person(t.Context(), analyst, "p-1", start)
	if err != nil || s.Open == nil {
		t.Fatalf("no open case: %v", err)
	}
	return s.Open.ID
}

func readAll(t *testing.T, res *http.Response) string {
	t.Helper()
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}
