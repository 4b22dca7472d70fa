package web

import (
	"errors"
	"net/http"
	"net/url"
	"path"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/core"
)

var proveRoutes = []Route{
	{"GET /prove", access.SignedIn, (*site).prove},
	{"POST /prove/address", access.SignedIn, (*site).proveByAddress},
	{"POST /prove/passkey/begin", access.SignedIn, (*site).askProofKey},
	{"POST /prove/passkey", access.SignedIn, (*site).proveByPasskey},
}

// proveView asks somebody who is signed in to show again who he is.
type proveView struct {
	base
	Back    string
	Fresh   bool // the server can print a fresh address
	Printed bool
	Kept    bool     // what was sent waits for the proof
	Key     *keyForm // nil: he has no passkey that works here
	Single  bool     // his account at the provider is linked

	Password bool // he has one
}

func (s *site) prove(r *request) error {
	return s.provePage(r, http.StatusOK, local(r.URL.Query().Get("back")), "", false)
}

func (s *site) provePage(r *request, status int, back, problem string, printed bool) error {
	_, kept := s.kept.of(r.hash, r.now)
	v := proveView{base: s.base(r, "prove"), Back: back, Fresh: s.Reprint != nil, Kept: kept, Printed: printed}
	v.Problem, v.Path = problem, "/prove"
	means, err := s.Keys.Means(r.Context(), r.actor.User)
	if err != nil {
		return err
	}
	if s.Provider != nil {
		since, err := s.Logins.Single(r.Context(), s.Provider.Issuer(), r.actor.User)
		if err != nil {
			return err
		}
		v.Single = !since.IsZero()
	}
	v.Password = means.Password
	o, err := s.owner(r)(r.actor.User)
	if err != nil {
		return err
	}
	if s.Passkeys != nil && len(s.Passkeys.Usable(o.Keys)) > 0 {
		f := s.keyForm(r, &v.base, "/prove/passkey", "passkey_prove", back)
		v.Key = &f
	}
	return s.show(r, status, "prove", v)
}

// askProofKey asks whoever is signed in for one of his passkeys.
func (s *site) askProofKey(r *request) error {
	if s.Passkeys == nil {
		return core.ErrNotFound
	}
	o, err := s.owner(r)(r.actor.User)
	if err != nil {
		return err
	}
	options, c, err := s.Passkeys.AskOwner(o)
	if err != nil {
		return err
	}
	return s.ask(r, toProve+r.hash, "get", options, c)
}

// proveByPasskey takes a passkey as the proof, and gives the session another secret.
func (s *site) proveByPasskey(r *request) error {
	if s.Passkeys == nil {
		return core.ErrNotFound
	}
	use, ok, err := s.checkKey(r, toProve+r.hash)
	if err != nil {
		return err
	}
	token, hash, err := access.NewToken(s.Random)
	if err != nil {
		return err
	}
	if ok {
		err = s.Keys.ProveByPasskey(r.Context(), use, r.hash, hash, r.now)
	}
	if !ok || errors.Is(err, core.ErrConflict) {
		return s.provePage(r, http.StatusUnprocessableEntity, local(r.FormValue("back")), "passkey_refused", false)
	}
	if err != nil {
		return err
	}
	return s.proved(r, token, r.FormValue("back"))
}

// proved gives the browser the session's new secret. What waited for the proof goes on.
func (s *site) proved(r *request, token, back string) error {
	kept, waits := s.kept.of(r.hash, r.now)
	s.kept.drop(r.hash)
	s.setSession(r, token)
	if waits {
		return s.show(r, http.StatusOK, "proved", provedView{s.base(r, "proved"), kept.path, kept.form, local(back)})
	}
	return r.redirect(local(back))
}

// proveByAddress has a fresh sign-in address printed where the server runs: whoever can read it there opens it and is proved.
func (s *site) proveByAddress(r *request) error {
	if s.Reprint == nil {
		return core.ErrNotFound
	}
	back := local(r.FormValue("back"))
	if err := s.Reprint(r.Context(), r.actor, r.Host, back); err != nil {
		return err
	}
	return s.provePage(r, http.StatusOK, back, "", true)
}

// askProof leads to the proof, and from there back to where the request came from. What was sent with it is kept meanwhile.
func (s *site) askProof(r *request) {
	back := r.URL.RequestURI()
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		if r.MultipartForm == nil && r.ParseForm() == nil {
			s.kept.put(r.hash, keptForm{path: r.URL.Path, form: r.PostForm, ends: r.now.Add(keptFor)}, r.now)
		}
		back = s.pageAbove(r.URL.Path)
	}
	_ = r.redirect("/prove?back=" + url.QueryEscape(local(back)))
}

// pageAbove is the page that an act stands on: the nearest path above it that can be read.
func (s *site) pageAbove(at string) string {
	for ; at != "/"; at = path.Dir(at) {
		if _, pattern := s.gets.Handler(&http.Request{Method: http.MethodGet, URL: &url.URL{Path: at}, Host: "localhost"}); pattern != "" {
			return at
		}
	}
	return "/"
}

// provedView has what was sent before the proof sent again, by one key.
type provedView struct {
	base
	Action string
	Fields url.Values
	Back   string
}
