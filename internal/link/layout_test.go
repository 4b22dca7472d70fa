package link

import (
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func drawLinks(t *rapid.T, n int) (links [][2]int) {
	for i := 1; i < n; i++ {
		links = append(links, [2]int{rapid.IntRange(0, i-1).Draw(t, "to"), i})
	}
	return links
}

func TestTheSameLinksGiveTheSamePlaces(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 40).Draw(t, "people")
		links := drawLinks(t, n)
		at := Layout(n, links)
		if diff := cmp.Diff(at, Layout(n, links)); diff != "" {
			t.Fatal(diff)
		}
		for i, p := range at {
			for _, v := range p {
				if math.IsNaN(v) || v < -1.0001 || v > 1.0001 {
					t.Fatalf("%d is at %v", i, p)
				}
			}
			for j, q := range at[:i] {
				if math.Hypot(p[0]-q[0], p[1]-q[1]) < 1e-3 {
					t.Fatalf("%d and %d are at one place", i, j)
				}
			}
		}
	})
}

func TestNeighboursAreNearer(t *testing.T) {
	chain := [][2]int{{0, 1}, {1, 2}, {2, 3}, {3, 4}}
	at := Layout(5, chain)
	far := func(i, j int) float64 { return math.Hypot(at[i][0]-at[j][0], at[i][1]-at[j][1]) }
	for i := range 3 {
		if far(i, i+1) >= far(i, i+2) {
			t.Errorf("%d is nearer to %d than to its neighbour", i, i+2)
		}
	}
}

func BenchmarkLayout(b *testing.B) {
	var links [][2]int
	for i := 1; i < MaxDrawn; i++ {
		links = append(links, [2]int{i / 3, i})
	}
	for b.Loop() {
		Layout(MaxDrawn, links)
	}
}
