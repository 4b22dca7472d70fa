package screen

import (
	"math"

	"github.com/taupier-eu/taupier/screen/name"
)

// word is one comparable piece of a name: a token, a syllable of one, or neighbours joined.
type word struct {
	text, fold, sound string
	forms             []string // other spellings in use
	short             []string // folds of the full names it may stand for
	info              float32  // nats that an agreement on it is worth: -ln of the share of people who bear it
	share             float32
	known             bool // a name or syllable that people bear, so hardly a slip of the pen for another one
	syllable          bool // of Korean or Mandarin
	joined            bool // made of neighbours
}

// Shares that bound what an agreement may say, however rare a token looks.
const (
	syllableShare = 0.004 // there are a few hundred syllables, and each stands for several characters
	genericShare  = 0.05  // "trading", "bank": words of trades in names of organisations
)

// newJoined is the word that neighbours make: as rare as they are together.
func newJoined(t *name.Token, usage *usage) word {
	w := word{text: t.Text, fold: t.Fold, joined: true}
	share := 1.0
	for i := range t.Parts {
		part := newWord(&t.Parts[i], usage)
		share *= float64(part.share)
		w.known = w.known || part.known
	}
	w.weigh(max(share, name.Floor))
	return w
}

// newWord weighs a token. lists gives how many of the loaded names hold its fold, as a share and as a count; nil without lists.
func newWord(t *name.Token, usage *usage) word {
	w := word{text: t.Text, fold: t.Fold, sound: t.Sound, forms: t.Forms, short: t.Short}
	w.syllable = name.Syllable(t.Text)
	w.known = w.syllable || name.Known(t.Text)
	share, count := usage.share(t.Fold)
	if common, origin := name.Frequency(t.Fold); origin != "floor" {
		w.known = true
		share = max(share, common)
	}
	if s := syllables().share[t.Fold]; w.syllable {
		share = max(share, s, syllableShare)
	}
	if t.Role == name.Generic {
		share = max(share, genericShare)
	}
	if len(t.Parts) > 1 {
		w.known = true
	}
	w.known = w.known || count >= knownCount
	w.weigh(max(share, name.Floor))
	return w
}

// knownCount is how many listed names must hold a token for it to count as a name that people bear.
const knownCount = 4

func (w *word) weigh(share float64) {
	w.share = float32(share)
	w.info = float32(-math.Log(share))
}

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
