package store

import (
	"cmp"
	"slices"
)

// words are the rows of search_terms that a reading changes. They are written at the end and in the order of the table: in the order
// of people each would fall on another page of it.
type words struct {
	refs []string
	at   map[string]int32
	rows []wordRow
}

// wordRow is a row that comes or goes.
type wordRow struct {
	term  int64
	ref   int32 // place in refs
	field int8
	comes bool
}

func (w *words) add(rows map[termRow]bool, person string, comes bool) {
	at, ok := w.at[person]
	if !ok {
		if w.at == nil {
			w.at = map[string]int32{}
		}
		at = int32(len(w.refs))
		w.at[person], w.refs = at, append(w.refs, person)
	}
	for row := range rows {
		w.rows = append(w.rows, wordRow{row.term, at, int8(row.field), comes})
	}
}

func (w *words) compare(a, b wordRow) int {
	if a.term != b.term {
		return cmp.Compare(a.term, b.term)
	}
	return cmp.Or(cmp.Compare(w.refs[a.ref], w.refs[b.ref]), cmp.Compare(a.field, b.field))
}

// settle leaves what really comes or goes, in order: what goes and comes again stays.
func (w *words) settle() {
	slices.SortFunc(w.rows, w.compare)
	out := w.rows[:0]
	for i := 0; i < len(w.rows); {
		row, n := w.rows[i], 0
		for ; i < len(w.rows) && w.compare(w.rows[i], row) == 0; i++ {
			if w.rows[i].comes {
				n++
			} else {
				n--
			}
		}
		if n != 0 {
			row.comes = n > 0
			out = append(out, row)
		}
	}
	w.rows = out
}

// wordsAtOnce is how many rows are written in one act.
const wordsAtOnce = 10_000

func (r *reading) putWords(part act) error {
	r.words.settle()
	for list := range slices.Chunk(r.words.rows, wordsAtOnce) {
		err := part(func(t *Tx) error {
			come, leave := t.many("search_terms (term, ref, field)", 3), t.again("delete from search_terms where term = $1 and ref = $2 and field = $3")
			come.or = " on conflict (term, ref, field) do nothing"
			for _, w := range list {
				if w.comes {
					come.add(w.term, r.words.refs[w.ref], int64(w.field))
				} else {
					leave.do(w.term, r.words.refs[w.ref], int64(w.field))
				}
			}
			return firstOf(come.end(), leave.end())
		})
		if err != nil {
			return err
		}
	}
	return nil
}
