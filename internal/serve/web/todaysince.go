package web

import (
	"strconv"

	"github.com/taupier-eu/taupier/internal/casework"
	"github.com/taupier-eu/taupier/internal/core"
)

// sinceVisit is what has changed since the actor was here last.
type sinceVisit struct{ Path, Says string }

// sinceVisit counts whom the actor may see and who changed since his last visit, and his cases by how far they are.
func (s *site) sinceVisit(r *request, v *todayView) error {
	tally, err := s.Desk.Tally(r.Context(), r.actor)
	if err != nil {
		return err
	}
	v.Tally = words["tally"].Render(r.lang, core.Args{"open": strconv.Itoa(tally.Open), "decided": strconv.Itoa(tally.Decided), "free": strconv.Itoa(tally.Unclaimed)})
	before, err := s.Visit(r.Context(), r.actor.User, r.now)
	if err != nil || before.IsZero() {
		return err
	}
	f := casework.Filter{Whose: casework.Everybody, Since: before}
	list, err := s.Desk.People(r.Context(), r.actor, f, casework.Place{}, 1, r.now)
	if err != nil || list.Count == 0 {
		return err
	}
	v.Since = &sinceVisit{address("/queue", f), words["since_visit"].Render(r.lang, core.Args{"n": v.Many(list.Count), "at": v.At(before)})}
	return nil
}
