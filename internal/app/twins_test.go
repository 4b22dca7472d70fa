package app

import (
	"crypto/rand"
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/serve/api"
	"github.com/taupier-eu/taupier/internal/serve/web"
)

// twins gives each page and act of the pages the operations of the API that do the same: for an act one, for a page those that say
// what it shows, first the one that is the page. Acts of a route with {act} stand one by one.
var twins = map[string]string{
	"GET /{$}":        "notices people deadlines tasks approvals knocks vetting sources freshness backups",
	"GET /queue":      "people colleagues",
	"GET /queue.csv":  "people", // another form of the list
	"GET /vetting":    "vetting",
	"GET /search":     "search",
	"GET /compare":    "compare",
	"GET /links":      "person-links links-path",
	"GET /links.csv":  "person-links", // another form of the list
	"GET /links.svg":  "person-links", // a drawing of the same
	"GET /rules":      "signals",
	"GET /rules/{id}": "signals",

	"GET /people/{id}":             "person person-links",
	"POST /people/{id}/view":       "write-first-view",
	"POST /people/{id}/aside":      "set-aside",
	"POST /people/{id}/bring-back": "bring-back",

	"GET /cases/{id}":             "case case-events colleagues similar-cases evidence case-tasks case-deadlines cases",
	"POST /cases/{id}/claim":      "claim-case",
	"POST /cases/{id}/release":    "release-case",
	"POST /cases/{id}/note":       "note-case",
	"POST /cases/{id}/view":       "view-case",
	"POST /cases/{id}/decide":     "decide-case propose-case",
	"POST /cases/{id}/close":      "close-case",
	"POST /cases/{id}/suppose":    "suppose-case",
	"POST /cases/{id}/weigh":      "weigh-case",
	"POST /cases/{id}/conflict":   "name-conflict",
	"POST /cases/{id}/unconflict": "withdraw-conflict",
	"POST /cases/{id}/seal":       "seal-case",
	"POST /cases/{id}/member":     "add-member",
	"POST /cases/{id}/contest":    "contest-case",
	"POST /cases/{id}/review":     "review-answer",
	"POST /cases/{id}/merge":      "merge-case",
	"POST /cases/{id}/split":      "split-case",

	"GET /cases/{id}/evidence":              "evidence custody",
	"POST /cases/{id}/evidence":             "add-evidence",
	"POST /cases/{id}/evidence/{item}/open": "evidence-bytes",
	"POST /links/save":                      "add-evidence", // the drawing is the page's; a program puts in what it made itself
	"GET /cases/{id}/report":                "report",
	"GET /cases/{id}/report.pdf":            "report", // another form of it
	"POST /cases/{id}/bundle.zip":           "take-bundle",

	"GET /tasks":                                 "tasks",
	"GET /tasks/{id}":                            "task",
	"POST /tasks/{id}/answer":                    "answer-task",
	"POST /cases/{id}/tasks":                     "ask-task",
	"POST /cases/{id}/tasks/{task}/withdraw":     "withdraw-task",
	"POST /cases/{id}/deadlines":                 "set-deadline",
	"POST /cases/{id}/deadlines/{deadline}/done": "meet-deadline",

	"GET /approvals":       "approvals knocks",
	"GET /approvals/{id}":  "approval",
	"POST /approvals/{id}": "answer-approval",
	"POST /knocks/{id}":    "answer-knock",
	"POST /break-glass":    "break-glass",

	"GET /many":             "many",
	"POST /many":            "plan-many",
	"GET /many/{id}":        "many-job many-people",
	"POST /many/{id}":       "word-many",
	"POST /many/{id}/start": "start-many",
	"POST /many/{id}/stop":  "stop-many",
	"POST /many/{id}/undo":  "undo-many",

	"GET /views":              "views",
	"POST /views":             "keep-view",
	"POST /views/{id}":        "rename-view",
	"POST /views/{id}/delete": "delete-view",
	"POST /views/{id}/begin":  "begin-view",

	"GET /payments":               "payments",
	"POST /payments/{id}/hold":    "propose-payment",
	"POST /payments/{id}/release": "propose-payment",
	"POST /payments/{id}/agree":   "answer-payment",
	"POST /payments/{id}/refuse":  "answer-payment",
	"GET /start":                  "start",
	"POST /start/{person}":        "mark-start",

	"GET /sources":       "sources reading freshness source-gaps source-problems",
	"POST /sources/read": "read-again",
	"GET /trust":         "accesses ledger witnesses stamps backups",
	"GET /ledger":        "ledger",

	"GET /retention":               "retention",
	"POST /retention/hold":         "hold-erasure",
	"POST /retention/{id}/release": "release-hold",

	"GET /import":               "imports",
	"POST /import":              "begin-import send-import-part",
	"GET /import/{id}":          "import",
	"POST /import/{id}/confirm": "confirm-import",
	"POST /import/{id}/discard": "discard-import",
	"GET /import/remove/{id}":   "import-removal",
	"POST /import/{id}/remove":  "remove-import",
	"POST /import/parts":        "begin-import",
	"HEAD /import/parts/{id}":   "ask-import-parts",
	"PATCH /import/parts/{id}":  "send-import-part",
	"DELETE /import/parts/{id}": "discard-import",

	"GET /users":                  "users",
	"POST /users":                 "add-user",
	"GET /users/{id}":             "user",
	"POST /users/{id}/give":       "change-role",
	"POST /users/{id}/take":       "change-role",
	"POST /users/{id}/disable":    "disable-user",
	"POST /users/{id}/address":    "address-user",
	"POST /users/{id}/tokens/end": "end-token-of",
	"GET /confirm":                "requests",
	"POST /confirm/{id}":          "answer-request",
	"GET /tokens":                 "tokens",
	"POST /tokens":                "make-token",
	"POST /tokens/{id}/end":       "end-token",
	"GET /account":                "sessions self tokens",
	"POST /account/sessions/end":  "end-session end-other-sessions",
}

