package store

import (
	"database/sql"
	"fmt"
	"strings"

	"github.com/taupier-eu/taupier/internal/core"
)

// many inserts rows some hundred at a time, by a statement that is prepared once: one by one, a reading of a large company takes
// minutes.
type many struct {
	t     *Tx
	into  string // "table (column, column)"
	or    string // what follows the values, such as " on conflict (id) do nothing"
	width int
	args  []any
	whole *again // inserts as many rows as fit
	err   error
}

func (t *Tx) many(into string, width int) *many { return &many{t: t, into: into, width: width} }

const manyArgs = 120

func (m *many) add(values ...any) {
	m.args = append(m.args, values...)
	if len(m.args)+m.width > manyArgs {
		m.flush(true)
	}
}

func (m *many) flush(full bool) {
	if m.err != nil || len(m.args) == 0 {
		return
	}
	if m.whole == nil || !full {
		if m.whole != nil {
			m.err = m.whole.end()
		}
		m.whole = m.t.again(m.statement())
	}
	m.whole.do(m.args...)
	if m.whole.err != nil {
		m.err = m.whole.err
	}
	m.args = m.args[:0]
}

func (m *many) statement() string {
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
	return b.String() + ")" + m.or
}

// end writes the rest, and says what went wrong on the way.
func (m *many) end() error {
	m.flush(false)
	if m.whole != nil {
		m.err = firstOf(m.err, m.whole.end())
	}
	return m.err
}

// again is a statement that is prepared once and done many times in an act.
type again struct {
	t         *Tx
	statement string
	stmt      *sql.Stmt
	err       error
}

func (t *Tx) again(statement string) *again { return &again{t: t, statement: statement} }

func (a *again) do(args ...any) {
	if a.err != nil {
		return
	}
	if a.err = a.t.refuse(); a.err != nil {
		return
	}
	if a.stmt == nil {
		a.stmt, a.err = a.t.tx.PrepareContext(a.t.ctx, a.statement)
	}
	if a.err == nil {
		_, a.err = a.stmt.ExecContext(a.t.ctx, args...)
	}
	if a.err != nil {
		a.err = fmt.Errorf("%w: %.40s: %w", core.ErrUnavailable, a.statement, a.err)
		a.t.failed = a.err
	}
}

// end gives the statement back, and says what went wrong.
func (a *again) end() error {
	if a.stmt != nil {
		if err := a.stmt.Close(); a.err == nil {
			a.err = err
		}
		a.stmt = nil
	}
	return a.err
}
