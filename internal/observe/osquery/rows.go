package osquery

import (
	"iter"

	"github.com/taupier-eu/taupier/internal/observe"
	"github.com/taupier-eu/taupier/sigma"
)

// rows iterates the rows that a result says are there: the columns of an event unless they were
// removed, the added ones of a batch, or all of a snapshot.
func rows(rec sigma.Value) iter.Seq[sigma.Value] {
	return func(yield func(sigma.Value) bool) {
		if c := rec.Get("columns"); c.IsObject() {
			if rec.Get("action").Text() != "removed" {
				yield(c)
			}
			return
		}
		for row := range list(rec).Items() {
			if row.IsObject() && !yield(row) {
				return
			}
		}
	}
}

// list is the array of rows of a snapshot or a batch.
func list(rec sigma.Value) sigma.Value {
	if s := rec.Get("snapshot"); s.IsArray() {
		return s
	}
	return rec.Get("diffResults", "added")
}

// single is the row of a result that has just one.
func single(rec sigma.Value) (row sigma.Value, ok bool) {
	n := 0
	for r := range rows(rec) {
		if n++; n > 1 {
			return sigma.Value{}, false
		}
		row = r
	}
	return row, n == 1
}

// Split gives each row of a snapshot or a batch as an event of its own, so that a rule sees one row
// at a time.
func (Result) Split(rec sigma.Value, row func(flat []byte) error) (split bool, err error) {
	if rec.Get("columns").IsObject() || !list(rec).IsArray() {
		return false, nil
	}
	head := []byte("{")
	for name, v := range rec.Fields() {
		if name == "snapshot" || name == "diffResults" {
			continue
		}
		head = append(observe.AppendText(head, name), ':')
		head = append(observe.AppendValue(head, v), ',')
	}
	head = append(head, `"columns":`...)
	buf := make([]byte, 0, 2*len(head))
	for r := range rows(rec) {
		buf = append(observe.AppendValue(append(buf[:0], head...), r), '}')
		if err := row(buf); err != nil {
			return true, err
		}
	}
	return true, nil
}
