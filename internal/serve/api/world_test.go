package api

import (
	"bufio"
	"bytes"
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"
	"github.com/getkin/kin-openapi/routers/legacy"

	"github.com/taupier-eu/taupier/internal/access"
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
	"github.com/taupier-eu/taupier/internal/intake/upload"
	"github.com/taupier-eu/taupier/internal/ledger"
	"github.com/taupier-eu/taupier/internal/link/shared"
	"github.com/taupier-eu/taupier/internal/serve/resumable"
	"github.com/taupier-eu/taupier/internal/store"
	"github.com/taupier-eu/taupier/internal/store/storetest"
)

var start = storetest.Now

// world is a server with a small company: Nadia (p-1) about whom there is a question, her manager Omar (p-2), and a
// candidate (p-3). Every answer is held against the description of the API.
type world struct {
	db       *store.DB
	desk     casework.Desk
	api      *API
	http     *httptest.Server
	spec     routers.Router
	evidence evidence.Desk
	shelf    string       // folder of the evidence
	public   string       // key of the ledger
	readBy   atomic.Value // user who asked for a reading
	imports  *upload.Desk
	patience time.Duration // with a file that comes in
	shut     atomic.Bool   // the consultation is not on record
	past     atomic.Int64  // nanoseconds since the start
}

func (w *world) now() time.Time         { return start.Add(time.Duration(w.past.Load())) }
func (w *world) later(by time.Duration) { w.past.Add(int64(by)) }

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

// analyst works on the case about Nadia.
var analyst = access.Actor{User: "u-analyst", Name: "The analyst", Roles: []access.Role{access.Analyst}, Proved: start}

func text(s string) core.Text { return core.Text{EN: s, FR: s + " (fr)"} }

func company() casework.Intake {
	q := casework.Question{
		ID: "f-1", Signal: "X01", Family: core.Family("place"), Title: text("Two places at once"), Says: text("Seen in <b>two</b> cities"), Asks: text("Where was the laptop?"),
		Innocent: []core.Text{text("A journey"), text("A colleague's desk")}, Ask: []core.Text{text("Ask where the laptop was")},
		Evidence: []core.Evidence{{Input: "logs/x.json", Line: 3, Field: "city", Value: "<script>alert(1)</script>"}}, Counted: 321,
	}
	return casework.Intake{
		Company: casework.Company{Name: "Example", Fictional: true, Read: start.UnixMicro(), Sources: []casework.Source{{Kind: "person", Files: 3, Records: 3}}},
		People: []casework.Person{
			{ID: "p-1", Name: "Nadia Example", Title: "Engineer", Stage: core.Employed, Level: core.LevelReview, Score: 321, Manager: "p-2", Questions: []casework.Question{q}, First: &casework.First{Ask: text("Ask where the laptop was")}},
			{ID: "p-2", Name: "Omar Example", Title: "Lead", Stage: core.Employed, Level: core.LevelNone},
			{ID: "p-3", Name: "Cem Example", Title: "Engineer", Stage: core.Interview, Level: core.LevelAsk, Score: 77, Questions: []casework.Question{q}, Tasks: []casework.Task{{Title: text("Call the school"), Ask: []core.Text{text("Which years?")}}}},
		},
		Accounts: []casework.AccountChange{
			{ID: "a-1", Person: "p-1", At: start.AddDate(0, 0, -3), Before: "••••0001", Tail: "••••0002", Holder: "no_match", Shared: 2},
			{ID: "a-2", Person: "p-2", At: start.AddDate(0, 0, -40), Before: "••••0003", Tail: "••••0004", Holder: "match"},
		},
		Superiors: casework.Line(map[string]string{"p-1": "p-2"}),
	}
}

