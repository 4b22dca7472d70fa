package app

import (
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/taupier-eu/taupier/internal/ruleset"
	"github.com/taupier-eu/taupier/sigma"
)

// wholeInput is a lateness that no log exceeds: hits are put into order over all files before
// correlations judge them.
const wholeInput = 100 * 365 * 24 * time.Hour

// maxWaiting bounds the hits that wait for it.
const maxWaiting = 1_000_000

// joint feeds the hits of rules to correlations.
type joint struct {
	correlator *sigma.Correlator
	joined     map[*sigma.Rule]bool // correlations ask for them
	fields     []string             // that correlations may ask for
	single     bool                 // report the matches of joined rules as well
}

func newJoint(set *ruleset.Set, lateness time.Duration, single bool) (*joint, error) {
	c, err := sigma.NewCorrelator(set.Rules, set.Correlations, sigma.CorrelatorOptions{Lateness: lateness, MaxPending: maxWaiting})
	if err != nil {
		return nil, err
	}
	j := &joint{correlator: c, joined: map[*sigma.Rule]bool{}, single: single}
	names, fields := map[string]bool{}, map[string]bool{}
	for _, k := range set.Correlations {
		for _, n := range append(slices.Clone(k.Rules), k.Absent) {
			names[n] = n != ""
		}
		for _, f := range append(slices.Clone(k.GroupBy), k.Fields...) {
			fields[f] = true
		}
		for _, namings := range k.Aliases {
			for _, n := range namings {
				fields[n.Field] = true
			}
		}
	}
	for _, r := range set.Rules {
		if names[r.ID] || names[r.Name] {
			j.joined[r] = true
		}
	}
	j.fields = slices.Sorted(maps.Keys(fields))
	return j, nil
}

// keep reads from an event what correlations may ask for of its hit.
func (j *joint) keep(e *routed) map[string]string {
	kept := make(map[string]string, len(j.fields))
	for _, name := range j.fields {
		if v, ok := e.field(name); ok {
			kept[name] = v
		}
	}
	return kept
}

// take gives the detections that a hit leads to.
func (j *joint) take(h *hit, input string, yield func(*detection)) {
	if j.single || j.correlator.Standalone(h.rule) {
		yield(h.detection(input))
	}
	if !j.joined[h.rule] {
		return
	}
	j.correlator.Add(sigma.Hit{
		Rule: h.rule, At: h.at, Source: input, Ref: ref{input, h.line},
		Field: func(name string) (string, bool) { v, ok := h.joins[name]; return v, ok },
	}, func(a sigma.Alert) { yield(alertOf(a)) })
}

func (j *joint) finish(yield func(*detection)) {
	j.correlator.Flush(func(a sigma.Alert) { yield(alertOf(a)) })
}

// missed says in words which hits correlations could not take into account.
func (j *joint) missed() []string {
	s := j.correlator.Stats()
	var out []string
	for _, m := range []struct {
		n    uint64
		says string
	}{
		{s.Late, "hits came later than --lateness allows and were not correlated"},
		{s.Untimed, "hits have no time that can be read and were not correlated"},
		{s.Forced, "hits were judged before all older ones were read, since too many waited: give --lateness"},
		{s.Evicted, "groups were forgotten, since there were too many"},
		{s.Shed, "hits were forgotten, since their groups were too large"},
	} {
		if m.n > 0 {
			out = append(out, fmt.Sprintf("%d %s", m.n, m.says))
		}
	}
	return out
}
