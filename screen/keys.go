package screen

import "math/bits"

// Keys are the marks under which words that may agree meet: what is written, every spelling in use, the full names of a
// short form, the sound, and what is left when letters are taken out (one letter; of long words two), under which any two
// words meet that are that many slips apart (Garbe, symmetric deletion, 2012). A key is a hash: that two marks share one
// costs a comparison and no more, since agree decides.
//
// Hashes are polynomials over the letters, so that those of all deletions follow from those of the prefixes and no string
// is made. They are the same in every run, for the index is kept in files.

const (
	keyBase = 0x9e3779b97f4a7c15 | 1
	written = 0x243f6a8885a308d3
	sounded = 0x13198a2e03707344
	onefold = 0xa4093822299f31d0 // of any word, up to one letter taken out
	twofold = 0x082efa98ec4e6c89 // of long words, up to two
)

// maxDeletion is the length up to which one letter is taken out; two are up to maxSlipLength.
const maxDeletion = 64

var keyPowers = func() (p [maxDeletion + 1]uint64) {
	p[0] = 1
	for i := 1; i < len(p); i++ {
		p[i] = p[i-1] * keyBase
	}
	return p
}()

func polynomial(s string) uint64 {
	h := uint64(0)
	for i := 0; i < len(s); i++ {
		h = h*keyBase + uint64(s[i])
	}
	return h
}

// mixed spreads a hash over all its bits (the finaliser of SplitMix64).
func mixedHash(h uint64) uint64 {
	h = (h ^ h>>30) * 0xbf58476d1ce4e5b9
	h = (h ^ h>>27) * 0x94d049bb133111eb
	return h ^ h>>31
}

func key(s string, kind uint64) uint64 { return mixedHash(polynomial(s) + kind) }

// appendKeys appends the keys of a word; those from loose on are of slips and sounds, under which two known names never
// agree. A key may be there twice.
func appendKeys(to []uint64, w *word) (keys []uint64, loose int) {
	to = append(to, key(w.text, written))
	if w.fold != w.text {
		to = append(to, key(w.fold, written))
	}
	if !w.joined {
		for _, f := range w.forms {
			to = append(to, key(f, written))
		}
		for _, s := range w.short {
			to = append(to, key(s, written))
		}
	}
	if stem, more := masculine(w.fold); stem != "" && !w.joined {
		h := polynomial(stem)
		if more {
			h = h*keyBase + 'i'
		}
		to = append(to, mixedHash(h+written))
	}
	loose = len(to)
	if n := w.sound.len(); !w.joined && len(w.fold) >= 5 && n >= 3 {
		to = append(to, key(string(w.sound[:n]), sounded))
	}
	twice := !w.joined && len(w.fold) >= longToken
	to = appendDeletions(to, w.fold, twice)
	if w.text != w.fold {
		to = appendDeletions(to, w.text, twice)
	}
	return to, loose
}

// masculine is the form of a Slavic family name under which feminine ones are filed, and whether an i follows it: Petrov,
// Dostoevski. It is "" for other names.
func masculine(fold string) (stem string, more bool) {
	n := len(fold)
	if n > 6 && fold[n-3:] == "aia" {
		return fold[:n-3], true
	}
	if n > 4 && fold[n-1] == 'a' {
		return fold[:n-1], false
	}
	return "", false
}

// appendDeletions appends the keys of a word and of the word without one letter, or without two.
func appendDeletions(to []uint64, s string, twice bool) []uint64 {
	n := len(s)
	if n < 3 || n > maxDeletion {
		return to
	}
	var prefix [maxDeletion + 1]uint64
	for i := range n {
		prefix[i+1] = prefix[i]*keyBase + uint64(s[i])
	}
	between := func(a, b int) uint64 { return prefix[b] - prefix[a]*keyPowers[b-a] }
	both := func(h uint64) {
		to = append(to, mixedHash(h+onefold))
		if twice {
			to = append(to, mixedHash(h+twofold))
		}
	}
	twice = twice && n <= maxSlipLength
	both(prefix[n])
	for i := range n {
		if i > 0 && s[i] == s[i-1] {
			continue
		}
		both(prefix[i]*keyPowers[n-1-i] + between(i+1, n))
		if !twice {
			continue
		}
		for k := i + 1; k < n; k++ {
			if k > i+1 && s[k] == s[k-1] {
				continue
			}
			head := prefix[i]*keyPowers[k-i-1] + between(i+1, k)
			to = append(to, mixedHash(head*keyPowers[n-1-k]+between(k+1, n)+twofold))
		}
	}
	return to
}

// keyTable finds the words that have a key: its first bits name a bucket, the last ones are kept beside the number of the
// word, so that few words of other keys are given.
type keyTable struct {
	starts   []uint32 // by bucket, and the end of the last one
	postings []uint32 // the word's number in the low bits, whether it is known, and bits of the key above
	bucket   int      // bits of a key that name the bucket
	number   int      // bits of a posting that are the word's number and whether it is known
}

func newKeyTable(vocabulary []word) keyTable {
	t := keyTable{bucket: max(8, bits.Len(uint(len(vocabulary)*24))-1)}
	t.number = 1 + bits.Len(uint(len(vocabulary)))
	t.starts = make([]uint32, 1<<t.bucket+1)
	var keys []uint64
	for i := range vocabulary {
		keys, _ = appendKeys(keys[:0], &vocabulary[i])
		for _, k := range keys {
			t.starts[k>>(64-t.bucket)+1]++
		}
	}
	for i := 1; i < len(t.starts); i++ {
		t.starts[i] += t.starts[i-1]
	}
	t.postings = make([]uint32, t.starts[len(t.starts)-1])
	at := make([]uint32, len(t.starts))
	copy(at, t.starts)
	for i := range vocabulary {
		keys, _ = appendKeys(keys[:0], &vocabulary[i])
		number := uint32(i) << 1
		if vocabulary[i].known {
			number |= 1
		}
		for _, k := range keys {
			b := k >> (64 - t.bucket)
			t.postings[at[b]] = number | uint32(k)<<t.number
			at[b]++
		}
	}
	return t
}

// places are where the postings of keys are; to look them all up first, and touch their postings, lets the processor wait for
// many at once.
type places [][2]uint32

func (t *keyTable) places(to places, keys []uint64) places {
	for _, k := range keys {
		b := k >> (64 - t.bucket)
		to = append(to, [2]uint32{t.starts[b], t.starts[b+1]})
	}
	return to
}

// fetch touches the first posting of each place, and gives what must be kept so that it is not compiled away.
func (t *keyTable) fetch(at places) (touched uint32) {
	for _, p := range at {
		if i := int(p[0]); i < len(t.postings) {
			touched ^= t.postings[i]
		}
	}
	return touched
}

// appendWords appends the numbers of the words that have one of the keys, which have these places; some have none, and some
// are there twice. Known words are left out when they are not asked for.
func (t *keyTable) appendWords(to []int32, keys []uint64, at places, known bool) []int32 {
	skip := uint32(1)
	if known {
		skip = 0
	}
	for i, k := range keys {
		mark := uint32(k) << t.number
		for _, p := range t.postings[at[i][0]:at[i][1]] {
			if (p^mark)>>t.number == 0 && p&skip == 0 {
				to = append(to, int32(p&(1<<t.number-1)>>1))
			}
		}
	}
	return to
}
