// Package csvsafe writes CSV (RFC 4180) that a spreadsheet reads as text: no value becomes a formula (OWASP, CSV injection).
package csvsafe

import (
	"encoding/csv"
	"fmt"
	"io"
	"strings"
)

// leads are the signs with which a spreadsheet begins a formula, full-width forms included, and those that it passes over first.
const leads = "=+-@\t\r\n＝＋－＠"

// Guard puts an apostrophe before a value that a spreadsheet would take for a formula, also behind spaces.
func Guard(s string) string {
	if strings.ContainsAny(firstOf(s), leads) || strings.ContainsAny(firstOf(strings.TrimLeft(s, " \u00a0\u3000\ufeff")), leads) {
		return "'" + s
	}
	return s
}

func firstOf(s string) string {
	for _, r := range s {
		return string(r)
	}
	return ""
}

// Write writes rows, every value guarded.
func Write(w io.Writer, rows [][]string) error {
	c := csv.NewWriter(w)
	for _, row := range rows {
		safe := make([]string, len(row))
		for i, s := range row {
			safe[i] = Guard(s)
		}
		if err := c.Write(safe); err != nil {
			return fmt.Errorf("write CSV: %w", err)
		}
	}
	c.Flush()
	return c.Error()
}
