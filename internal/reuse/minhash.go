package reuse

import "slices"

const (
	hashes    = 64
	mayDiffer = hashes - (hashes*nearlyAll+99)/100
)

// Signature is the MinHash signature (Broder, 1997) of a set of runs: of two sets that have a share s
// of their union in common, about 64·s of the values agree.
type Signature [hashes]uint32

// Sign makes the signature of a set of runs; the order and repetition of runs make no difference. It
// is false for an empty set.
func Sign(runs []uint64) (sig Signature, ok bool) {
	for i := range sig {
		sig[i] = ^uint32(0)
	}
	for _, r := range runs {
		for k := range sig {
			sig[k] = min(sig[k], uint32(mix(r+uint64(k)*0x9e3779b97f4a7c15)>>32))
		}
	}
	return sig, len(runs) > 0
}

// Alike estimates the share of runs in common, in percent.
func (s Signature) Alike(o Signature) int {
	same := 0
	for i := range s {
		if s[i] == o[i] {
			same++
		}
	}
	return same * 100 / hashes
}

// Bands cuts a signature into pieces for locality-sensitive hashing: two signatures that differ in at
// most 12 of 64 places and are cut into 13 bands agree in a whole band, so no pair that is 80 % alike
// is missed.
func (s Signature) Bands() []uint64 {
	const bands = mayDiffer + 1
	out := make([]uint64, bands)
	for i := range out {
		h := uint64(i + 1)
		for _, v := range s[i*hashes/bands : (i+1)*hashes/bands] {
			h = mix(h ^ uint64(v)*0x9e3779b97f4a7c15)
		}
		out[i] = h
	}
	return out
}

// window is how many runs in a row yield one fingerprint at least.
const window = passageWords - runWords + 1

// Fingerprints selects runs by winnowing (Schleimer, Wilkerson and Aiken, 2003): of every 26 runs in
// a row the smallest. A passage of 30 words therefore leaves at least one fingerprint, the same one
// wherever it stands.
func Fingerprints(runs []uint64) []uint64 {
	var out []uint64
	if len(runs) < window {
		return nil
	}
	for i := range len(runs) - window + 1 {
		out = append(out, slices.Min(runs[i:i+window]))
	}
	slices.Sort(out)
	return slices.Compact(out)
}
