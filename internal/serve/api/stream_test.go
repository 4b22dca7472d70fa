package api

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/ledger"
	"github.com/taupier-eu/taupier/internal/store"
)

// told is one event of a stream.
type told struct{ id, event, data string }

// listener follows as a user.
type listener struct {
	t     *testing.T
	lines *bufio.Scanner
	close func() error
}

func (w *world) listen(t *testing.T, session *http.Cookie, last string) *listener {
	t.Helper()
	req := w.request(t, ask{method: "GET", path: "/api/v1/events", header: map[string]string{"Last-Event-ID": last}, session: session})
	res, err := http.DefaultTransport.RoundTrip(req)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { res.Body.Close() })
	if res.StatusCode != 200 {
		t.Fatal(res.Status)
	}
	return &listener{t, bufio.NewScanner(res.Body), res.Body.Close}
}

// next is the next event; a zero one when the stream ends.
func (l *listener) next() told {
	var got told
	for l.lines.Scan() {
		name, value, _ := strings.Cut(l.lines.Text(), ": ")
		switch {
		case name == "id":
			got.id = value
		case name == "event":
			got.event = value
		case name == "data":
			got.data = value
		case l.lines.Text() == "" && got.event != "":
			return got
		}
	}
	return told{}
}

// beats waits for signs of life and fails on an event.
func (l *listener) beats(n int) {
	l.t.Helper()
	for seen := 0; seen < n && l.lines.Scan(); {
		switch line := l.lines.Text(); {
		case line == ": ":
			seen++
		case line != "":
			l.t.Errorf("it tells %q", line)
			return
		}
	}
}

func TestAStreamTellsWhatChangedAndGoesOnWhereItEnded(t *testing.T) {
	w := newWorld(t)
	id := w.caseAboutNadia(t)
	s := w.session(t, "u-ciso")
	l := w.listen(t, s, "")
	begin := l.next()
	if begin.event != "start" || begin.id == "" {
		t.Fatalf("%+v", begin)
	}
	w.step(t, "/cases/"+id+"/notes", `{"text":"called the school"}`, "*")
	note := l.next()
	if want := fmt.Sprintf(`{"case":%q,"kind":"note"}`, id); note.event != "case" || note.data != want {
		t.Errorf("%+v, want %s", note, want)
	}
	l.close()
	w.step(t, "/cases/"+id+"/notes", `{"text":"called again"}`, "*")
	w.step(t, "/people/p-3/views", `{"text":"It may well be a journey","hypothesis":"A journey"}`, "")
	again := w.listen(t, s, note.id)
	var kinds []string
	for range 4 {
		e := again.next()
		kinds = append(kinds, e.event+e.data[strings.LastIndex(e.data, ":")+1:])
	}
	if got := strings.Join(kinds, " "); got != `start{} case"note"} case"open"} case"view"}` {
		t.Errorf("%s", got)
	}
	for name, last := range map[string]string{"somebody else's": "", "no id": "x"} {
		if last == "" {
			last = note.id
			s = w.session(t, "u-analyst")
		}
		if got := w.listen(t, s, last).next(); got.event != "gap" {
			t.Errorf("%s: %+v", name, got)
		}
	}
}

// The ids of events are sealed, as long as each other, and those whom a case concerns hear nothing of it, however they begin.
func TestAStreamIsSilentAboutWhatItsReaderMayNotKnow(t *testing.T) {
	w := newWorld(t)
	id := w.caseAboutNadia(t)
	var all []*listener
	for _, user := range []string{"u-subject", "u-manager", "u-ally"} {
		l := w.listen(t, w.session(t, user), "")
		if e := l.next(); e.event != "start" || len(e.id) != 64 {
			t.Errorf("%s: %+v", user, e)
		}
		all = append(all, l)
	}
	for i := range 5 {
		w.step(t, "/cases/"+id+"/notes", fmt.Sprintf(`{"text":"note %d"}`, i), "*")
	}
	for _, l := range all {
		l.beats(3)
	}
}

