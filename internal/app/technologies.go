package app

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"io/fs"
	"strconv"
	"strings"
)

// readTechnologies reads content/technologies.csv: name, first_year, source.
func readTechnologies(fsys fs.FS) (map[string]int, error) {
	data, err := fs.ReadFile(fsys, "technologies.csv")
	if err != nil {
		return nil, fmt.Errorf("read technologies: %w", err)
	}
	r := csv.NewReader(bytes.NewReader(data))
	r.Comment = '#'
	rows, err := r.ReadAll()
	if err != nil {
		return nil, fmt.Errorf("read technologies: %w", err)
	}
	out := make(map[string]int, len(rows))
	for i, row := range rows {
		if i == 0 {
			continue
		}
		year, err := strconv.Atoi(row[1])
		if err != nil {
			return nil, fmt.Errorf("read technologies: %q has no year: %w", row[0], err)
		}
		out[strings.ToLower(row[0])] = year
	}
	return out, nil
}
