package app

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// rows gives the rows of a batch one by one, as the names of their columns and what they hold, from CSV or JSON lines:
// what the first sign is tells which.
type rows struct {
	next func() (map[string]string, error)
	line int // of the row given last
}

// rowError is a row that cannot be used; those after it can.
type rowError struct{ reason string }

func (e rowError) Error() string { return e.reason }

// maxRow bounds one row.
const maxRow = 1 << 20

// readRows reads rows whose columns are among known. fixed names the columns of a CSV file without a header; nil when a
// header is required.
func readRows(in io.Reader, known, fixed []string) (*rows, error) {
	b := bufio.NewReaderSize(in, 64<<10)
	if start, _ := b.Peek(3); bytes.Equal(start, []byte("\xef\xbb\xbf")) {
		_, _ = b.Discard(3)
	} else if bytes.HasPrefix(start, []byte("\xff\xfe")) || bytes.HasPrefix(start, []byte("\xfe\xff")) {
		return nil, errors.New("UTF-16: save the file as \"CSV UTF-8\"")
	}
	for {
		c, err := b.ReadByte()
		if errors.Is(err, io.EOF) {
			return nil, errors.New("the file is empty")
		}
		if err != nil {
			return nil, err
		}
		if c == ' ' || c == '\t' || c == '\r' || c == '\n' {
			continue
		}
		_ = b.UnreadByte()
		if c == '{' {
			return jsonRows(b, known), nil
		}
		return csvRows(b, known, fixed)
	}
}

func csvRows(b *bufio.Reader, known, fixed []string) (*rows, error) {
	c := csv.NewReader(b)
	c.FieldsPerRecord, c.ReuseRecord, c.Comma = -1, true, comma(b)
	first, err := c.Read()
	if err != nil {
		return nil, fmt.Errorf("the first line is no CSV: %w", err)
	}
	columns, header := columnsOf(first, known)
	if !header {
		if fixed == nil {
			return nil, fmt.Errorf("the first line names no column that is known: want %s", strings.Join(known, ", "))
		}
		columns = fixed
	}
	r := &rows{}
	pending := !header
	r.next = func() (map[string]string, error) {
		record := first
		if !pending {
			var err error
			if record, err = c.Read(); err != nil {
				return nil, r.csvProblem(err)
			}
		}
		pending = false
		r.line, _ = c.FieldPos(0)
		if len(record) > len(columns) {
			return nil, rowError{fmt.Sprintf("%d columns, want %d", len(record), len(columns))}
		}
		row := make(map[string]string, len(columns))
		for i, v := range record {
			if !utf8.ValidString(v) {
				return nil, rowError{"not UTF-8: save the file as \"CSV UTF-8\""}
			}
			row[columns[i]] = v
		}
		return row, nil
	}
	return r, nil
}

func (r *rows) csvProblem(err error) error {
	var bad *csv.ParseError
	if errors.As(err, &bad) {
		r.line = bad.StartLine
		return rowError{bad.Err.Error()}
	}
	return err
}

// comma is the separator that stands most often in the first line.
func comma(b *bufio.Reader) rune {
	start, _ := b.Peek(4096)
	line, _, _ := bytes.Cut(start, []byte("\n"))
	best := ','
	for _, c := range ";\t" {
		if bytes.Count(line, []byte(string(c))) > bytes.Count(line, []byte(string(best))) {
			best = c
		}
	}
	return best
}

// columnsOf reads a header: the first column must be known, others that are not are passed over.
func columnsOf(first, known []string) (columns []string, header bool) {
	for _, name := range first {
		name = strings.ToLower(strings.TrimSpace(name))
		columns = append(columns, name)
		for _, k := range known {
			header = header || name == k
		}
	}
	return columns, header
}

func jsonRows(b *bufio.Reader, known []string) *rows {
	lines := bufio.NewScanner(b)
	lines.Buffer(nil, maxRow)
	r := &rows{}
	r.next = func() (map[string]string, error) {
		for lines.Scan() {
			r.line++
			if text := bytes.TrimSpace(lines.Bytes()); len(text) > 0 {
				return jsonRow(text, known)
			}
		}
		if errors.Is(lines.Err(), bufio.ErrTooLong) {
			return nil, fmt.Errorf("line %d is longer than %d bytes: nothing after it was read", r.line+1, maxRow)
		}
		if lines.Err() != nil {
			return nil, lines.Err()
		}
		return nil, io.EOF
	}
	return r
}

// jsonRow reads one object; lists of texts are joined by commas.
func jsonRow(text []byte, known []string) (map[string]string, error) {
	var object map[string]any
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber() // a document number is not a quantity
	if err := d.Decode(&object); err != nil {
		return nil, rowError{"no JSON object: " + err.Error()}
	}
	row := map[string]string{}
	for _, k := range known {
		switch v := object[k].(type) {
		case nil:
		case string:
			row[k] = v
		case json.Number:
			row[k] = v.String()
		case []any:
			var parts []string
			for _, p := range v {
				parts = append(parts, fmt.Sprint(p))
			}
			row[k] = strings.Join(parts, ",")
		default:
			return nil, rowError{fmt.Sprintf("%s: want a text or a list of texts", k)}
		}
	}
	return row, nil
}
