package reuse

import (
	"math/bits"

	"github.com/taupier-eu/taupier/internal/core"
)

const (
	sameBits    = 4  // of the 64 bits of a difference hash
	croppedBits = 6  // of the 64 bits of a frequency hash, whole or without a rim
	tellingBits = 8  // a picture with fewer bits set, or unset, is a plain area: it is like any other
	hashBits    = 64 // bits of a hash of a picture
)

// telling reports whether a hash describes a picture rather than a plain area.
func telling(hash uint64) bool {
	n := bits.OnesCount64(hash)
	return n >= tellingBits && n <= hashBits-tellingBits
}

// samePicture compares two pictures, in percent of bits. They are the same when their difference
// hashes are nearly equal, or when one is nearly the other without a part of its rim.
func samePicture(a, b *core.Paper) (percent int, same bool) {
	if !telling(a.DHash) || !telling(b.DHash) {
		return 0, false
	}
	far := hashBits
	if d := bits.OnesCount64(a.DHash ^ b.DHash); d <= sameBits {
		far, same = d, true
	}
	if len(a.PHash) > 0 && len(b.PHash) > 0 {
		for i := range max(len(a.PHash), len(b.PHash)) {
			for _, pair := range [2][2]int{{0, i}, {i, 0}} {
				if pair[0] >= len(a.PHash) || pair[1] >= len(b.PHash) {
					continue
				}
				if d := bits.OnesCount64(a.PHash[pair[0]] ^ b.PHash[pair[1]]); d <= croppedBits {
					far, same = min(far, d), true
				}
			}
		}
	}
	return 100 - far*100/hashBits, same
}

// pictureBands cuts hashes so that two which differ in at most n bits agree in a whole band.
func pictureBands(hash uint64, n int) []uint64 {
	out := make([]uint64, n+1)
	for i := range out {
		from, to := i*hashBits/len(out), (i+1)*hashBits/len(out)
		out[i] = uint64(i)<<58 | hash>>from&(1<<(to-from)-1)
	}
	return out
}

// bandsOf are the places under which a picture is filed and looked up. A picture is filed under all
// its hashes, so that the whole of one meets the cropped one of another.
func bandsOf(p *core.Paper) []uint64 {
	if !telling(p.DHash) {
		return nil
	}
	out := pictureBands(p.DHash, sameBits)
	for _, h := range p.PHash {
		for _, b := range pictureBands(h, croppedBits) {
			out = append(out, b|1<<63)
		}
	}
	return out
}

type owned struct {
	person string
	paper  *core.Paper
}

func raisePictures(w *World, out *core.Sink) {
	filed := map[uint64][]owned{}
	t := twins{}
	for _, id := range sortedIDs(w.People) {
		for _, p := range sortedPapers(w.People[id]) {
			if p.Role != "photo" {
				continue
			}
			bands := bandsOf(p)
			for _, b := range bands {
				for _, o := range filed[b] {
					if percent, same := samePicture(p, o.paper); same && o.person != id {
						t.add(id, twin{o.person, percent, 0, []core.Evidence{fileOf(p)}, []core.Evidence{fileOf(o.paper)}})
						t.add(o.person, twin{id, percent, 0, []core.Evidence{fileOf(o.paper)}, []core.Evidence{fileOf(p)}})
					}
				}
			}
			for _, b := range bands {
				filed[b] = append(filed[b], owned{id, p})
			}
		}
	}
	t.raise(w, "A08", core.TraitPhoto, out)
}
