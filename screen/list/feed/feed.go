// Package feed reads indicators that somebody passes on: addresses of digital currencies, as CSV with the
// columns type, value, source and date. The form is this project's own; docs/reference/lists.md says it.
package feed

import (
	"cmp"
	"fmt"
	"io"
	"path"
	"strings"
	"time"

	"github.com/taupier-eu/taupier/screen/list"
	"github.com/taupier-eu/taupier/screen/list/source"
)

// Columns are those by which a feed is known. Further ones are not read.
var Columns = []string{"type", "value", "source", "date"}

// Comma parts the fields.
const Comma = ','

// shortest is a text that may be an address of a digital currency.
const shortest = 20

// Read reads a feed. The list is named after the file; its day is that of the latest indicator. An address is its own
// name, so that only the same address finds it.
func Read(in io.Reader, file string) (*list.List, error) {
	r := &reader{file: file, seen: map[string]bool{}, list: &list.List{Name: nameOf(file), Title: "Indicators: " + path.Base(file)}}
	t := source.Table{File: file, Need: Columns, Use: r.row}
	problems, err := t.CSV(in, Comma)
	if err != nil {
		return nil, err
	}
	r.list.Rejected = append(r.list.Rejected, problems...)
	if len(r.list.Entries) == 0 {
		return nil, fmt.Errorf("%s: no indicator in it that can be used", file)
	}
	return r.list, nil
}

type reader struct {
	list *list.List
	file string
	seen map[string]bool
}

func (r *reader) row(row source.Row) {
	kind, value := strings.ToLower(row.Get("type")), row.Get("value")
	e := list.Entry{List: r.list.Name, ID: kind + ":" + value, Line: row.Line, Remarks: row.Get("source")}
	day, err := time.Parse(time.DateOnly, cmp.Or(row.Get("date"), "0001-01-01"))
	switch {
	case err != nil:
		r.reject(row.Line, "date %q: want a day such as 2026-02-27, or nothing", row.Get("date"))
		return
	case r.seen[e.ID]:
		r.reject(row.Line, "%s stands twice: the first counts", e.ID)
		return
	case kind == "wallet" && len(value) >= shortest:
		e.Kind, e.Wallets = list.Wallet, []list.WalletAddress{{Address: value}}
		e.Names = []list.Name{{Text: value, Primary: true}}
	default:
		r.reject(row.Line, "type %q with value %q: want wallet, with the address of one", kind, value)
		return
	}
	r.seen[e.ID] = true
	if !day.IsZero() {
		e.Listed = day.Format(time.DateOnly)
		if day.After(r.list.Published) {
			r.list.Published = day
		}
	}
	r.list.Entries = append(r.list.Entries, e)
}

func (r *reader) reject(line int, format string, args ...any) {
	r.list.Rejected = append(r.list.Rejected, list.Problem{File: r.file, Line: line, Reason: fmt.Sprintf(format, args...)})
}

// nameOf makes the name of a list from that of a file: "feed-" and its letters and digits, in lower case.
func nameOf(file string) string {
	base, _, _ := strings.Cut(path.Base(file), ".")
	clean := strings.Map(func(c rune) rune {
		if c >= 'a' && c <= 'z' || c >= '0' && c <= '9' {
			return c
		}
		return '-'
	}, strings.ToLower(base))
	return "feed-" + cmp.Or(strings.Trim(clean, "-"), "unnamed")
}
