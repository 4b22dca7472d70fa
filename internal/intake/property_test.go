package intake

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

var columnNames = []string{"time", "user", "ip", "note, \"quoted\""}

// framings write the same records in every form that Stream tells apart.
var framings = []struct {
	name  string
	write func(records []map[string]string) []byte
}{
	{"lines", func(records []map[string]string) []byte { return join(records, "", "", "\n", "") }},
	{"lines of Windows", func(records []map[string]string) []byte { return join(records, "", "", "\r\n", "\r\n") }},
	{"objects on one line", func(records []map[string]string) []byte { return join(records, "", "", " ", "") }},
	{"indented objects", func(records []map[string]string) []byte { return join(records, " ", "", "\n", "\n") }},
	{"list", func(records []map[string]string) []byte { return join(records, "", "[", ",", "]") }},
	{"list of lines", func(records []map[string]string) []byte { return join(records, "", "[", ",\n", "\n]\n") }},
	{"indented list", func(records []map[string]string) []byte { return join(records, "\t", "[\n", ",\n", "\n]") }},
	{"wrapper", func(records []map[string]string) []byte {
		return join(records, "", `{"count":1,"value":[`, ",", `],"next":"x"}`)
	}},
	{"search answer", func(records []map[string]string) []byte {
		return join(records, "", `{"took":1,"hits":{"total":{"value":3},"hits":[{"_id":"1","_source":`, `},{"_id":"x]}","_source":`, `}]}}`)
	}},
	{"CSV", func(records []map[string]string) []byte { return table(records, ',', false) }},
	{"CSV of Windows with semicolons", func(records []map[string]string) []byte { return table(records, ';', true) }},
	{"CSV with tabs", func(records []map[string]string) []byte { return table(records, '\t', false) }},
}

func join(records []map[string]string, indent, before, between, after string) []byte {
	out := []byte(before)
	for i, r := range records {
		if i > 0 {
			out = append(out, between...)
		}
		raw, _ := json.Marshal(r)
		if indent != "" {
			raw, _ = json.MarshalIndent(r, "", indent)
		}
		out = append(out, raw...)
	}
	return append(out, after...)
}

func table(records []map[string]string, comma rune, crlf bool) []byte {
	var buf bytes.Buffer
	w := csv.NewWriter(&buf)
	w.Comma, w.UseCRLF = comma, crlf
	_ = w.Write(columnNames)
	for _, r := range records {
		row := make([]string, len(columnNames))
		for i, name := range columnNames {
			row[i] = r[name]
		}
		_ = w.Write(row)
	}
	w.Flush()
	return buf.Bytes()
}

// TestFramingsGiveTheSameObjects holds the promise that what comes out depends on the records only:
// not on how they are framed, compressed or read in pieces.
func TestFramingsGiveTheSameObjects(t *testing.T) {
	text := rapid.OneOf(
		rapid.StringMatching(`[a-z0-9 .:-]{0,12}`),
		rapid.StringOfN(rapid.SampledFrom([]rune("{}[],;:\"\\'\t\n é€😀x")), 0, 12, -1),
		rapid.Map(rapid.SampledFrom([]int{0, 0, 0, 1000, headSize / 5, batchBytes / 5}), func(n int) string { return strings.Repeat("long ", n) }),
	)
	rapid.Check(t, func(t *rapid.T) {
		records := make([]map[string]string, rapid.IntRange(1, 6).Draw(t, "records"))
		for i := range records {
			records[i] = map[string]string{}
			for _, name := range columnNames {
				records[i][name] = text.Draw(t, name)
			}
		}
		f := rapid.SampledFrom(framings).Draw(t, "framing")
		how := rapid.SampledFrom([]string{"", "gzip", "zstd"}).Draw(t, "compression")
		piece := rapid.SampledFrom([]int{1, 7, 4096, 1 << 30}).Draw(t, "piece")
		data := f.write(records)
		got, in := cutFrom(t, pieces(pack(t, how, data), piece), Options{})
		if in.Rejected > 0 {
			t.Fatalf("%s: rejected %v in\n%.2000s", f.name, in.Problems, data)
		}
		if diff := cmp.Diff(records, objects(t, got)); diff != "" {
			t.Fatalf("%s: %s", f.name, diff)
		}
	})
}

// TestLinesAreExact writes records at known lines.
func TestLinesAreExact(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var data bytes.Buffer
		line, want := 1, []string(nil)
		list := rapid.Bool().Draw(t, "list")
		if list {
			data.WriteString("[")
		}
		for i := range rapid.IntRange(1, 20).Draw(t, "records") {
			if i > 0 && list {
				data.WriteString(",")
			}
			blank := rapid.IntRange(0, 3).Draw(t, "blank lines")
			data.WriteString(strings.Repeat("\n", blank))
			line += blank
			raw := fmt.Sprintf(`{"n":%d}`, i)
			want = append(want, fmt.Sprintf("%d %s", line, raw))
			data.WriteString(raw + "\n")
			line++
		}
		if list {
			data.WriteString("]")
		}
		got, in := cutFrom(t, pieces(data.Bytes(), 3), Options{})
		if diff := cmp.Diff(want, got); diff != "" || in.Rejected > 0 {
			t.Fatalf("%s\n%v", diff, in.Problems)
		}
	})
}

func pieces(data []byte, size int) readerFS {
	if size == 1 {
		return readerFS{iotest.OneByteReader(bytes.NewReader(data))}
	}
	return readerFS{&piecewise{data, size}}
}

// piecewise gives at most size bytes at a time, and the end together with the last.
type piecewise struct {
	data []byte
	size int
}

func (p *piecewise) Read(b []byte) (int, error) {
	n := copy(b[:min(len(b), p.size)], p.data)
	if p.data = p.data[n:]; len(p.data) == 0 {
		return n, io.EOF
	}
	return n, nil
}

func objects(t *rapid.T, records []string) []map[string]string {
	out := make([]map[string]string, len(records))
	for i, r := range records {
		_, raw, _ := strings.Cut(r, " ")
		if err := json.Unmarshal([]byte(raw), &out[i]); err != nil {
			t.Fatalf("record %d: %v\n%.300s", i, err, raw)
		}
	}
	return out
}
