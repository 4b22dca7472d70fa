package store

import (
	"context"
	"database/sql"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"
)

// mostStatements is how many statements are kept ready on each connection. The program has about two hundred that read; lists of ids
// of many lengths make more, and those are parsed each time.
const mostStatements = 300

// statements are statements that read, parsed once for each connection. It is for SQLite: the driver of PostgreSQL does the same
// itself.
type statements struct {
	db *sql.DB
	mu sync.RWMutex
	by map[string]*sql.Stmt
}

// of gives a statement that is ready; nil when it is not.
func (s *statements) of(query string) *sql.Stmt {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.by[query]
}

// ready makes statements ready for the next time. Nobody may hold a connection meanwhile: each takes one.
func (s *statements) ready(ctx context.Context, queries []string) {
	for _, q := range queries {
		s.mu.RLock()
		known, full := s.by[q] != nil, len(s.by) >= mostStatements
		s.mu.RUnlock()
		if known || full {
			continue
		}
		made, err := s.db.PrepareContext(ctx, q)
		if err != nil {
			return // it works without, and says what is wrong when it is asked
		}
		s.keep(q, made)
	}
}

func (s *statements) keep(query string, made *sql.Stmt) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.by[query] != nil {
		made.Close() //nolint:errcheck // another made it meanwhile
		return
	}
	s.by[query] = made
}

// unready are the statements that a view asked for and that were not ready.
type unready struct {
	from    *statements
	queries []string
}

// query runs a statement inside a transaction, the ready one if there is one.
func (v *View) query(query string, args ...any) (*sql.Rows, error) {
	query, args = v.timed(query, v.askable(args))
	if made := v.ready(query); made != nil {
		return v.tx.StmtContext(v.ctx, made).QueryContext(v.ctx, args...)
	}
	return v.tx.QueryContext(v.ctx, query, args...)
}

// row is query for one row.
func (v *View) row(query string, args ...any) *sql.Row {
	query, args = v.timed(query, v.askable(args))
	if made := v.ready(query); made != nil {
		return v.tx.StmtContext(v.ctx, made).QueryRowContext(v.ctx, args...)
	}
	return v.tx.QueryRowContext(v.ctx, query, args...)
}

// askable are values that the engine can look for. What is no text is nowhere in it, and is looked for as something else that is not.
func (v *View) askable(args []any) []any {
	if !v.strict {
		return args
	}
	for i, a := range args {
		if noText(a) {
			args = slices.Clone(args)
			args[i] = strings.ReplaceAll(strings.ToValidUTF8(a.(string), "\uFFFD"), "\x00", "\uFFFD")
		}
	}
	return args
}

// noText reports whether a value is a string that is none.
func noText(a any) bool {
	s, ok := a.(string)
	return ok && (!utf8.ValidString(s) || strings.ContainsRune(s, 0))
}

// moment stands in a query for the time of the act that looks; 0 where there is none.
const moment = "$now"

// timed puts that time behind the other values.
func (v *View) timed(query string, args []any) (string, []any) {
	if !strings.Contains(query, moment) {
		return query, args
	}
	return strings.ReplaceAll(query, moment, "$"+strconv.Itoa(len(args)+1)), append(slices.Clip(args), micros(v.at))
}

func (v *View) ready(query string) *sql.Stmt {
	if v.unready == nil {
		return nil
	}
	made := v.unready.from.of(query)
	if made == nil {
		v.unready.queries = append(v.unready.queries, query)
	}
	return made
}
