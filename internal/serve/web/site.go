// Package web is the pages: the standard ServeMux, one file a page, templates inside the binary, and three scripts: one asks a browser
// for a passkey, one sends large files in parts, one keeps drafts and knows single keys. Every page and act stands in one table of routes
// with the permission that it needs; whoever lacks it is told what whoever mistypes is told.
package web

import (
	"bytes"
	"context"
	"embed"
	"errors"
	"fmt"
	"html/template"
	"io"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync"
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
	"github.com/taupier-eu/taupier/internal/intake/upload"
	"github.com/taupier-eu/taupier/internal/link/shared"
	"github.com/taupier-eu/taupier/internal/serve/resumable"
)

// templates/*.html is a page each, by its name; templates/parts/*.html are in every one of them.
//
//go:embed templates/*.html templates/parts/*.html
var templateFiles embed.FS

// Door keeps sessions.
type Door interface {
	SignIn(ctx context.Context, link, session string, now time.Time) error // hashes
	Who(ctx context.Context, session string, now time.Time) (access.Actor, error)
	SignOut(ctx context.Context, session, user string, now time.Time) error
	Prove(ctx context.Context, user, old, fresh string, way access.Way, now time.Time) error // hashes
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

// Options are what the pages stand on.
type Options struct {
	Desk      casework.Desk
	Many      bulk.Desk
	Search    search.Desk
	Views     views.Desk
	Drafts    Drafts
	Visit     func(ctx context.Context, user string, now time.Time) (before time.Time, err error) // when a user's visit before this one ended
	Tasks     task.Desk
	Evidence  evidence.Desk
	Bundles   bundle.Desk
	Deadlines deadline.Desk
	Retention *retention.Desk
	Payments  payment.Desk
	Start     starting.Desk
	Links     shared.Desk
	Door      Door
	Keys      Keyring
	Secrets   Secrets
	Passkeys  *passkey.Party // nil: they cannot work under the server's address
	Registrar Registrar
	Tokens    Tokens
	Provider  Provider // of single sign-on; nil: there is none
	Logins    Logins
	Looked    func(ctx context.Context, who access.Actor, act, object string, now time.Time) error // writes that somebody looked, where no desk does
	Head      func(context.Context) (Head, error)
	Ready     func(context.Context, time.Time) error
	Witness   func(ctx context.Context, request []byte, now time.Time) (status int, kind string, answer []byte) // nil: witnesses no other ledger
	Watchers  func(context.Context) ([]Watcher, error)                                                          // who witnesses this ledger
	Stamps    func(context.Context) (Stamps, error)                                                             // what a time-stamp authority said of it
	Backups   func(context.Context) (Backups, error)                                                            // of this server; nil: it knows of none
	Catalogue []core.Signal                                                                                     // what is looked for, by id
	Fictional bool                                                                                              // the banner says so on every page
	Failed    func() bool                                                                                       // the company's data could not be read
	Now       func() time.Time
	Random    io.Reader
	Trouble   func(error) // told of what is no fault of whoever asked

	Watch     source.Watch                                                       // the sources of logs
	Problems  source.Store                                                       // what could not be read
	Reading   func() Reading                                                     // how the reading of the company's folder stands
	ReadAgain func(ctx context.Context, by access.Actor) error                   // asks for another
	Imports   *upload.Desk                                                       // where data is brought in; nil: nowhere
	Parts     *resumable.Handler                                                 // takes it in parts; nil with Imports
	Setup     Setup                                                              // what comes first on a new server; zero: nothing
	Hosts     []string                                                           // names of this server besides its machine's own
	URL       string                                                             // how people reach the server, such as https://taupier.example.com; "": by this machine's own names
	Reprint   func(ctx context.Context, a access.Actor, host, back string) error // prints a fresh sign-in address that leads back to a page, where the server runs; nil: it does not
}

type site struct {
	Options
	pages map[string]*template.Template
	gets  *http.ServeMux // only to find out which pages there are
	kept  keptForms

	ceremonies     waiting[passkey.Ceremony]
	authenticators waiting[authenticator] // by the session's hash
	hashing        sync.Mutex

	cookie string // name of the session's
	secure bool
	host   string // of URL; "" for this machine alone
}

// Route is one row of the table.
type Route struct {
	Pattern string
	Need    access.Permission
	serve   func(*site, *request) error
}

// Routes is every page and act, area by area; an area's routes stand in the file of its first page.
func Routes() []Route {
	return slices.Concat(
		doorRoutes,
		signInRoutes,
		proveRoutes,
		accountRoutes, accountKeyRoutes, passwordRoutes,
		tokenRoutes,
		singleRoutes,
		userRoutes,
		caseRoutes, approvalRoutes,
		manyRoutes, asideRoutes, searchRoutes, viewRoutes, compareRoutes, draftRoutes,
		ledgerRoutes,
		witnessRoutes,
		taskRoutes,
		trustRoutes, retentionRoutes,
		rulesRoutes,
		linksRoutes,
		evidenceRoutes,
		deadlineRoutes,
		reportRoutes,
		csvRoutes,
		paymentRoutes,
		startRoutes,
		sourceRoutes,
		importRoutes, importPartRoutes,
	)
}

// New makes the handler of all pages.
func New(o Options) (http.Handler, error) {
	pages, err := templates()
	if err != nil {
		return nil, err
	}
	s := &site{Options: o, pages: pages, gets: http.NewServeMux(), secure: Secure(o.URL)}
	s.cookie = CookieName(s.secure)
	if at, err := url.Parse(o.URL); err == nil {
		s.host = at.Host
	}
	mux := http.NewServeMux()
	for _, r := range Routes() {
		mux.Handle(r.Pattern, bounded(r.Pattern, s.handler(r.Need, r.serve)))
		if strings.HasPrefix(r.Pattern, "GET ") {
			s.gets.Handle(r.Pattern, http.NotFoundHandler())
		}
	}
	mux.Handle("/", bounded("/", s.handler(access.SignedIn, func(*site, *request) error { return core.ErrNotFound })))
	return s.guard(http.NewCrossOriginProtection().Handler(s.setupFirst(mux))), nil
}

// guard answers only who asks for this machine by a name of its own (a page elsewhere whose name was pointed here is refused),
// and says what a page may do.
func (s *site) guard(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'")
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Cache-Control", "no-store")
		if s.secure {
			h.Set("Strict-Transport-Security", "max-age=31536000")
		}
		if !loopbackName(r.Host) && (s.host == "" || r.Host != s.host) && !s.named(r.Host) {
			refuse(w, http.StatusMisdirectedRequest, "refused_name")
			return
		}
		if r.Header.Get("Sec-Fetch-Site") == "cross-site" && r.Header.Get("Sec-Fetch-Mode") != "navigate" {
			refuse(w, http.StatusForbidden, "refused_elsewhere")
			return
		}
		next.ServeHTTP(w, r)
	})
}

