package eval

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"runtime"
	"slices"
	"strings"
	"sync"

	"github.com/taupier-eu/taupier/screen"
	"github.com/taupier-eu/taupier/screen/list"
)

// Report is what an evaluation found, on the held-out part.
type Report struct {
	Lists       []string   `json:"lists"`
	Entries     int        `json:"entries"`
	Seed        uint64     `json:"seed"`
	Cases       int        `json:"cases"` // of both parts
	Held        int        `json:"held_out"`
	Total       Measure    `json:"total"`
	ByKind      []Measure  `json:"by_kind"`
	ByOrigin    []Measure  `json:"by_origin"` // of people
	ByScript    []Measure  `json:"by_script"` // of people
	ByRule      []Measure  `json:"by_rule"`
	Aside       []Measure  `json:"aside"` // names of which too little is left: anybody's, outside of the totals
	Ordinary    []Ordinary `json:"ordinary"`
	FirstAsked  int        `json:"first_asked"`
	FirstMissed int        `json:"first_missed"`
	Missed      []string   `json:"missed,omitempty"` // examples of both mistakes, as written by rules
}

// Run evaluates a screener over the lists that it holds.
func Run(s *screen.Screener, o Options) Report {
	lists := s.Lists()
	cases := Build(lists, o)
	r := Report{Seed: o.Seed, Cases: len(cases)}
	for i := range lists {
		r.Lists = append(r.Lists, lists[i].Name)
		r.Entries += len(lists[i].Entries)
	}
	var held []*Case
	for i := range cases {
		if cases[i].Held != o.Tuning {
			held = append(held, &cases[i])
		}
	}
	all := askAll(s, held)
	var main, aside, people []outcome
	for _, c := range all {
		if c.Aside {
			aside = append(aside, c)
			continue
		}
		main = append(main, c)
		if c.Kind == list.Person {
			people = append(people, c)
		}
	}
	r.Held = len(main)
	r.Total = measure("all", main)
	r.ByKind = by(main, func(c *Case) string { return string(c.Kind) })
	r.ByOrigin = by(people, func(c *Case) string { return string(c.Origin) })
	r.ByScript = by(people, func(c *Case) string { return c.Script })
	r.ByRule = by(main, func(c *Case) string { return string(c.Kind) + " " + c.Rule })
	r.Aside = by(aside, func(c *Case) string { return c.Rule })
	r.Missed = examples(main)
	r.Ordinary = ordinary(s, lists, o)
	r.FirstAsked, r.FirstMissed = firstFound(s, lists, 20)
	return r
}

// askAll asks on every processor; the order is the cases'.
func askAll(s *screen.Screener, cases []*Case) []outcome {
	out := make([]outcome, len(cases))
	var wait sync.WaitGroup
	n := runtime.GOMAXPROCS(0)
	for w := range n {
		wait.Go(func() {
			for i := w; i < len(cases); i += n {
				out[i] = ask(s, cases[i])
			}
		})
	}
	wait.Wait()
	return out
}

func by(all []outcome, key func(*Case) string) []Measure {
	groups := map[string][]outcome{}
	for _, o := range all {
		groups[key(o.Case)] = append(groups[key(o.Case)], o)
	}
	var out []Measure
	for k, g := range groups {
		m := measure(k, g)
		m.Bins = nil
		out = append(out, m)
	}
	slices.SortFunc(out, func(a, b Measure) int { return cmp.Compare(a.Name, b.Name) })
	return out
}

// examples are up to three mistakes of each rule.
func examples(all []outcome) []string {
	count := map[string]int{}
	var out []string
	for _, o := range all {
		if (o.Listed || o.Same == o.found && (o.Same || !o.stopped)) && (o.pair >= screen.CheckAt) == o.Same {
			continue
		}
		key := string(o.Kind) + " " + o.Rule
		if count[key]++; count[key] <= 3 {
			out = append(out, fmt.Sprintf("%s: %s ~ %s (pair %.2f; stopped by %q)", key, o.Query, o.Entry.Names[o.Name].Text, o.pair, o.hit))
		}
	}
	slices.Sort(out)
	return out
}

// WriteJSON writes the report as one JSON object.
func (r *Report) WriteJSON(w io.Writer) error {
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	return e.Encode(r)
}

// MarshalJSON leaves out what cannot be said: a share of nothing.
func (m Measure) MarshalJSON() ([]byte, error) {
	type plain Measure
	for _, f := range []*float64{&m.Recall, &m.Precision, &m.AUC, &m.PairRight} {
		if math.IsNaN(*f) {
			*f = -1
		}
	}
	return json.Marshal(plain(m))
}

// WriteText writes the report as tables.
func (r *Report) WriteText(w io.Writer) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%d entries of %s; %d cases, %d of them held out (seed %d)\n\n", r.Entries, strings.Join(r.Lists, ", "), r.Cases, r.Held, r.Seed)
	head := fmt.Sprintf("%-44s %7s %7s %9s %7s %7s %6s %6s\n", "", "asked", "recall", "precision", "others", "pairs", "Brier", "ECE")
	for _, part := range []struct {
		title string
		list  []Measure
	}{{"held out", []Measure{r.Total}}, {"by kind", r.ByKind}, {"people by origin", r.ByOrigin}, {"people by script of the query", r.ByScript}, {"by rule", r.ByRule}, {"too little of a name, outside of the totals", r.Aside}} {
		fmt.Fprintf(&b, "%s\n%s", part.title, head)
		for _, m := range part.list {
			fmt.Fprintf(&b, "  %-42s %7d %7s %9s %7d %7s %6.3f %6.3f\n", m.Name, m.Same, percent(m.Recall), percent(m.Precision), m.Others, percent(m.PairRight), m.Brier, m.ECE)
		}
		b.WriteByte('\n')
	}
	fmt.Fprintf(&b, "reliability of pairs (ranking: area under the curve %.4f)\n%10s %7s %7s %7s\n", r.Total.AUC, "from", "pairs", "mean", "same")
	for _, bin := range r.Total.Bins {
		fmt.Fprintf(&b, "%10.1f %7d %7.3f %7.3f\n", bin.From, bin.N, bin.Mean, bin.Same)
	}
	fmt.Fprintf(&b, "\nordinary names, per 1,000\n  %-18s %7s %7s %10s %14s\n", "", "asked", "false", "namesakes", "with the year")
	for i := range r.Ordinary {
		o := &r.Ordinary[i]
		fmt.Fprintf(&b, "  %-18s %7d %7.2f %10.2f %14.2f\n", o.Group, o.Asked, o.PerThousand(), per(o.Namesakes, o.Asked), per(o.Born, o.Asked))
	}
	fmt.Fprintf(&b, "\nentries asked in four spellings: %d, not found first: %d\n", r.FirstAsked, r.FirstMissed)
	_, err := io.WriteString(w, b.String())
	return err
}

func per(n, of int) float64 { return 1000 * float64(n) / float64(max(of, 1)) }

func percent(f float64) string {
	if math.IsNaN(f) {
		return "-"
	}
	return fmt.Sprintf("%.1f%%", 100*f)
}

// WriteExamples writes mistakes of each rule and group.
func (r *Report) WriteExamples(w io.Writer) error {
	var b strings.Builder
	b.WriteString("\nmistakes\n")
	for _, m := range r.Missed {
		fmt.Fprintln(&b, "  "+m)
	}
	for _, o := range r.Ordinary {
		for _, e := range o.Examples {
			fmt.Fprintf(&b, "  ordinary %s: %s\n", o.Group, e)
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}
