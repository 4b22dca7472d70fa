package screen

import (
	"strings"

	"github.com/taupier-eu/taupier/screen/name"
)

// bruteForce answers a query with the scorer of Screen and without its index: every word of the query is put beside every
// word of the lists, and every name is judged.
func bruteForce(s *Screener, q Query) []Hit {
	w := newSearch(s.index)
	w.begin(&q)
	if strings.TrimSpace(q.Name) != "" {
		for _, kind := range kindsOf(q.Kind) {
			w.allNames(kind)
		}
	}
	w.facts()
	return w.hits()
}

func (w *search) allNames(kind name.Kind) {
	p := name.Parse(w.asked.Name, kind)
	w.words = w.words[:0]
	q := w.speller.spell(&p)
	clear(w.partners)
	for i, sp := range q.spans {
		for v := range w.x.vocabulary {
			if got := agree(&w.words[sp.word], &w.x.vocabulary[v]); got.kind != None {
				w.partners[int32(v)] = append(w.partners[int32(v)], partner{int32(i), got})
			}
		}
	}
	for at := range w.x.names {
		n := &w.x.names[at]
		e := w.x.entries[n.entry]
		if nameKind(e.Kind) == kind && (w.asked.Kind == "" || e.Kind == w.asked.Kind) {
			w.judge(&q, n, e)
		}
	}
}
