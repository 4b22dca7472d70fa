package readers

import (
	"github.com/taupier-eu/taupier/internal/observe"
	"github.com/taupier-eu/taupier/sigma"
)

// Recognise finds the reader that is surest of the records taken together, or nil when none knows
// any of them. It is what a file is called after.
func Recognise(recs []sigma.Value, path string) observe.Reader {
	var best observe.Reader
	most := 0
	for _, r := range all {
		total := 0
		for _, rec := range recs {
			total += r.Recognise(rec, path)
		}
		if total > most {
			best, most = r, total
		}
	}
	return best
}

// sure is the score from which the file's usual reader keeps a record without the others being
// asked: every reader that knows its vendor scores at least this.
const sure = 60

// For finds the reader of one record: first when it is sure of it, else whoever is surest, and first
// among equals. It is nil when none knows the record.
func For(rec sigma.Value, first observe.Reader, path string) observe.Reader {
	var best observe.Reader
	most := 0
	if first != nil {
		if most = first.Recognise(rec, path); most >= sure {
			return first
		}
		if most > 0 {
			best = first
		}
	}
	for _, r := range all {
		if score := r.Recognise(rec, path); score > most {
			best, most = r, score
		}
	}
	return best
}
