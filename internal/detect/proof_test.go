package detect

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/taupier-eu/taupier/internal/core"
)

func TestProofKeepsTheEarliestWhateverTheOrder(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		lines := rapid.SliceOfN(rapid.IntRange(1, 50), 1, 40).Draw(rt, "lines")
		shuffled := rapid.Permutation(lines).Draw(rt, "order")
		var a, b Proof
		for i := range lines {
			add := func(p *Proof, line int) {
				o := core.Observation{At: noon.Add(time.Duration(line) * time.Minute), Input: "a", Line: line}
				p.Add(&o, "f", "v")
			}
			add(&a, lines[i])
			add(&b, shuffled[i])
		}
		if diff := cmp.Diff(a.Evidence(), b.Evidence()); diff != "" || a.Count != b.Count || !a.First.Equal(b.First) || !a.Last.Equal(b.Last) {
			rt.Fatalf("another order, another proof: %s", diff)
		}
	})
}
