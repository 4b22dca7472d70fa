package sigma

import (
	"fmt"
	"math"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// sample is a hit of the random streams.
type sample struct {
	at            int // seconds
	rule          int // of a, b and c
	group         string
	value         int // of two digits: the order of numbers is that of their texts
	arrival, turn int
}

// oracle goes through the hits of each group in order and, at each, looks at the whole past again.
func oracle(hits []sample, span int, judge func(window []sample, last sample) (value float64, holds bool)) []string {
	hits = slices.Clone(hits)
	slices.SortStableFunc(hits, func(a, b sample) int {
		return compareInts(a.at, b.at, a.rule, b.rule, int(a.group[0]), int(b.group[0]), a.value, b.value)
	})
	type state struct {
		on      bool
		alerted int
	}
	states := map[string]*state{}
	var alerts []string
	for i, h := range hits {
		var window []sample
		for _, other := range hits[:i+1] {
			if other.group == h.group && other.at >= h.at-span {
				window = append(window, other)
			}
		}
		s := states[h.group]
		if s == nil {
			s = &state{}
			states[h.group] = s
		}
		value, holds := judge(window, h)
		switch {
		case !holds:
			s.on = false
		case !s.on || h.at > s.alerted+span:
			s.on, s.alerted = true, h.at
			alerts = append(alerts, fmt.Sprintf("%d %s %.6f", h.at, h.group, value))
		}
	}
	return alerts
}

func compareInts(pairs ...int) int {
	for i := 0; i < len(pairs); i += 2 {
		if pairs[i] != pairs[i+1] {
			return pairs[i] - pairs[i+1]
		}
	}
	return 0
}

func rulesIn(window []sample) map[int]bool {
	seen := map[int]bool{}
	for _, h := range window {
		seen[h.rule] = true
	}
	return seen
}

// inOrder tries every choice of hits of these rules, one after the other in time.
func inOrder(window []sample, rules []int) bool {
	var from func(step, since int) bool
	from = func(step, since int) bool {
		if step == len(rules) {
			return true
		}
		return slices.ContainsFunc(window, func(h sample) bool {
			return h.rule == rules[step] && h.at >= since && from(step+1, h.at)
		})
	}
	return from(0, math.MinInt)
}

func sum(window []sample) (s float64) {
	for _, h := range window {
		s += float64(h.value)
	}
	return s
}

func sortedValues(window []sample) []int {
	var vs []int
	for _, h := range window {
		vs = append(vs, h.value)
	}
	slices.Sort(vs)
	return vs
}

// The oracle judges a window of n hits; holds is the condition of the text beside it.
var oracles = []struct {
	name, body string
	judge      func(window []sample, last sample) (float64, bool)
}{
	{"event_count", "type: event_count\ncondition: {gte: 4}", func(w []sample, _ sample) (float64, bool) {
		return float64(len(w)), len(w) >= 4
	}},
	{"event_count of a range", "type: event_count\ncondition: {gt: 2, lt: 5}", func(w []sample, _ sample) (float64, bool) {
		return float64(len(w)), len(w) > 2 && len(w) < 5
	}},
	{"value_count", "type: value_count\ncondition: {field: v, gte: 3}", func(w []sample, _ sample) (float64, bool) {
		n := len(slices.Compact(sortedValues(w)))
		return float64(n), n >= 3
	}},
	{"value_sum", "type: value_sum\ncondition: {field: v, gt: 60}", func(w []sample, _ sample) (float64, bool) {
		return sum(w), sum(w) > 60
	}},
	{"value_avg", "type: value_avg\ncondition: {field: v, lte: 20}", func(w []sample, _ sample) (float64, bool) {
		mean := sum(w) / float64(len(w))
		return mean, mean <= 20
	}},
	{"value_median", "type: value_median\ncondition: {field: v, gte: 21}", func(w []sample, _ sample) (float64, bool) {
		vs := sortedValues(w)
		middle := float64(vs[(len(vs)-1)/2]+vs[len(vs)/2]) / 2
		return middle, middle >= 21
	}},
	{"value_percentile", "type: value_percentile\ncondition: {field: v, percentile: 70, gte: 22}", func(w []sample, _ sample) (float64, bool) {
		for _, v := range sortedValues(w) {
			below := 0
			for _, h := range w {
				if h.value <= v {
					below++
				}
			}
			if below*100 >= 70*len(w) {
				return float64(v), v >= 22
			}
		}
		return 0, false
	}},
	{"value_percentile as a share", "type: value_percentile\ncondition: {field: v, lte: 30}", func(w []sample, last sample) (float64, bool) {
		same := 0
		for _, h := range w {
			if h.value == last.value {
				same++
			}
		}
		share := 100 * float64(same) / float64(len(w))
		return share, share <= 30
	}},
	{"temporal", "type: temporal", func(w []sample, _ sample) (float64, bool) {
		return float64(len(rulesIn(w))), len(rulesIn(w)) == 3
	}},
	{"temporal_extended", "type: temporal_extended\ncondition: a and (b or not c)", func(w []sample, _ sample) (float64, bool) {
		in := rulesIn(w)
		return float64(len(in)), in[0] && (in[1] || !in[2])
	}},
	{"temporal_ordered", "type: temporal_ordered", func(w []sample, _ sample) (float64, bool) {
		holds := inOrder(w, []int{0, 1, 2})
		return map[bool]float64{true: 3}[holds], holds
	}},
	{"temporal_ordered_extended", "type: temporal_ordered_extended\ncondition: c and (b and not a)", func(w []sample, _ sample) (float64, bool) {
		holds := inOrder(w, []int{2, 1}) && !rulesIn(w)[0]
		return map[bool]float64{true: 2}[holds], holds
	}},
}

// drawSamples are hits in the order of arrival: none comes when one newer by more than lateness has come.
func drawSamples(t *rapid.T, lateness int) []sample {
	one := rapid.Custom(func(t *rapid.T) sample {
		return sample{
			at: rapid.IntRange(0, 60).Draw(t, "at"), rule: rapid.IntRange(0, 2).Draw(t, "rule"),
			group: rapid.SampledFrom([]string{"x", "x", "y"}).Draw(t, "group"),
			value: rapid.IntRange(18, 24).Draw(t, "value"), arrival: rapid.IntRange(0, lateness).Draw(t, "delay"),
		}
	})
	n := rapid.IntRange(0, 50).Draw(t, "n")
	hits := rapid.SliceOfN(one, n, n).Draw(t, "hits")
	for i := range hits {
		hits[i].arrival += hits[i].at
		hits[i].turn = i
	}
	slices.SortFunc(hits, func(a, b sample) int { return compareInts(a.arrival, b.arrival, a.turn, b.turn) })
	return hits
}

func (s sample) hit(rules []*Rule) Hit {
	return Hit{Rule: rules[s.rule], At: noon.Add(time.Duration(s.at) * time.Second), Field: func(name string) (string, bool) {
		if name == "v" {
			return fmt.Sprint(s.value), true
		}
		return s.group, name == "u"
	}}
}

func noteAlert(to *[]string) func(Alert) {
	return func(a Alert) {
		*to = append(*to, fmt.Sprintf("%.0f %s %.6f", a.At.Sub(noon).Seconds(), a.Group[0].Value, a.Value))
	}
}

func TestCorrelatorAgreesWithTheOracle(t *testing.T) {
	for _, o := range oracles {
		t.Run(o.name, func(t *testing.T) {
			d := mustParseAll(t, ruleText("a"), ruleText("b"), ruleText("c"),
				correlationText("k", "rules: [a, b, c]\ngroup-by: [u]\ntimespan: 12s\n"+o.body))
			rapid.Check(t, func(t *rapid.T) {
				lateness := rapid.IntRange(0, 30).Draw(t, "lateness")
				c, err := NewCorrelator(d.Rules, d.Correlations, CorrelatorOptions{Lateness: time.Duration(lateness) * time.Second})
				if err != nil {
					t.Fatal(err)
				}
				hits := drawSamples(t, lateness)
				var got []string
				for _, h := range hits {
					c.Add(h.hit(d.Rules), noteAlert(&got))
				}
				c.Flush(noteAlert(&got))
				if s := c.Stats(); s.Late != 0 || s.Pending != 0 {
					t.Fatalf("%d late and %d left of %d hits", s.Late, s.Pending, s.Hits)
				}
				if diff := cmp.Diff(oracle(hits, 12, o.judge), got); diff != "" {
					t.Fatalf("alerts (-oracle +correlator):\n%s", diff)
				}
			})
		})
	}
}