func newWorld(t testing.TB) *world {
	t.Helper()
	key, _ := storetest.Keys(t)
	db, err := store.Open(t.Context(), store.Options{Place: t.TempDir(), Random: rand.Reader, Key: key})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	w := &world{db: db, desk: casework.Desk{Store: db.Cases(), Random: rand.Reader}}
	err = db.Act(t.Context(), ledger.Entry{At: start, Actor: "server", Act: "company.read"}, nil, func(x *store.Tx) error {
		for _, u := range users {
			if err := x.PutUser(u); err != nil {
				return err
			}
		}
		return errors.Join(x.Replace(company()), x.PutLinks(sharedThings(), nil))
	})
	if err != nil {
		t.Fatal(err)
	}
	w.shelf = filepath.Join(t.TempDir(), "evidence")
	if w.public, err = db.Public(); err != nil {
		t.Fatal(err)
	}
	shelf, err := evidence.OpenShelf(w.shelf, db.Sealer(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { shelf.Close() })
	w.evidence = evidence.Desk{Store: db.Evidence(), Shelf: shelf, Random: rand.Reader}
	w.imports = w.importDesk(t)
	w.serve(t)
	return w
}

func (w *world) options(t testing.TB) Options {
	parts, err := resumable.New(resumable.Options{Desk: w.imports, Path: "/import/parts/", Now: w.now, Trouble: func(err error) { t.Error(err) }, Patience: w.patience})
	if err != nil {
		t.Fatal(err)
	}
	tasks := task.Desk{Store: w.db.Tasks(), Random: rand.Reader}
	return Options{
		Imports: w.imports, Parts: parts, Patience: w.patience,
		Many: w.many(), Search: search.Desk{Store: w.db.Finding()}, Views: views.Desk{Store: w.db.SavedViews(), Random: rand.Reader}, Registrar: w.db, Tokens: w.db,
		Watch: source.Watch{Store: w.db.Sources(), Every: map[string]time.Duration{"okta.system_log": time.Hour}, Start: start, Random: rand.Reader}, Problems: w.db.Sources(),
		Reading:   func() Reading { return Reading{Started: start, Ended: start, Logs: true} },
		ReadAgain: func(_ context.Context, by access.Actor) error { w.readBy.Store(by.User); return nil },
		Looked: func(ctx context.Context, who access.Actor, act, object string, now time.Time) error {
			return w.db.Act(ctx, ledger.Entry{At: now, Actor: who.User, Act: act, Object: object}, nil, func(*store.Tx) error { return nil })
		},
		Watchers: func(context.Context) ([]Watcher, error) {
			return []Watcher{{Name: "elsewhere", Seen: 1, Answered: start}}, nil
		},
		Retention: &retention.Desk{Store: w.db.Retention(), Random: rand.Reader, Periods: func(context.Context) (retention.Periods, error) {
			return retention.Periods{ClosedCases: 20, Applications: 20}, nil
		}},
		Stamps: func(context.Context) (Stamps, error) {
			return Stamps{Planned: true, Every: time.Hour, Size: 1, Before: start, Asked: start, By: "Stamps SA"}, nil
		},
		Backups: func(context.Context) (Backups, error) {
			return Backups{Planned: true, Every: 24 * time.Hour, Last: start, Kept: 2, Restored: []Restored{{start, start, "u-ciso", "abcd"}}}, nil
		},
		Desk: w.desk, Links: shared.Desk{Store: w.db.Shared(), Watch: w.desk}, Door: w.db, Answers: w.db, Cookie: "taupier_session", Host: func(host string) bool { return strings.HasPrefix(host, "127.0.0.1") },
		Now: w.now, Random: rand.Reader, Trace: func() string { return "trace" },
		Head: func(ctx context.Context) (Head, error) {
			h, err := w.db.Head(ctx)
			return Head{Size: h.Size, Last: h.Last, Root: h.Root.String()}, err
		},
		Tasks: tasks, Deadlines: deadline.Desk{Store: w.db.Deadlines(), Random: rand.Reader},
		Payments: payment.Desk{Store: w.db.Payments(), Random: rand.Reader, CutoffDay: 27}, Start: starting.Desk{Store: w.db.Starts()},
		Evidence:  w.evidence,
		Bundles:   bundle.Desk{Store: w.db.Bundles(), Shelf: w.evidence.Shelf, Public: w.public},
		Catalogue: []core.Signal{{ID: "X01", Family: core.FamilyNetwork, Stages: []core.Stage{core.Employed}, Title: text("Two places at once"), Question: text("Where was the laptop?"), Why: text("Why"), Innocent: []core.Text{text("A journey")}, Legal: text("Art. 6")}},
		Changed:   w.db.Changed, User: Pace{1e6, 1e6}, Address: Pace{1e6, 1e6}, Beat: 20 * time.Millisecond,
		Trouble: func(_ string, err error) { t.Error(err) },
	}
}

func (w *world) many() bulk.Desk {
	return bulk.Desk{Store: w.db.Many(), Cases: w.desk, Tasks: task.Desk{Store: w.db.Tasks(), Random: rand.Reader}, Random: rand.Reader}
}

var specs = struct {
	sync.Mutex
	of map[string]routers.Router
}{of: map[string]routers.Router{}}

// described finds operations in a description; most tests have the same one, which is read once.
func described(spec []byte) (routers.Router, error) {
	specs.Lock()
	defer specs.Unlock()
	if r, ok := specs.of[string(spec)]; ok {
		return r, nil
	}
	doc, err := openapi3.NewLoader().LoadFromData(spec)
	if err != nil {
		return nil, err
	}
	r, err := legacy.NewRouter(doc)
	if err == nil {
		specs.of[string(spec)] = r
	}
	return r, err
}

// serve answers with a fresh API over the same store, as after a restart.
func (w *world) serve(t testing.TB) {
	t.Helper()
	var err error
	if w.api, err = New(w.options(t)); err != nil {
		t.Fatal(err)
	}
	if w.spec, err = described(w.api.Spec()); err != nil {
		t.Fatal(err)
	}
	asText()
	w.http = httptest.NewServer(w.api)
	t.Cleanup(w.http.Close)
}

// caseAboutNadia opens a case and gives its id.
func (w *world) caseAboutNadia(t testing.TB) string {
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

// session signs a user in; "" stays outside.
func (w *world) session(t testing.TB, user string) *http.Cookie {
	t.Helper()
	if user == "" {
		return nil
	}
	_, link, err := access.NewToken(rand.Reader)
	token, hash, err2 := access.NewToken(rand.Reader)
	if err != nil || err2 != nil {
		t.Fatal(err, err2)
	}
	if err := w.db.PutLink(t.Context(), access.Link{Hash: link, User: user, Ends: w.now().Add(time.Minute)}, w.now()); err != nil {
		t.Fatal(err)
	}
	if err := w.db.SignIn(t.Context(), link, hash, w.now()); err != nil {
		t.Fatal(err)
	}
	return &http.Cookie{Name: "taupier_session", Value: token}
}

// ask is a request to the API.
type ask struct {
	method, path string
	body         string
	header       map[string]string
	session      *http.Cookie
}

// answer is what came back, read whole.
type answer struct {
	status int
	header http.Header
	body   string
}

func (w *world) do(t testing.TB, q ask) answer {
	t.Helper()
	req := w.request(t, q)
	res, err := http.DefaultTransport.RoundTrip(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := readWhole(res)
	if err != nil {
		t.Fatal(err)
	}
	w.conforms(t, req, q, res, body)
	res.Header.Del("Date")
	return answer{res.StatusCode, res.Header, string(body)}
}

func (w *world) request(t testing.TB, q ask) *http.Request {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), q.method, w.http.URL+q.path, strings.NewReader(q.body))
	if err != nil {
		t.Fatal(err)
	}
	if q.body != "" {
		req.Header.Set("Content-Type", "application/json")
	}
	for name, value := range q.header {
		req.Header.Set(name, value)
	}
	if q.session != nil {
		req.AddCookie(q.session)
	}
	return req
}

// readWhole reads a body to its end; of a stream, what comes before the third sign of life, without the sealed ids.
func readWhole(res *http.Response) ([]byte, error) {
	if res.Header.Get("Content-Type") != "text/event-stream" {
		return io.ReadAll(res.Body)
	}
	var out []byte
	beats := 0
	lines := bufio.NewScanner(res.Body)
	for beats < 3 && lines.Scan() {
		switch line := lines.Text(); {
		case line == ": ":
			beats++
		case !strings.HasPrefix(line, "id: "):
			out = append(append(out, line...), '\n')
		}
	}
	return out, lines.Err()
}

// asText has the validator take a stream and an archive as a text.
var asText = sync.OnceFunc(func() {
	for _, kind := range []string{"text/event-stream", "application/zip"} {
		openapi3filter.RegisterBodyDecoder(kind, func(r io.Reader, _ http.Header, _ *openapi3.SchemaRef, _ openapi3filter.EncodingFn) (any, error) {
			b, err := io.ReadAll(r)
			return string(b), err
		})
	}
})

// conforms holds an answer against the description: its status is one that is described, and its body is as described.
func (w *world) conforms(t testing.TB, req *http.Request, q ask, res *http.Response, body []byte) {
	t.Helper()
	at := req.Clone(req.Context())
	at.URL.Scheme, at.URL.Host, at.Host = "", "", ""
	route, params, err := w.spec.FindRoute(at)
	if err != nil {
		return // no operation
	}
	in := &openapi3filter.ResponseValidationInput{
		RequestValidationInput: &openapi3filter.RequestValidationInput{Request: at, Route: route, PathParams: params},
		Status:                 res.StatusCode, Header: res.Header, Options: &openapi3filter.Options{IncludeResponseStatus: true},
	}
	if err := openapi3filter.ValidateResponse(t.Context(), in.SetBodyBytes(body)); err != nil {
		t.Errorf("%s %s: the answer is not as described: %v\n%s", q.method, q.path, err, body)
	}
}

// read decodes a body.
func read[T any](t testing.TB, a answer) T {
	t.Helper()
	var out T
	d := json.NewDecoder(bytes.NewReader([]byte(a.body)))
	d.DisallowUnknownFields()
	if err := d.Decode(&out); err != nil {
		t.Fatalf("%v: %s", err, a.body)
	}
	return out
}

// written are the headers of whatever writes: a fresh key, whatever the version.
func written(t testing.TB) map[string]string {
	t.Helper()
	return map[string]string{"Idempotency-Key": rand.Text(), "If-Match": "*"}
}

func operationID(op any) string {
	if o, ok := op.(*huma.Operation); ok && o != nil {
		return o.OperationID
	}
	return ""
}
