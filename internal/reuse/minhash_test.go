package reuse

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// drawSets makes two sets of runs with something in common.
func drawSets(t *rapid.T) (a, b []uint64) {
	r := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 3))
	add := func(n int, to ...*[]uint64) {
		for range n {
			run := r.Uint64()
			for _, s := range to {
				*s = append(*s, run)
			}
		}
	}
	add(rapid.IntRange(1, 400).Draw(t, "common"), &a, &b)
	add(rapid.IntRange(0, 200).Draw(t, "a"), &a)
	add(rapid.IntRange(0, 200).Draw(t, "b"), &b)
	return a, b
}

// The estimate of 64 values has a standard deviation of at most 6.25 percent; five of them are 31.
func TestSignaturesEstimateTheShareInCommon(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := drawSets(t)
		sa, _ := Sign(a)
		sb, _ := Sign(b)
		exact, _ := jaccard(a, b)
		if got := sa.Alike(sb); got < exact-32 || got > exact+32 {
			t.Fatalf("estimated %d %%, exactly %d %%", got, exact)
		}
	})
}

func TestTheEstimateIsNotBiased(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	sum := 0
	const sets = 400
	for range sets {
		var a, b []uint64
		for i := range 300 {
			run := r.Uint64()
			if i < 200 {
				a = append(a, run)
			}
			if i >= 100 {
				b = append(b, run)
			}
		}
		sa, _ := Sign(a)
		sb, _ := Sign(b)
		sum += sa.Alike(sb)
	}
	if mean := sum / sets; mean < 31 || mean > 35 {
		t.Errorf("the mean estimate is %d %%, exactly a third is in common", mean)
	}
}

func TestBandsMissNoPairThatIsNearlyTheSame(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var a Signature
		for i := range a {
			a[i] = rapid.Uint32().Draw(t, "value")
		}
		b := a
		for range rapid.IntRange(0, mayDiffer).Draw(t, "changes") {
			b[rapid.IntRange(0, hashes-1).Draw(t, "place")]++
		}
		for i, band := range a.Bands() {
			if band == b.Bands()[i] {
				return
			}
		}
		t.Fatalf("%d %% alike and no band in common", a.Alike(b))
	})
}

func TestAPassageLeavesTheSameFingerprintWhereverItStands(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		passage := prose(rapid.Uint64().Draw(t, "passage"), passageWords)
		around := func(name string) string {
			return prose(rapid.Uint64().Draw(t, name), rapid.IntRange(0, 90).Draw(t, name+" words"))
		}
		a := Fingerprints(Read(strings.Join([]string{around("before a"), passage, around("after a"), prose(1, 40)}, "\n")).Runs)
		b := Fingerprints(Read(strings.Join([]string{prose(2, 40), around("before b"), passage, around("after b")}, "\n")).Runs)
		if !slices.ContainsFunc(a, func(f Fingerprint) bool {
			return slices.ContainsFunc(b, func(g Fingerprint) bool { return f.Run == g.Run })
		}) {
			t.Fatal("no fingerprint in common")
		}
	})
}
