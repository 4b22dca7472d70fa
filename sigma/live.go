package sigma

import "sync/atomic"

// Live is a Set that can be replaced while others match with it. It is safe for concurrent use.
type Live struct{ set atomic.Pointer[Set] }

// NewLive makes a Live that begins with a set.
func NewLive(s *Set) *Live {
	l := &Live{}
	l.Replace(s)
	return l
}

// Replace lets every event from now on be judged by another set. An event that is being judged is still
// judged by the former one, in whole.
func (l *Live) Replace(s *Set) { l.set.Store(s) }

// Set is the present one.
func (l *Live) Set() *Set { return l.set.Load() }

// NewMatcher makes a matcher for one goroutine.
func (l *Live) NewMatcher() *LiveMatcher { return &LiveMatcher{live: l} }

// LiveMatcher is a Matcher of the present set. It belongs to one goroutine.
type LiveMatcher struct {
	live    *Live
	of      *Set
	matcher *Matcher
}

// Match is Matcher.Match, with the set that is present when it begins.
func (m *LiveMatcher) Match(src LogSource, ev *Event, yield func(Match)) {
	if s := m.live.Set(); s != m.of {
		m.of, m.matcher = s, s.NewMatcher()
	}
	m.matcher.Match(src, ev, yield)
}
