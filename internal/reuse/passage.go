package reuse

import (
	"cmp"
	"slices"

	"github.com/taupier-eu/taupier/internal/core"
)

const (
	passageWords = 30 // in a row: a sentence may be a phrase of the trade, two are somebody's
	papersEach   = 20 // texts of one dossier that are compared; more are copies of one another
	nearlyAll    = 80 // percent of the runs in common (catalogue, threshold D)
)

// Passage is a stretch of words that stands in two texts.
type Passage struct {
	A, B  int // place of its first word in either text
	Words int
}

// shared is what two documents have in common, once what is everybody's is left out.
type shared struct {
	a, b     int // documents, a < b
	passages []Passage
	words    int // of all passages
	percent  int // runs in common of all their runs (Jaccard)
}

// document is one text of one dossier.
type document struct {
	person string
	paper  *core.Paper
	text   Text
	own    int // distinct runs that are not common
}

// place is where a run begins.
type place struct {
	run uint64
	doc int32
	at  int32
}

// corpus is the texts of everybody, and what each two of them share.
type corpus struct {
	docs  []document
	pairs []shared
}

// newCorpus reads the CVs and letters of everybody and finds what two of them share. A run that
// CommonFrom people have, or that isCommon knows, is nobody's.
func newCorpus(people map[string]*core.Dossier, isCommon func(run uint64) bool) *corpus {
	c := &corpus{}
	for _, id := range sortedIDs(people) {
		n := 0
		for _, p := range sortedPapers(people[id]) {
			if p.Role != "cv" && p.Role != "letter" || n == papersEach {
				continue
			}
			if t := Read(p.Text); len(t.Runs) > 0 {
				c.docs = append(c.docs, document{person: id, paper: p, text: t})
				n++
			}
		}
	}
	c.compare(c.places(), isCommon)
	return c
}

// places lists every run once per document, sorted by run.
func (c *corpus) places() []place {
	var all []place
	for i, d := range c.docs {
		for at, r := range d.text.Runs {
			all = append(all, place{r, int32(i), int32(at)})
		}
	}
	slices.SortFunc(all, func(a, b place) int {
		return cmp.Or(cmp.Compare(a.run, b.run), cmp.Compare(a.doc, b.doc), cmp.Compare(a.at, b.at))
	})
	return slices.CompactFunc(all, func(a, b place) bool { return a.run == b.run && a.doc == b.doc })
}

// meeting is one run at its place in two documents.
type meeting struct{ a, b, atA, atB int32 }

func (c *corpus) compare(all []place, isCommon func(uint64) bool) {
	var met []meeting
	for len(all) > 0 {
		n := 1
		for n < len(all) && all[n].run == all[0].run {
			n++
		}
		met = c.meet(all[:n], isCommon, met)
		all = all[n:]
	}
	slices.SortFunc(met, func(x, y meeting) int {
		return cmp.Or(cmp.Compare(x.a, y.a), cmp.Compare(x.b, y.b), cmp.Compare(x.atA-x.atB, y.atA-y.atB), cmp.Compare(x.atA, y.atA))
	})
	for len(met) > 0 {
		n := 1
		for n < len(met) && met[n].a == met[0].a && met[n].b == met[0].b {
			n++
		}
		c.pairs = append(c.pairs, c.pair(met[:n]))
		met = met[n:]
	}
}

// meet files one run as a meeting of each two documents of different people, unless it is common.
func (c *corpus) meet(at []place, isCommon func(uint64) bool, met []meeting) []meeting {
	holders := 1
	for i := 1; i < len(at); i++ { // documents of one person stand together
		if c.docs[at[i].doc].person != c.docs[at[i-1].doc].person {
			holders++
		}
	}
	if holders >= CommonFrom || isCommon(at[0].run) {
		return met
	}
	for i, x := range at {
		c.docs[x.doc].own++
		for _, y := range at[i+1:] {
			if c.docs[x.doc].person != c.docs[y.doc].person {
				met = append(met, meeting{x.doc, y.doc, x.at, y.at})
			}
		}
	}
	return met
}

// pair joins meetings that follow each other in both texts to passages.
func (c *corpus) pair(met []meeting) shared {
	a, b := int(met[0].a), int(met[0].b)
	s := shared{a: a, b: b, percent: len(met) * 100 / (c.docs[a].own + c.docs[b].own - len(met))}
	for i := 0; i < len(met); {
		n := 1
		for i+n < len(met) && met[i+n].atA == met[i].atA+int32(n) && met[i+n].atB == met[i].atB+int32(n) {
			n++
		}
		if words := n + runWords - 1; words >= passageWords {
			s.passages = append(s.passages, Passage{int(met[i].atA), int(met[i].atB), words})
			s.words += words
		}
		i += n
	}
	if len(s.passages) == 0 {
		s.words = len(met)
	}
	slices.SortFunc(s.passages, func(x, y Passage) int { return cmp.Or(cmp.Compare(y.Words, x.Words), cmp.Compare(x.A, y.A)) })
	return s
}

// near reports whether two documents share enough to ask.
func (s shared) near() bool { return len(s.passages) > 0 || s.percent >= nearlyAll }
