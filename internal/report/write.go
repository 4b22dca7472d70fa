package report

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
)

type formats []string

// Formats are the forms a report can be written in.
var Formats = formats{"table", "json", "ndjson", "html", "csv"}

// Has reports whether name is one of them.
func (f formats) Has(name string) bool { return slices.Contains(f, name) }

func (f formats) String() string {
	return strings.Join(f[:len(f)-1], ", ") + " or " + f[len(f)-1]
}

// Write writes the report in one of Formats. json, ndjson and csv hold everything and no names;
// table and html show the view.
func Write(w io.Writer, format string, r *Report, v View) error {
	switch format {
	case "table":
		return writeTable(w, r, v)
	case "json":
		enc := json.NewEncoder(w)
		enc.SetIndent("", " ")
		enc.SetEscapeHTML(false)
		return enc.Encode(r)
	case "ndjson":
		return writeLines(w, r)
	case "html":
		return writePage(w, r, v)
	case "csv":
		return writeCSV(w, r)
	}
	return fmt.Errorf("unknown format %q: want %s", format, Formats)
}

// writeLines writes one JSON object per line, each with its type, people first in order of need.
func writeLines(w io.Writer, r *Report) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	put := func(kind string, v any) error {
		b, err := json.Marshal(v)
		if err != nil {
			return err
		}
		_, err = fmt.Fprintf(w, "{\"schema\":%q,\"type\":%q,%s\n", Schema, kind, b[1:])
		return err
	}
	for _, p := range r.People {
		if err := put("person", p); err != nil {
			return err
		}
	}
	for _, l := range r.Links {
		if err := put("link", l); err != nil {
			return err
		}
	}
	for _, c := range r.Clusters {
		if err := put("cluster", c); err != nil {
			return err
		}
	}
	for _, s := range r.Screening {
		if err := put("screening", s); err != nil {
			return err
		}
	}
	if err := put("screened", r.Screened); err != nil {
		return err
	}
	for _, in := range r.Inputs {
		if err := put("input", in); err != nil {
			return err
		}
	}
	return put("unassigned", r.Unassigned)
}
