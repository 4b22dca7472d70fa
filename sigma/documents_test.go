package sigma

import (
	"testing"
	"time"
)

const joined = `title: r
name: r
logsource: {product: p}
detection: {s: {a: '*'}, condition: s}
---
title: s
name: s
logsource: {product: p}
detection: {s: {b: '*'}, condition: s}
---
title: c
name: c
correlation:
  type: temporal_extended
  rules: [r, s]
  group-by: [u]
  timespan: 1h
  aliases: {u: {r: a, s: b}}
  condition: r and not s
---
title: d
correlation: {type: event_count, rules: [c], group-by: [u], timespan: 1d, condition: {gte: 2}, taupier: {window: session}}
---
title: e
correlation: {type: value_percentile, rules: [r], group-by: [u], timespan: 1d, condition: {field: v, percentile: 90, gte: 2}}
---
title: f
logsource: {product: p}
filter:
  rules: [r]
  selection: {c: d}
  condition: not selection
`

// FuzzParseAll joins whatever can be read: a file is either refused with words or works.
func FuzzParseAll(f *testing.F) {
	f.Add([]byte(joined))
	f.Add([]byte("title: c\nname: c\ncorrelation: {type: event_count, rules: [c], timespan: 1h, condition: {gte: 1}}\n"))
	f.Add([]byte("title: c\ncorrelation: {type: value_sum, rules: [r], timespan: 1M, condition: {field: v, gt: 1e309}, taupier: {absent: r}}\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		docs, err := ParseAll("f.yml", data)
		if err != nil && err.Error() == "" {
			t.Fatal("refused without a reason")
		}
		rules, err := ApplyFilters(docs.Rules, docs.Filters)
		if err != nil {
			return
		}
		c, err := NewCorrelator(rules, docs.Correlations, CorrelatorOptions{MaxEventsPerGroup: 100})
		if err != nil {
			return
		}
		at := time.Date(2026, 5, 1, 0, 0, 0, 0, time.UTC)
		for i := range 20 {
			for _, r := range rules {
				at = at.Add(time.Minute)
				c.Add(Hit{Rule: r, At: at, Field: func(string) (string, bool) { return "1", i%7 > 0 }}, func(Alert) {})
			}
		}
		c.Flush(func(Alert) {})
	})
}

func TestCorrelationsInACircleAreRefused(t *testing.T) {
	docs, err := ParseAll("f.yml", []byte(`title: a
name: a
correlation: {type: event_count, rules: [b], timespan: 1h, condition: {gte: 1}}
---
title: b
name: b
correlation: {type: event_count, rules: [c], timespan: 1h, condition: {gte: 1}}
---
title: c
name: c
correlation: {type: event_count, rules: [a], timespan: 1h, condition: {gte: 1}}
`))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := NewCorrelator(nil, docs.Correlations, CorrelatorOptions{}); err == nil {
		t.Error("a circle would never end")
	} else {
		t.Log(err)
	}
}