// bodies are the routes whose body may be larger than maxBody, and how large.
var bodies = map[string]int64{"POST /import": importBody, "PATCH /import/parts/{id}": partBody, "POST /cases/{id}/evidence": evidenceBody}

const maxBody = 64 << 10

// bounded reads no more of a body than its route may have.
func bounded(pattern string, next http.Handler) http.Handler {
	most := max(maxBody, bodies[pattern])
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r.Body = http.MaxBytesReader(w, r.Body, most)
		next.ServeHTTP(w, r)
	})
}

// named reports whether a Host header is one of the server's own names.
func (s *site) named(host string) bool {
	if h, _, err := net.SplitHostPort(host); err == nil {
		host = h
	}
	return slices.Contains(s.Hosts, host)
}

func loopbackName(host string) bool {
	name := host
	if h, _, err := net.SplitHostPort(host); err == nil {
		name = h
	}
	if name == "localhost" {
		return true
	}
	ip, err := netip.ParseAddr(strings.Trim(name, "[]"))
	return err == nil && ip.IsLoopback()
}

// request is one request by somebody.
type request struct {
	*http.Request
	w     http.ResponseWriter
	actor access.Actor
	hash  string // of the session
	lang  core.Lang
	now   time.Time
	taken bool // what was sent was taken: the answer leads on
}

func (s *site) handler(need access.Permission, serve func(*site, *request) error) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, hr *http.Request) {
		r := &request{Request: hr, w: w, now: s.Now().UTC(), lang: langOf(hr)}
		r.Request = hr.WithContext(access.Acting(hr.Context(), func() access.Actor { return r.actor }))
		if need != access.Public {
			if err := s.identify(r); err != nil {
				s.fail(r, err)
				return
			}
			if r.actor.User == "" {
				s.needSignIn(r)
				return
			}
			if !access.May(r.actor, need) || !known(r) {
				s.fail(r, core.ErrNotFound)
				return
			}
			if err := s.whole(r, need); err != nil {
				s.fail(r, err)
				return
			}
		}
		if err := serve(s, r); err != nil {
			s.fail(r, err)
			return
		}
		s.dropDrafts(r)
	})
}

