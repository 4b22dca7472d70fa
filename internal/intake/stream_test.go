package intake

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"

	"github.com/taupier-eu/taupier/internal/core"
)

// tester is what helpers need of a test, a benchmark or a property.
type tester interface {
	Helper()
	Fatal(...any)
	Fatalf(string, ...any)
}

// cutAll streams one file and writes each record as "line raw".
func cutAll(t tester, data []byte, opt Options) ([]string, core.Input) {
	t.Helper()
	return cutFrom(t, fstest.MapFS{"logs/a": {Data: data}}, opt)
}

func cutFrom(t tester, fsys fs.FS, opt Options) ([]string, core.Input) {
	t.Helper()
	in := core.Input{Path: "logs/a"}
	c, err := Open(fsys, File{Path: "logs/a"})
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	var out []string
	err = Stream(context.Background(), c, &in, opt, func(b *Batch) error {
		for _, r := range b.Records {
			out = append(out, fmt.Sprintf("%d %s", r.Line, r.Raw))
		}
		b.Release()
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if in.Records != len(out) {
		t.Fatalf("Records = %d, but %d were handed over", in.Records, len(out))
	}
	return out, in
}

// says lists the rejections as "line first words".
func says(in core.Input) []string {
	var out []string
	for _, p := range in.Problems {
		words, _, _ := strings.Cut(p.Says, ":")
		out = append(out, fmt.Sprintf("%d %s", p.Line, words))
	}
	return out
}

func pack(t tester, how string, data []byte) []byte {
	t.Helper()
	var buf bytes.Buffer
	var w io.WriteCloser
	switch how {
	case "gzip":
		w = gzip.NewWriter(&buf)
	case "zstd":
		z, err := zstd.NewWriter(&buf)
		if err != nil {
			t.Fatal(err)
		}
		w = z
	default:
		return data
	}
	if _, err := w.Write(data); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

func TestStream(t *testing.T) {
	const notObject, torn = "not a JSON object", "the record is torn"
	cases := []struct {
		name     string
		data     string
		opt      Options
		want     []string
		rejected []string
	}{
		{
			name: "one object on each line",
			data: "{\"a\":1}\n\n  {\"a\":2}\r\n{\"a\":3}",
			want: []string{`1 {"a":1}`, `3 {"a":2}`, `4 {"a":3}`},
		},
		{
			name: "a byte-order mark and record separators are passed",
			data: "\ufeff\x1e{\"a\":1}\n\x1e{\"a\":2}\n",
			want: []string{`1 {"a":1}`, `2 {"a":2}`},
		},
		{
			name:     "lines that hold no object are rejected by line",
			data:     "{\"a\":1}\nhello\n[1]\n{\"a\":2}\n{\"a\":3}\n{\"a\":4}\n",
			want:     []string{`1 {"a":1}`, `4 {"a":2}`, `5 {"a":3}`, `6 {"a":4}`},
			rejected: []string{"2 " + notObject, "3 " + notObject},
		},
		{
			name:     "a file that was cut at its beginning",
			data:     "x\":1}\n{\"a\":1}\n{\"a\":2}\n",
			want:     []string{`2 {"a":1}`, `3 {"a":2}`},
			rejected: []string{"1 " + notObject},
		},
		{
			name: "a first line that was cut leaves the lines lines",
			data: "{\"a\":\"x\n{\"a\":1}\n{\"a\":2}\n",
			want: []string{`1 {"a":"x`, `2 {"a":1}`, `3 {"a":2}`},
		},
		{
			name: "several objects on a line",
			data: `{"a":1}{"a":2} {"a":{"b":"}{"}}` + "\n" + `{"a":4},{"a":5}`,
			want: []string{`1 {"a":1}`, `1 {"a":2}`, `1 {"a":{"b":"}{"}}`, `2 {"a":4}`, `2 {"a":5}`},
		},
		{
			name: "objects over several lines",
			data: "{\n \"a\": 1\n}\n{\n \"a\": [\n  {\"b\": \"\\\"\"}\n ]\n}\n",
			want: []string{"1 {\n \"a\": 1\n}", "4 {\n \"a\": [\n  {\"b\": \"\\\"\"}\n ]\n}"},
		},
		{
			name: "a list",
			data: "[\n{\"a\":1},\n{\"a\":2}\n, {\"a\":3}]\n",
			want: []string{`2 {"a":1}`, `3 {"a":2}`, `4 {"a":3}`},
		},
		{
			name: "lists of pages one after the other",
			data: "[{\"a\":1}]\n[{\"a\":2},{\"a\":3}]\n[[{\"a\":4}]]",
			want: []string{`1 {"a":1}`, `2 {"a":2}`, `2 {"a":3}`, `3 {"a":4}`},
		},
		{name: "an empty list", data: "[\n]\n"},
		{
			name:     "elements that are no objects",
			data:     "[{\"a\":1},\n null, 12, \"x,}\", {\"a\":2}]",
			want:     []string{`1 {"a":1}`, `2 {"a":2}`},
			rejected: []string{"2 " + notObject, "2 " + notObject, "2 " + notObject},
		},
		{
			name: "the wrapper of Microsoft Graph",
			data: "{\"@odata.context\":\"x\",\"value\":[\n{\"id\":\"1\"},\n{\"id\":\"2\"}],\"@odata.nextLink\":\"y\"}",
			want: []string{`2 {"id":"1"}`, `3 {"id":"2"}`},
		},
		{
			name: "pages of a wrapper on lines",
			data: "{\"value\":[{\"id\":\"1\"}],\"@odata.nextLink\":\"y\"}\n{\"value\":[{\"id\":\"2\"}]}\n",
			want: []string{`1 {"id":"1"}`, `2 {"id":"2"}`},
		},
		{
			name:     "a page of another shape is named",
			data:     "{\"value\":[{\"id\":\"1\"}],\"next\":\"y\"}\n{\"error\":{\"code\":\"429\"}}\n",
			want:     []string{`1 {"id":"1"}`},
			rejected: []string{`2 the object holds no list under "value" as the first one did; correct or remove it`},
		},
		{
			name: "the wrapper of CloudTrail",
			data: `{"Records":[{"eventName":"A","resources":[{"b":1}]},{"eventName":"B"}]}`,
			want: []string{`1 {"eventName":"A","resources":[{"b":1}]}`, `1 {"eventName":"B"}`},
		},
		{
			name: "the wrapper of Zoom, with scalars on both sides",
			data: "{\"from\":\"2026-05-01\",\"page_count\":1,\"operation_logs\":[{\"time\":\"x\"}],\"next_page_token\":\"\"}",
			want: []string{`1 {"time":"x"}`},
		},
		{
			name: "an answer of a search gives its sources",
			data: "{\"took\":1,\"hits\":{\"total\":{\"value\":2},\"hits\":[{\"_id\":\"1\",\n\"_source\":{\"a\":1}},{\"_id\":\"2\",\"_source\":{\"a\":2}}]}}",
			want: []string{`2 {"a":1}`, `2 {"a":2}`},
		},
		{
			name: "an event that holds a list of events is a record",
			data: `{"kind":"x","id":{"time":"t"},"events":[{"name":"login"}]}` + "\n" + `{"kind":"x","id":{"time":"t"},"events":[{"name":"logout"}]}`,
			want: []string{`1 {"kind":"x","id":{"time":"t"},"events":[{"name":"login"}]}`, `2 {"kind":"x","id":{"time":"t"},"events":[{"name":"logout"}]}`},
		},
		{
			name: "records with a list are no wrapper",
			data: "{\"device\":\"d1\",\"logins\":[{\"a\":1}]}\n{\"device\":\"d2\",\"logins\":[{\"a\":2}]}\n",
			want: []string{`1 {"device":"d1","logins":[{"a":1}]}`, `2 {"device":"d2","logins":[{"a":2}]}`},
		},
		{
			name:     "a torn element of an indented list does not swallow the rest",
			data:     "[\n  {\n    \"a\": 1\n  },\n  {\n    \"a\": [\n      {\"b\": 1\n  },\n  {\n    \"a\": 3\n  }\n]\n",
			want:     []string{"2 {\n    \"a\": 1\n  }", "9 {\n    \"a\": 3\n  }"},
			rejected: []string{"5 the record is never closed"},
		},
		{
			name:     "a torn element of a list with one element on each line",
			data:     "[{\"a\":1},\n{\"a\":\"x,\n{\"a\":3},\n{\"a\":4]\n[{\"a\":5}]",
			want:     []string{`1 {"a":1}`, `3 {"a":3}`, `5 {"a":5}`},
			rejected: []string{"2 " + torn, "4 " + torn, "5 the file ends inside a list"},
		},
		{
			name:     "a torn element of a list on one line",
			data:     `[{"a":1},{"a":"x},{"a":3},{"a":4}]`,
			want:     []string{`1 {"a":1}`, `1 {"a":4}`},
			rejected: []string{"1 " + torn},
		},
		{
			name:     "a list that was cut short",
			data:     "[{\"a\":1},\n{\"a\":2},\n{\"a\":",
			want:     []string{`1 {"a":1}`, `2 {"a":2}`},
			rejected: []string{"3 the record is never closed"},
		},
		{
			name:     "a list that is not closed",
			data:     "[{\"a\":1},\n{\"a\":2}\n",
			want:     []string{`1 {"a":1}`, `2 {"a":2}`},
			rejected: []string{"3 the file ends inside a list"},
		},
		{
			name:     "a record that is too long among lines",
			data:     "{\"a\":1}\n{\"a\":\"0123456789\"}\n{\"a\":2}\n{\"a\":3}\n",
			opt:      Options{MaxRecord: 12},
			want:     []string{`1 {"a":1}`, `3 {"a":2}`, `4 {"a":3}`},
			rejected: []string{"2 the record is longer than 12 bytes and was skipped"},
		},
		{
			name:     "a record that is too long in a list",
			data:     "[{\"a\":1},{\"a\":\"0123456789\",\"b\":[{}]},{\"a\":2}]",
			opt:      Options{MaxRecord: 12},
			want:     []string{`1 {"a":1}`, `1 {"a":2}`},
			rejected: []string{"1 the record is longer than 12 bytes and was skipped"},
		},
		{
			name:     "an element that was never closed ends where the next one begins",
			data:     "[\n{\"a\":[{\"b\":1},\n{\"a\":2},\n{\"a\":3}\n]",
			opt:      Options{MaxRecord: 20},
			want:     []string{`3 {"a":2}`, `4 {"a":3}`},
			rejected: []string{"2 the record is longer than 20 bytes and was skipped"},
		},
		{
			name:     "a record that is not UTF-8",
			data:     "{\"a\":1}\n{\"a\":\"\xe9\"}\n{\"a\":2}\n",
			want:     []string{`1 {"a":1}`, `3 {"a":2}`},
			rejected: []string{"2 not UTF-8"},
		},
		{
			name: "CSV with commas",
			data: " time , user,ip\n2026-05-01,a,192.0.2.1\r\n\n2026-05-02,\"b, \"\"c\"\"\",\"\"\n",
			want: []string{`2 {"time":"2026-05-01","user":"a","ip":"192.0.2.1"}`, `4 {"time":"2026-05-02","user":"b, \"c\"","ip":""}`},
		},
		{
			name: "CSV with semicolons, and a line that declares them",
			data: "sep=;\r\ntime;user\r\n1,5;a\r\n",
			want: []string{`3 {"time":"1,5","user":"a"}`},
		},
		{
			name: "CSV with tabs and line breaks in quotes",
			data: "time\tuser\n\"1\n2\"\ta\tb\n\"1\r\n2\"\t\"a\"\n3\tc",
			want: []string{`4 {"time":"1\u000a2","user":"a"}`, `6 {"time":"3","user":"c"}`},
			rejected: []string{
				"2 the row has 3 columns and the header 2; correct or remove it",
				"3 the row is torn",
			},
		},
		{
			name: "CSV columns without a name and with the same name",
			data: ",user,user,,\nx,a,b,,\n,a,b,\n",
			want: []string{`2 {"column_1":"x","user":"a","user_2":"b"}`, `3 {"user":"a","user_2":"b"}`},
		},
		{
			name:     "CSV rows with too few and too many columns",
			data:     "time,user\n1\n2,a,b\n3,a,\n4,a\n",
			want:     []string{`4 {"time":"3","user":"a"}`, `5 {"time":"4","user":"a"}`},
			rejected: []string{"2 the row has 1 columns and the header 2; correct or remove it", "3 the row has 3 columns and the header 2; correct or remove it"},
		},
		{
			name:     "an open quote costs one row",
			data:     "time,user\n1,\"a\n2,b\n3,c\"d\n4,d\n",
			want:     []string{`3 {"time":"2","user":"b"}`, `5 {"time":"4","user":"d"}`},
			rejected: []string{"2 the row is torn", "4 the row is torn"},
		},
		{
			name:     "an open quote in a long file",
			data:     "time,user\n1,\"a\n" + strings.Repeat("2,b\n", 20),
			opt:      Options{MaxRecord: 40},
			want:     repeatRow(3, 20, `{"time":"2","user":"b"}`),
			rejected: []string{"2 the record is longer than 40 bytes and was skipped"},
		},
		{
			name:     "CSV rows that are not UTF-8 or hold NUL bytes",
			data:     "time,user\n1,\xe9\n2,b\n" + strings.Repeat(" ", headSize) + ",\x00\n",
			want:     []string{`3 {"time":"2","user":"b"}`},
			rejected: []string{"2 not UTF-8", "4 NUL bytes in the record"},
		},
		{name: "CSV without rows", data: "time,user\n"},
		{name: "CSV without a header", data: "2026-05-01,192.0.2.1\n", rejected: []string{"0 a CSV file whose first row holds values"}},
		{name: "text", data: "Dear all\nhello\n", rejected: []string{"0 neither JSON nor CSV with a header row"}},
		{name: "markup", data: "<a href=\"x\">, b</a>\n", rejected: []string{"0 neither JSON nor CSV with a header row"}},
		{name: "a log with times in brackets", data: "[2026-05-01] a, b\n", rejected: []string{"0 neither JSON nor CSV with a header row"}},
		{name: "white space", data: " \n\n ", rejected: []string{"0 the file holds nothing but white space"}},
		{name: "a binary file", data: "\x7fELF\x02\x00\x00\n{\"a\":1}\n", rejected: []string{"0 a binary file, not a log"}},
	}
	for _, tc := range cases {
		t.Run(tc.name, func(t *testing.T) {
			got, in := cutAll(t, []byte(tc.data), tc.opt)
			if diff := cmp.Diff(tc.want, got); diff != "" {
				t.Errorf("records (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(tc.rejected, says(in)); diff != "" {
				t.Errorf("rejections (-want +got):\n%s", diff)
			}
			oneByOne := oneByteFS{data: []byte(tc.data)}
			again, other := cutFrom(t, oneByOne, tc.opt)
			if diff := cmp.Diff(got, again); diff != "" {
				t.Errorf("read byte by byte it gives other records:\n%s", diff)
			}
			if diff := cmp.Diff(says(in), says(other)); diff != "" {
				t.Errorf("read byte by byte it gives other rejections:\n%s", diff)
			}
		})
	}
}

func repeatRow(line, n int, raw string) []string {
	var out []string
	for i := range n {
		out = append(out, fmt.Sprintf("%d %s", line+i, raw))
	}
	return out
}

// oneByteFS holds one file that gives one byte at a time.
type oneByteFS struct{ data []byte }

func (f oneByteFS) Open(string) (fs.File, error) {
	return &readFile{Reader: iotest.OneByteReader(bytes.NewReader(f.data))}, nil
}

// readFile is a file made of a reader.
type readFile struct{ io.Reader }

func (*readFile) Stat() (fs.FileInfo, error) { return nil, errors.ErrUnsupported }
func (*readFile) Close() error               { return nil }

func TestStreamOfDamagedFiles(t *testing.T) {
	var data []byte
	for i := range 50_000 {
		data = fmt.Appendf(data, "{\"n\":%d,\"x\":\"%x\"}\n", i, i*7919*7919)
	}
	for _, how := range []string{"gzip", "zstd"} {
		packed := pack(t, how, data)
		t.Run("a truncated "+how+" is used up to where it is cut", func(t *testing.T) {
			got, in := cutAll(t, packed[:len(packed)*2/3], Options{})
			if len(got) < 1000 || len(got) >= 50_000 {
				t.Fatalf("%d records came through", len(got))
			}
			want := []string{fmt.Sprintf("%d the compressed file is cut short; fetch it again", len(got)+1)}
			if diff := cmp.Diff(want, says(in)); diff != "" {
				t.Error(diff)
			}
		})
		t.Run("a "+how+" followed by other bytes is used and named", func(t *testing.T) {
			got, in := cutAll(t, append(bytes.Clone(packed), "more bytes than a header has"...), Options{})
			if len(got) != 50_000 || in.Rejected != 1 || in.Problems[0].Line != 50_001 {
				t.Errorf("%d records, %v", len(got), in.Problems)
			}
		})
	}
	t.Run("a truncated list is used up to where it is cut and reported once", func(t *testing.T) {
		list := append([]byte("["), bytes.ReplaceAll(data, []byte("}\n"), []byte("},\n"))...)
		packed := pack(t, "gzip", list)
		got, in := cutAll(t, packed[:len(packed)/2], Options{})
		if len(got) < 1000 || in.Rejected != 1 || in.Problems[0].Line < len(got) {
			t.Errorf("%d records, %v", len(got), in.Problems)
		}
	})
	t.Run("a truncated CSV is used up to where it is cut and reported once", func(t *testing.T) {
		packed := pack(t, "zstd", append([]byte("a,b\n"), bytes.Repeat([]byte("1,2\n"), 100_000)...))
		got, in := cutAll(t, packed[:len(packed)-5], Options{})
		if in.Rejected != 1 || in.Problems[0].Line < len(got) {
			t.Errorf("%d records, %v", len(got), in.Problems)
		}
	})
	t.Run("a file that is cut before its first row ends", func(t *testing.T) {
		r := io.MultiReader(strings.NewReader("time,us"), iotest.ErrReader(io.ErrUnexpectedEOF))
		got, in := cutFrom(t, readerFS{r}, Options{})
		if diff := cmp.Diff([]string{"1 the compressed file is cut short; fetch it again"}, says(in)); diff != "" || len(got) > 0 {
			t.Errorf("%q %s", got, diff)
		}
	})
	t.Run("a read error is named by line", func(t *testing.T) {
		r := io.MultiReader(strings.NewReader("{\"a\":1}\n{\"a\":2}\n{\"a\""), iotest.ErrReader(errors.New("input/output error")))
		got, in := cutFrom(t, readerFS{r}, Options{})
		if len(got) != 2 || in.Rejected != 1 || in.Problems[0].Line != 3 || !strings.Contains(in.Problems[0].Says, "input/output error") {
			t.Errorf("%q %v", got, in.Problems)
		}
	})
}

// readerFS holds one file made of a reader.
type readerFS struct{ r io.Reader }

func (f readerFS) Open(string) (fs.File, error) { return &readFile{f.r}, nil }

func TestStreamOfUTF16(t *testing.T) {
	data := []byte{0xff, 0xfe}
	for _, b := range []byte("time;user\r\n1;a\r\n") {
		data = append(data, b, 0)
	}
	got, _ := cutAll(t, data, Options{})
	if diff := cmp.Diff([]string{`2 {"time":"1","user":"a"}`}, got); diff != "" {
		t.Error(diff)
	}
}

func TestStreamStops(t *testing.T) {
	data := []byte(strings.Repeat("{\"a\":1}\n", 3*batchRecords))
	for name, data := range map[string][]byte{
		"lines": data, "list": append([]byte("[1,"), data...), "rows": []byte("a,b\n" + strings.Repeat("1,2\n", 3*batchRecords)),
	} {
		t.Run("when emit fails on "+name, func(t *testing.T) {
			c, err := Open(fstest.MapFS{"a": {Data: data}}, File{Path: "a"})
			if err != nil {
				t.Fatal(err)
			}
			in, calls, stop := core.Input{}, 0, errors.New("stop")
			err = Stream(context.Background(), c, &in, Options{}, func(b *Batch) error { calls++; b.Release(); return stop })
			if !errors.Is(err, stop) || calls != 1 || in.Records != batchRecords {
				t.Errorf("err = %v after %d calls, %d records", err, calls, in.Records)
			}
		})
		t.Run("when it is cancelled on "+name, func(t *testing.T) {
			c, err := Open(fstest.MapFS{"a": {Data: data}}, File{Path: "a"})
			if err != nil {
				t.Fatal(err)
			}
			ctx, cancel := context.WithCancel(context.Background())
			in := core.Input{}
			err = Stream(ctx, c, &in, Options{}, func(b *Batch) error { cancel(); b.Release(); return nil })
			if !errors.Is(err, context.Canceled) || in.Records != batchRecords || in.Rejected > 1 {
				t.Errorf("err = %v, %+v", err, in)
			}
		})
	}
}

func TestStreamKeepsBatchesSmall(t *testing.T) {
	var data []byte
	for i := range 3000 {
		data = fmt.Appendf(data, "{\"n\":%d,\"x\":%q}\n", i, strings.Repeat("x", i%3*400))
	}
	data = fmt.Appendf(data, "{\"x\":%q}\n", strings.Repeat("x", 2*batchBytes))
	c, err := Open(fstest.MapFS{"a": {Data: data}}, File{Path: "a"})
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	err = Stream(context.Background(), c, &core.Input{}, Options{}, func(b *Batch) error {
		if len(b.Records) > batchRecords || len(b.bytes) > batchBytes && len(b.Records) > 1 {
			t.Errorf("a batch of %d records and %d bytes", len(b.Records), len(b.bytes))
		}
		for _, r := range b.Records {
			if !json.Valid(r.Raw) || r.Line != n+1 {
				t.Fatalf("record %d at line %d: %.40s", n, r.Line, r.Raw)
			}
			n++
		}
		b.Release()
		return nil
	})
	if err != nil || n != 3001 {
		t.Errorf("%d records, %v", n, err)
	}
}
