package intake

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/taupier-eu/taupier/internal/core"
)

// endless gives the same byte n times without holding more than one piece of it.
func endless(b byte, n int64) io.Reader { return io.LimitReader(same(b), n) }

type same byte

func (s same) Read(p []byte) (int, error) {
	p[0] = byte(s)
	for n := 1; n < len(p); n *= 2 {
		copy(p[n:], p[:n])
	}
	return len(p), nil
}

func TestStreamHoldsNoMoreThanARecord(t *testing.T) {
	const limit = 1 << 20
	tooLong := fmt.Sprintf("the record is longer than %d MiB and was skipped", limit>>20)
	cases := []struct {
		name          string
		size          int64
		before, after string
		want          []string
		rejected      []string
	}{
		{
			name: "of 2 GiB among lines", size: 2 << 30,
			before: "{\"a\":1}\n{\"a\":\"", after: "\"}\n{\"a\":3}\n",
			want: []string{`1 {"a":1}`, `3 {"a":3}`}, rejected: []string{"2 " + tooLong},
		},
		{
			name: "as the first line", size: 64 << 20,
			before: "{\"a\":\"", after: "\"}\n{\"a\":2}\n",
			want: []string{`2 {"a":2}`}, rejected: []string{"1 " + tooLong},
		},
		{
			name: "in a list", size: 64 << 20,
			before: "[{\"a\":1},\n {\"a\":{\"b\":\"", after: "\"}},{\"a\":3}]",
			want: []string{`1 {"a":1}`, `2 {"a":3}`}, rejected: []string{"2 " + tooLong},
		},
		{
			name: "in a CSV file", size: 64 << 20,
			before: "a,b\n1,2\n3,\"", after: "\"\n5,6\n",
			want: []string{`2 {"a":"1","b":"2"}`, `4 {"a":"5","b":"6"}`}, rejected: []string{"3 " + tooLong},
		},
		{
			name: "that never ends", size: 64 << 20,
			before: "{\"a\":1}\n{\"a\":\"",
			want:   []string{`1 {"a":1}`}, rejected: []string{"2 " + tooLong},
		},
	}
	for _, tc := range cases {
		t.Run("a long record "+tc.name, func(t *testing.T) {
			r := io.MultiReader(strings.NewReader(tc.before), endless('x', tc.size), strings.NewReader(tc.after))
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			got, in := cutFrom(t, readerFS{r}, Options{MaxRecord: limit})
			runtime.ReadMemStats(&after)
			if diff := cmp.Diff(tc.want, got); diff != "" {
				t.Errorf("records (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(tc.rejected, says(in)); diff != "" {
				t.Errorf("rejections (-want +got):\n%s", diff)
			}
			if used := after.TotalAlloc - before.TotalAlloc; used > 8*limit {
				t.Errorf("%d MiB were allocated", used>>20)
			}
		})
	}
}

func FuzzStream(f *testing.F) {
	for _, seed := range []string{
		"{\"a\":1}\n{\"a\":2}\nx\n", "[{\"a\":1},\n{\"a\":\"x,\n{\"a\":3}]", `{"value":[{"a":1}],"next":"x"}{"value":[]}`,
		`{"hits":{"hits":[{"_source":{"a":1}}]}}`, "{\n \"a\": [\n  {}\n ]\n}\n{\n}", "a;b\n1;\"2\"\"\n\"\n3;4;5\n\"6;7\n", "sep=,\na,b\n1,\xff\n",
		"\x1f\x8b\x08\x00", "\x28\xb5\x2f\xfd", "\xff\xfe{\x00}\x00", "[[[[{}]],[", "\x1e{}\n\x1e{}",
	} {
		f.Add([]byte(seed), 40)
	}
	f.Fuzz(func(t *testing.T, data []byte, limit int) {
		opt := Options{MaxRecord: 1 + limit&0xff}
		first, in, err := cutOnce(data, 1<<30, opt)
		for _, piece := range []int{1, 13} {
			again, other, otherErr := cutOnce(data, piece, opt)
			if (err == nil) != (otherErr == nil) {
				t.Fatalf("in pieces of %d: %v, at once: %v", piece, otherErr, err)
			}
			if diff := cmp.Diff(first, again); diff != "" {
				t.Errorf("records in pieces of %d (-at once +in pieces):\n%s", piece, diff)
			}
			if diff := cmp.Diff(in, other); diff != "" {
				t.Errorf("rejections in pieces of %d (-at once +in pieces):\n%s", piece, diff)
			}
		}
		last := 0
		for _, r := range first {
			if r.Line < last || len(r.Raw) > opt.MaxRecord || len(r.Raw) == 0 || r.Raw[0] != '{' {
				t.Errorf("record %d %q", r.Line, r.Raw)
			}
			last = r.Line
		}
	})
}

// cutOnce streams data that is read in pieces.
func cutOnce(data []byte, piece int, opt Options) (out []Record, in core.Input, err error) {
	c, err := Open(pieces(data, piece), File{Path: "a"})
	if err != nil {
		return nil, in, err
	}
	defer c.Close()
	err = Stream(context.Background(), c, &in, opt, func(b *Batch) error {
		for _, r := range b.Records {
			out = append(out, Record{r.Line, bytes.Clone(r.Raw)})
		}
		b.Release()
		return nil
	})
	return out, in, err
}

// BenchmarkStream cuts a log of records as sign-in logs have them.
func BenchmarkStream(b *testing.B) {
	var plain, rows bytes.Buffer
	rows.WriteString("time,user,ip,city,agent\n")
	for i := range 40_000 {
		fmt.Fprintf(&plain, `{"time":"2026-05-01T%02d:%02d:%02dZ","user":"p%d@example.com","ip":"192.0.2.%d","city":"Porto","agent":"Mozilla/5.0 (X11; Linux x86_64)","session":"%016x","result":{"status":"ok","mfa":[{"factor":"push"}]}}`+"\n",
			i/3600%24, i/60%60, i%60, i%997, i%250, uint64(i)*0x9e3779b97f4a7c15)
		fmt.Fprintf(&rows, "2026-05-01T%02d:%02d:%02dZ,p%d@example.com,192.0.2.%d,Porto,\"Mozilla/5.0 (X11; Linux x86_64)\"\n", i/3600%24, i/60%60, i%60, i%997, i%250)
	}
	list := append(append([]byte("["), bytes.ReplaceAll(bytes.TrimSpace(plain.Bytes()), newline, []byte(",\n"))...), ']')
	for _, bench := range []struct {
		name  string
		data  []byte
		plain int
	}{
		{"lines", plain.Bytes(), plain.Len()},
		{"lines gzip", pack(b, "gzip", plain.Bytes()), plain.Len()},
		{"lines zstd", pack(b, "zstd", plain.Bytes()), plain.Len()},
		{"list", list, len(list)},
		{"rows", rows.Bytes(), rows.Len()},
	} {
		b.Run(bench.name, func(b *testing.B) {
			b.SetBytes(int64(bench.plain))
			b.ReportAllocs()
			for b.Loop() {
				c, err := Open(readerFS{bytes.NewReader(bench.data)}, File{Path: "a"})
				if err != nil {
					b.Fatal(err)
				}
				var in core.Input
				if err := Stream(b.Context(), c, &in, Options{}, func(batch *Batch) error { batch.Release(); return nil }); err != nil {
					b.Fatal(err)
				}
				c.Close()
				if in.Records != 40_000 || in.Rejected != 0 {
					b.Fatalf("%d records, %v", in.Records, in.Problems)
				}
			}
		})
	}
}
