package api

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"sync"
	"time"

	"github.com/taupier-eu/taupier/internal/core"
)

// Answers keeps what was answered, so that a request that is sent again is not done again.
type Answers interface {
	Answer(ctx context.Context, user, key string, now time.Time) (request, answer string, err error)
	KeepAnswer(ctx context.Context, user, key, request string, now time.Time, answer func() (string, error)) context.Context
}

// Keyed is what every request that writes takes.
type Keyed struct {
	Key string `header:"Idempotency-Key" required:"true" minLength:"1" maxLength:"128" doc:"a name that you make for this request; sent again within 24 hours it gives the same answer and is not done again"`
}

func (k *Keyed) key() string { return k.Key }

// Replay says whether an answer was given before.
type Replay struct {
	Replayed string `header:"Idempotency-Replayed" doc:"true when this is the answer that was given before" json:"-"`
}

func (r *Replay) again() { r.Replayed = "true" }

// flights are the requests with a key that are being done now.
type flights struct {
	mu  sync.Mutex
	now map[string]bool
}

// take reports whether nobody does the same now; give ends it.
func (f *flights) take(name string) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.now[name] {
		return false
	}
	if f.now == nil {
		f.now = map[string]bool{}
	}
	f.now[name] = true
	return true
}

func (f *flights) give(name string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	delete(f.now, name)
}

// write registers an operation that writes, once for each key. Its handler acts with the context of keep, which stores the answer
// in the transaction of the act. What is refused is not kept: nothing was done.
func write[I, O any](a *API, o operation, handle func(context.Context, *call, *I) (*O, error)) {
	o.refusals = append(o.refusals, http.StatusConflict)
	add(a, o, func(ctx context.Context, c *call, in *I) (*O, error) {
		c.key = any(in).(interface{ key() string }).key()
		c.asked = o.id + " " + c.path + " " + c.body
		end, err := a.alone(c)
		if err != nil {
			return nil, err
		}
		defer end()
		out := new(O)
		done, err := a.before(ctx, c, out)
		if err != nil || done {
			return out, err
		}
		return handle(ctx, c, in)
	})
}

// alone has nobody else do what is done under the key of a request, until end is called.
func (a *API) alone(c *call) (end func(), err error) {
	flight := c.actor.User + "\x00" + c.key
	if !a.flights.take(flight) {
		return nil, problem(http.StatusConflict, "key_in_use")
	}
	return func() { a.flights.give(flight) }, nil
}

// before finds the answer that was given under the key.
func (a *API) before(ctx context.Context, c *call, out any) (bool, error) {
	asked, text, err := a.Answers.Answer(ctx, c.actor.User, c.key, c.now)
	if errors.Is(err, core.ErrNotFound) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	if asked != c.asked {
		return false, problem(http.StatusUnprocessableEntity, "key_reused")
	}
	if err := json.Unmarshal([]byte(text), out); err != nil {
		return false, fmt.Errorf("answer that was kept: %w", err)
	}
	out.(interface{ again() }).again()
	return true, nil
}

// keep gives the context of the one act of a request that writes. answer gives what will be answered, once the act is done.
func (a *API) keep(ctx context.Context, c *call, answer func() any) context.Context {
	return a.Answers.KeepAnswer(ctx, c.actor.User, c.key, c.asked, c.now, func() (string, error) {
		text, err := json.Marshal(answer())
		return string(text), err
	})
}
