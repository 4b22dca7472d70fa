package web

import (
	"net/http"
	"net/url"
	"path"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/core"
)

var proveRoutes = []Route{
	{"GET /prove", access.SignedIn, (*site).prove},
	{"POST /prove/address", access.SignedIn, (*site).proveByAddress},
}

// proveView asks somebody who is signed in to show again who he is.
type proveView struct {
	base
	Back    string
	Fresh   bool // the server can print a fresh address
	Printed bool
	Kept    bool // what was sent waits for the proof
}

func (s *site) prove(r *request) error {
	return s.show(r, http.StatusOK, "prove", s.proveView(r, local(r.URL.Query().Get("back"))))
}

func (s *site) proveView(r *request, back string) proveView {
	_, kept := s.kept.of(r.hash, r.now)
	return proveView{base: s.base(r, "prove"), Back: back, Fresh: s.Reprint != nil, Kept: kept}
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
	v := s.proveView(r, back)
	v.Printed = true
	return s.show(r, http.StatusOK, "prove", v)
}

// askProof leads to the proof, and from there back to where the request came from. What was sent with it is kept meanwhile.
func (s *site) askProof(r *request) {
	back := r.URL.RequestURI()
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		if r.MultipartForm == nil && r.ParseForm() == nil {
			s.kept.put(r.hash, keptForm{path: r.URL.Path, form: r.PostForm, ends: r.now.Add(keptFor)})
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
