package screen

import (
	"encoding/binary"
	"math"
	"sync"

	"github.com/taupier-eu/taupier/screen/name"
)

// word is one comparable piece of a name: a token, a syllable of one, or neighbours joined. It is what every comparison looks
// at, and takes 64 bytes, a line of the processor's cache; what fewer look at is behind a pointer.
type word struct {
	text, fold string
	*background
	info     float32 // the least of nats
	share    float32
	known    bool // a name or syllable that people bear, so hardly a slip of the pen for another one
	syllable bool // of Korean or Mandarin
	numeral  bool // holds a digit, or is a Roman number
	joined   bool // made of neighbours
	mandarin bool // a syllable of Mandarin
	native   bool // read from another script
	syllabic bool // made of syllables of Korean or Mandarin, or one
	sound    sound
}

// background is what tables and lists know of a word. Most words are in none and share one.
type background struct {
	forms []string        // other spellings in use
	short []string        // folds of the full names it may stand for
	nats  [groups]float32 // what an agreement on it is worth in each group: -ln of the share of people who bear it
}

var unheard = func() *background {
	b := &background{}
	for g := range b.nats {
		b.nats[g] = rare
	}
	return b
}()

// shared is the background itself, or the one of all words that nothing is known of.
func (b *background) shared() *background {
	if len(b.forms)+len(b.short) == 0 && b.nats == unheard.nats {
		return unheard
	}
	kept := *b
	return &kept
}

// sound is a phonetic key of at most six letters, zeros after them.
type sound [6]byte

func (s *sound) len() int {
	for i, c := range s {
		if c == 0 {
			return i
		}
	}
	return len(s)
}

// appendIdentity appends what a token must share with another to be the same word: how agreement is judged depends on
// nothing else, given the lists.
func (w *word) appendIdentity(to []byte) []byte {
	to = append(append(append(to, w.text...), 0), w.fold...)
	to = append(append(append(to, 0), w.sound[:]...), 0)
	flags := byte(0)
	for i, is := range [...]bool{w.known, w.syllable, w.numeral, w.mandarin, w.native, w.syllabic} {
		if is {
			flags |= 1 << i
		}
	}
	to = binary.LittleEndian.AppendUint32(append(to, flags), math.Float32bits(w.info))
	for _, f := range w.forms {
		to = append(append(to, 0), f...)
	}
	to = append(to, 1)
	for _, s := range w.short {
		to = append(append(to, 0), s...)
	}
	return to
}

// groups is how many groups of names a share is known of: those of the tables, and as the last one the loaded lists.
const groups = 28

const listGroup = groups - 1

// Shares that bound what an agreement may say, however rare a token looks.
const (
	syllableShare = 0.004 // there are a few hundred syllables, and each stands for several characters
	genericShare  = 0.05  // "trading", "bank": words of trades in names of organisations
)

// newJoined is the word that neighbours make: as rare as they are together.
func newJoined(t *name.Token, all []word, parts []int32) word {
	w := word{text: t.Text, fold: t.Fold, joined: true}
	var back background
	for k, i := range parts {
		part := &all[i]
		w.syllabic = part.syllabic && (w.syllabic || k == 0)
		w.known = w.known || part.known
		for g := range back.nats {
			back.nats[g] += part.nats[g]
		}
	}
	for g := range back.nats {
		back.nats[g] = min(back.nats[g], rare)
	}
	w.background = back.shared()
	w.weigh()
	return w
}

// newWord weighs a token in every group. usage gives how many of the loaded names hold its fold; nil without lists.
func newWord(t *name.Token, usage *usage) word {
	w := word{text: t.Text, fold: t.Fold, native: t.Native}
	copy(w.sound[:], t.Sound)
	back := background{forms: t.Forms, short: t.Short}
	w.numeral = numeral(t.Text)
	w.syllable = name.Syllable(t.Text)
	w.known = !w.syllable && name.Known(t.Text)
	w.mandarin = name.Mandarin(t.Text)
	w.syllabic = w.syllable || syllabic(t)
	shares := name.Shares(t.Fold)
	w.known = w.known || shares != nil
	listed, count := usage.share(t.Fold)
	w.known = w.known || count >= knownCount
	given := syllables().share[t.Fold]
	for g := range back.nats {
		share := float32(name.Floor)
		if g < len(shares) {
			share = max(share, shares[g])
		}
		if w.syllable && eastern()[g] {
			share = max(share, syllableShare)
			if given != nil {
				share = max(share, given[g])
			}
		}
		if g == listGroup {
			share = max(share, float32(listed))
		}
		if t.Role == name.Generic {
			share = max(share, genericShare)
		}
		back.nats[g] = rare
		if share != name.Floor {
			back.nats[g] = float32(-math.Log(float64(share)))
		}
	}
	w.background = back.shared()
	w.weigh()
	return w
}

// eastern tells the groups whose names are made of syllables.
var eastern = sync.OnceValue(func() (is [groups]bool) {
	for i, group := range name.Groups() {
		switch group {
		case "korean", "chinese", "cantonese", "vietnamese":
			is[i] = true
		}
	}
	return is
})

// weigh notes what an agreement is worth in the group where the word is most frequent.
func (w *word) weigh() {
	w.info = w.nats[0]
	for _, n := range w.nats {
		w.info = min(w.info, n)
	}
	w.share = float32(math.Exp(-float64(w.info)))
}

// knownCount is how many listed names must hold a token for it to count as a name that people bear.
const knownCount = 4

// usage counts in how many names of the loaded lists a fold stands.
type usage struct {
	names  float64
	counts map[string]int32
}

// leastNames keeps a short list from making its own names look frequent.
const leastNames = 10_000

func (u *usage) share(fold string) (share float64, count int32) {
	if u == nil || u.names == 0 {
		return 0, 0
	}
	count = u.counts[fold]
	if count < 2 {
		return 0, count
	}
	return float64(count) / max(u.names, leastNames), count
}

// numeral tells whether a token is a number, or ends in one: "2", "ii", "ot2077".
func numeral(text string) bool {
	if last := text[len(text)-1]; last >= '0' && last <= '9' {
		return true
	}
	switch text {
	case "ii", "iii", "iv", "vi", "vii", "viii", "ix":
		return true
	}
	return false
}
