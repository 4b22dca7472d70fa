// Package eval measures how well package screen tells whether two names are one bearer's. It makes a labelled set from
// official lists by rules that are written down (docs/explanation/screening-evaluation.md), in part for fitting the model,
// in part held out, and asks it: recall, precision, calibration, and how often an ordinary name of each group is stopped.
//
// The rules spell names by tables of this package's own. They share no code and no table with screen/name, so that a gap in
// how the matcher reads names shows; the exceptions are named where they are.
package eval

import (
	"hash/fnv"
	"math/rand/v2"
	"strings"

	"github.com/taupier-eu/taupier/screen/list"
)

// Case is one question with its answer.
type Case struct {
	Rule   string // by which the query was made
	Kind   list.Kind
	Origin Origin // of the entry, by the countries and programmes that the list states
	Script string // of the query
	Query  string
	Entry  *list.Entry
	Name   int  // the name of the entry that the query was made of
	Same   bool // whether the query is that entry's name
	Held   bool // of the held-out part
	Listed bool // the lists hold the query itself: it says something as a pair, and nothing when lists are asked
	Aside  bool // reported by itself, outside of the totals: no answer is right
}

// Options bound a labelled set.
type Options struct {
	Seed      uint64
	PerEntry  int // at most so many spellings, and so many other bearers, of each entry
	Entries   int // at most so many entries, taken evenly; 0 is all
	Ordinary  int // so many ordinary names of each group
	Tuning    bool
	Published bool // also aliases that the publisher itself gives
}

// Whole is the evaluation over whole lists, Small the one that runs with the tests.
func Whole(seed uint64) Options {
	return Options{Seed: seed, PerEntry: 6, Ordinary: 4000, Published: true}
}

// Small is quick.
func Small(seed uint64) Options { return Options{Seed: seed, PerEntry: 4, Entries: 400, Ordinary: 600} }

// Build makes the labelled set of lists. Of an entry that several lists hold every list makes its own cases. The set is
// the same for the same lists and seed.
func Build(lists []list.List, o Options) []Case {
	entries := usable(lists)
	neighbours := newNeighbours(entries)
	step := 1
	if o.Entries > 0 {
		step = max(1, len(entries)/o.Entries)
	}
	var out []Case
	for i := 0; i < len(entries); i += step {
		b := builder{entry: entries[i], origin: originOf(entries[i]), rand: randOf(entries[i], o.Seed), neighbours: neighbours, options: o}
		out = append(out, b.cases()...)
	}
	return out
}

// usable are the entries whose primary name is in Latin letters and has something to spell.
func usable(lists []list.List) []*list.Entry {
	var out []*list.Entry
	for i := range lists {
		for k := range lists[i].Entries {
			e := &lists[i].Entries[k]
			switch e.Kind {
			case list.Person, list.Company, list.Vessel:
			default:
				continue
			}
			if len(e.Names) > 0 && scriptOf(e.Names[0].Text) == "Latin" && len(fields(e.Names[0].Text)) > 0 {
				out = append(out, e)
			}
		}
	}
	return out
}

// heldOut puts three entries of ten apart. An entry is known by its primary name, so that a person on two lists is on one side.
func heldOut(e *list.Entry) bool {
	words := fields(e.Names[0].Text)
	sortWords(words)
	h := fnv.New64a()
	h.Write([]byte(strings.Join(words, " ")))
	return mix(h.Sum64())%10 < 3
}

func randOf(e *list.Entry, seed uint64) *rand.Rand {
	h := fnv.New64a()
	h.Write([]byte(e.List + "\x00" + e.ID))
	return rand.New(rand.NewPCG(seed, mix(h.Sum64())))
}

// mix spreads a hash over all its bits (the finaliser of SplitMix64).
func mix(x uint64) uint64 {
	x ^= x >> 30
	x *= 0xbf58476d1ce4e5b9
	x ^= x >> 27
	x *= 0x94d049bb133111eb
	return x ^ x>>31
}
