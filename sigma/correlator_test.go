package sigma

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// ruleText is a detection rule of this name.
func ruleText(name string) string {
	return "title: Rule " + name + "\nname: " + name + "\nlogsource: {product: test}\ndetection:\n  s: {kind: " + name + "}\n  condition: s\n"
}

// correlationText is a correlation of this name and body, which stands at the margin.
func correlationText(name, body string) string {
	return "title: Correlation " + name + "\nname: " + name + "\ncorrelation:\n" + indent(body)
}

func mustParseAll(tb testing.TB, docs ...string) Documents {
	tb.Helper()
	d, err := ParseAll("test.yml", []byte(strings.Join(docs, "---\n")))
	if err != nil {
		tb.Fatal(err)
	}
	return d
}

// bench is a correlator with its rules a, b, c and d, and the alerts it told.
type bench struct {
	tb     testing.TB
	c      *Correlator
	rules  map[string]*Rule
	alerts []string
}

func newBench(tb testing.TB, opt CorrelatorOptions, correlations ...string) *bench {
	tb.Helper()
	docs := append([]string{ruleText("a"), ruleText("b"), ruleText("c"), ruleText("d")}, correlations...)
	d := mustParseAll(tb, docs...)
	c, err := NewCorrelator(d.Rules, d.Correlations, opt)
	if err != nil {
		tb.Fatal(err)
	}
	b := &bench{tb: tb, c: c, rules: map[string]*Rule{}}
	for _, r := range d.Rules {
		b.rules[r.Name] = r
	}
	return b
}

var noon = time.Date(2026, 5, 1, 12, 0, 0, 0, time.UTC)

// tell notes an alert as "name second group value".
func (b *bench) tell(a Alert) {
	text := fmt.Sprintf("%s %g", a.Correlation.Name, a.At.Sub(noon).Seconds())
	for _, kv := range a.Group {
		text += " " + kv.Key + "=" + kv.Value
	}
	text += fmt.Sprintf(" [%g,%g] %d %g", a.First.Sub(noon).Seconds(), a.Last.Sub(noon).Seconds(), a.Count, a.Value)
	if a.Truncated {
		text += " truncated"
	}
	b.alerts = append(b.alerts, text)
}

// add reads "second rule key=value …".
func (b *bench) add(hits ...string) *bench {
	b.tb.Helper()
	for _, text := range hits {
		parts := strings.Fields(text)
		var second float64
		if _, err := fmt.Sscan(parts[0], &second); err != nil {
			b.tb.Fatal(err)
		}
		fields := map[string]string{}
		for _, p := range parts[2:] {
			k, v, _ := strings.Cut(p, "=")
			fields[k] = v
		}
		b.c.Add(Hit{
			Rule: b.rules[parts[1]], At: noon.Add(time.Duration(second * float64(time.Second))), Source: fields["source"],
			Field: func(name string) (string, bool) { v, ok := fields[name]; return v, ok }, Ref: parts[0],
		}, b.tell)
	}
	return b
}

func (b *bench) flush() *bench {
	b.c.Flush(b.tell)
	return b
}

func (b *bench) want(alerts ...string) {
	b.tb.Helper()
	if diff := cmp.Diff(alerts, b.alerts); diff != "" {
		b.tb.Errorf("alerts (-want +got):\n%s", diff)
	}
}

