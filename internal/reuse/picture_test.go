package reuse

import (
	"slices"
	"strconv"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/taupier-eu/taupier/internal/core"
)

const portrait = 0xF0F0_33CC_5AA5_0FF0 // a hash with enough bits of both kinds

func sitter(id string, hash uint64, whole ...uint64) *core.Dossier {
	d := writer(id)
	p := &core.Paper{Input: "people/" + id + "/files/photo.jpg", Role: "photo", SHA256: "fedcba9876543210fedc", DHash: hash, PHash: whole}
	d.Files[p.Input] = p
	return d
}

func TestOnePictureInTwoDossiers(t *testing.T) {
	expect := func(name string, people map[string]*core.Dossier, want ...string) {
		t.Run(name, func(t *testing.T) {
			if got, _ := asked(&World{People: people}, raisePictures, "A08"); !cmp.Equal(want, got) {
				t.Error(cmp.Diff(want, got))
			}
		})
	}
	expect("saved again", folder(sitter("a", portrait), sitter("b", portrait^3)), "a: b 97", "b: a 97")
	expect("another picture", folder(sitter("a", portrait), sitter("b", ^uint64(portrait))))
	expect("the limit is four bits", folder(sitter("a", portrait), sitter("b", portrait^0x1F)))
	expect("a rim cut off", folder(sitter("a", portrait, 11, 22, 33, 44), sitter("b", ^uint64(portrait), 33^1, 1<<40, 1<<41, 1<<42)), "a: b 99", "b: a 99")
	expect("two rims say nothing of each other", folder(sitter("a", portrait, 1<<20-1, 22), sitter("b", ^uint64(portrait), 1<<60-1<<40, 22)))
	for _, plain := range []uint64{0, 0x7F, ^uint64(0), ^uint64(0x7F)} {
		expect("a plain area "+strconv.FormatUint(plain, 16), folder(sitter("a", plain, 5), sitter("b", plain, 5)))
	}
	var crowd []*core.Dossier
	for i := range CommonFrom + 1 {
		crowd = append(crowd, sitter("p"+strconv.Itoa(i), portrait))
	}
	expect("a stock picture of many", folder(crowd...))
}

// No pair is missed for the bands.
func TestBandsMissNoPicture(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		draw := func(id string) *core.Paper {
			hash, whole := uint64(portrait), uint64(portrait>>1)
			for range rapid.IntRange(0, 6).Draw(t, "flips") {
				hash ^= 1 << rapid.IntRange(0, 63).Draw(t, "bit")
				whole ^= 1 << rapid.IntRange(0, 63).Draw(t, "bit")
			}
			return &core.Paper{DHash: hash, PHash: []uint64{whole, rapid.Uint64().Draw(t, "rim")}}
		}
		a, b := draw("a"), draw("b")
		if _, same := samePicture(a, b); same && !slices.ContainsFunc(bandsOf(a), func(x uint64) bool { return slices.Contains(bandsOf(b), x) }) {
			t.Fatalf("%x %x and %x %x have no band in common", a.DHash, a.PHash, b.DHash, b.PHash)
		}
	})
}

// The index finds the pictures that comparing each with each finds.
func TestThePicturesOfTheIndexAreThoseThatAreTheSame(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		draw := func(name string) (*core.Paper, Picture) {
			flip := func(hash uint64, most int) uint64 {
				for range rapid.IntRange(0, most).Draw(t, name) {
					hash ^= 1 << rapid.IntRange(0, 63).Draw(t, "bit")
				}
				return hash
			}
			pic := Picture{flip(portrait, 7), flip(portrait>>1, 9)}
			for i := 2; i < len(pic); i++ {
				pic[i] = flip(pic[1], 9)
			}
			return &core.Paper{DHash: pic[0], PHash: pic[1:]}, pic
		}
		var old []Entry
		var papers []*core.Paper
		for range rapid.IntRange(1, 4).Draw(t, "pictures") {
			paper, pic := draw("old")
			papers, old = append(papers, paper), append(old, Entry{ID: "x", Pictures: []Picture{pic}})
		}
		paper, pic := draw("new")
		want, got := map[int]int{}, map[int]int{}
		for i, o := range papers {
			if percent, same := samePicture(paper, o); same {
				want[i] = percent
			}
		}
		buildPostings(old).samePictures(&pic, func(entry, far int) { got[entry] = 100 - far*100/hashBits })
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatal(diff)
		}
	})
}