func TestAStreamEndsWithItsSession(t *testing.T) {
	w := newWorld(t)
	id := w.caseAboutNadia(t)
	s := w.session(t, "u-ciso")
	l := w.listen(t, s, "")
	l.next()
	w.later(24 * time.Hour)
	if e := l.next(); e.event != "" {
		t.Errorf("%+v", e)
	}
	w.later(start.Sub(w.now()))
	l = w.listen(t, w.session(t, "u-ciso"), "")
	l.next()
	err := w.db.Act(t.Context(), ledger.Entry{At: start, Actor: "u-analyst", Act: "case.conflict", Object: id}, nil, func(x *store.Tx) error { return x.NameConflict(id, "u-ciso") })
	if err != nil {
		t.Fatal(err)
	}
	w.step(t, "/cases/"+id+"/notes", `{"text":"called the school"}`, "*")
	l.beats(3)
}

func TestWhoeverIsFarBehindIsToldOfAGap(t *testing.T) {
	w := newWorld(t)
	id := w.caseAboutNadia(t)
	s := w.session(t, "u-ciso")
	begin := w.listen(t, s, "").next()
	w.notesInOneGo(t, id, maxBehind)
	if got := w.listen(t, s, begin.id).next(); got.event != "start" {
		t.Errorf("as far behind as may be: %+v", got)
	}
	w.notesInOneGo(t, id, 1)
	l := w.listen(t, s, begin.id)
	if got := l.next(); got.event != "gap" {
		t.Errorf("further behind: %+v", got)
	}
	w.notesInOneGo(t, id, 1)
	if got := l.next(); got.event != "case" {
		t.Errorf("after the gap: %+v", got)
	}
}

