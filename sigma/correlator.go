package sigma

import (
	"errors"
	"fmt"
	"math"
	"time"
)

// CorrelatorOptions bound what a Correlator keeps. Zero stands for the default.
type CorrelatorOptions struct {
	// Lateness is how much older than the newest hit of its source a hit may be. Hits wait for so long to
	// be put into the order of their times. The default is none.
	Lateness time.Duration
	// MaxPending bounds the hits that wait. The default is 200,000.
	MaxPending int
	// MaxGroups bounds the groups of each correlation. The default is 1,000,000.
	MaxGroups int
	// MaxEvents bounds the hits that the groups of each correlation hold together. The default is 10,000,000.
	MaxEvents int
	// MaxEventsPerGroup bounds the hits that one group holds. The default is 10,000.
	MaxEventsPerGroup int
	// MaxRefs bounds the references of an alert, of which the latest are kept. The default is 32; -1 is none.
	MaxRefs int
}

func (o CorrelatorOptions) withDefaults() CorrelatorOptions {
	set := func(n *int, def int) {
		if *n == 0 {
			*n = def
		}
	}
	set(&o.MaxPending, 200_000)
	set(&o.MaxGroups, 1_000_000)
	set(&o.MaxEvents, 10_000_000)
	set(&o.MaxEventsPerGroup, 10_000)
	set(&o.MaxRefs, 32)
	o.MaxEvents = max(o.MaxEvents, o.MaxEventsPerGroup)
	return o
}

// Hit is an event that a rule matched.
type Hit struct {
	Rule   *Rule
	At     time.Time // of the event
	Source string    // of the log: hits of one source are about in order, those of two need not be
	// Field reads a field of the event. It is called during Add only.
	Field func(name string) (string, bool)
	Ref   any // is handed back in Alert.Refs
}

// KeyValue is a group-by field, as the correlation calls it, and its value.
type KeyValue struct{ Key, Value string }

// Alert says that a correlation holds for a group.
type Alert struct {
	Correlation *Correlation
	Group       []KeyValue
	At          time.Time // when it became so
	First, Last time.Time // of the hits it rests on
	Count       int       // of these hits; of temporal types, of the different rules
	Value       float64   // that the condition was compared with
	Refs        []any     // of these hits, the latest of them when there are more than MaxRefs
	Truncated   bool      // a limit was reached: hits are missing in Count and Value
}

// Stats count what a Correlator did, and what it could not do.
type Stats struct {
	Hits      uint64 // given to Add that some correlation asks for
	Late      uint64 // of them left out: older than their source's newest by more than the lateness, or than what was judged already
	Untimed   uint64 // of them left out: a time before 1678 or after 2261
	Ungrouped uint64 // not counted for a correlation, since a field of group-by is absent
	Valueless uint64 // not counted for a correlation, since the field of its condition is absent or no number
	Forced    uint64 // judged before their time, since more than MaxPending waited
	Evicted   uint64 // groups forgotten, since there were more than MaxGroups or MaxEvents
	Shed      uint64 // hits forgotten, since their group held more than MaxEventsPerGroup
	Alerts    uint64
	Pending   int // hits that wait at present
	Groups    int // at present
	Waiting   int // at present: rules awaited that must not follow
}

// Correlator joins hits of rules to alerts. It belongs to one goroutine.
type Correlator struct {
	opt     CorrelatorOptions
	plans   []*plan
	timed   []*plan // that judge when time passes
	links   map[*Rule][]link
	shown   map[*Rule]bool
	queue   queue
	sources []sourceClock
	byName  map[string]int
	recent  int   // source of the last hit
	judged  int64 // everything before it was judged
	newest  int64
	ending  bool
	stats   Stats
	turn    uint64 // of the next hit that waits
	scratch []byte
	spare   []*pending
}

type sourceClock struct {
	Name string
	Max  int64
}

// link leads from a rule to its place in a correlation.
type link struct {
	plan   *plan
	member int32
}

// plan is a correlation made ready, with its groups.
type plan struct {
	*Correlation
	index, level int
	span         int64
	group        [][]string // by member: the fields of group-by
	values       [][]string // by member: the fields of the condition
	carry        [][]string // by member: the fields that correlations of this one ask for
	carried      []string   // their names there
	ways         []sequence
	parents      []link
	visible      bool

	groups      map[string]*group
	first, last *group // by the time of their last hit
	waiting     waiting
	events      int
	evicted     int64 // the last hit that was forgotten with its group
}

// NewCorrelator makes ready the correlations of these rules. Correlations may refer to correlations. What
// cannot be joined is told as an *Error (joined when there are several), and there is no Correlator then.
func NewCorrelator(rules []*Rule, cs []*Correlation, opt CorrelatorOptions) (*Correlator, error) {
	if opt.Lateness < 0 || opt.MaxPending < 0 || opt.MaxGroups < 0 || opt.MaxEvents < 0 || opt.MaxEventsPerGroup < 0 {
		return nil, errors.New("correlate rules: a limit below zero")
	}
	c := &Correlator{
		opt: opt.withDefaults(), links: map[*Rule][]link{}, shown: map[*Rule]bool{},
		byName: map[string]int{}, recent: -1, judged: never, newest: never,
	}
	r := resolver{byName: map[string][]any{}, planOf: map[*Correlation]*plan{}}
	for _, rule := range rules {
		if rule == nil || rule.expr == nil {
			return nil, fmt.Errorf("correlate rules: %w", errForeign)
		}
		r.name(rule, rule.ID, rule.Name)
	}
	for i, cor := range cs {
		if cor == nil || !cor.parsed {
			return nil, errors.New("correlate rules: a correlation that ParseAll did not make")
		}
		if r.planOf[cor] != nil {
			return nil, &Error{cor.File, cor.Line, fmt.Sprintf("correlation %q is given twice", cor.label())}
		}
		p := &plan{Correlation: cor, index: i, span: int64(cor.Timespan), groups: map[string]*group{}, evicted: never}
		c.plans = append(c.plans, p)
		r.planOf[cor] = p
		r.name(cor, cor.ID, cor.Name)
	}
	for _, p := range c.plans {
		r.resolve(c, p)
	}
	if len(r.errs) > 0 {
		return nil, errors.Join(r.errs...)
	}
	return c, c.order()
}

// Standalone says whether the hits of a rule are to be reported by themselves: no correlation refers to the
// rule, or one that does has "generate: true".
func (c *Correlator) Standalone(r *Rule) bool { return len(c.links[r]) == 0 || c.shown[r] }

// Stats returns the counts so far.
func (c *Correlator) Stats() Stats {
	s := c.stats
	s.Pending = len(c.queue)
	for _, p := range c.plans {
		s.Groups += len(p.groups)
		for _, g := range p.waiting {
			s.Waiting += g.waits.n
		}
	}
	return s
}

// need is the number of hits that a condition needs to hold.
func (p *plan) need() int {
	n := 1.0
	if p.Type == EventCount || p.Type == ValueCount {
		for _, b := range p.Bounds {
			switch b.Op {
			case "gt":
				n = max(n, math.Floor(b.Value)+1)
			case "gte", "eq":
				n = max(n, math.Ceil(b.Value))
			}
		}
	}
	return int(min(n, math.MaxInt32))
}