func TestCorrelator(t *testing.T) {
	head := "rules: [a]\ngroup-by: [u]\ntimespan: 10s\n"
	for _, c := range []struct {
		name, body string
		hits, want []string
	}{
		{"three hits within the timespan", head + "type: event_count\ncondition: {gte: 3}",
			[]string{"0 a u=x", "5 a u=x", "10 a u=x"}, []string{"k 10 u=x [0,10] 3 3"}},
		{"three hits, the last a moment too late", head + "type: event_count\ncondition: {gte: 3}",
			[]string{"0 a u=x", "5 a u=x", "10.1 a u=x"}, nil},
		{"three hits of different groups", head + "type: event_count\ncondition: {gte: 3}",
			[]string{"0 a u=x", "5 a u=y", "10 a u=x"}, nil},
		{"gt asks for more", head + "type: event_count\ncondition: {gt: 2}",
			[]string{"0 a u=x", "1 a u=x", "2 a u=x"}, []string{"k 2 u=x [0,2] 3 3"}},
		{"a range", head + "type: event_count\ncondition: {gt: 1, lte: 2}",
			[]string{"0 a u=x", "1 a u=x", "2 a u=x"}, []string{"k 1 u=x [0,1] 2 2"}},
		{"eq, held again after it did not", head + "type: event_count\ncondition: {eq: 2}",
			[]string{"0 a u=x", "1 a u=x", "2 a u=x", "11.5 a u=x"}, []string{"k 1 u=x [0,1] 2 2", "k 11.5 u=x [2,11.5] 2 2"}},
		{"neq", head + "type: event_count\ncondition: {neq: 1}",
			[]string{"0 a u=x", "1 a u=x"}, []string{"k 1 u=x [0,1] 2 2"}},
		{"lt and lte are met by the first hit", head + "type: event_count\ncondition: {lt: 2}",
			[]string{"0 a u=x", "1 a u=x"}, []string{"k 0 u=x [0,0] 1 1"}},
		{"one alert for each timespan", head + "type: event_count\ncondition: {gte: 2}",
			[]string{"0 a u=x", "4 a u=x", "8 a u=x", "12 a u=x", "14 a u=x", "16 a u=x"},
			[]string{"k 4 u=x [0,4] 2 2", "k 16 u=x [8,16] 4 4"}},
		{"no group-by is one group", "type: event_count\nrules: [a]\ntimespan: 10s\ncondition: {gte: 2}",
			[]string{"0 a u=x", "1 a u=y"}, []string{"k 1 [0,1] 2 2"}},
		{"values are counted once", head + "type: value_count\ncondition: {field: v, gte: 2}",
			[]string{"0 a u=x v=1", "1 a u=x v=1", "2 a u=x v=2"}, []string{"k 2 u=x [0,2] 3 2"}},
		{"the same value does not count", head + "type: value_count\ncondition: {field: v, gte: 2}",
			[]string{"0 a u=x v=1", "1 a u=x v=1", "2 a u=x"}, nil},
		{"values of two fields are counted together", head + "type: value_count\ncondition: {field: [v, w], gte: 3}",
			[]string{"0 a u=x v=1 w=1", "1 a u=x v=1 w=2", "2 a u=x v=2 w=1"}, []string{"k 2 u=x [0,2] 3 3"}},
		{"a sum", head + "type: value_sum\ncondition: {field: v, gt: 10}",
			[]string{"0 a u=x v=6", "1 a u=x v=4", "2 a u=x v=0.5"}, []string{"k 2 u=x [0,2] 3 10.5"}},
		{"a sum forgets what is old", head + "type: value_sum\ncondition: {field: v, gt: 10}",
			[]string{"0 a u=x v=6", "11 a u=x v=6", "12 a u=x v=text"}, nil},
		{"an average", head + "type: value_avg\ncondition: {field: v, lt: 3}",
			[]string{"0 a u=x v=4", "1 a u=x v=1"}, []string{"k 1 u=x [0,1] 2 2.5"}},
		{"a median of two is their mean", head + "type: value_median\ncondition: {field: v, eq: 3}",
			[]string{"0 a u=x v=2", "1 a u=x v=4"}, []string{"k 1 u=x [0,1] 2 3"}},
		{"a percentile", head + "type: value_percentile\ncondition: {field: v, percentile: 90, gte: 9}",
			[]string{"0 a u=x v=1", "1 a u=x v=2", "2 a u=x v=9"}, []string{"k 2 u=x [0,2] 3 9"}},
		{"a percentile that stays below", head + "type: value_percentile\ncondition: {field: v, percentile: 50, gte: 9}",
			[]string{"0 a u=x v=1", "1 a u=x v=2", "2 a u=x v=9"}, nil},
		{"a share of all hits", head + "type: value_percentile\ncondition: {field: v, lte: 25}",
			[]string{"0 a u=x v=p", "1 a u=x v=p", "2 a u=x v=p", "3 a u=x v=q"}, []string{"k 3 u=x [0,3] 4 25"}},
		{"all rules in any order", "type: temporal\nrules: [a, b]\ngroup-by: [u]\ntimespan: 10s",
			[]string{"0 b u=x", "10 a u=x"}, []string{"k 10 u=x [0,10] 2 2"}},
		{"not all rules", "type: temporal\nrules: [a, b]\ngroup-by: [u]\ntimespan: 10s",
			[]string{"0 b u=x", "10.1 a u=x", "10.2 b u=y"}, nil},
		{"some of the rules", "type: temporal\nrules: [a, b, c]\ngroup-by: [u]\ntimespan: 10s\ncondition: {gte: 2}",
			[]string{"0 a u=x", "1 a u=x", "2 c u=x"}, []string{"k 2 u=x [1,2] 2 2"}},
		{"in order", "type: temporal_ordered\nrules: [a, b, c]\ngroup-by: [u]\ntimespan: 10s",
			[]string{"0 a u=x", "3 b u=x", "4 a u=x", "10 c u=x"}, []string{"k 10 u=x [0,10] 3 3"}},
		{"out of order", "type: temporal_ordered\nrules: [a, b, c]\ngroup-by: [u]\ntimespan: 10s",
			[]string{"0 a u=x", "3 c u=x", "4 b u=x", "10.5 c u=x"}, nil},
		{"at the same time counts as in order", "type: temporal_ordered\nrules: [a, b]\ngroup-by: [u]\ntimespan: 10s",
			[]string{"1 b u=x", "1 a u=x"}, []string{"k 1 u=x [1,1] 2 2"}},
		{"a condition in words", "type: temporal_extended\nrules: [a, b, c]\ngroup-by: [u]\ntimespan: 10s\ncondition: a and (b or c)",
			[]string{"0 b u=x", "1 c u=x", "2 a u=x"}, []string{"k 2 u=x [0,2] 3 3"}},
		{"a condition in words with a not", "type: temporal\nrules: [a, b]\ngroup-by: [u]\ntimespan: 10s\ncondition: a and not b",
			[]string{"0 b u=x", "1 a u=x", "11 a u=x"}, []string{"k 11 u=x [11,11] 1 1"}},
		{"an ordered condition in words", "type: temporal_ordered_extended\ngroup-by: [u]\ntimespan: 10s\ncondition: (a or b) and c",
			[]string{"0 c u=x", "1 b u=x", "2 c u=x"}, []string{"k 2 u=x [1,2] 2 2"}},
		{"an ordered condition in words, out of order", "type: temporal_ordered\ngroup-by: [u]\ntimespan: 10s\ncondition: b and a",
			[]string{"0 a u=x", "1 b u=x"}, nil},
		{"an ordered condition in words, at the same time", "type: temporal_ordered\nrules: [a, b]\ngroup-by: [u]\ntimespan: 10s\ncondition: b and a",
			[]string{"1 a u=x", "1 b u=x"}, []string{"k 1 u=x [1,1] 2 2"}},
		{"an alias", "type: temporal\nrules: [a, b]\ngroup-by: [ip]\ntimespan: 10s\naliases: {ip: {a: src, b: dst}}",
			[]string{"0 a src=192.0.2.1 dst=192.0.2.9", "1 b src=192.0.2.9 dst=192.0.2.1"}, []string{"k 1 ip=192.0.2.1 [0,1] 2 2"}},
		{"tumbling windows are judged when they end", head + "type: event_count\ncondition: {lte: 2}\ntaupier: {window: tumbling}",
			[]string{"0 a u=x", "9 a u=x", "10 a u=x", "11 a u=x", "12 a u=x", "20 a u=y"},
			[]string{"k 9.999999999 u=x [0,9] 2 2", "k 29.999999999 u=y [20,20] 1 1"}},
		{"sessions are judged when nothing follows", head + "type: event_count\ncondition: {gte: 3}\ntaupier: {window: session}",
			[]string{"0 a u=x", "9 a u=x", "19 a u=x", "30 a u=x"}, []string{"k 29 u=x [0,19] 3 3"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			newBench(t, CorrelatorOptions{}, correlationText("k", c.body)).add(c.hits...).flush().want(c.want...)
		})
	}
}

