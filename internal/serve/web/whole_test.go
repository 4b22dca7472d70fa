package web

import (
	"context"
	"fmt"
	"io"
	"net"
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

// Whoever sends the last byte of a form once he is out is out.
func TestWhoeverIsOutBeforeHisFormIsWholeIsOut(t *testing.T) {
	for want, out := range map[string]bool{"HTTP/1.1 303": false, "HTTP/1.1 404": true} {
		w := newWorld(t)
		id, s := w.caseAboutNadia(t), w.session(t, "u-analyst")
		in, clock := make(chan bool, 1), start
		w.options.Door, w.options.Now = lookout{w.db, in}, func() time.Time { return clock }
		w.serve(t)
		form := "text=called+the+school"
		conn, err := net.Dial("tcp", w.http.Listener.Addr().String())
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close()
		fmt.Fprintf(conn, "POST /cases/%s/note HTTP/1.1\r\nHost: %s\r\nCookie: %s\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: %d\r\n\r\n%s", id, w.http.Listener.Addr(), s, len(form), form[:5])
		<-in
		clock = start.Add(2 * slowForm)
		if out {
			if err := w.db.SignOut(t.Context(), access.Hash(s.Value), "u-analyst", clock); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := io.WriteString(conn, form[5:]); err != nil {
			t.Fatal(err)
		}
		got := make([]byte, len(want))
		if _, err := io.ReadFull(conn, got); err != nil || string(got) != want {
			t.Errorf("out: %v: %s (%v), want %s", out, got, err, want)
		}
	}
}
