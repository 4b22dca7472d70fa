//go:build unix

package reuse

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"syscall"
	"testing"
	"time"
)

// synthetic is an application with as much as most have: seven contacts and lines, a CV of 600 words,
// a photo.
func synthetic(r *rand.Rand, id string) Entry {
	e := Entry{ID: id, Day: today, Until: today + 700, Stories: make([]Story, 1), Pictures: make([]Picture, 1)}
	for range 7 {
		e.Things = append(e.Things, Thing{Hash: r.Uint64(), Days: 1, Last: today})
	}
	for range 45 {
		e.Stories[0].Prints = append(e.Stories[0].Prints, r.Uint64())
	}
	for i := range e.Stories[0].Sig {
		e.Stories[0].Sig[i] = r.Uint32()
	}
	pic := &e.Pictures[0]
	pic[0], pic[hub] = r.Uint64(), r.Uint64()
	for i := 1; i < len(pic); i++ {
		if pic[i] = pic[hub]; i != hub {
			for range 6 + r.IntN(13) { // the reach of drawn scenes is 12 to 20 bits
				pic[i] ^= 1 << r.IntN(64)
			}
		}
	}
	return e
}

// BenchmarkRecall compares new applications, one in two with something from the past, with a million
// past ones (50,000 with -short). x-one-by-one is how much longer it takes to compare with all of them
// one by one, in the same run. cpu-ms/op is processor time, which a loaded machine does not stretch.
func BenchmarkRecall(b *testing.B) {
	n := 1_000_000
	if testing.Short() {
		n = 50_000
	}
	p := open(b, b.TempDir(), today)
	r := rand.New(rand.NewPCG(1, 2))
	var known []Entry
	for done := 0; done < n; {
		batch := make([]Entry, min(segmentEntries, n-done))
		for i := range batch {
			batch[i] = synthetic(r, fmt.Sprintf("p%d", done+i))
		}
		add(b, p, batch...)
		known = append(known, batch[0])
		done += len(batch)
	}
	next := func(i int) Entry {
		e := synthetic(r, fmt.Sprintf("new%d", i))
		if i%2 == 0 {
			old := known[r.IntN(len(known))]
			copy(e.Stories[0].Prints[10:15], old.Stories[0].Prints[20:25])
			e.Pictures[0][3] = old.Pictures[0][1] ^ 5
		}
		return e
	}
	var took []time.Duration
	before := cpu()
	for i := 0; b.Loop(); i++ {
		e := next(i)
		start := time.Now()
		found, err := p.Recall(&e, func(uint64) bool { return false })
		took = append(took, time.Since(start))
		if err != nil || i%2 == 0 && len(found) == 0 {
			b.Fatalf("query %d found nothing (%v)", i, err)
		}
	}
	b.ReportMetric(float64(cpu()-before)/1e6/float64(len(took)), "cpu-ms/op")
	slices.Sort(took)
	median := took[len(took)/2]
	b.ReportMetric(float64(took[len(took)*99/100].Microseconds())/1000, "p99-ms")
	b.ReportMetric(float64(median.Microseconds())/1000, "median-ms")

	e := next(0)
	start := time.Now()
	q := &query{past: p, entry: &e, found: map[string]*Match{}, common: map[uint64]bool{}}
	for s := range p.segments {
		for j := range p.segments[s].at {
			if err := q.compare(where{s, j}); err != nil {
				b.Fatal(err)
			}
		}
	}
	q.pictures()
	b.ReportMetric(float64(time.Since(start))/float64(median), "x-one-by-one")
}

// cpu is the processor time of this process.
func cpu() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
