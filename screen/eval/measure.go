package eval

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"github.com/taupier-eu/taupier/screen"
	"github.com/taupier-eu/taupier/screen/list"
)

// Measure is what a part of the set showed. Screening: of the spellings of entries asked of whole lists, how many found
// their entry at check, and of all queries that were stopped, how many should be. Pairs: how far the probability that two names are one is right.
type Measure struct {
	Name      string  `json:"name"`
	Same      int     `json:"same"`      // spellings of entries
	Found     int     `json:"found"`     // of them, those that found the entry
	Others    int     `json:"others"`    // names of nobody on the lists
	Stopped   int     `json:"stopped"`   // of them, those that are stopped all the same
	Recall    float64 `json:"recall"`    // Found / Same
	Precision float64 `json:"precision"` // Found / (Found + Stopped), Stopped scaled as if there were as many others as spellings
	Brier     float64 `json:"brier"`     // mean square of what the probability of a pair is off
	ECE       float64 `json:"ece"`       // expected calibration error of pairs, ten bins
	PairRight float64 `json:"pair_right"`
	AUC       float64 `json:"auc"` // how often a pair of one bearer is more probable than one of two
	Bins      []Bin   `json:"bins,omitempty"`
}

// Bin is a line of the reliability table: of pairs with a probability in [From, From+0.1), how many are of one bearer.
type Bin struct {
	From float64 `json:"from"`
	N    int     `json:"n"`
	Mean float64 `json:"mean"` // of the probabilities
	Same float64 `json:"same"` // share that is of one bearer
}

// outcome is a case with what was answered.
type outcome struct {
	*Case
	stopped bool // any hit
	found   bool // the entry is a hit
	first   bool // no other is more probable
	pair    float64
	hit     string // the most probable
}

func ask(s *screen.Screener, c *Case) outcome {
	o := outcome{Case: c, pair: screen.Pair(c.Query, c.Entry.Names[c.Name].Text, c.Kind).Probability}
	hits := s.Screen(screen.Query{Name: c.Query, Kind: c.Kind})
	if o.stopped = len(hits) > 0; o.stopped {
		o.hit = hits[0].Name
	}
	for i := range hits {
		if hits[i].Entry.ID == c.Entry.ID && hits[i].List == c.Entry.List {
			o.found, o.first = true, hits[i].Probability >= hits[0].Probability
		}
	}
	return o
}

// measure sums up. Origins and kinds weigh as they come.
func measure(name string, all []outcome) Measure {
	m := Measure{Name: name}
	var pairs []scored
	for _, o := range all {
		switch {
		case o.Listed:
		case o.Same:
			m.Same++
			if o.found {
				m.Found++
			}
		default:
			m.Others++
			if o.stopped {
				m.Stopped++
			}
		}
		pairs = append(pairs, scored{o.pair, o.Same})
	}
	m.Recall = share(m.Found, m.Same)
	scaled := share(m.Stopped, m.Others) * float64(m.Same)
	if m.Others == 0 {
		m.Precision = math.NaN()
	} else {
		m.Precision = float64(m.Found) / max(float64(m.Found)+scaled, 1)
	}
	m.calibration(pairs)
	return m
}

func share(part, whole int) float64 {
	if whole == 0 {
		return math.NaN()
	}
	return float64(part) / float64(whole)
}

type scored struct {
	p    float64
	same bool
}

func (m *Measure) calibration(pairs []scored) {
	if len(pairs) == 0 {
		return
	}
	bins := make([]Bin, 10)
	right := 0
	for _, s := range pairs {
		at := min(int(10*s.p), 9)
		b := &bins[at]
		b.From = float64(at) / 10
		b.N++
		b.Mean += s.p
		y := 0.0
		if s.same {
			y = 1
			b.Same++
		}
		m.Brier += (s.p - y) * (s.p - y) / float64(len(pairs))
		if (s.p >= screen.CheckAt) == s.same {
			right++
		}
	}
	m.PairRight = share(right, len(pairs))
	for _, b := range bins {
		if b.N > 0 {
			b.Mean, b.Same = b.Mean/float64(b.N), b.Same/float64(b.N)
			m.ECE += math.Abs(b.Mean-b.Same) * float64(b.N) / float64(len(pairs))
			m.Bins = append(m.Bins, b)
		}
	}
	m.AUC = auc(pairs)
}

// auc is the area under the ROC curve, by ranks; ties count half.
func auc(pairs []scored) float64 {
	slices.SortFunc(pairs, func(a, b scored) int { return cmp.Compare(a.p, b.p) })
	ranks, same := 0.0, 0
	for i := 0; i < len(pairs); {
		k := i
		for k < len(pairs) && pairs[k].p == pairs[i].p {
			k++
		}
		for _, s := range pairs[i:k] {
			if s.same {
				ranks += float64(i+k+1) / 2
				same++
			}
		}
		i = k
	}
	others := len(pairs) - same
	if same == 0 || others == 0 {
		return math.NaN()
	}
	return (ranks - float64(same)*float64(same+1)/2) / (float64(same) * float64(others))
}

// firstFound asks entries of each list in four spellings and counts those that are not found first: as published, turned,
// with hyphens in small letters, and in capitals with a zero-width space at the end.
func firstFound(s *screen.Screener, lists []list.List, perList int) (asked, missed int) {
	for i := range lists {
		var people []*list.Entry
		for _, e := range usable(lists[i : i+1]) {
			if e.Kind == list.Person && len(fields(e.Names[0].Text)) > 1 {
				people = append(people, e)
			}
		}
		for k := 0; k < len(people); k += max(1, len(people)/perList) {
			for _, q := range fourSpellings(people[k].Names[0].Text) {
				asked++
				if o := ask(s, &Case{Kind: list.Person, Query: q, Entry: people[k]}); !o.first {
					missed++
				}
			}
		}
	}
	return asked, missed
}

func fourSpellings(text string) []string {
	words := strings.Fields(strings.ReplaceAll(text, ",", ""))
	turned := append(append([]string{}, words[1:]...), words[0])
	return []string{text, strings.Join(turned, " "), strings.ToLower(strings.Join(words, "-")), strings.ToUpper(strings.Join(words, " ")) + "\u200b"}
}
