package report

import (
	"encoding/csv"
	"io"
	"strconv"
	"strings"

	"github.com/taupier-eu/taupier/internal/csvsafe"
)

// writeCSV writes one row per finding (RFC 4180), and one row for a person without any.
func writeCSV(w io.Writer, r *Report) error {
	c := csv.NewWriter(w)
	rows := [][]string{{"person", "stage", "level", "score", "finding", "signal", "family", "strength", "counted", "at", "says", "input", "line", "field", "value", "innocent", "ask"}}
	for _, p := range r.People {
		rows = append(rows, p.rows()...)
	}
	for _, row := range rows {
		for i := range row {
			row[i] = csvsafe.Guard(row[i])
		}
		if err := c.Write(row); err != nil {
			return err
		}
	}
	c.Flush()
	return c.Error()
}

func (p Person) rows() [][]string {
	head := []string{p.ID, p.Stage, p.Level, strconv.Itoa(p.Score)}
	if len(p.Findings) == 0 {
		return [][]string{append(head, make([]string, 13)...)}
	}
	counted := p.counted()
	var out [][]string
	for _, f := range p.Findings {
		e := f.Evidence[0]
		line := ""
		if e.Line > 0 {
			line = strconv.Itoa(e.Line)
		}
		row := append(append([]string{}, head...), f.ID, f.Signal, f.Family, f.Strength, strconv.Itoa(counted[f.ID]), f.At, f.Says,
			e.Input, line, e.Field, e.Value, strings.Join(f.Innocent, " | "), strings.Join(f.Ask, " | "))
		out = append(out, row)
	}
	return out
}
