package screen

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"github.com/taupier-eu/taupier/screen/list"
	"github.com/taupier-eu/taupier/screen/name"
	"github.com/taupier-eu/taupier/screen/wallet"
)

// search is the working memory of one question.
type search struct {
	x       *index
	asked   *Query
	words   []word
	speller speller
	meeting meeting
	bounds  bounds
	align   aligner
	found   []found
	slots   []int32 // by entry: its place in found plus one
	brute   bool    // compare with every name, for measuring what the index misses
}

// found is the best that is known of one entry.
type found struct {
	entry   int32
	name    int32   // of the entry's names, the one that agrees best
	named   float64 // log-odds by that name; of no name before any agrees
	facts   float64 // log-odds that numbers, e-mails and wallets add
	agree   float32
	read    name.Kind // how the question was read when the name agreed best
	reading bool      // reasons for the name are still to be told
	by      []Reason  // by the name
	numbers []Reason  // by numbers, e-mails and wallets
	rest    []Reason  // by birth and countries
	sure    bool      // a fact confirms
	other   bool      // a fact contradicts
}

func newSearch(x *index) *search {
	w := &search{x: x, slots: make([]int32, len(x.entries))}
	w.bounds.tally, w.bounds.isReaching = make([]tally, len(x.names)), make([]uint64, len(x.names)/64+1)
	w.speller.intern = func(t *name.Token, parts []int32) int32 {
		if parts != nil {
			w.words = append(w.words, newJoined(t, w.words, parts))
		} else {
			w.words = append(w.words, newWord(t, x.usage))
		}
		return int32(len(w.words) - 1)
	}
	return w
}

func (w *search) run(q *Query) []Hit {
	w.asked = q
	w.numbers()
	if strings.TrimSpace(q.Name) != "" {
		for _, kind := range kindsOf(q.Kind) {
			w.names(kind)
		}
	}
	out := w.hits()
	for i := range w.found {
		w.slots[w.found[i].entry] = 0
	}
	clear(w.found)
	w.found, w.asked = w.found[:0], nil
	return out
}

// of gives the place of an entry among those found; it is entered when it is not there.
func (w *search) of(entry int32) *found {
	if w.slots[entry] == 0 {
		w.found = append(w.found, found{entry: entry, named: noName})
		w.slots[entry] = int32(len(w.found))
	}
	return &w.found[w.slots[entry]-1]
}

// noName stands for the log-odds of a name before any was compared.
var noName = math.Inf(-1)

// numbers finds entries by what is written the same for one bearer only.
func (w *search) numbers() {
	for _, k := range [...]struct {
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
				f := w.of(at)
				f.facts += k.worth
				f.sure = true
				f.numbers = append(f.numbers, Reason{Code: k.code, Query: v, Entry: v, LogOdds: k.worth})
			}
		}
	}
}

// names looks for names that agree, read as names of a kind.
func (w *search) names(kind name.Kind) {
	p := name.Parse(w.asked.Name, kind)
	w.words = w.words[:0]
	q := w.speller.spell(&p)
	if w.brute {
		w.meeting.everyWord(&q, w.words, w.x)
		for at := range w.x.names {
			w.judge(&q, int32(at), kind)
		}
	} else {
		w.meeting.find(&q, w.words, w.x)
		for i := range w.found {
			e := w.found[i].entry
			for at := w.x.first[e]; at < w.x.first[e+1]; at++ {
				w.judge(&q, at, kind)
			}
		}
		for _, at := range w.bounds.candidates(&q, w.words, w.x, &w.meeting, kind, mostFacts(w.asked)) {
			w.judge(&q, at, kind)
		}
	}
	for i := range w.found {
		if f := &w.found[i]; f.reading && f.read == kind {
			w.tell(&q, f)
		}
	}
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

// judge compares a name and keeps it when no other of its entry is better and facts could make it a hit.
func (w *search) judge(q *spelling, at int32, kind name.Kind) {
	n := &w.x.names[at]
	if k := kinds[w.x.marks[at].kind]; nameKind(k) != kind || w.asked.Kind != "" && k != w.asked.Kind {
		return
	}
	c := w.align.compare(q, &n.spelling, w.words, w.x.vocabulary, &w.meeting)
	if c.agree < fewestNats {
		return
	}
	e := w.x.entries[n.entry]
	weak := e.Names[n.name].Weak
	if weak {
		c.weak = 1
	}
	z := nameOdds(e.Kind, &c.features)
	slot := w.slots[n.entry]
	if slot == 0 && z+mostFacts(w.asked) < logit(CheckAt)-rounding {
		return
	}
	f := w.of(n.entry)
	if f.named > z || f.named == z && f.name <= n.name {
		return
	}
	f.named, f.name, f.agree, f.read, f.reading = z, n.name, c.agree, kind, true
	if weak {
		f.agree = 0
	}
}

// rounding keeps what is at the threshold but for the order of a sum.
const rounding = 1e-6

// nameOdds are the log-odds that an entry of a kind is meant, by a comparison of names alone.
func nameOdds(kind list.Kind, f *features) float64 { return modelOf(kind).listed(f) }

// unnamedOdds are the log-odds that an entry is meant before any name was compared.
func unnamedOdds() float64 { return people.base }

// tell gives the reasons for a name when the entry is a hit by it and by the facts.
func (w *search) tell(q *spelling, f *found) {
	f.reading = false
	f.by = nil
	e := w.x.entries[f.entry]
	if f.facts > 0 && f.named < unnamedOdds() || f.named+w.besides(f, e) < logit(CheckAt)-rounding {
		return
	}
	n := &w.x.names[w.x.first[f.entry]+f.name]
	c := w.align.compare(q, &n.spelling, w.words, w.x.vocabulary, &w.meeting)
	f.by = c.reasons(q, &n.spelling, w.words, w.x.vocabulary, e.Kind == list.Person)
	if e.Names[f.name].Weak {
		f.by = append(f.by, Reason{Code: WeakAlias})
	}
}

// besides is what all facts add, numbers included; it notes the reasons of birth and countries.
func (w *search) besides(f *found, e *list.Entry) float64 {
	sum := f.facts
	f.rest = f.rest[:0]
	if r, ok := birth(w.asked.Born, e.Births); ok {
		sum += r.LogOdds
		f.rest = append(f.rest, r)
		f.sure = f.sure || r.Code == BornDay
		f.other = r.Code == BornOther
	}
	if r, ok := countries(w.asked.Countries, e); ok {
		sum += r.LogOdds
		f.rest = append(f.rest, r)
	}
	return sum
}

func (w *search) hits() []Hit {
	var out []Hit
	for i := range w.found {
		f := &w.found[i]
		e := w.x.entries[f.entry]
		if f.facts > 0 && f.named < unnamedOdds() { // another name of the bearer takes nothing from a number that agrees
			f.named, f.name, f.agree, f.by = unnamedOdds(), 0, 0, nil
		}
		p := probability(f.named + w.besides(f, e))
		if p < CheckAt {
			continue
		}
		h := Hit{List: e.List, Entry: e, Probability: told(p), Level: f.level(p), asked: *w.asked}
		if len(e.Names) > 0 {
			h.Name = e.Names[f.name].Text
		}
		h.Why, h.Differs = sides(slices.Concat(f.by, f.numbers, f.rest))
		out = append(out, h)
	}
	slices.SortFunc(out, byProbability)
	return out
}

func byProbability(a, b Hit) int {
	return cmp.Or(cmp.Compare(b.Probability, a.Probability), cmp.Compare(a.List, b.List), cmp.Compare(a.Entry.ID, b.Entry.ID))
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
