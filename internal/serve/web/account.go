package web

import (
	"net/http"
	"time"

	"github.com/taupier-eu/taupier/internal/access"
)

var accountRoutes = []Route{
	{"GET /account", access.SignedIn, (*site).account},
	{"POST /account/sessions/end", access.SignedIn, (*site).endSession},
}

// accountView is what concerns oneself: where one is signed in, and by what.
type accountView struct {
	base
	Sessions []sessionRow
	Others   bool      // there are sessions besides this one
	Single   time.Time // since when his account at the provider is linked
	KeysOff  bool      // single keys do nothing
	accountKeys
}

type sessionRow struct {
	access.Session
	Here bool
}

func (s *site) account(r *request) error { return s.accountPage(r, http.StatusOK, "") }

func (s *site) accountPage(r *request, status int, problem string) error {
	v := accountView{base: s.base(r, "account")}
	v.Problem, v.Path = problem, "/account"
	var err error
	if v.accountKeys, err = s.accountKeys(r, &v.base); err != nil {
		return err
	}
	if s.Provider != nil {
		if v.Single, err = s.Logins.Single(r.Context(), s.Provider.Issuer(), r.actor.User); err != nil {
			return err
		}
	}
	off, err := s.Drafts.KeysOff(r.Context(), r.actor.User)
	if err != nil {
		return err
	}
	v.KeysOff = off
	list, err := s.Door.Sessions(r.Context(), r.actor.User, r.now)
	if err != nil {
		return err
	}
	for _, x := range list {
		here := x.Hash == r.hash
		v.Sessions = append(v.Sessions, sessionRow{x, here})
		v.Others = v.Others || !here
	}
	return s.show(r, status, "account", v)
}

// endSession ends one of one's own sessions, or all but this one.
func (s *site) endSession(r *request) error {
	var err error
	if id := r.FormValue("id"); id != "" {
		err = s.Door.EndSession(r.Context(), r.actor.User, id, r.now)
	} else {
		err = s.Door.EndOthers(r.Context(), r.actor.User, r.hash, r.now)
	}
	if err != nil {
		return err
	}
	return r.redirect("/account")
}