func TestCorrelatorAbsence(t *testing.T) {
	body := "type: temporal\nrules: [a]\ngroup-by: [u]\ntimespan: 10s\ntaupier: {absent: b}"
	for _, c := range []struct {
		name       string
		hits, want []string
	}{
		{"what must not follow does not follow", []string{"0 a u=x", "10.5 c"}, []string{"k 10 u=x [0,0] 1 1"}},
		{"what must not follow follows at the last moment", []string{"0 a u=x", "10 b u=x", "30 d"}, nil},
		{"it follows elsewhere", []string{"0 a u=x", "5 b u=y", "30 d"}, []string{"k 10 u=x [0,0] 1 1"}},
		{"it follows at the same time", []string{"0 b u=x", "0 a u=x", "30 d"}, nil},
		{"it was there before", []string{"0 b u=x", "1 a u=x", "30 d"}, []string{"k 11 u=x [1,1] 1 1"}},
		{"the second is answered and the first is not", []string{"0 a u=x", "9 a u=x", "12 b u=x", "40 d"}, []string{"k 10 u=x [0,0] 1 1"}},
		{"the timespan is not over at the end", []string{"0 a u=x", "10 d"}, nil},
		{"one alert for each timespan", []string{"0 a u=x", "5 a u=x", "11 a u=x", "40 d"},
			[]string{"k 10 u=x [0,0] 1 1", "k 21 u=x [11,11] 1 1"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			clock := correlationText("clock", "type: event_count\nrules: [c, d]\ntimespan: 1s\ncondition: {gte: 100}")
			newBench(t, CorrelatorOptions{}, correlationText("k", body), clock).add(c.hits...).flush().want(c.want...)
		})
	}
	t.Run("Advance lets time pass", func(t *testing.T) {
		b := newBench(t, CorrelatorOptions{}, correlationText("k", body)).add("0 a u=x")
		b.c.Advance(noon.Add(10*time.Second), b.tell)
		b.want()
		if got := b.c.Stats().Waiting; got != 1 {
			t.Errorf("%d waits, want 1", got)
		}
		b.c.Advance(noon.Add(11*time.Second), b.tell)
		b.want("k 10 u=x [0,0] 1 1")
	})
}

