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

func TestARingIsDrawnWithoutCrossings(t *testing.T) {
	for n := 4; n <= 12; n += 2 { // people 0 to n/2-1, things after them, as a drawing has them
		var ring [][2]int
		for i := range n / 2 {
			ring = append(ring, [2]int{i, n/2 + i}, [2]int{(i + 1) % (n / 2), n/2 + i})
		}
		at := Layout(n, ring)
		for i, x := range ring {
			for _, y := range ring[:i] {
				if cross(at[x[0]], at[x[1]], at[y[0]], at[y[1]]) {
					t.Errorf("of %d, %v crosses %v", n, x, y)
				}
			}
		}
	}
}

// cross reports whether the line from a to b and that from c to d have a point in common that is an end of neither.
func cross(a, b, c, d [2]float64) bool {
	side := func(p, q, r [2]float64) float64 {
		s := (q[0]-p[0])*(r[1]-p[1]) - (q[1]-p[1])*(r[0]-p[0])
		if math.Abs(s) < 1e-9 {
			return 0
		}
		return s
	}
	return side(a, b, c)*side(a, b, d) < 0 && side(c, d, a)*side(c, d, b) < 0
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
