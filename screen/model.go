package screen

import (
	"math"

	"github.com/taupier-eu/taupier/screen/list"
	"github.com/taupier-eu/taupier/screen/name"
)

// Level is what a probability asks for.
type Level string

// The two levels. Below Check nothing is reported.
const (
	Check       Level = "check"        // somebody compares what distinguishes the person from the entry
	NearCertain Level = "near-certain" // treat as the listed one until shown otherwise
)

// Thresholds of the levels, as probabilities.
const (
	CheckAt       = 0.5
	NearCertainAt = 0.97
)

// certainNats is what the agreement of two names must be worth for the name alone to be near-certain: a name that one
// person in 160,000 bears. A more frequent one has namesakes, and needs a fact that confirms.
const certainNats = 12

// most is where further agreement no longer counts, in nats.
const most = 16

// rare is what an agreement on a token that no table holds is worth, in nats: the unit in which what is left is weighed.
var rare = float32(-math.Log(name.Floor))

// features are what the model weighs; each is a number that comparing two names counts.
type features struct {
	agree    float32 // what the agreements are worth, in nats
	full     float32 // 1 when nothing is left on either side
	exact    float32 // 1 when nothing is left and all agree letter for letter, or as spellings of one name
	forms    float32 // agreements by one of several spellings, as a share of all
	slips    float32 // slips of the pen; two for an agreement by sound
	loose    float32 // agreements by nickname
	letters  float32 // agreements by first letter
	conflict float32 // tokens left on both sides
	against  float32 // how rare these are: 1 for each pair that no table holds
	extra    float32 // tokens of the query that the entry does not have; patronymics and generic words count half
	missing  float32 // tokens of the entry that the query does not have, likewise
	rest     float32 // how rare the extra and the missing ones are
	side     float32 // 1 when no part of the family name, or of the given names, agrees
	order    float32 // 1 when the order is no rotation of the entry's
	single   float32 // 1 when a single token agrees and others are left
	number   float32 // 1 when both have numbers, and other ones
	weak     float32 // 1 when the list calls the name a weak alias
}

// terms is how many numbers the model weighs, without weak, of which the evaluation has no cases.
const terms = 16

// TermNames name the terms of the model, in the order of Terms.
func TermNames() []string {
	return []string{"agree", "full", "exact", "forms", "slips", "loose", "letters", "conflict", "against", "extra", "missing", "rest", "side", "order", "single", "number"}
}

func (f *features) vector() [terms]float32 {
	return [terms]float32{min(f.agree, most), f.full, f.exact, f.forms, f.slips, f.loose, f.letters, f.conflict, f.against, f.extra, f.missing, f.rest, f.side, f.order, f.single, f.number}
}

// coefficients of the logistic model, in log-odds, in the order of TermNames.
type coefficients struct {
	base   float64
	weight [terms]float64
}

// The models are fitted by `taupier screen eval --fit` on the tuning part; docs/explanation/screening.md says how.
var (
	people        = coefficients{0.946, [terms]float64{0.100, 0.000, 2.287, 0.000, -0.642, -0.349, 0.000, -4.553, 0.000, -1.074, -1.073, -0.616, -2.202, -0.536, -2.319, -3.000}}
	organisations = coefficients{0.607, [terms]float64{0.044, 2.172, 2.691, -0.485, -0.417, -0.500, -0.300, -5.029, -1.405, -0.756, -1.080, -1.112, -2.500, -0.697, -2.307, -3.004}}
)

// Set by hand.
const (
	weakAlias = -0.8 // a name that the list itself calls weak
)

// Somebody asked for is compared with many thousands of entries, and by chance one of them agrees in part: the fewer people
// an agreement singles out, the more often. Each nat that an agreement lacks to crowdNats (and crowdLeft), or to crowdWhole when nothing
// of either name is left over, costs crowdSlope. Names that agree whole in one spelling are spared: their bearers are told
// apart by facts.
const (
	crowdNats  = 9.5
	crowdLeft  = 2.5 // more for each part left over or abbreviated: so many more names hold the rest
	crowdWhole = 8.5
	crowdForms = 11.5 // when most of a name agrees by forms, of which syllables have many
	crowdSlope = 0.5
)

// listed are the log-odds of an entry among many.
func (k *coefficients) listed(f *features) float64 {
	return k.logOdds(f) + crowdSlope*f.surplus()
}

// modelOf is the model for a kind of entry.
func modelOf(kind list.Kind) *coefficients {
	if kind == list.Person || kind == "" {
		return &people
	}
	return &organisations
}

// logOdds that two names are one bearer's.
func (k *coefficients) logOdds(f *features) float64 {
	z := k.base + weakAlias*float64(f.weak)
	for i, x := range f.vector() {
		z += k.weight[i] * float64(x)
	}
	return z
}

func probability(logOdds float64) float64 { return 1 / (1 + math.Exp(-logOdds)) }

func logit(p float64) float64 { return math.Log(p / (1 - p)) }

// surplus is how many nats an agreement has over what a crowd brings about by chance, negative when it lacks some.
func (f *features) surplus() float64 {
	over := min(float64(f.agree), 2*most)
	switch {
	case f.exact == 1:
		return max(over-crowdNats, 0)
	case f.full == 1 && f.slips+f.loose+f.letters == 0 && f.forms < 0.4:
		return min(over-crowdWhole, 0) / 2 // parts in another of their spellings
	case f.full == 1 && f.letters == 0 && f.slips == 0:
		return min(over-crowdForms, 0)
	case f.full == 1 && f.letters == 0:
		return min(over-crowdWhole, 0)
	}
	return min(over-crowdNats-crowdLeft*float64(f.extra+f.missing+f.letters), 0)
}

// fewestNats is the worth of agreement below which names are not compared: a most frequent name alone.
const fewestNats = 0.5