// notesInOneGo adds notes in one act.
func (w *world) notesInOneGo(t *testing.T, id string, n int) {
	t.Helper()
	err := w.db.Act(t.Context(), ledger.Entry{At: start, Actor: "u-analyst", Act: "case.note", Object: id}, nil, func(x *store.Tx) error {
		c, err := x.Case(analyst, id)
		for range n {
			if err != nil {
				return err
			}
			if c, err = c.Apply(noteEvent()); err == nil {
				err = x.PutCase(c, c.Events[len(c.Events)-1])
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestSoManyStreamsAndNoMore(t *testing.T) {
	w := newWorld(t)
	s := w.session(t, "u-ciso")
	var last *listener
	for range maxStreams {
		last = w.listen(t, s, "")
		last.next()
	}
	if got := w.do(t, ask{method: "GET", path: "/api/v1/events", session: s}); got.status != http.StatusTooManyRequests {
		t.Error(got)
	}
	last.close()
	until(t, "the place of a stream that ended is free", func() bool {
		return w.do(t, ask{method: "GET", path: "/api/v1/events", session: s}).status == 200
	})
}

func TestStreamsEndWithTheServer(t *testing.T) {
	w := newWorld(t)
	l := w.listen(t, w.session(t, "u-ciso"), "")
	l.next()
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan error)
	go func() { done <- w.api.Run(ctx) }()
	stop()
	if err := <-done; err != nil {
		t.Error(err)
	}
	if e := l.next(); e.event != "" {
		t.Errorf("%+v", e)
	}
}

// A consumer that takes nothing holds no memory of ours: the writer waits, and the place is a number.
func TestAConsumerThatTakesNothingIsDropped(t *testing.T) {
	w := newWorld(t)
	s := w.session(t, "u-ciso")
	c := &call{}
	c.actor = users[0]
	r, err := http.NewRequestWithContext(t.Context(), "GET", "/api/v1/events", http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	r.AddCookie(s)
	full := &fullWriter{}
	st := &stream{a: w.api, c: c, r: r, w: full, rc: http.NewResponseController(full)}
	if err := st.run(""); err != errLeft { //nolint:errorlint // it is that one
		t.Errorf("%v", err)
	}
	if full.waits <= 0 || full.waits > patience {
		t.Errorf("it would wait for %s", full.waits)
	}
}

// fullWriter is a connection whose buffers are full.
type fullWriter struct {
	http.ResponseWriter
	waits time.Duration // at the moment at which it was said
}

func (f *fullWriter) Write([]byte) (int, error)           { return 0, io.ErrShortWrite }
func (f *fullWriter) SetWriteDeadline(at time.Time) error { f.waits = time.Until(at); return nil }
func (f *fullWriter) SetReadDeadline(time.Time) error     { return nil }

// A stream is told nothing more from the moment at which its reader may not follow any more, however long it is until the next sign of life.
func TestNothingIsToldOnceItsReaderMayNotFollow(t *testing.T) {
	w := newWorld(t)
	id := w.caseAboutNadia(t)
	o := w.options(t)
	o.Beat = time.Hour
	var err error
	if w.api, err = New(o); err != nil {
		t.Fatal(err)
	}
	w.http.Config.Handler = w.api
	for _, c := range []struct {
		name, user string
		end        func(session string) error
	}{
		{"signed out", "u-colleague", func(s string) error { return w.db.SignOut(t.Context(), s, "u-colleague", w.now()) }},
		{"another secret", "u-colleague", func(s string) error {
			return w.db.Prove(t.Context(), "u-colleague", s, "fresh", access.ByPasskey, w.now())
		}},
		{"disabled", "u-colleague", func(string) error { return w.db.DisableHere(t.Context(), "machine", "u-colleague", w.now()) }},
		{"without the role", "u-analyst", func(string) error { return w.takeRole(t, "u-analyst", access.Analyst) }},
	} {
		s := w.session(t, c.user)
		l := w.listen(t, s, "")
		if e := l.next(); e.event != "start" {
			t.Fatalf("%s: %+v", c.name, e)
		}
		if err := c.end(access.Hash(s.Value)); err != nil {
			t.Fatal(c.name, err)
		}
		w.send(t, "u-ciso", "/api/v1/cases/"+id+"/notes", `{"text":"called the school"}`, 201)
		if e := l.next(); e.event != "" {
			t.Errorf("%s: it is told %+v", c.name, e)
		}
	}
}

// takeRole takes a role that needs a second person from a user.
func (w *world) takeRole(t *testing.T, user string, r access.Role) error {
	t.Helper()
	admin := access.Actor{User: "u-administrator", Roles: []access.Role{access.Administrator}, Proved: w.now()}
	if _, err := w.db.ChangeRole(t.Context(), admin, user, access.TakeRole, r, w.now()); err != nil {
		return err
	}
	asked, err := w.db.Requests(t.Context(), w.now())
	if err != nil {
		return err
	}
	second := access.Actor{User: "u-trustee", Roles: []access.Role{access.Trustee}, Proved: w.now()}
	_, err = w.db.Settle(t.Context(), second, asked[0].ID, true, access.Link{}, w.now())
	return err
}

// Whoever asks only for the head of a stream is answered, and takes no place.
func TestTheHeadOfAStreamEnds(t *testing.T) {
	w := newWorld(t)
	s := w.session(t, "u-ciso")
	ctx, stop := context.WithTimeout(t.Context(), 20*time.Second)
	defer stop()
	for range maxStreams + 2 {
		res, err := http.DefaultTransport.RoundTrip(w.request(t, ask{method: "HEAD", path: "/api/v1/events", session: s}).WithContext(ctx))
		if err != nil {
			t.Fatal(err)
		}
		if res.Body.Close(); res.StatusCode != 200 || res.Header.Get("Content-Type") != "text/event-stream" {
			t.Fatalf("%s %v", res.Status, res.Header)
		}
	}
}
