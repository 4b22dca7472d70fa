// Package screen compares people, companies and vessels with official lists, by their names and by the facts beside
// them, and says why in words. It is made for names: a family name that a fifth of a country bears says next to nothing,
// spellings of one name in several alphabets are one, and a date of birth decides more than a letter.
//
// [New] makes lists ready to be asked, and [Screener.Screen] asks. [Screener.Batch] asks many questions on several cores and
// answers in their order. [Cached], [OpenIndex] and [Screener.WriteIndexFile] keep lists ready in a file, which is refused when it is
// damaged or of another version. [Live] takes new lists while it is asked. [Pair] compares two names without any list.
//
// What is found does not depend on the index: every name that a scan with the same scorer would find is found, and the same
// question gives the same answer in every run. A question costs what its rare words cost, however many bear the frequent ones.
//
// docs/explanation/screening.md tells the model, docs/reference/screen.md the commands.
package screen

import (
	"errors"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/taupier-eu/taupier/screen/list"
	"github.com/taupier-eu/taupier/screen/name"
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
	return screener(newIndex(lists), lists), nil
}

func screener(x *index, lists []list.List) *Screener {
	s := &Screener{index: x, lists: lists}
	s.working.New = func() any { return newSearch(x) }
	return s
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
	hits := w.run(&q)
	if q.Kind != list.Person && q.Kind != "" {
		return hits
	}
	for _, reading := range name.KoreanReadings(q.Name) {
		other := q
		other.Name = reading
		hits = better(hits, w.run(&other))
	}
	return hits
}

// better keeps, for every entry, the more probable of two hits; the most probable first.
func better(hits, others []Hit) []Hit {
	for _, o := range others {
		at := slices.IndexFunc(hits, func(h Hit) bool { return h.Entry == o.Entry })
		switch {
		case at < 0:
			hits = append(hits, o)
		case hits[at].Probability < o.Probability:
			hits[at] = o
		}
	}
	slices.SortFunc(hits, byProbability)
	return hits
}

// kindsOf are the ways in which a name is read.
func kindsOf(k list.Kind) []name.Kind {
	if k == "" {
		return []name.Kind{name.Person, name.Company, name.Vessel}
	}
	return []name.Kind{nameKind(k)}
}
