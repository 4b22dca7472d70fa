package formats

import (
	"bytes"
	"encoding/csv"
	"io"
	"strconv"
	"strings"

	"github.com/taupier-eu/taupier/screen/list/ofac"
)

// part is a file of OFAC's delimited form, which has no header: the shape of the rows tells.
type part int

const (
	notAPart part = iota
	entries
	aliases
	addresses
	comments
)

func partOf(head []byte) part {
	c := csv.NewReader(bytes.NewReader(head))
	c.FieldsPerRecord, c.LazyQuotes = -1, true
	row, err := c.Read()
	if err != nil {
		return notAPart
	}
	if _, err := strconv.Atoi(strings.TrimSpace(row[0])); err != nil {
		return notAPart
	}
	second := ""
	if len(row) > 1 {
		second = strings.TrimSpace(row[1])
	}
	_, err = strconv.Atoi(second)
	switch {
	case len(row) == 12:
		return entries
	case len(row) == 5 && err == nil:
		return aliases
	case len(row) == 6 && err == nil:
		return addresses
	case len(row) == 2:
		return comments
	}
	return notAPart
}

// parts joins the files of one list: those whose names begin alike.
func (c *collected) parts() {
	used := map[string]bool{}
	for _, p := range c.pieces {
		if p.part != entries {
			continue
		}
		used[p.name] = true
		c.join(p.name, used)
	}
	for _, p := range c.pieces {
		if !used[p.name] {
			c.reject(p.name, "part of a list whose entries (sdn.csv) are not there")
		}
	}
}

func (c *collected) join(name string, used map[string]bool) {
	f := ofac.Files{Name: name}
	readers := map[part]*io.Reader{entries: &f.Entries, aliases: &f.Aliases, addresses: &f.Addresses, comments: &f.Comments}
	for want, to := range readers {
		from := name
		if want != entries {
			from = c.sibling(name, want)
		}
		if from == "" {
			continue
		}
		used[from] = true
		in, err := open(c.folder, from)
		if err != nil {
			c.reject(from, "%v", err)
			return
		}
		defer in.Close()
		*to = in
	}
	l, err := ofac.Read(f)
	if err == nil {
		err = l.Check()
	}
	c.take(result{name: name, list: l, err: err})
	if f.Aliases == nil {
		c.reject(name, "the aliases (alt.csv) of this list are not there: most spellings are missing")
	}
}

// sibling is the part whose name has the longest beginning in common, "" when there is none.
func (c *collected) sibling(name string, want part) string {
	best, longest := "", -1
	for _, p := range c.pieces {
		if p.part != want {
			continue
		}
		n := 0
		for n < len(p.name) && n < len(name) && p.name[n] == name[n] {
			n++
		}
		if n > longest {
			best, longest = p.name, n
		}
	}
	return best
}
