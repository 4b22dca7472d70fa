package store

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
)

// column is a column whose texts are sealed. A text is bound to "table.column" and to the key of its row, the parts of which are
// joined by "/".
type column struct {
	table, name string
	key         []string
	clear       bool // its texts stood in clear before step 15 of the schema
}

func (c column) place() string { return c.table + "." + c.name }

// sealedColumns are all of them. columns_test.go holds this list against the tables.
var sealedColumns = []column{
	{"account_changes", "doc", []string{"id"}, false},
	{"account_moves", "digest", []string{"id"}, true},
	{"account_moves", "reason", []string{"id"}, true},
	{"api_answers", "answer", []string{"user_id", "name"}, true},
	{"api_answers", "request", []string{"user_id", "name"}, true},
	{"asides", "reason", []string{"id"}, false},
	{"case_events", "doc", []string{"id"}, false},
	{"codes", "secret", []string{"user_id"}, true},
	{"company", "name", []string{"id"}, true},
	{"custody", "why", []string{"evidence_id", "n"}, true},
	{"deadlines", "words", []string{"id"}, true},
	{"deliveries", "place", []string{"id"}, true},
	{"drafts", "body", []string{"user_id", "page", "field"}, false},
	{"evidence", "name", []string{"id"}, false},
	{"evidence", "note", []string{"id"}, false},
	{"evidence", "sha256", []string{"id"}, false},
	{"glasses", "why", []string{"id"}, false},
	{"holds", "reason", []string{"id"}, false},
	{"import_files", "path", []string{"blob"}, false},
	{"import_files", "plain", []string{"blob"}, false},
	{"import_files", "sha256", []string{"blob"}, false},
	{"ledger_details", "body", []string{"seq"}, false},
	{"link_holders", "doc", []string{"thing", "person", "began", "ended"}, false},
	{"link_stated", "kind", []string{"a", "b"}, false},
	{"link_things", "shown", []string{"id"}, false},
	{"many_jobs", "doc", []string{"id"}, false},
	{"passkeys", "doc", []string{"id"}, true},
	{"passkeys", "name", []string{"id"}, true},
	{"passwords", "hash", []string{"user_id"}, true},
	{"people", "doc", []string{"id"}, false},
	{"people", "name", []string{"id"}, false},
	{"people", "title", []string{"id"}, false},
	{"people", "why", []string{"id"}, false},
	{"restorations", "by_name", []string{"id"}, false},
	{"saved_views", "doc", []string{"id"}, false},
	{"search_key", "key", []string{"id"}, false},
	{"settings", "doc", []string{"name"}, true},
	{"source_problems", "input", []string{"n"}, true},
	{"source_problems", "says", []string{"n"}, true},
	{"tasks", "answer", []string{"id"}, true},
	{"tasks", "question", []string{"id"}, true},
	{"tokens", "name", []string{"id"}, true},
	{"uploads", "name", []string{"id"}, false},
	{"uploads", "report", []string{"id"}, false},
	{"users", "login_sealed", []string{"id"}, false},
	{"users", "name", []string{"id"}, true},
}

// batchSize is how many texts are sealed anew in one transaction: little is done twice when the process is killed.
const batchSize = 500

// rewrite goes through a column in the order of its key, a batch in each transaction, and puts what anew makes of a text in its
// place. What was done stays done when it is interrupted. It says how many texts were changed.
func (db *DB) rewrite(ctx context.Context, c column, anew func(s *Sealer, id, text string) (string, error)) (int, error) {
	changed := 0
	for after := []any(nil); ; {
		var rows []columnRow
		err := db.write(ctx, func(t *Tx) (err error) {
			if rows, err = t.columnRows(c, after); err != nil {
				return err
			}
			for _, r := range rows {
				text, err := anew(t.sealer, r.id(), r.text)
				if err != nil {
					return err
				}
				if text == r.text {
					continue
				}
				changed++
				if err := t.change("update "+c.table+" set "+c.name+" = $1 where "+c.keyed(2), append([]any{text}, r.key...)...); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return changed, fmt.Errorf("seal %s: %w", c.place(), err)
		}
		if len(rows) < batchSize {
			return changed, nil
		}
		after = rows[len(rows)-1].key
	}
}

// columnRow is a text with the key of its row.
type columnRow struct {
	key  []any
	text string
}

func (r columnRow) id() string {
	parts := make([]string, len(r.key))
	for i, k := range r.key {
		parts[i] = fmt.Sprint(k)
	}
	return strings.Join(parts, "/")
}

func (v *View) columnRows(c column, after []any) ([]columnRow, error) {
	var out []columnRow
	key := strings.Join(c.key, ", ")
	where := c.name + " <> ''"
	if after != nil {
		where += " and (" + key + ") > (" + places(len(c.key)) + ")"
	}
	return out, v.each(func(r *sql.Rows) error {
		row := columnRow{key: make([]any, len(c.key))}
		into := []any{&row.text}
		for i := range row.key {
			into = append(into, &row.key[i])
		}
		err := r.Scan(into...)
		out = append(out, row)
		return err
	}, fmt.Sprintf("select %s, %s from %s where %s order by %s limit %d", c.name, key, c.table, where, key, batchSize), after...)
}

// keyed is the condition for one row, whose values come from $n on.
func (c column) keyed(n int) string {
	parts := make([]string, len(c.key))
	for i, k := range c.key {
		parts[i] = fmt.Sprintf("%s = $%d", k, n+i)
	}
	return strings.Join(parts, " and ")
}

func places(n int) string {
	parts := make([]string, n)
	for i := range parts {
		parts[i] = fmt.Sprintf("$%d", i+1)
	}
	return strings.Join(parts, ", ")
}