func TestCorrelatorChains(t *testing.T) {
	many := correlationText("many", "type: event_count\nrules: [a]\ngroup-by: [host]\ntimespan: 10s\ncondition: {gte: 2}")
	top := "type: temporal_ordered\nrules: [many, b]\ngroup-by: [user]\ntimespan: 10s\n"
	hits := []string{"0 a host=h user=p1", "1 a host=h user=p1", "2 b user=p1"}
	t.Run("a correlation of a correlation, by a field that the lower one does not group by", func(t *testing.T) {
		newBench(t, CorrelatorOptions{}, many, correlationText("k", top)).add(hits...).flush().want("k 2 user=p1 [1,2] 2 2")
	})
	t.Run("with generate the lower one is told as well", func(t *testing.T) {
		b := newBench(t, CorrelatorOptions{}, many, correlationText("k", top+"generate: true")).add(hits...).flush()
		b.want("many 1 host=h [0,1] 2 2", "k 2 user=p1 [1,2] 2 2")
		if b.c.Standalone(b.rules["a"]) || !b.c.Standalone(b.rules["b"]) || !b.c.Standalone(b.rules["c"]) {
			t.Error("b, to which a correlation with generate refers, and c stand alone, and a does not")
		}
	})
	t.Run("at the same time", func(t *testing.T) {
		newBench(t, CorrelatorOptions{}, correlationText("k", top), many).
			add("1 b user=p1", "1 a host=h user=p1", "1 a host=h user=p1").flush().want("k 1 user=p1 [1,1] 2 2")
	})
	t.Run("references go through", func(t *testing.T) {
		b := newBench(t, CorrelatorOptions{}, many, correlationText("k", top)).add(hits...)
		var refs []any
		b.c.Flush(func(a Alert) { refs = a.Refs })
		if diff := cmp.Diff([]any{"0", "1", "2"}, refs); diff != "" {
			t.Error(diff)
		}
	})
}
