// Package screen compares people, companies and vessels with official lists, by their names and by the facts beside
// them, and says why in words. It is made for names: a family name that a fifth of a country bears says next to nothing,
// spellings of one name in several alphabets are one, and a date of birth decides more than a letter.
//
// docs/explanation/screening.md tells the model, docs/reference/screen.md the commands.
package screen

import (
	"cmp"
	"errors"
	"math"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/taupier-eu/taupier/screen/list"
	"github.com/taupier-eu/taupier/screen/name"
	"github.com/taupier-eu/taupier/screen/wallet"
)

// Hit is an entry that may be what was asked for.
type Hit struct {
	List        string
	Entry       *list.Entry
	Name        string // of the entry, the one that agrees best
	Probability float64
	Level       Level
	Why         []Reason // what agrees
	Differs     []Reason // what tells the two apart
	asked       Query
}

// Screener holds lists ready to be asked. It is immutable and safe for concurrent use.
type Screener struct {
	index   *index
	lists   []list.List
	working sync.Pool
}

// New makes lists ready to be asked; they must not be changed afterwards.
func New(lists []list.List) (*Screener, error) {
	entries := 0
	for i := range lists {
		entries += len(lists[i].Entries)
	}
	if entries == 0 {
		return nil, errors.New("screen: no entry in the lists")
	}
	s := &Screener{index: newIndex(lists), lists: lists}
	s.working.New = func() any { return newSearch(s.index) }
	return s, nil
}

// Lists are the lists that are asked.
func (s *Screener) Lists() []list.List { return s.lists }

// Live is a Screener that can be replaced while it is asked.
type Live struct{ at atomic.Pointer[Screener] }

// Replace puts new lists in place; those who ask meanwhile get the old ones.
func (l *Live) Replace(s *Screener) { l.at.Store(s) }

// Screen asks the lists in place; before the first Replace it finds nothing.
func (l *Live) Screen(q Query) []Hit {
	if s := l.at.Load(); s != nil {
		return s.Screen(q)
	}
	return nil
}

// Screen gives the entries that may be what was asked for, the most probable first.
func (s *Screener) Screen(q Query) []Hit {
	w := s.working.Get().(*search)
	defer s.working.Put(w)
	w.begin(&q)
	if strings.TrimSpace(q.Name) != "" {
		for _, kind := range kindsOf(q.Kind) {
			w.names(kind)
		}
	}
	w.facts()
	return w.hits()
}

// kindsOf are the ways in which a name is read.
func kindsOf(k list.Kind) []name.Kind {
	if k == "" {
		return []name.Kind{name.Person, name.Company, name.Vessel}
	}
	return []name.Kind{nameKind(k)}
}

// found is the best that is known of one entry.
type found struct {
	logOdds float64
	agree   float32
	name    int32
	by      []Reason
	sure    bool // a fact confirms
	other   bool // a fact contradicts
}

// search is the working memory of one question.
type search struct {
	x        *index
	asked    *Query
	words    []word
	number   map[string]int32
	speller  speller
	partners map[int32][]partner
	bound    []float32
	touched  []int32
	align    aligner
	best     map[int32]found
}

func newSearch(x *index) *search {
	w := &search{x: x, number: map[string]int32{}, partners: map[int32][]partner{}, bound: make([]float32, len(x.names)), best: map[int32]found{}}
	w.speller.intern = func(t *name.Token, joined bool) int32 {
		w.words = append(w.words, w.word(t, joined))
		return int32(len(w.words) - 1)
	}
	return w
}

// word weighs a token of the query by how frequent it is, on the lists too.
func (w *search) word(t *name.Token, joined bool) word {
	if joined {
		return newJoined(t, w.x.usage)
	}
	return newWord(t, w.x.usage)
}

func (w *search) begin(q *Query) {
	w.asked = q
	clear(w.best)
}

func (w *search) of(word int32) []partner { return w.partners[word] }

// names looks for names that agree, read as names of a kind.
func (w *search) names(kind name.Kind) {
	p := name.Parse(w.asked.Name, kind)
	w.words = w.words[:0]
	q := w.speller.spell(&p)
	w.meet(&q)
	for _, at := range w.candidates(&q) {
		n := &w.x.names[at]
		e := w.x.entries[n.entry]
		if nameKind(e.Kind) != kind || w.asked.Kind != "" && e.Kind != w.asked.Kind {
			continue
		}
		w.judge(&q, n, e)
	}
}

// meet finds the words of the lists that agree with those of the query.
func (w *search) meet(q *spelling) {
	clear(w.partners)
	for i, sp := range q.spans {
		a := &w.words[sp.word]
		met := map[int32]bool{}
		w.x.eachKey(a, func(key uint64) {
			for _, v := range w.x.keys[key] {
				if met[v] {
					continue
				}
				met[v] = true
				if got := agree(a, &w.x.vocabulary[v]); got.kind != None {
					w.partners[v] = append(w.partners[v], partner{int32(i), got})
				}
			}
		})
	}
}

