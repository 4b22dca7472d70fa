package api

import (
	"context"
	"io"
	"testing"
	"time"

	"github.com/taupier-eu/taupier/internal/access"
)

// lookout says when somebody was let in by his session.
type lookout struct {
	Door
	in chan bool
}

func (l lookout) Who(ctx context.Context, session string, now time.Time) (access.Actor, error) {
	a, err := l.Door.Who(ctx, session, now)
	select {
	case l.in <- true:
	default:
	}
	return a, err
}

// Whoever sends the last byte of a request once he is out is out, and what he asks for is done at the time at which it is whole.
func TestWhoeverIsOutBeforeHisRequestIsWholeIsOut(t *testing.T) {
	w := newWorld(t)
	id := w.caseAboutNadia(t)
	o := w.options(t)
	in := make(chan bool, 1)
	o.Door = lookout{w.db, in}
	var err error
	if w.api, err = New(o); err != nil {
		t.Fatal(err)
	}
	w.http.Config.Handler = w.api
	for _, c := range []struct {
		out  bool
		want string
	}{{false, "HTTP/1.1 201"}, {true, "HTTP/1.1 401"}} {
		q := w.note(t, id, "k-"+c.want, "called the school")
		q.header["Content-Type"] = "application/json"
		conn := w.begun(t, q, len(q.body), q.body[:5])
		<-in
		w.later(2 * slowBody)
		if c.out {
			if err := w.db.SignOut(t.Context(), access.Hash(q.session.Value), "u-analyst", w.now()); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := io.WriteString(conn, q.body[5:]); err != nil {
			t.Fatal(err)
		}
		got := make([]byte, len(c.want))
		if _, err := io.ReadFull(conn, got); err != nil || string(got) != c.want {
			t.Errorf("out: %v: %s (%v), want %s", c.out, got, err, c.want)
		}
		select { // the second look of one who was slow
		case <-in:
		default:
		}
	}
	got, _, err := w.desk.Case(t.Context(), analyst, id, w.now())
	if err != nil {
		t.Fatal(err)
	}
	if last := got.Events[len(got.Events)-1]; len(w.notes(t, id)) != 1 || !last.At.Equal(start.Add(2*slowBody)) {
		t.Errorf("%d notes, the last at %v", len(w.notes(t, id)), last.At)
	}
}
