package check

import (
	"cmp"
	"encoding/binary"
	"hash/fnv"
	"math/bits"
	"slices"

	"github.com/taupier-eu/taupier/internal/core"
)

const (
	sameTextFrom  = 80 // percent of MinHash values in common (catalogue, threshold D)
	samePhotoBits = 4  // of the 64 bits of a difference hash
	tellingBits   = 8  // a picture with fewer bits set, or unset, is a plain area: it is like any other
	hashBits      = 64 // bits of a difference hash
)

// nearness finds papers that are nearly alike without comparing everybody with everybody. Two
// signatures that differ in at most k places and are cut into k+1 bands agree in a whole band, so no
// pair is missed.
type nearness struct {
	bands map[band][]owned
}

type band struct {
	role string
	at   int
	hash uint64
}

type owned struct {
	person string
	paper  *core.Paper
}

// newNearness files the CVs and photos of everybody.
func newNearness(people map[string]*core.Dossier) *nearness {
	n := &nearness{bands: map[band][]owned{}}
	for id, d := range people {
		for _, p := range d.Files {
			for _, b := range bandsOf(p) {
				n.bands[b] = append(n.bands[b], owned{id, p})
			}
		}
	}
	return n
}

// bandsOf cuts the signature of a CV or a photo; other papers have none.
func bandsOf(p *core.Paper) []band {
	switch {
	case p.Role == "cv" && len(p.Shingles) > 0:
		return textBands(p.Shingles)
	case p.Role == "photo" && telling(p.DHash):
		return photoBands(p.DHash)
	}
	return nil
}

func textBands(sig []uint64) []band {
	may := len(sig) - (len(sig)*sameTextFrom+99)/100
	out := make([]band, may+1)
	for i := range out {
		h := fnv.New64a()
		for _, v := range sig[i*len(sig)/len(out) : (i+1)*len(sig)/len(out)] {
			_, _ = h.Write(binary.LittleEndian.AppendUint64(nil, v))
		}
		out[i] = band{"cv", i, h.Sum64()}
	}
	return out
}

func photoBands(hash uint64) []band {
	out := make([]band, samePhotoBits+1)
	for i := range out {
		from, to := i*hashBits/len(out), (i+1)*hashBits/len(out)
		out[i] = band{"photo", i, hash >> from & (1<<(to-from) - 1)}
	}
	return out
}

// telling reports whether a difference hash describes a picture rather than a plain area.
func telling(hash uint64) bool {
	n := bits.OnesCount64(hash)
	return n >= tellingBits && n <= hashBits-tellingBits
}

// twin is another dossier's paper that is nearly the same.
type twin struct {
	person  string
	paper   *core.Paper
	percent int
}

// twins are the best matching papers of other dossiers, by person.
func (n *nearness) twins(id string, p *core.Paper) []twin {
	best := map[string]twin{}
	for _, b := range bandsOf(p) {
		for _, o := range n.bands[b] {
			percent, near := alike(p, o.paper)
			t, known := best[o.person]
			if o.person == id || !near || known && cmp.Or(cmp.Compare(percent, t.percent), cmp.Compare(t.paper.Input, o.paper.Input)) <= 0 {
				continue
			}
			best[o.person] = twin{o.person, o.paper, percent}
		}
	}
	out := make([]twin, 0, len(best))
	for _, t := range best {
		out = append(out, t)
	}
	slices.SortFunc(out, func(a, b twin) int { return cmp.Compare(a.person, b.person) })
	return out
}

// alike compares two papers of one role, in percent.
func alike(p, o *core.Paper) (percent int, near bool) {
	if p.Role == "photo" {
		far := bits.OnesCount64(p.DHash ^ o.DHash)
		return 100 - far*100/hashBits, far <= samePhotoBits
	}
	percent = similarity(p.Shingles, o.Shingles)
	return percent, percent >= sameTextFrom
}

// similarity estimates the share of common runs of words from two MinHash signatures (Broder, 1997),
// in percent.
func similarity(a, b []uint64) int {
	if len(a) == 0 || len(a) != len(b) {
		return 0
	}
	same := 0
	for i := range a {
		if a[i] == b[i] {
			same++
		}
	}
	return same * 100 / len(a)
}
