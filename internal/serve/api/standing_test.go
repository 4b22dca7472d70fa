package api

import (
	"context"
	"testing"
	"time"

	"github.com/taupier-eu/taupier/internal/access"
)

// letIn does something once, right after somebody was let in by his session.
type letIn struct {
	Door
	then func()
}

func (l *letIn) Who(ctx context.Context, session string, now time.Time) (access.Actor, error) {
	a, err := l.Door.Who(ctx, session, now)
	if then := l.then; then != nil {
		l.then = nil
		then()
	}
	return a, err
}

// Whoever is put out between being let in and his act has not done it.
func TestWhoeverIsOutBeforeHisActHasNotDoneIt(t *testing.T) {
	w := newWorld(t)
	id := w.caseAboutNadia(t)
	o := w.options(t)
	door := &letIn{Door: w.db}
	o.Door = door
	var err error
	if w.api, err = New(o); err != nil {
		t.Fatal(err)
	}
	w.http.Config.Handler = w.api
	q := w.note(t, id, "k-1", "called the school")
	door.then = func() {
		if err := w.db.DisableHere(t.Context(), "admin", "u-analyst", start); err != nil {
			t.Error(err)
		}
	}
	if got := w.do(t, q); got.status != 404 {
		t.Errorf("%v", got)
	}
	var notes int
	c, _, err := w.desk.Case(t.Context(), access.Actor{User: "u-ciso", Roles: []access.Role{access.CISO}}, id, start)
	for _, e := range c.Events {
		if e.Kind == "note" {
			notes++
		}
	}
	if err != nil || notes != 0 {
		t.Errorf("%d notes, %v", notes, err)
	}
}
