package app

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"io/fs"
	"strconv"
	"strings"
	"time"
)

// readTechnologies reads content/technologies.csv (name, first_year, source) and technology_versions.csv
// (name, version, released): the year from which the public could use a technology, by its name in lower
// case, and by name and version ("java 21"). A version could be tried a year before its release.
func readTechnologies(fsys fs.FS) (map[string]int, error) {
	out := map[string]int{}
	rows, err := readTable(fsys, "technologies.csv")
	if err != nil {
		return nil, err
	}
	for _, row := range rows {
		year, err := strconv.Atoi(row[1])
		if err != nil {
			return nil, fmt.Errorf("read technologies: %q has no year: %w", row[0], err)
		}
		out[strings.ToLower(row[0])] = year
	}
	if rows, err = readTable(fsys, "technology_versions.csv"); err != nil {
		return nil, err
	}
	for _, row := range rows {
		day, err := time.Parse(time.DateOnly, row[2])
		if err != nil {
			return nil, fmt.Errorf("read technologies: %s %s has no day: %w", row[0], row[1], err)
		}
		out[strings.ToLower(row[0])+" "+row[1]] = day.AddDate(-1, 0, 0).Year()
	}
	return out, nil
}

// readTable reads the rows of a CSV file below its header; lines that begin with # are comments.
func readTable(fsys fs.FS, name string) ([][]string, error) {
	data, err := fs.ReadFile(fsys, name)
	if err != nil {
		return nil, fmt.Errorf("read technologies: %w", err)
	}
	r := csv.NewReader(bytes.NewReader(data))
	r.Comment = '#'
	rows, err := r.ReadAll()
	if err != nil || len(rows) == 0 {
		return nil, fmt.Errorf("read %s: %d rows, %w", name, len(rows), err)
	}
	return rows[1:], nil
}