// fail answers an error once, for all pages.
func (s *site) fail(r *request, err error) {
	switch {
	case errors.Is(err, core.ErrNotFound):
		s.message(r, http.StatusNotFound, "notfound", "notfound_text", "")
	case errors.Is(err, access.ErrProof):
		s.askProof(r)
	case errors.Is(err, access.ErrTooMany):
		s.message(r, http.StatusTooManyRequests, "too_many", "too_many_text", "")
	case errors.Is(err, core.ErrInvalid):
		s.message(r, http.StatusUnprocessableEntity, "trouble", "again", "")
	case errors.Is(err, core.ErrConflict):
		s.message(r, http.StatusConflict, "trouble", "again", "")
	default:
		if s.Trouble != nil && !errors.Is(err, context.Canceled) {
			s.Trouble(fmt.Errorf("%s %s: %w", r.Method, r.Pattern, err))
		}
		if errors.Is(err, core.ErrUnsure) {
			s.message(r, http.StatusServiceUnavailable, "unsure", "unsure_text", "")
			return
		}
		if core.NoRoom(err) {
			s.message(r, http.StatusInsufficientStorage, "trouble", "no_room_text", "")
			return
		}
		s.message(r, http.StatusServiceUnavailable, "trouble", "trouble_text", "")
	}
}

// base is what every page shows.
type base struct {
	Lang      core.Lang
	Actor     access.Actor
	Fictional bool
	Title     string
	Path      string
	Problem   string // word
	Form      url.Values
	Reload    bool // the page looks again by itself
	Scripted  bool // the page asks for passkeys
	Reading   string
	Searching string // what was searched for, in the field of the head
	Provider  string // name of the provider of single sign-on; "": there is none
}

func (s *site) base(r *request, title string) base {
	b := base{Lang: r.lang, Actor: r.actor, Path: r.URL.Path, Form: url.Values{}, Fictional: s.Fictional, Provider: s.providerName()}
	b.Title = b.W(title)
	return b
}

// reading says that nothing was read yet, or never will be.
func (s *site) reading(b *base, c casework.Company) {
	if c.Read != 0 {
		return
	}
	b.Reload, b.Reading = true, b.W("reading")
	if s.Failed() {
		b.Reading = b.W("read_failed")
	}
}

// W is a fixed word.
func (b base) W(key string) string {
	t, ok := words[key]
	if !ok {
		panic("BUG: no word for " + key)
	}
	return t.In(b.Lang)
}

// T is a text in the page's language.
func (b base) T(t core.Text) string { return t.Typeset().In(b.Lang) }

// Colon stands between a label and what it labels.
func (b base) Colon() string { return core.Colon.In(b.Lang) }

// OtherLang is the language that the page is not in.
func (b base) OtherLang() core.Lang {
	if b.Lang == core.French {
		return core.English
	}
	return core.French
}

// At writes an instant.
func (b base) At(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format("2006-01-02 15:04 UTC")
}

// Sum writes hundredths as a decimal.
func (b base) Sum(hundredths int) string {
	text := strconv.FormatFloat(float64(hundredths)/100, 'f', 2, 64)
	if b.Lang == core.French {
		return strings.Replace(text, ".", ",", 1)
	}
	return text
}

// show renders a page whole before a byte of it is sent.
func (s *site) show(r *request, status int, name string, view any) error {
	var b bytes.Buffer
	if err := s.pages[name].ExecuteTemplate(&b, "layout", view); err != nil {
		return fmt.Errorf("page %s: %w", name, err)
	}
	r.w.Header().Set("Content-Type", "text/html; charset=utf-8")
	r.w.WriteHeader(status)
	_, err := b.WriteTo(r.w)
	if err != nil {
		return nil //nolint:nilerr // whoever asked has gone
	}
	return nil
}

// message is a page that says one thing; with a token, it asks whether to sign in.
type message struct {
	base
	Text, Token, Back string
}

// refuse answers without a page, in both languages: here nobody knows yet, or any more, which one is read.
func refuse(w http.ResponseWriter, status int, word string) {
	http.Error(w, words[word].EN+"\n"+words[word].FR, status)
}

func (s *site) message(r *request, status int, title, text, token string) {
	b := s.base(r, title)
	if err := s.show(r, status, "message", message{base: b, Text: b.W(text), Token: token}); err != nil {
		refuse(r.w, http.StatusInternalServerError, "refused_unmade")
	}
}

func (r *request) redirect(path string) error {
	r.taken = true
	http.Redirect(r.w, r.Request, path, http.StatusSeeOther)
	return nil
}

const langCookie = "taupier_lang"

// langOf is the language chosen, else the one that the browser wants most among those we speak.
func langOf(r *http.Request) core.Lang {
	if c, err := r.Cookie(langCookie); err == nil && (c.Value == "fr" || c.Value == "en") {
		return core.Lang(c.Value)
	}
	return core.Accepted(r.Header.Get("Accept-Language"))
}
