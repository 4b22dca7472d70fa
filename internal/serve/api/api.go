// Package api is what the pages do, for programs: JSON under /api/v1, described by OpenAPI 3.1 at /api/openapi.json. Every
// operation stands in the registry with the permission that it needs; it asks the same desk as the pages and never the store,
// so that walls, the ledger and the first view hold for programs as they do for people.
package api

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

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
	"github.com/taupier-eu/taupier/internal/link/shared"
	"github.com/taupier-eu/taupier/internal/serve/resumable"
)

// Door knows who is signed in.
type Door interface {
	Who(ctx context.Context, session string, now time.Time) (access.Actor, error)   // by the hash of a session
	Bearer(ctx context.Context, secret string, now time.Time) (access.Actor, error) // by a service token
	Sessions(ctx context.Context, user string, now time.Time) ([]access.Session, error)
	EndSession(ctx context.Context, user, id string, now time.Time) error
	EndOthers(ctx context.Context, user, keep string, now time.Time) error // keep is a hash
}

// Head is how far the ledger has come.
type Head struct {
	Size, Signed int64
	Last         time.Time
	Root, Note   string
}

// Options are what the API stands on.
type Options struct {
	Desk      casework.Desk
	Tasks     task.Desk
	Deadlines deadline.Desk
	Payments  payment.Desk
	Evidence  evidence.Desk
	Bundles   bundle.Desk
	Start     starting.Desk
	Retention *retention.Desk
	Links     shared.Desk
	Many      bulk.Desk
	Search    search.Desk
	Views     views.Desk
	Registrar Registrar
	Tokens    Tokens
	Watch     source.Watch // the sources of logs
	Problems  source.Store // what could not be read
	Reading   func() Reading
	ReadAgain func(ctx context.Context, by access.Actor) error                                     // asks for another reading
	Looked    func(ctx context.Context, who access.Actor, act, object string, now time.Time) error // writes that somebody looked, where no desk does
	Watchers  func(context.Context) ([]Watcher, error)                                             // who witnesses this ledger
	Stamps    func(context.Context) (Stamps, error)                                                // what a time-stamp authority said of it
	Backups   func(context.Context) (Backups, error)                                               // of this server
	Fictional bool                                                                                 // there are no sources to watch
	Imports   *upload.Desk                                                                         // where data is brought in; nil: nowhere
	Parts     *resumable.Handler                                                                   // takes it in parts; nil with Imports
	Catalogue []core.Signal                                                                        // what is looked for, by id
	Door      Door
	Answers   Answers
	Cookie    string // name of the session's cookie
	Head      func(context.Context) (Head, error)
	Host      func(host string) bool // answers to this name; others are refused
	Now       func() time.Time
	Random    io.Reader
	Trace     func() string // names a request, for whoever looks for it in the log
	Trouble   func(trace string, err error)
	Changed   func() <-chan struct{} // closed once something has changed in a case

	User, Address Pace          // how often; none for the usual
	Beat          time.Duration // between signs of life of a stream; 0 for the usual
	Patience      time.Duration // with a file that comes in; 0 for the usual
}

// API answers everything under /api.
type API struct {
	Options
	huma             huma.API
	mux              *http.ServeMux
	rows             map[string]row // by pattern of the mux
	seal             seal
	flights          flights
	streams          streams
	putting          putting
	users, addresses *limiter
	stopped          chan struct{}
	spec             []byte
	http             http.Handler
}

// New makes the API.
func New(o Options) (*API, error) {
	a := &API{Options: o, mux: http.NewServeMux(), rows: map[string]row{}, stopped: make(chan struct{})}
	a.Beat, a.Patience = cmp.Or(o.Beat, beat), cmp.Or(o.Patience, bodyTime)
	a.users, a.addresses = newLimiter(o.User, userPace), newLimiter(o.Address, addressPace)
	var err error
	if a.seal, err = newSeal(o.Random); err != nil {
		return nil, err
	}
	a.huma = humago.New(a.mux, config())
	a.describe(a.huma.OpenAPI())
	a.operations()
	a.tidy()
	if a.spec, err = json.MarshalIndent(a.huma.OpenAPI(), "", " "); err != nil {
		return nil, fmt.Errorf("describe the API: %w", err)
	}
	a.mux.HandleFunc("GET /api/openapi.json", a.serveSpec)
	a.mux.HandleFunc("GET /api/problems", serveProblems)
	a.rows["GET /api/openapi.json"], a.rows["GET /api/problems"] = row{need: access.Public}, row{need: access.Public}
	a.mux.HandleFunc("/", a.absent)
	a.http = a.guard(a.mux)
	return a, nil
}

// ServeHTTP answers a request under /api.
func (a *API) ServeHTTP(w http.ResponseWriter, r *http.Request) { a.http.ServeHTTP(w, r) }

// Run works beside the answers until it is told to stop, and ends the streams then.
func (a *API) Run(ctx context.Context) error {
	<-ctx.Done()
	close(a.stopped)
	return nil
}

// Spec is the description of the API, OpenAPI 3.1.
func (a *API) Spec() []byte { return a.spec }

func (a *API) serveSpec(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "application/openapi+json")
	_, _ = w.Write(a.spec)
}

// operations registers everything, area by area.
func (a *API) operations() {
	a.selfOperations()
	a.peopleOperations()
	a.linkOperations()
	a.caseOperations()
	a.workOperations()
	a.stepOperations()
	a.taskOperations()
	a.deadlineOperations()
	a.approvalOperations()
	a.evidenceOperations()
	a.evidenceInOperations()
	a.bundleOperations()
	a.importOperations()
	a.importRemoveOperations()
	a.importPartOperations()
	a.paymentOperations()
	a.streamOperations()
	a.vettingOperations()
	a.startOperations()
	a.trustOperations()
	a.ledgerOperations()
	a.asideOperations()
	a.manyOperations()
	a.viewOperations()
	a.searchOperations()
	a.compareOperations()
	a.colleagueOperations()
	a.glassOperations()
	a.userOperations()
	a.requestOperations()
	a.tokenOperations()
	a.sessionOperations()
	a.sourceOperations()
	a.witnessOperations()
	a.retentionOperations()
}