// candidates are the names that agree enough to be compared: an upper bound of what their words are worth decides. Words
// so frequent that all of them together could not carry a name are not followed, only counted in its favour.
func (w *search) candidates(q *spelling) []int32 {
	type reach struct {
		word int32
		nats float32
	}
	var all []reach
	for v, ps := range w.partners {
		nats := float32(0)
		for _, p := range ps {
			nats = max(nats, p.nats)
		}
		all = append(all, reach{v, nats})
	}
	slices.SortFunc(all, func(a, b reach) int { return cmp.Or(cmp.Compare(b.nats, a.nats), cmp.Compare(a.word, b.word)) })
	need := modelOf(w.asked.Kind).leastAgree(logit(CheckAt)-mostFacts(w.asked)) - initialWorth*float32(len(q.atoms))
	for _, at := range w.touched {
		w.bound[at] = 0
	}
	w.touched = w.touched[:0]
	for _, r := range all {
		for _, at := range w.x.holders[r.word] {
			if w.bound[at] == 0 {
				w.touched = append(w.touched, at)
			}
			w.bound[at] += r.nats
		}
	}
	var out []int32
	for _, at := range w.touched {
		if w.bound[at] >= need {
			out = append(out, at)
		}
	}
	return out
}

// mostFacts is what the facts asked for may add at most.
func mostFacts(q *Query) float64 {
	most := 0.0
	if q.Born.Year != 0 {
		most += bornSameDay
	}
	if len(q.Countries) > 0 {
		most += countrySame
	}
	return most
}

func (w *search) judge(q *spelling, n *named, e *list.Entry) {
	c := w.align.compare(q, &n.spelling, w.words, w.x.vocabulary, w)
	given := &e.Names[n.name]
	if given.Weak {
		c.weak = 1
	}
	f := found{logOdds: modelOf(e.Kind).listed(&c.features), agree: c.agree, name: n.name}
	if c.agree == 0 {
		return
	}
	if before, ok := w.best[n.entry]; ok && before.logOdds >= f.logOdds {
		return
	}
	f.by = c.reasons(q, &n.spelling, w.words, w.x.vocabulary, e.Kind == list.Person)
	if given.Weak {
		f.by = append(f.by, Reason{Code: WeakAlias})
		f.agree = 0
	}
	w.best[n.entry] = f
}

// facts weighs what is known beside the names, and finds entries by it.
func (w *search) facts() {
	for _, k := range []struct {
		prefix string
		code   Code
		worth  float64
		values []string
		key    func(string) string
	}{
		{"n:", NumberSame, numberSame, w.asked.IDs, number}, {"e:", EmailSame, emailSame, w.asked.Emails, mail}, {"w:", WalletSame, walletSame, w.asked.Wallets, wallet.Key},
	} {
		for _, v := range k.values {
			key := k.key(v)
			if key == "" {
				continue
			}
			for _, at := range w.x.numbers[k.prefix+key] {
				f, ok := w.best[at]
				if !ok {
					f = found{logOdds: people.base}
				}
				f.logOdds += k.worth
				f.sure = true
				f.by = append(slices.Clone(f.by), Reason{Code: k.code, Query: v, Entry: v, LogOdds: k.worth})
				w.best[at] = f
			}
		}
	}
	for at, f := range w.best {
		e := w.x.entries[at]
		if r, ok := birth(w.asked.Born, e.Births); ok {
			f.logOdds += r.LogOdds
			f.by = append(f.by, r)
			f.sure = f.sure || r.Code == BornDay
			f.other = r.Code == BornOther
		}
		if r, ok := countries(w.asked.Countries, e); ok {
			f.logOdds += r.LogOdds
			f.by = append(f.by, r)
		}
		w.best[at] = f
	}
}

func (w *search) hits() []Hit {
	var out []Hit
	for at, f := range w.best {
		p := probability(f.logOdds)
		if p < CheckAt {
			continue
		}
		e := w.x.entries[at]
		h := Hit{List: e.List, Entry: e, Name: e.Names[f.name].Text, Probability: math.Round(p*1000) / 1000, Level: f.level(p), asked: *w.asked}
		h.Why, h.Differs = sides(f.by)
		out = append(out, h)
	}
	slices.SortFunc(out, func(a, b Hit) int {
		return cmp.Or(cmp.Compare(b.Probability, a.Probability), cmp.Compare(a.List, b.List), cmp.Compare(a.Entry.ID, b.Entry.ID))
	})
	return out
}

// level holds back near-certainty from names that others bear too, which need a fact that confirms, and from those whom a
// fact contradicts.
func (f *found) level(p float64) Level {
	if p >= NearCertainAt && !f.other && (f.sure || f.agree >= certainNats) {
		return NearCertain
	}
	return Check
}

func sides(by []Reason) (why, differs []Reason) {
	for _, r := range by {
		if r.Against() {
			differs = append(differs, r)
		} else {
			why = append(why, r)
		}
	}
	return why, differs
}
