package store

import (
	"fmt"
	"strings"
)

// many inserts rows some hundred at a time: one by one, a reading of a large company takes minutes.
type many struct {
	t     *Tx
	into  string // "table (column, column)"
	width int
	args  []any
	err   error
}

func (t *Tx) many(into string, width int) *many { return &many{t: t, into: into, width: width} }

const manyArgs = 900

func (m *many) add(values ...any) {
	m.args = append(m.args, values...)
	if len(m.args)+m.width > manyArgs {
		m.flush()
	}
}

func (m *many) flush() {
	if m.err != nil || len(m.args) == 0 {
		return
	}
	var b strings.Builder
	fmt.Fprintf(&b, "insert into %s values ", m.into)
	for i := range m.args {
		switch {
		case i == 0:
			b.WriteString("(")
		case i%m.width == 0:
			b.WriteString("), (")
		default:
			b.WriteString(", ")
		}
		fmt.Fprintf(&b, "$%d", i+1)
	}
	b.WriteString(")")
	m.err = m.t.exec(b.String(), m.args...)
	m.args = m.args[:0]
}

// end writes the rest, and says what went wrong on the way.
func (m *many) end() error {
	m.flush()
	return m.err
}
