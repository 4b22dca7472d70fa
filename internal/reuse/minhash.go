package reuse

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

// Fingerprint is a run that stands for the words around it.
type Fingerprint struct {
	Run uint64
	At  int // place of its first word
}

// Fingerprints selects runs by winnowing (Schleimer, Wilkerson and Aiken, 2003): of every 26 runs in
// a row the smallest, the last of equals, in the order of the text. A passage of 30 words therefore
// leaves at least one fingerprint, the same one wherever it stands.
func Fingerprints(runs []uint64) []Fingerprint {
	var out []Fingerprint
	at := -1
	for i := range len(runs) - window + 1 {
		if at < i { // the smallest has left the window
			at = i
			for k := i; k < i+window; k++ {
				if runs[k] <= runs[at] {
					at = k
				}
			}
		} else if runs[i+window-1] <= runs[at] {
			at = i + window - 1
		}
		if n := len(out); n == 0 || out[n-1].At != at {
			out = append(out, Fingerprint{runs[at], at})
		}
	}
	return out
}
