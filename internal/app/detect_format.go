package app

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"
	"text/tabwriter"
)

// detectionWriter writes detections one after the other.
type detectionWriter interface {
	write(d *detection) error
	close() error // writes what stands at the end
}

var detectFormats = map[string]func(io.Writer) detectionWriter{
	"table":  func(w io.Writer) detectionWriter { return &tableDetections{w: w} },
	"ndjson": func(w io.Writer) detectionWriter { return jsonDetections{newLineEncoder(w)} },
	"csv":    func(w io.Writer) detectionWriter { return &csvDetections{w: csv.NewWriter(w)} },
	"sarif":  func(w io.Writer) detectionWriter { return newSarif(w) },
	"ocsf":   func(w io.Writer) detectionWriter { return newOCSF(w) },
}

func newLineEncoder(w io.Writer) *json.Encoder {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	return enc
}

// jsonDetections writes one object on each line.
type jsonDetections struct{ enc *json.Encoder }

func (j jsonDetections) write(d *detection) error { return j.enc.Encode(d) }
func (jsonDetections) close() error               { return nil }

// tableDetections writes one line for people.
type tableDetections struct {
	w        io.Writer
	timeline bool
}

func (t *tableDetections) write(d *detection) error {
	line := fmt.Sprintf("%-13s  %s:%d  %s", orDash(d.Level), printable(d.Input), d.Line, printable(d.Title))
	if t.timeline {
		line = fmt.Sprintf("%-20s  ", orDash(d.Time)) + line
	}
	switch {
	case d.Correlation != "":
		line += fmt.Sprintf("  [%s of %d: %s]", d.Correlation, d.Count, printable(d.Group.text()))
	case len(d.Matched) > 0:
		line += "  [" + clip(printable(d.Matched.text())) + "]"
	}
	_, err := fmt.Fprintln(t.w, line)
	return err
}

func (*tableDetections) close() error { return nil }

func orDash(s string) string {
	if s == "" {
		return "-"
	}
	return s
}

// printable keeps what a log holds from steering the terminal.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		if strconv.IsPrint(r) {
			return r
		}
		return '·'
	}, s)
}

// csvDetections writes one row for each detection (RFC 4180).
type csvDetections struct {
	w      *csv.Writer
	headed bool
}

func (c *csvDetections) head() error {
	if c.headed {
		return nil
	}
	c.headed, c.w.UseCRLF = true, true
	return c.w.Write([]string{"time", "rule", "title", "level", "input", "line", "matched", "correlation", "group", "first", "last", "count", "refs"})
}

func (c *csvDetections) write(d *detection) error {
	if err := c.head(); err != nil {
		return err
	}
	count := ""
	if d.Correlation != "" {
		count = strconv.Itoa(d.Count)
	}
	row := []string{d.Time, d.Rule, d.Title, d.Level, d.Input, strconv.Itoa(d.Line), d.Matched.text(), d.Correlation, d.Group.text(), d.First, d.Last, count, strings.Join(d.Refs, " ")}
	for i := range row {
		row[i] = noFormula(row[i])
	}
	return c.w.Write(row)
}

func (c *csvDetections) close() error {
	if err := c.head(); err != nil {
		return err
	}
	c.w.Flush()
	return c.w.Error()
}

// noFormula keeps a spreadsheet from reading a value as a formula (OWASP, CSV injection). Full-width
// forms are guarded too.
func noFormula(s string) string {
	if s != "" && strings.ContainsRune("=+-@\t\r＝＋－＠", []rune(s)[0]) {
		return "'" + s
	}
	return s
}

// tally counts detections by rule for the summary.
type tally struct {
	total  int
	counts map[tallied]int
	order  []tallied
}

type tallied struct{ level, rule, title string }

func (t *tally) add(d *detection) {
	if t.counts == nil {
		t.counts = map[tallied]int{}
	}
	key := tallied{d.Level, d.Rule, d.Title}
	if t.counts[key] == 0 {
		t.order = append(t.order, key)
	}
	t.counts[key]++
	t.total++
}

// write says how many by level, then by rule.
func (t *tally) write(w io.Writer) error {
	tw := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for _, level := range []string{"critical", "high", "medium", "low", "informational", ""} {
		for _, k := range t.order {
			if k.level == level {
				fmt.Fprintf(tw, "%s\t%d\t%s\n", orDash(k.level), t.counts[k], printable(k.title))
			}
		}
	}
	return tw.Flush()
}

func (t *tally) levels() string {
	by := map[string]int{}
	for k, n := range t.counts {
		by[k.level] += n
	}
	var parts []string
	for _, level := range []string{"critical", "high", "medium", "low", "informational", ""} {
		if by[level] > 0 {
			name := level
			if level == "" {
				name = "without level"
			}
			parts = append(parts, fmt.Sprintf("%d %s", by[level], name))
		}
	}
	if parts == nil {
		return "none"
	}
	return strings.Join(parts, ", ")
}
