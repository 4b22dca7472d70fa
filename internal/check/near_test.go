package check

import (
	"slices"
	"strconv"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/taupier-eu/taupier/internal/core"
)

const portrait = 0xF0F0_33CC_5AA5_0FF0 // a hash with enough bits of both kinds

func cvOf(id string, sig ...uint64) *core.Paper {
	return &core.Paper{Input: "people/" + id + "/files/cv.pdf", Role: "cv", SHA256: "0123456789abcdef0123", Shingles: sig}
}

func photoOf(id string, hash uint64) *core.Paper {
	return &core.Paper{Input: "people/" + id + "/files/photo.jpg", Role: "photo", SHA256: "fedcba9876543210fedc", DHash: hash}
}

func holder(id string, papers ...*core.Paper) *core.Dossier {
	d := &core.Dossier{ID: id, Stage: core.Interview, Input: "people/" + id + "/person.yaml", Lines: map[string]int{"id": 1}, Files: map[string]*core.Paper{}}
	for _, p := range papers {
		d.Files[p.Input] = p
	}
	return d
}

func everybody(ds ...*core.Dossier) map[string]*core.Dossier {
	m := map[string]*core.Dossier{}
	for _, d := range ds {
		m[d.ID] = d
	}
	return m
}

// signature differs from the first in the given number of places.
func signature(changed int) []uint64 {
	sig := make([]uint64, 64)
	for i := range sig {
		sig[i] = uint64(i)
		if i < changed {
			sig[i] += 1000
		}
	}
	return sig
}

func TestHowNearIsNear(t *testing.T) {
	near := func(a, b *core.Paper) bool {
		return len(newNearness(everybody(holder("b", b))).twins("a", a)) > 0
	}
	for changed, want := range map[int]bool{0: true, 12: true, 13: false, 64: false} {
		if got := near(cvOf("a", signature(0)...), cvOf("b", signature(changed)...)); got != want {
			t.Errorf("CVs that differ in %d of 64 values: near %v, want %v", changed, got, want)
		}
	}
	spread := signature(0)
	for i := range 12 {
		spread[i*len(spread)/12]++
	}
	if !near(cvOf("a", signature(0)...), cvOf("b", spread...)) {
		t.Error("twelve values that differ, far from each other, hide a twin")
	}
	for flip, want := range map[uint64]bool{0: true, 0xF: true, 0x8001_0000_0001_0001: true, 0x1F: false} {
		if got := near(photoOf("a", portrait), photoOf("b", portrait^flip)); got != want {
			t.Errorf("photos that differ in the bits %x: near %v, want %v", flip, got, want)
		}
	}
	for _, plain := range []uint64{0, 0x7F, ^uint64(0), ^uint64(0x7F)} {
		if near(photoOf("a", plain), photoOf("b", plain)) {
			t.Errorf("the plain picture %x is near to itself", plain)
		}
	}
	letter := cvOf("b", signature(0)...)
	letter.Role = "letter"
	if near(cvOf("a", signature(0)...), letter) {
		t.Error("a letter is near to a CV")
	}
}

// No pair is missed for the bands: whoever compares everybody with everybody finds the same.
func TestBandsMissNobody(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var all []*core.Dossier
		for i := range rapid.IntRange(2, 12).Draw(t, "people") {
			id := "p" + strconv.Itoa(i)
			sig := signature(0)
			for range rapid.IntRange(0, 16).Draw(t, "changes") {
				sig[rapid.IntRange(0, 63).Draw(t, "place")] = rapid.Uint64().Draw(t, "value")
			}
			hash := uint64(portrait)
			for range rapid.IntRange(0, 6).Draw(t, "flips") {
				hash ^= 1 << rapid.IntRange(0, 63).Draw(t, "bit")
			}
			all = append(all, holder(id, cvOf(id, sig...), photoOf(id, hash)))
		}
		index := newNearness(everybody(all...))
		for _, d := range all {
			for _, p := range sortedPapers(d) {
				var want, got []string
				for _, o := range all {
					for _, q := range sortedPapers(o) {
						if _, near := alike(p, q); near && o != d && q.Role == p.Role {
							want = append(want, o.ID)
						}
					}
				}
				for _, tw := range index.twins(d.ID, p) {
					got = append(got, tw.person)
				}
				slices.Sort(want)
				if diff := cmp.Diff(want, got); diff != "" {
					t.Fatalf("%s: %s", p.Input, diff)
				}
			}
		}
	})
}

func TestTheNearestPaperOfADossierIsItsTwin(t *testing.T) {
	far, close := cvOf("b", signature(9)...), cvOf("b", signature(2)...)
	close.Input = "people/b/files/cv-2024.pdf"
	got := newNearness(everybody(holder("b", far, close))).twins("a", cvOf("a", signature(0)...))
	if len(got) != 1 || got[0].paper != close || got[0].percent != 96 {
		t.Errorf("twins %+v, want the nearer file alone", got)
	}
}
