package link

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/taupier-eu/taupier/internal/core"
)

func tie(a, b string, telling int) core.Link {
	return core.Link{A: min(a, b), B: max(a, b), Kind: core.TraitPhone, Value: fmt.Sprint(telling), Telling: telling}
}

func way(links []core.Link) string {
	var out []string
	for _, l := range links {
		out = append(out, l.A+l.B)
	}
	return strings.Join(out, " ")
}

func TestPath(t *testing.T) {
	f := func(name, a, b, want string, links ...core.Link) {
		t.Helper()
		if got := way(Path(links, a, b)); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
	f("nothing connects them", "a", "z", "", tie("a", "b", 90))
	f("one link", "b", "a", "ab", tie("a", "b", 90))
	f("two telling links before one that tells little", "a", "c", "ab bc", tie("a", "c", 10), tie("a", "b", 90), tie("b", "c", 90))
	f("one link before two of the same kind", "a", "c", "ac", tie("a", "c", 60), tie("a", "b", 60), tie("b", "c", 60))
	f("of equal ways the first by id", "a", "d", "ab bd", tie("a", "c", 60), tie("c", "d", 60), tie("a", "b", 60), tie("b", "d", 60))
	if Path([]core.Link{tie("a", "b", 90)}, "a", "a") == nil {
		t.Error("somebody is not connected with themselves")
	}
}

// No way has less doubt than the one given: Floyd and Warshall try them all.
func TestThePathIsTheBest(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 1))
		const n = 7
		var links []core.Link
		var far [n][n]int
		for i := range n {
			for j := range n {
				if far[i][j] = 1 << 20; i == j {
					far[i][j] = 0
				}
			}
		}
		for range rapid.IntRange(0, 12).Draw(t, "links") {
			i, j, telling := r.IntN(n), r.IntN(n), 1+r.IntN(100)
			if i != j {
				links = append(links, tie(fmt.Sprint(i), fmt.Sprint(j), telling))
				far[i][j] = min(far[i][j], 101-telling)
				far[j][i] = far[i][j]
			}
		}
		for k := range n {
			for i := range n {
				for j := range n {
					far[i][j] = min(far[i][j], far[i][k]+far[k][j])
				}
			}
		}
		for i := range n {
			for j := range n {
				path := Path(links, fmt.Sprint(i), fmt.Sprint(j))
				sum := 0
				for _, l := range path {
					sum += 101 - l.Telling
				}
				if path == nil && far[i][j] < 1<<20 || path != nil && sum != far[i][j] {
					t.Fatalf("from %d to %d: %s (%d), want %d", i, j, way(path), sum, far[i][j])
				}
			}
		}
	})
}
