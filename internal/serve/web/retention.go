package web

import (
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/casework/retention"
	"github.com/taupier-eu/taupier/internal/core"
)

var retentionRoutes = []Route{
	{"GET /retention", access.SeeTrust, (*site).retention},
	{"POST /retention/hold", access.HoldErasure, (*site).retentionHold},
	{"POST /retention/{id}/release", access.HoldErasure, (*site).retentionRelease},
}

// retentionView says what will be erased, and what stays and why.
type retentionView struct {
	base
	List     retention.List
	Periods  string
	Last     string
	Folder   string // dossiers past their days that the operator's folder still holds
	Undated  string
	MayHold  bool
	Erasable []string // ids, for the form
}

func (s *site) retention(r *request) error { return s.retentionPage(r, http.StatusOK, "") }

func (s *site) retentionPage(r *request, status int, problem string) error {
	if s.Retention == nil {
		return core.ErrNotFound
	}
	l, err := s.Retention.List(r.Context(), r.actor, r.now)
	if err != nil {
		return err
	}
	v := retentionView{base: s.base(r, "retention"), List: l, MayHold: access.May(r.actor, access.HoldErasure)}
	v.Problem, v.Path, v.Form = problem, "/retention", r.Form
	if v.Form == nil {
		v.Form = map[string][]string{}
	}
	if p := l.Periods; p.ClosedCases+p.Applications > 0 {
		v.Periods = v.count("retention_periods", core.Args{"cases": strconv.Itoa(p.ClosedCases), "applications": strconv.Itoa(p.Applications)})
	}
	if !l.Last.Ended.IsZero() {
		v.Last = v.count("retention_last", core.Args{"at": v.At(l.Last.Ended)})
	}
	if n := s.Reading().Over; n > 0 {
		v.Folder = v.count("retention_folder", core.Args{"n": strconv.Itoa(n)})
	}
	if l.Undated > 0 {
		v.Undated = v.count("retention_undated", core.Args{"n": strconv.Itoa(l.Undated)})
	}
	for _, list := range [][]retention.Kept{l.Cases, l.Applications} {
		for _, k := range list {
			v.Erasable = append(v.Erasable, k.ID)
		}
	}
	return s.show(r, status, "retention", v)
}

func (b base) count(word string, args core.Args) string { return words[word].Render(b.Lang, args) }

// Day is the day on which something goes.
func (retentionView) Day(t time.Time) string { return t.UTC().Format(time.DateOnly) }

// Why says why something stays; "" when nothing holds it.
func (v retentionView) Why(k retention.Kept) string {
	var out []string
	for _, r := range k.Why {
		out = append(out, v.W("retention_why_"+string(r)))
	}
	return strings.Join(out, " · ")
}

func (s *site) retentionHold(r *request) error {
	if s.Retention == nil {
		return core.ErrNotFound
	}
	err := s.Retention.Hold(r.Context(), r.actor, r.FormValue("about"), retention.HoldKind(r.FormValue("hold_kind")), r.FormValue("text"), r.now)
	return s.backToRetention(r, err)
}

func (s *site) retentionRelease(r *request) error {
	if s.Retention == nil {
		return core.ErrNotFound
	}
	return s.backToRetention(r, s.Retention.End(r.Context(), r.actor, r.PathValue("id"), r.now))
}

func (s *site) backToRetention(r *request, err error) error {
	if status, word := refusal(err); word != "" {
		return s.retentionPage(r, status, word)
	}
	if err != nil {
		return err
	}
	return r.redirect("/retention")
}
