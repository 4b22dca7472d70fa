package web

import (
	"net/http"
	"strconv"
	"time"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/casework"
	"github.com/taupier-eu/taupier/internal/core"
)

// todayView answers "what do I do now", by role.
type todayView struct {
	base
	Work      bool
	Main      string // address of the one thing to do next
	MainWord  string
	Since     *sinceVisit // nil at the first visit, and when nothing has changed
	Tally     string      // cases by how far they are
	Mine      []casework.Row
	Waiting   string
	Vetting   string
	Sources   []casework.Source
	Blind     string // sources that are silent
	ReadAt    string
	Auditor   bool
	Approvals string // how many acts wait for the actor as the second person
	Told      []casework.Told
	Tasks     todayTasks
	Deadlines deadlineSection
	Invite    bool           // to add a passkey: he has nothing to sign in with but addresses that somebody hands him
	Backups   *backupSection // nil: not for the actor
}

func (s *site) today(r *request) error {
	v := todayView{base: s.base(r, "today"), Auditor: access.May(r.actor, access.CheckLedger)}
	company, err := s.company(r)
	if err != nil {
		return err
	}
	s.reading(&v.base, company)
	if access.May(r.actor, access.WorkCases) {
		if err := s.todayWork(r, &v); err != nil {
			return err
		}
	}
	if access.May(r.actor, access.SeeVetting) {
		n, err := s.Desk.CountCandidates(r.Context(), r.actor)
		if err != nil {
			return err
		}
		v.Vetting = words["toverify"].Render(r.lang, core.Args{"n": strconv.Itoa(n)})
	}
	if access.May(r.actor, access.SeeSources) && company.Read != 0 {
		v.Sources = company.Sources
		if v.ReadAt, err = s.readAt(r, v.base, company); err != nil {
			return err
		}
	}
	if err := s.todayApprovals(r, &v); err != nil {
		return err
	}
	if v.Tasks, err = s.todayTasks(r); err != nil {
		return err
	}
	if v.Deadlines, err = s.todayDeadlines(r); err != nil {
		return err
	}
	if v.Blind, err = s.blind(r); err != nil {
		return err
	}
	if !s.Fictional {
		m, err := s.Keys.Means(r.Context(), r.actor.User)
		if err != nil {
			return err
		}
		v.Invite = m.Passkeys == 0 && !m.Password
	}
	if access.May(r.actor, access.ManageServer) {
		b, err := s.backupSection(r)
		if err != nil {
			return err
		}
		if len(b.Warns) > 0 || b.Says != "" {
			v.Backups = &b
		}
	}
	return s.show(r, http.StatusOK, "today", v)
}

func (s *site) todayWork(r *request, v *todayView) error {
	var err error
	v.Work = true
	if v.Mine, err = s.Desk.Mine(r.Context(), r.actor, r.now); err != nil {
		return err
	}
	free, err := s.Desk.People(r.Context(), r.actor, casework.Filter{Whose: casework.NoCase}, casework.Place{}, 1, r.now)
	if err != nil {
		return err
	}
	all, err := s.Desk.People(r.Context(), r.actor, casework.Filter{Whose: casework.Everybody}, casework.Place{}, 1, r.now)
	if err != nil {
		return err
	}
	switch {
	case len(v.Mine) > 0:
		v.Main, v.MainWord = "/cases/"+v.Mine[0].Case, "next_decision"
	case len(free.Rows) > 0:
		v.Main, v.MainWord = "/people/"+free.Rows[0].ID, "next"
	}
	if err := s.sinceVisit(r, v); err != nil {
		return err
	}
	v.Waiting = words["waiting"].Render(r.lang, core.Args{"n": v.Many(all.Count), "free": v.Many(free.Count)})
	return nil
}

// readAt says when the company was read, and how many people it has.
func (s *site) readAt(r *request, v base, c casework.Company) (string, error) {
	var n int
	err := s.Desk.Store.View(r.Context(), func(v casework.Reader) (err error) { n, err = v.Everybody(); return err })
	return words["read_at"].Render(r.lang, core.Args{"company": c.Name, "n": strconv.Itoa(n), "at": v.At(time.UnixMicro(c.Read))}), err
}

func (s *site) company(r *request) (casework.Company, error) {
	var c casework.Company
	err := s.Desk.Store.View(r.Context(), func(v casework.Reader) error {
		var err error
		c, err = v.Company()
		return err
	})
	return c, err
}