// Why a page or an act has no twin.
const (
	signingIn = "who somebody is, is shown in a browser: a program has a token"
	ownMeans  = "what one signs in with is chosen and typed in a browser alone"
	browsers  = "it is about how a browser shows the pages"
	machines  = "it is for programs itself"
)

var alone = map[string]string{
	"GET /healthz": machines, "POST /witness/add-checkpoint": machines,
	"GET /static/{file}": browsers, "POST /language": browsers, "GET /drafts": browsers, "POST /drafts": browsers, "GET /keys": browsers, "POST /account/keys": browsers,
	"GET /sign-in": signingIn, "GET /sign-in/{token}": signingIn, "POST /sign-in": signingIn, "POST /sign-in/passkey/begin": signingIn, "POST /sign-in/passkey": signingIn,
	"POST /sign-in/password": signingIn, "GET /sign-in/single": signingIn, "GET " + web.SingleBack: signingIn, "POST /sign-out": signingIn,
	"GET /prove": signingIn, "POST /prove/address": signingIn, "POST /prove/passkey/begin": signingIn, "POST /prove/passkey": signingIn, "POST /prove/password": signingIn, "GET /prove/single": signingIn,
	"POST /account/passkeys/begin": ownMeans, "POST /account/passkeys": ownMeans, "POST /account/passkeys/{id}/name": ownMeans, "POST /account/passkeys/{id}/remove": ownMeans,
	"GET /account/password": ownMeans, "POST /account/password": ownMeans, "POST /account/drop-password": ownMeans, "POST /account/recovery": ownMeans,
	"GET /account/single": ownMeans, "POST /account/single/end": ownMeans,
}

// otherNeeds are twins with another permission than their page, with the reason.
var otherNeeds = map[string]string{
	"remove-import":  "the page's route is of all acts on an upload, and its desk asks for this permission too",
	"confirm-import": "the page's route is of both acts on an upload, and its desk asks for this permission too",
	"merge-case":     "the page's route is of all acts on a case; this one is for whoever works on cases",
	"split-case":     "the page's route is of all acts on a case; this one is for whoever works on cases",
}

// programs are operations that no page has, with the reason.
var programs = map[string]string{
	"events": "programs follow what changes; whoever looks at a page looks again",
}

// operation is what the description of the API says of one.
type operation struct{ method, need string }

func operations(t *testing.T) map[string]operation {
	t.Helper()
	a, err := api.New(api.Options{Random: rand.Reader})
	if err != nil {
		t.Fatal(err)
	}
	var spec struct {
		Paths map[string]map[string]struct {
			OperationID string `json:"operationId"`
			Need        string `json:"x-permission"`
		}
	}
	if err := json.Unmarshal(a.Spec(), &spec); err != nil {
		t.Fatal(err)
	}
	out := map[string]operation{}
	for _, item := range spec.Paths {
		for method, op := range item {
			out[op.OperationID] = operation{strings.ToUpper(method), op.Need}
		}
	}
	return out
}

// pagesAndActs are the routes of the pages, each act by itself, with what they need.
func pagesAndActs() map[string]access.Permission {
	out := map[string]access.Permission{}
	for _, r := range web.Routes() {
		acts := web.Acts(r.Pattern)
		if len(acts) == 0 {
			out[r.Pattern] = r.Need
		}
		for _, act := range acts {
			out[strings.Replace(r.Pattern, "{act}", act, 1)] = r.Need
		}
	}
	return out
}

// Whoever adds a page or an act adds what does the same for programs, or says here why there is none.
func TestEveryRouteOfThePagesHasItsTwinInTheAPI(t *testing.T) {
	ops, routes, used := operations(t), pagesAndActs(), map[string]bool{}
	for route, need := range routes {
		names, has := twins[route]
		why, without := alone[route]
		switch {
		case has == without:
			t.Errorf("%s (%s) has no twin in the API and no reason why: add an operation, or say in alone why there is none", route, why)
		case has:
			for i, name := range strings.Fields(names) {
				used[name] = true
				checkTwin(t, route, need, name, ops[name], i == 0)
			}
		}
	}
	for _, table := range []map[string]string{twins, alone} {
		for route := range table {
			if _, ok := routes[route]; !ok {
				t.Errorf("%s is no page and no act", route)
			}
		}
	}
	for name := range ops {
		if !used[name] && programs[name] == "" {
			t.Errorf("%s is on no page: add it to the page that says the same, or say in programs why there is none", name)
		}
	}
}

// checkTwin holds an operation against its page: an act is no reading, and both need the same.
func checkTwin(t *testing.T, route string, need access.Permission, name string, op operation, main bool) {
	t.Helper()
	if op == (operation{}) {
		t.Errorf("%s: %s is no operation", route, name)
		return
	}
	reads := strings.HasPrefix(route, http.MethodGet+" ")
	exempt := []string{"evidence-bytes"} // on the page the reason why it is opened is sent by a form
	if reads != (op.method == http.MethodGet) && !slices.Contains(exempt, name) {
		t.Errorf("%s is %s: one reads and the other acts", route, name)
	}
	if (main || !reads) && op.need != string(need) && otherNeeds[name] == "" {
		t.Errorf("%s needs %s, and %s needs %s", route, need, name, op.need)
	}
}
