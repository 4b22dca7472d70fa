// Package source says how fresh each source of logs is. A source that has said nothing for longer than it should is blind, and
// nobody may take its silence for calm: whoever can switch a collector off would otherwise be invisible. The rules are pure;
// what was seen is kept by a store.
package source

import (
	"slices"
	"time"
)

// DefaultEvery is how long a source may be silent when nobody chose otherwise.
const DefaultEvery = 24 * time.Hour

// Seen is what is known of one source of logs.
type Seen struct {
	Kind   string    // reader that takes it, such as okta.system_log
	First  time.Time // when it was first seen, or first expected
	Newest time.Time // of its newest event; zero while it gave none
}

// State is a source with what is expected of it.
type State struct {
	Seen
	Every time.Duration // how long it may be silent
}

// Last is when it last said something: events, or else that it was set up.
func (s State) Last() time.Time {
	if s.Newest.IsZero() {
		return s.First
	}
	return s.Newest
}

// Blind reports whether it has been silent for longer than it may.
func (s State) Blind(now time.Time) bool { return now.Sub(s.Last()) > s.Every }

// Expected joins what was seen with what is expected, by kind. A source that is expected and was never seen counts from start.
func Expected(seen []Seen, every map[string]time.Duration, start time.Time) []State {
	var out []State
	known := map[string]bool{}
	for _, s := range seen {
		known[s.Kind] = true
		out = append(out, State{s, cadence(every, s.Kind)})
	}
	for kind := range every {
		if !known[kind] {
			out = append(out, State{Seen{Kind: kind, First: start}, every[kind]})
		}
	}
	slices.SortFunc(out, func(a, b State) int {
		if a.Kind < b.Kind {
			return -1
		}
		return 1
	})
	return out
}

func cadence(every map[string]time.Duration, kind string) time.Duration {
	if d, ok := every[kind]; ok {
		return d
	}
	return DefaultEvery
}

// Gap is a time in which a source said nothing although it should have. An open one has no end.
type Gap struct {
	ID                    string
	Kind                  string
	Since, Noticed, Ended time.Time
}

// Changes are the gaps to open and to close, given what is open.
func Changes(states []State, open []Gap, now time.Time) (begun, ended []Gap) {
	for _, s := range states {
		i := slices.IndexFunc(open, func(g Gap) bool { return g.Kind == s.Kind })
		switch blind := s.Blind(now); {
		case blind && i < 0:
			begun = append(begun, Gap{Kind: s.Kind, Since: s.Last(), Noticed: now})
		case !blind && i >= 0:
			g := open[i]
			g.Ended = now
			ended = append(ended, g)
		}
	}
	return begun, ended
}
