// Package notify takes reminders out of the server: by mail and by webhook, after the act that made them due and once for each
// acknowledged attempt. What it sends names a kind of thing and a page to open, never a person and never a case.
package notify

import (
	"math/rand/v2"
	"net/url"
	"time"
)

// Notice is something that waits for somebody.
type Notice struct {
	ID    string
	Kind  string   // "task.asked"
	Users []string // whom it is for, by id
	Role  string   // everybody of a role; "" unless all of them may be told
	Path  string
	At    time.Time
}

// Delivery is one notice on its way to one place.
type Delivery struct {
	ID       string // the same at each attempt, so that a receiver can tell a repetition
	Kind     string
	Path     string
	Place    string // "mail:<address>" or "hook:<url>"
	At       time.Time
	Attempts int // so far
}

// Lifetime is how long a delivery is tried.
const Lifetime = 24 * time.Hour

// steps are the pauses between attempts; the last is repeated.
var steps = []time.Duration{5 * time.Second, 30 * time.Second, 2 * time.Minute, 10 * time.Minute, 30 * time.Minute, time.Hour, 2 * time.Hour, 4 * time.Hour}

// Next is when a delivery that failed is tried again, within a fifth around its step, so that many that failed together do not come
// back together. It reports false when its time is over.
func (d Delivery) Next(now time.Time, r *rand.Rand) (time.Time, bool) {
	step := steps[min(d.Attempts, len(steps)-1)]
	next := now.Add(step + time.Duration((r.Float64()-0.5)*0.4*float64(step)))
	return next, next.Before(d.At.Add(Lifetime))
}

// link is the page of a notice under the server's address.
func link(base, path string) (string, error) { return url.JoinPath(base, path) }
