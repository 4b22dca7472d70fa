package screen

import (
	"fmt"
	"iter"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/taupier-eu/taupier/screen/list"
	"github.com/taupier-eu/taupier/screen/list/formats"
	"github.com/taupier-eu/taupier/screen/name"
)

// composedEntries are the entries of the made-up list: with the real ones more than all lists of the EU, the UN, the
// United States, the United Kingdom, France and Switzerland hold together.
const composedEntries = 40000

// bench holds the lists and questions of the benchmarks, made once.
type bench struct {
	lists   []list.List
	names   int
	queries []Query
}

// benchmarked are the published lists in the folder TAUPIER_LISTS, when it is set, and a made-up list composed of frequent
// names. The questions are half ordinary names that are on no list, half names of entries, of which two in three have a slip.
var benchmarked = sync.OnceValue(func() bench {
	var b bench
	if dir := os.Getenv("TAUPIER_LISTS"); dir != "" {
		lists, _, err := formats.Open(os.DirFS(dir))
		if err != nil {
			panic(err)
		}
		b.lists = lists
	}
	r := rand.New(rand.NewPCG(4, 4))
	b.lists = append(b.lists, composed(r, composedEntries))
	var all []*list.Entry
	for i := range b.lists {
		for k := range b.lists[i].Entries {
			e := &b.lists[i].Entries[k]
			all = append(all, e)
			b.names += len(e.Names)
		}
	}
	for i := range 20000 {
		if i%2 == 0 {
			b.queries = append(b.queries, Query{Name: ordinary(r), Kind: list.Person})
			continue
		}
		e := all[r.IntN(len(all))]
		text := e.Names[r.IntN(len(e.Names))].Text
		if i%3 > 0 {
			text = slipped(r, text)
		}
		b.queries = append(b.queries, Query{Name: text, Kind: e.Kind})
	}
	return b
})

// composed makes entries of frequent names, and of frequent names with a letter changed, so that rare words are there too.
func composed(r *rand.Rand, entries int) list.List {
	l := list.List{Name: "composed"}
	for i := range entries {
		e := list.Entry{List: l.Name, ID: fmt.Sprint(i), Kind: list.Person, Births: []list.Birth{{Year: 1940 + r.IntN(60)}}}
		for k := range 1 + r.IntN(2) {
			e.Names = append(e.Names, list.Name{Text: slipped(r, ordinary(r)), Primary: k == 0})
		}
		l.Entries = append(l.Entries, e)
	}
	return l
}

// ordinary is a name of some group: given and family name, drawn by their shares, a third with two given names.
func ordinary(r *rand.Rand) string {
	groups := name.Groups()
	group := groups[r.IntN(len(groups))]
	given, family := drawn(r, name.Frequent(group, name.Given)), drawn(r, name.Frequent(group, name.Family))
	if r.IntN(3) == 0 {
		given += " " + drawn(r, name.Frequent(group, name.Given))
	}
	return given + " " + family
}

func drawn(r *rand.Rand, from []name.Share) string {
	total := 0.0
	for _, s := range from {
		total += s.Share
	}
	at := r.Float64() * total
	for _, s := range from {
		if at -= s.Share; at < 0 {
			return s.Name
		}
	}
	return from[len(from)-1].Name
}

// slipped changes, drops or doubles one letter.
func slipped(r *rand.Rand, s string) string {
	b := []byte(s)
	at := r.IntN(len(b))
	if b[at] < 'A' {
		return s
	}
	switch r.IntN(3) {
	case 0:
		b[at] = byte('a' + r.IntN(26))
	case 1:
		b = slices.Delete(b, at, at+1)
	default:
		b = slices.Insert(b, at, b[at])
	}
	return strings.ToValidUTF8(string(b), "")
}

func benchScreener(b *testing.B) *Screener {
	b.Helper()
	s, err := New(benchmarked().lists)
	if err != nil {
		b.Fatal(err)
	}
	s.Screen(benchmarked().queries[0])
	return s
}

// reportUsed reports the processor time of a run.
func reportUsed(b *testing.B, began time.Duration) {
	b.ReportMetric(float64((processTime()-began).Microseconds())/1000/float64(b.N), "cpu-ms/op")
}

