package api

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"sync"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/casework"
)

const (
	beat       = 15 * time.Second // between signs of life
	patience   = 5 * time.Second  // for a consumer that takes nothing
	maxBehind  = 1000             // changes that are told later; whoever is further behind gets a gap
	maxStreams = 4                // of one user
	allStreams = 200
)

// streams counts who follows.
type streams struct {
	mu   sync.Mutex
	all  int
	user map[string]int
}

func (s *streams) enter(user string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.all >= allStreams || s.user[user] >= maxStreams {
		return false
	}
	if s.user == nil {
		s.user = map[string]int{}
	}
	s.all++
	s.user[user]++
	return true
}

func (s *streams) leave(user string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.all--
	if s.user[user]--; s.user[user] == 0 {
		delete(s.user, user)
	}
}

type streamIn struct {
	Last string `header:"Last-Event-ID" maxLength:"200" doc:"the last id that came: what happened since comes first"`
}

func (a *API) streamOperations() {
	add(a, operation{id: "events", method: get, path: "/events", need: access.WorkCases, tag: "cases", gives: "text/event-stream",
		says: "Follow what changes in cases that you may see, as server-sent events",
		more: `Event "start" says from where on; "case" has data {"case": id, "kind": kind}; "gap" says that more was missed than is told: read the list of cases again. Ids are sealed, and good until the server restarts; then the stream begins with a gap. A consumer that takes nothing for five seconds is dropped and may go on from its last id.`}, a.follow)
}

// follow opens a stream. It holds nothing but a place: what changed is read when the consumer can take it.
func (a *API) follow(ctx context.Context, c *call, in *streamIn) (*huma.StreamResponse, error) {
	end, err := a.Desk.Follow(ctx, c.actor, c.now)
	if err != nil {
		return nil, err
	}
	if !a.streams.enter(c.actor.User) {
		return nil, problem(http.StatusTooManyRequests, "slow_down")
	}
	return &huma.StreamResponse{Body: func(hc huma.Context) {
		defer a.streams.leave(c.actor.User)
		r, w := humago.Unwrap(hc)
		w.Header().Set("Content-Type", "text/event-stream")
		if r.Method == http.MethodHead {
			return
		}
		s := &stream{a: a, c: c, r: r, w: w, rc: http.NewResponseController(w), place: end}
		if err := s.run(in.Last); err != nil && r.Context().Err() == nil && !errors.Is(err, errLeft) && !errors.Is(err, errEnded) {
			a.Trouble(c.trace, fmt.Errorf("stream: %w", err))
		}
	}}, nil
}

var (
	errLeft  = errors.New("the consumer has left")                           // or takes nothing
	errEnded = errors.New("whoever follows is no longer let in, or may not") // and is told nothing more
)

type stream struct {
	a     *API
	c     *call
	r     *http.Request
	w     http.ResponseWriter
	rc    *http.ResponseController
	place int64
}

func (s *stream) run(last string) error {
	if err := s.rc.SetReadDeadline(time.Time{}); err != nil { // that of the request would end the stream
		return err
	}
	if err := s.begin(last); err != nil {
		return err
	}
	tick := time.NewTicker(s.a.Beat)
	defer tick.Stop()
	for {
		woken := s.a.Changed() // before reading: what changes meanwhile wakes again
		if err := s.tell(); err != nil {
			return err
		}
		select {
		case <-s.r.Context().Done():
			return nil
		case <-s.a.stopped:
			return nil
		case <-tick.C:
			if !s.still() {
				return nil
			}
			if err := s.send(": \n\n"); err != nil {
				return err
			}
		case <-woken:
		}
	}
}

// still reports whether whoever follows is signed in and may.
func (s *stream) still() bool { return s.a.stands(s.r, s.c, access.WorkCases) == nil }

// begin says from where the stream goes on.
func (s *stream) begin(last string) error {
	if last == "" {
		return s.event("start", "{}", s.place)
	}
	from, ok := s.placeOf(last)
	if ok {
		late, _, err := s.a.Desk.Changes(s.r.Context(), s.c.actor, from, maxBehind+1)
		if err != nil {
			return err
		}
		ok = len(late) <= maxBehind
	}
	if !ok {
		return s.event("gap", "{}", s.place)
	}
	s.place = from
	return s.event("start", "{}", s.place)
}

// tell sends what has changed, part by part, as long as whoever follows may.
func (s *stream) tell() error {
	for {
		changes, place, err := s.a.Desk.Changes(s.r.Context(), s.c.actor, s.place, 100)
		if err != nil {
			return err
		}
		if len(changes) > 0 && !s.still() {
			return errEnded
		}
		for _, x := range changes {
			if err := s.event("case", changeText(x), x.Place); err != nil {
				return err
			}
		}
		if s.place = place; len(changes) < 100 {
			return nil
		}
	}
}

// changeText is an id and a kind; neither needs escaping.
func changeText(x casework.Change) string {
	return `{"case":"` + x.Case + `","kind":"` + string(x.Kind) + `"}`
}

// event sends one with a sealed place, which is as long whatever the place.
func (s *stream) event(name, data string, place int64) error {
	id, err := s.a.seal.close(s.purpose(), fmt.Sprintf("%020d", place))
	if err != nil {
		return err
	}
	return s.send("id: " + id + "\nevent: " + name + "\ndata: " + data + "\n\n")
}

func (s *stream) purpose() string { return "feed\x00" + s.c.actor.User }

func (s *stream) placeOf(id string) (int64, bool) {
	text, ok := s.a.seal.open(s.purpose(), id)
	n, err := strconv.ParseInt(text, 10, 64)
	return n, ok && err == nil
}

// send writes and flushes, and gives up on a consumer that takes nothing.
func (s *stream) send(text string) error {
	if err := s.rc.SetWriteDeadline(time.Now().Add(patience)); err != nil {
		return err
	}
	if _, err := s.w.Write([]byte(text)); err != nil {
		return errLeft
	}
	if err := s.rc.Flush(); err != nil {
		return errLeft
	}
	return nil
}
