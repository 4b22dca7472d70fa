package link

import (
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// After any coming and going the groups are those that are found when everything is walked anew.
func TestGroupsAreThoseOfTheLinksThatAreThere(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 12).Draw(t, "people")
		g := NewGroups(n)
		there := map[int][2]int{}
		var numbers []int
		for range rapid.IntRange(0, 40).Draw(t, "acts") {
			if len(numbers) > 0 && rapid.IntRange(0, 2).Draw(t, "remove") == 0 {
				i := rapid.IntRange(0, len(numbers)-1).Draw(t, "which")
				g.Remove(numbers[i])
				delete(there, numbers[i])
				numbers = slices.Delete(numbers, i, i+1)
			} else {
				a, b := rapid.IntRange(0, n-1).Draw(t, "a"), rapid.IntRange(0, n-1).Draw(t, "b")
				k := g.Add(a, b)
				there[k] = [2]int{a, b}
				numbers = append(numbers, k)
			}
			fresh := NewGroups(n)
			for _, l := range there {
				fresh.Add(l[0], l[1])
			}
			for i := range n {
				got, want := g.Members(i), fresh.Members(i)
				slices.Sort(got)
				slices.Sort(want)
				if !slices.Equal(got, want) {
					t.Fatalf("%d is with %v, want %v", i, got, want)
				}
				if g.size[g.Group(i)] != int32(len(want)) {
					t.Fatalf("the group of %d has size %d, want %d", i, g.size[g.Group(i)], len(want))
				}
			}
		}
	})
}

// BenchmarkGroups adds one link among ten million (100,000 with -short), and removes one. x-rebuild is
// how much longer it takes to make all groups anew, in the same run.
func BenchmarkGroups(b *testing.B) {
	links := 10_000_000
	if testing.Short() {
		links = 100_000
	}
	people := links // most groups are small, and one is large
	r := rand.New(rand.NewPCG(1, 1))
	all := make([][2]int, links)
	for i := range all {
		x := r.IntN(people)
		all[i] = [2]int{x, min(people-1, x+1+r.IntN(6))}
	}
	start := time.Now()
	g := NewGroups(people)
	for _, l := range all {
		g.Add(l[0], l[1])
	}
	rebuild := time.Since(start)
	largest := int32(0)
	for i := range people {
		largest = max(largest, g.size[g.root(int32(i))])
	}
	var added []int
	measure := func(b *testing.B, act func()) {
		var took []time.Duration
		for b.Loop() {
			start := time.Now()
			act()
			took = append(took, time.Since(start))
		}
		slices.Sort(took)
		b.ReportMetric(float64(took[len(took)*99/100])/1e6, "p99-ms")
		b.ReportMetric(float64(took[len(took)-1])/1e6, "max-ms")
		b.ReportMetric(float64(rebuild)/float64(max(1, took[len(took)/2])), "x-rebuild")
		b.ReportMetric(float64(largest), "largest-group")
	}
	b.Run("add", func(b *testing.B) {
		measure(b, func() { added = append(added, g.Add(r.IntN(people), r.IntN(people))) })
	})
	b.Run("remove", func(b *testing.B) {
		measure(b, func() {
			last := len(added) - 1
			if last < 0 {
				return
			}
			g.Remove(added[last])
			added = added[:last]
		})
	})
}
