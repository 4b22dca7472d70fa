package name

import (
	"embed"
	"fmt"
	"strings"
)

//go:embed data/*.csv
var dataFiles embed.FS

// rows reads an embedded table: fields separated by semicolons, "#" begins a comment line. The tables are part of the
// program and tested whole, so a line with another number of fields is a mistake of ours.
func rows(file string, fields int) [][]string {
	data, err := dataFiles.ReadFile("data/" + file)
	if err != nil {
		panic(err)
	}
	lines := strings.Split(strings.TrimSuffix(string(data), "\n"), "\n")
	out := make([][]string, 0, len(lines))
	cells := make([]string, 0, len(lines)*fields)
	for i, line := range lines {
		if line == "" || line[0] == '#' {
			continue
		}
		start := len(cells)
		for rest, more := line, true; more; {
			var cell string
			cell, rest, more = strings.Cut(rest, ";")
			cells = append(cells, cell)
		}
		if len(cells)-start != fields {
			panic(fmt.Sprintf("%s line %d: want %d fields, got %d", file, i+1, fields, len(cells)-start))
		}
		out = append(out, cells[start:len(cells):len(cells)])
	}
	return out
}

// expand writes out the alternatives of a pattern: "m(u|o)sa" is musa and mosa.
func expand(pattern string) []string {
	open := strings.IndexByte(pattern, '(')
	if open < 0 {
		return []string{pattern}
	}
	shut := open + strings.IndexByte(pattern[open:], ')')
	tails := expand(pattern[shut+1:])
	var out []string
	for _, choice := range strings.Split(pattern[open+1:shut], "|") {
		for _, tail := range tails {
			out = append(out, pattern[:open]+choice+tail)
		}
	}
	return out
}
