package sigma

import (
	"fmt"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// BenchmarkTenTimesTheRules matches process creations with the public rules, and with ten times as many:
// nine copies of each whose literals are other ones.
func BenchmarkTenTimesTheRules(b *testing.B) {
	rules, _ := corpusRules(b)
	records := corpusRecords(b)
	src := LogSource{Product: "windows", Category: "process_creation"}
	for _, times := range []int{1, 10} {
		many := rules
		for n := 1; n < times; n++ {
			for _, r := range rules {
				c := *r
				c.expr = r.expr.otherwise(n)
				many = append(many, &c)
			}
		}
		b.Run(fmt.Sprint(len(many)), func(b *testing.B) { benchmarkRecords(b, mustCompile(b, many...), src, records) })
	}
}

// otherwise is the same condition with other literals, of which the texts still have the same length.
func (e *expr) otherwise(n int) *expr {
	if e.op != exprTest {
		kids := make([]*expr, len(e.kids))
		for i, k := range e.kids {
			kids[i] = k.otherwise(n)
		}
		return &expr{op: e.op, kids: kids}
	}
	t := *e.test
	if t.op == opEqual || t.op == opPrefix || t.op == opSuffix || t.op == opContains {
		t.literal = other(t.literal, n)
	}
	return &expr{test: &t}
}

// other turns the letters of a text by n places, but for its first, which often is a backslash or a dash.
func other(s string, n int) string {
	return strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' {
			return 'a' + (r-'a'+rune(n))%26
		}
		return r
	}, s)
}

// BenchmarkCompile compiles all public rules and builds the index of every log source they name.
func BenchmarkCompile(b *testing.B) {
	rules, _ := corpusRules(b)
	var before, after runtime.MemStats
	var set *Set
	for b.Loop() {
		set = nil
		runtime.GC()
		runtime.ReadMemStats(&before)
		set = mustCompile(b, rules...)
		for _, r := range rules {
			set.route(r.LogSource)
		}
	}
	runtime.GC()
	runtime.ReadMemStats(&after)
	b.ReportMetric(float64(after.HeapAlloc-before.HeapAlloc)/1e6, "MB")
	runtime.KeepAlive(set)
}

// BenchmarkCores matches the public Windows events on one core and on two.
func BenchmarkCores(b *testing.B) {
	set, records, sources := routed(b)
	for _, cores := range []int{1, 2} {
		b.Run(fmt.Sprint(cores), func(b *testing.B) {
			for b.Loop() {
				var next atomic.Int64
				var wg sync.WaitGroup
				for range cores {
					wg.Go(func() {
						var ev Event
						m := set.NewMatcher()
						const batch = 256
						for {
							from := int(next.Add(batch)) - batch
							if from >= len(records) {
								return
							}
							for i := from; i < min(from+batch, len(records)); i++ {
								if ev.Parse(records[i]) == nil {
									m.Match(sources[i], &ev, func(Match) {})
								}
							}
						}
					})
				}
				wg.Wait()
			}
			b.ReportMetric(float64(len(records))*float64(b.N)/b.Elapsed().Seconds(), "events/s")
		})
	}
}

// BenchmarkCorrelator adds hits to 100,000 live groups.
func BenchmarkCorrelator(b *testing.B) {
	const groups = 100_000
	names := make([]string, groups)
	for i := range names {
		names[i] = fmt.Sprintf("p%d@example.com", i)
	}
	for _, kind := range []string{"event_count", "value_count"} {
		b.Run(kind, func(b *testing.B) {
			field := ""
			if kind == "value_count" {
				field = "field: device, "
			}
			docs, err := ParseAll("c.yml", []byte(oneNamedRule+`---
title: c
correlation: {type: `+kind+`, rules: [r], group-by: [user], timespan: 1h, condition: {`+field+`gte: 1000}}
`))
			if err != nil {
				b.Fatal(err)
			}
			c, err := NewCorrelator(docs.Rules, docs.Correlations, CorrelatorOptions{})
			if err != nil {
				b.Fatal(err)
			}
			at, i := time.Date(2026, 5, 1, 0, 0, 0, 0, time.UTC), 0
			h := Hit{Rule: docs.Rules[0], Source: "s", Field: func(name string) (string, bool) {
				if name == "user" {
					return names[i%groups], true
				}
				return names[i%7], true
			}}
			step := func() {
				h.At = at.Add(time.Duration(i) * 2 * time.Millisecond) // a group has 18 hits in its window
				c.Add(h, func(Alert) {})
				i++
			}
			for range 20 * groups {
				step()
			}
			b.ReportAllocs()
			b.ResetTimer()
			for b.Loop() {
				step()
			}
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "hits/s")
			b.ReportMetric(float64(c.Stats().Groups), "groups")
		})
	}
}

const oneNamedRule = "title: r\nname: r\nlogsource: {product: p}\ndetection: {s: {a: '*'}, condition: s}\n"
