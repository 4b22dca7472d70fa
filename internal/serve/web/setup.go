package web

import (
	"errors"
	"net/http"
	"strconv"
	"strings"
	"sync"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/setup"
)

// Setup is what comes before everything else on a new server. While Done says no, nothing but the set-up is served.
type Setup struct {
	Desk     setup.Desk
	Address  string        // hash of the one-time address
	Done     func() bool   // nil: there is nothing to set up
	Finished func()        // told when it is done
	Base     func() string // beginning of the server's addresses
}

// setupDoor lets in whoever opened the one-time address, and nobody after.
type setupDoor struct {
	mu     sync.Mutex
	used   bool
	opened string // hash of the cookie
}

const setupCookie = "taupier_setup"

// setupFirst serves the set-up in the place of every page until it is done. It has routes of its own because it has no users.
func (s *site) setupFirst(pages http.Handler) http.Handler {
	if s.Setup.Done == nil {
		return pages
	}
	door := &setupDoor{}
	mux := http.NewServeMux()
	for _, open := range doorRoutes {
		switch open.Pattern {
		case "GET /healthz", "GET /static/{file}", "POST /language":
			mux.Handle(open.Pattern, bounded(open.Pattern, s.handler(access.Public, open.serve)))
		}
	}
	mine := func(pattern string, serve func(*site, *request) error) {
		mux.Handle(pattern, bounded(pattern, s.handler(access.Public, func(s *site, r *request) error {
			if c, err := r.Cookie(setupCookie); err != nil || !door.is(access.Hash(c.Value)) {
				return s.setupShut(r)
			}
			return serve(s, r)
		})))
	}
	mux.Handle("GET /setup/{token}", s.handler(access.Public, (*site).setupBegin))
	mux.Handle("POST /setup/open", bounded("", s.handler(access.Public, func(s *site, r *request) error { return s.setupOpen(r, door) })))
	mine("GET /setup", (*site).setupPage)
	mine("POST /setup/step/{step}", (*site).setupSave)
	mine("POST /setup/finish", (*site).setupFinish)
	mux.Handle("/", s.handler(access.Public, (*site).setupShut))
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if s.Setup.Done() {
			pages.ServeHTTP(w, r)
			return
		}
		mux.ServeHTTP(w, r)
	})
}

func (s *site) setupShut(r *request) error {
	s.message(r, http.StatusServiceUnavailable, "setup", "setup_shut", "")
	return nil
}

// take uses the address up for one browser.
func (d *setupDoor) take(hash string) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.used {
		return false
	}
	d.used, d.opened = true, hash
	return true
}

func (d *setupDoor) is(hash string) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.used && d.opened == hash
}

// setupBegin asks before the address is used up.
func (s *site) setupBegin(r *request) error {
	b := s.base(r, "setup")
	return s.show(r, http.StatusOK, "setupbegin", message{base: b, Text: b.W("setup_begin_text"), Token: r.PathValue("token")})
}

func (s *site) setupOpen(r *request, door *setupDoor) error {
	token, hash, err := access.NewToken(s.Random)
	if err != nil {
		return err
	}
	if access.Hash(r.FormValue("token")) != s.Setup.Address || !door.take(hash) {
		return s.setupShut(r)
	}
	http.SetCookie(r.w, &http.Cookie{Name: setupCookie, Value: token, Path: "/", HttpOnly: true, Secure: s.secure, SameSite: http.SameSiteStrictMode})
	return r.redirect("/setup")
}

// setupView is one step: its fields with what was answered, and the steps before and after.
type setupView struct {
	base
	Step    setup.Step
	Steps   []setupStep
	Is      string
	Fields  []setupField
	Lacks   []core.Text
	Whole   bool // nothing is missing
	Invited []invited
}

type setupStep struct {
	Path, Name string
	Here, Done bool
}

// setupField is one field of a form. Dossier is the second one beside a name.
type setupField struct {
	Name, Label, Value string
	Long               bool
	Dossier            *string
}

type invited struct{ Name, Roles, Address string }

func (s *site) setupPage(r *request) error {
	a, err := s.Setup.Desk.Store.Answers(r.Context())
	if err != nil {
		return err
	}
	step := setup.Step(r.FormValue("step"))
	if setupForms[step] == nil {
		if step = a.Next(); step == "" {
			step = setup.StepConsultation
		}
	}
	return s.showSetup(r, http.StatusOK, a, step, nil)
}

func (s *site) showSetup(r *request, status int, a setup.Answers, step setup.Step, lacks []core.Text) error {
	v := setupView{base: s.base(r, "setup"), Step: step, Lacks: lacks, Whole: a.Next() == ""}
	for _, st := range setup.Steps {
		v.Steps = append(v.Steps, setupStep{"/setup?step=" + string(st), v.W("setup_step_" + string(st)), st == step, len(a.Check(st)) == 0})
	}
	v.Is = v.W("setup_is_" + string(step))
	v.Fields = setupForms[step].fields(a)
	for i := range v.Fields {
		v.Fields[i].Label = v.W(v.Fields[i].Label)
	}
	return s.show(r, status, "setup", v)
}

func (s *site) setupSave(r *request) error {
	step := setup.Step(r.PathValue("step"))
	form := setupForms[step]
	if form == nil {
		return core.ErrNotFound
	}
	if err := r.ParseForm(); err != nil {
		return errors.Join(core.ErrInvalid, err)
	}
	a, err := s.Setup.Desk.Save(r.Context(), step, r.now, func(a *setup.Answers) { form.take(a, func(name string) []string { return trimmed(r.Form[name]) }) })
	if err != nil {
		return err
	}
	if lacks := a.Check(step); len(lacks) > 0 {
		return s.showSetup(r, http.StatusUnprocessableEntity, a, step, lacks)
	}
	for i, st := range setup.Steps {
		if st == step && i+1 < len(setup.Steps) {
			return r.redirect("/setup?step=" + string(setup.Steps[i+1]))
		}
	}
	return r.redirect("/setup")
}

func trimmed(in []string) []string {
	out := make([]string, len(in))
	for i, v := range in {
		out[i] = strings.TrimSpace(v)
	}
	return out
}

// setupFinish shows the addresses once: they are nowhere else.
func (s *site) setupFinish(r *request) error {
	all, err := s.Setup.Desk.Finish(r.Context(), r.now)
	if errors.Is(err, core.ErrInvalid) {
		return r.redirect("/setup")
	}
	if err != nil {
		return err
	}
	s.Setup.Finished()
	v := setupView{base: s.base(r, "setup_done")}
	for _, i := range all {
		var roles []string
		for _, role := range i.Roles {
			roles = append(roles, v.W("setup_"+string(role)))
		}
		v.Invited = append(v.Invited, invited{i.Name, strings.Join(roles, ", "), s.Setup.Base() + "/sign-in/" + i.Token})
	}
	return s.show(r, http.StatusOK, "setup", v)
}

// number reads days; what is no number is 0, which every check refuses.
func number(values []string) int {
	if len(values) == 0 {
		return 0
	}
	n, err := strconv.Atoi(values[0])
	if err != nil {
		return 0
	}
	return n
}

func one(values []string) string {
	if len(values) == 0 {
		return ""
	}
	return values[0]
}
