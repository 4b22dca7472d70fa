package link

import (
	"cmp"
	"slices"
	"time"
)

// Statement is what a human said of two dossiers: that they are of one person, or that they are not.
// Statements are only ever added; a later one answers an earlier one about the same two.
type Statement struct {
	At      time.Time `json:"at"`
	Same    bool      `json:"same"` // false: two persons
	A       string    `json:"a"`
	B       string    `json:"b"`
	Because string    `json:"because"` // in the words of who said it
}

// compare orders statements by time; of one moment, the one that keeps people apart is the later.
func (s Statement) compare(o Statement) int {
	apart := func(x Statement) int {
		if x.Same {
			return 0
		}
		return 1
	}
	return cmp.Or(s.At.Compare(o.At), cmp.Compare(apart(s), apart(o)), cmp.Compare(s.Because, o.Because))
}

// Persons tells which dossiers are of one person.
type Persons struct {
	person  map[string]string   // dossier to the lowest id of its person
	members map[string][]string // lowest id to all dossiers, of who has several
	apart   map[[2]string]Statement
	said    map[[2]string]Statement
	Open    []Statement // sameness that cannot hold, because it would join two that were said to be apart
}

// Resolve is a function of the set of statements: their order and repetition make no difference. The
// last word on a pair counts. Sameness is carried on, A to B and B to C, but never joins two dossiers
// that were said to be of two persons: of the statements that would, the latest stays open, for a
// human to settle. No name is looked at, and nothing is joined that nobody stated.
func Resolve(all []Statement) *Persons {
	p := &Persons{person: map[string]string{}, members: map[string][]string{}, apart: map[[2]string]Statement{}, said: map[[2]string]Statement{}}
	for _, s := range all {
		if s.A == "" || s.B == "" || s.A == s.B {
			continue
		}
		key := pair(s.A, s.B)
		s.A, s.B = key[0], key[1]
		if last, known := p.said[key]; !known || s.compare(last) > 0 {
			p.said[key] = s
		}
	}
	var same []Statement
	for key, s := range p.said {
		if s.Same {
			same = append(same, s)
		} else {
			p.apart[key] = s
		}
	}
	slices.SortFunc(same, func(a, b Statement) int {
		return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.A, b.A), cmp.Compare(a.B, b.B))
	})
	for _, s := range same {
		p.join(s)
	}
	return p
}

// join makes one person of two unless a statement keeps any of their dossiers apart.
func (p *Persons) join(s Statement) {
	a, b := p.Of(s.A), p.Of(s.B)
	if a == b {
		return
	}
	for _, x := range p.Dossiers(a) {
		for _, y := range p.Dossiers(b) {
			if _, kept := p.apart[pair(x, y)]; kept {
				p.Open = append(p.Open, s)
				return
			}
		}
	}
	one := min(a, b)
	all := slices.Concat(p.Dossiers(a), p.Dossiers(b))
	delete(p.members, a)
	delete(p.members, b)
	p.members[one] = all
	for _, id := range all {
		p.person[id] = one
	}
}

// Of is the lowest id among the dossiers of a person; the id itself when nothing was stated.
func (p *Persons) Of(id string) string {
	if one, known := p.person[id]; known {
		return one
	}
	return id
}

// Dossiers are all dossiers of the person whose lowest id is given.
func (p *Persons) Dossiers(one string) []string {
	if p.members[one] == nil {
		return []string{one}
	}
	return p.members[one]
}

// Same reports whether two dossiers are of one person.
func (p *Persons) Same(a, b string) bool { return p.Of(a) == p.Of(b) }