func BenchmarkLoad(b *testing.B) {
	all := benchmarked()
	b.Run("source", func(b *testing.B) {
		b.ReportAllocs()
		began := processTime()
		for b.Loop() {
			if _, err := New(all.lists); err != nil {
				b.Fatal(err)
			}
		}
		reportUsed(b, began)
		b.ReportMetric(float64(all.names), "names")
	})
	b.Run("compiled", func(b *testing.B) {
		path := filepath.Join(b.TempDir(), "lists.index")
		s, err := New(all.lists)
		if err != nil {
			b.Fatal(err)
		}
		if err := s.WriteIndexFile(path, ""); err != nil {
			b.Fatal(err)
		}
		size, err := os.Stat(path)
		if err != nil {
			b.Fatal(err)
		}
		b.ReportAllocs()
		began := processTime()
		for b.Loop() {
			if _, _, err := OpenIndex(path); err != nil {
				b.Fatal(err)
			}
		}
		reportUsed(b, began)
		b.ReportMetric(float64(size.Size())/(1<<20), "file-MB")
	})
}

// BenchmarkScreen asks one name at a time on one core: the median and the 99th percentile, of processor time.
func BenchmarkScreen(b *testing.B) {
	s := benchScreener(b)
	for _, c := range []struct {
		name string
		kind func(Query) Query
	}{
		{"kind", func(q Query) Query { return q }},
		{"any", func(q Query) Query { q.Kind = ""; return q }},
	} {
		b.Run(c.name, func(b *testing.B) {
			runtime.LockOSThread()
			defer runtime.UnlockOSThread()
			b.ReportAllocs()
			took := make([]time.Duration, 0, 1<<20)
			for i := 0; b.Loop(); i++ {
				q := c.kind(benchmarked().queries[i%len(benchmarked().queries)])
				began := threadTime()
				s.Screen(q)
				took = append(took, threadTime()-began)
			}
			slices.Sort(took)
			b.ReportMetric(float64(took[len(took)/2].Nanoseconds())/1000, "p50-µs")
			b.ReportMetric(float64(took[len(took)*99/100].Nanoseconds())/1000, "p99-µs")
			b.ReportMetric(float64(took[len(took)-1].Nanoseconds())/1000, "max-µs")
		})
	}
}

// BenchmarkBruteForce is the baseline: the same scorer over every name.
func BenchmarkBruteForce(b *testing.B) {
	s := benchScreener(b)
	began := processTime()
	for i := 0; b.Loop(); i++ {
		bruteForce(s, benchmarked().queries[i%len(benchmarked().queries)])
	}
	reportUsed(b, began)
}

func BenchmarkBatch(b *testing.B) {
	s := benchScreener(b)
	const n = 20000
	var queries iter.Seq[Query] = func(yield func(Query) bool) {
		for i := range n {
			if !yield(benchmarked().queries[i%len(benchmarked().queries)]) {
				return
			}
		}
	}
	began := processTime()
	for b.Loop() {
		for range s.Batch(b.Context(), queries, 2) {
		}
	}
	b.ReportMetric(2*float64(n)*float64(b.N)/(processTime()-began).Seconds(), "queries/2-cpu-s")
	b.ReportMetric(float64(n)*float64(b.N)/b.Elapsed().Seconds(), "queries/s")
}

// BenchmarkMemory is what the lists and their index hold, as read back from a compiled index, beside the tables of names.
func BenchmarkMemory(b *testing.B) {
	queries := benchmarked().queries
	path := filepath.Join(b.TempDir(), "lists.index")
	if err := benchScreener(b).WriteIndexFile(path, ""); err != nil {
		b.Fatal(err)
	}
	var grown uint64
	for b.Loop() {
		before := held()
		s, _, err := OpenIndex(path)
		if err != nil {
			b.Fatal(err)
		}
		for i := range 100 {
			s.Screen(queries[i])
		}
		grown = held() - before
		runtime.KeepAlive(s)
	}
	b.ReportMetric(float64(grown)/(1<<20), "index-MB")
}

func held() uint64 {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

// BenchmarkRecall is the share of the hits of a scan that the index finds, with the same probability.
func BenchmarkRecall(b *testing.B) {
	s := benchScreener(b)
	found, all, at := 0, 0, 0
	for b.Loop() {
		q := benchmarked().queries[at%len(benchmarked().queries)]
		at++
		got := s.Screen(q)
		for _, want := range bruteForce(s, q) {
			all++
			if slices.ContainsFunc(got, func(h Hit) bool { return h.Entry == want.Entry && h.Probability == want.Probability }) {
				found++
			}
		}
	}
	b.ReportMetric(100*float64(found)/float64(max(1, all)), "recall-%")
	b.ReportMetric(float64(all), "hits")
}
