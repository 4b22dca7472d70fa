package web

import (
	"time"

	"github.com/taupier-eu/taupier/internal/casework"
	"github.com/taupier-eu/taupier/internal/casework/deadline"
	"github.com/taupier-eu/taupier/internal/casework/task"

	"github.com/taupier-eu/taupier/internal/access"
)

var deadlineRoutes = []Route{
	{"POST /cases/{id}/deadlines", access.WorkCases, (*site).deadlineSet},
	{"POST /cases/{id}/deadlines/{deadline}/done", access.WorkCases, (*site).deadlineDone},
}

// deadlineSection is what is due, on the page of a case or on Today.
type deadlineSection struct {
	Deadlines []deadline.Deadline
	CanSet    bool
	CanMeet   bool // also after the end
	now       time.Time
}

// Late reports whether the day has passed.
func (s deadlineSection) Late(d deadline.Deadline) bool { return d.Overdue(s.now) }

// Kinds are what a form offers.
func (deadlineSection) Kinds() []deadline.Kind { return deadline.Kinds }

func (s *site) deadlineSection(r *request, c casework.Case) (deadlineSection, error) {
	list, err := s.Deadlines.OfCase(r.Context(), r.actor, c.ID)
	return deadlineSection{list, c.Owner == r.actor.User && c.State != casework.Closed, c.Owner == r.actor.User, r.now}, err
}

func (s *site) todayDeadlines(r *request) (deadlineSection, error) {
	list, err := s.Deadlines.Mine(r.Context(), r.actor, r.now)
	return deadlineSection{Deadlines: list, now: r.now}, err
}

func (s *site) deadlineSet(r *request) error {
	id := r.PathValue("id")
	day, err := task.DayStart(r.FormValue("deadline_day"))
	if err == nil {
		err = s.Deadlines.Set(r.Context(), r.actor, id, deadline.Kind(r.FormValue("deadline_kind")), r.FormValue("deadline_text"), day, r.now)
	}
	return s.backToCase(r, id, "#deadlines", err)
}

func (s *site) deadlineDone(r *request) error {
	id := r.PathValue("id")
	return s.backToCase(r, id, "#deadlines", s.Deadlines.Done(r.Context(), r.actor, id, r.PathValue("deadline"), r.now))
}

// backToCase shows the case after an act of one of its sections, or why the act was refused.
func (s *site) backToCase(r *request, id, part string, err error) error {
	if status, word := refusal(err); word != "" {
		return s.casePage(r, status, word)
	}
	if err != nil {
		return err
	}
	return r.redirect("/cases/" + id + part)
}
