package core

import "slices"

// Level is what a person's open questions call for.
type Level string

// The levels, from nothing to ask to a human now.
const (
	LevelNone   Level = "none"
	LevelAsk    Level = "ask"    // a question to put in the ordinary course
	LevelReview Level = "review" // a human should look this week
	LevelUrgent Level = "urgent" // now
)

// Levels lists the levels in rising order.
var Levels = []Level{LevelNone, LevelAsk, LevelReview, LevelUrgent}

// AtLeast reports whether l is as high as other.
func (l Level) AtLeast(other Level) bool {
	return slices.Index(Levels, l) >= slices.Index(Levels, other)
}

// Term is what one finding adds. Weights are hundredths of log odds.
type Term struct {
	Finding string
	Signal  string
	Family  Family
	Full    int   // when it was seen
	Weight  int   // what is left of it today, before the family's cap
	Counted int   // what counts
	Basis   Basis // where Full comes from
	Grave   bool  // a recorded event that a human must look at by itself
}

// Basis says where a weight comes from.
type Basis string

// The two origins of a weight. None is published: no source gives a likelihood ratio for a signal.
const (
	BasisStrength Basis = "strength" // a judgement, the value of the signal's strength
	BasisCompany  Basis = "company"  // the company's own, from its policy
)

// Answer is what is left when the question of one signal is answered by an ordinary explanation.
type Answer struct {
	Finding string // the signal's heaviest finding
	Signal  string
	Score   int
	Level   Level
}

// Unknown is something that could not be checked. It is shown, and never counted as zero risk or
// as risk.
type Unknown struct {
	Key  string
	Says Text
}

// Sway is a weight whose change by half, alone, moves somebody to another level.
type Sway struct {
	Signal   string
	Factor   string // "-50 %" or "+50 %"
	From, To Level
}

// Assessment is the explained sum of one dossier's open contradictions. It is made by
// internal/assess only through NewAssessment, which keeps Score equal to the sum of its terms.
type Assessment struct {
	person  string
	level   Level
	terms   []Term
	unknown []Unknown
	answers []Answer
}

// NewAssessment lists terms, what is not known and what answers would change. The score is computed, never given.
func NewAssessment(person string, level Level, terms []Term, unknown []Unknown, answers []Answer) Assessment {
	return Assessment{person: person, level: level, terms: slices.Clone(terms), unknown: slices.Clone(unknown), answers: slices.Clone(answers)}
}

// Person is the dossier assessed.
func (a Assessment) Person() string { return a.person }

// Level is what the score calls for.
func (a Assessment) Level() Level { return a.level }

// Terms are the parts of the sum.
func (a Assessment) Terms() []Term { return slices.Clone(a.terms) }

// Unknown is what could not be checked.
func (a Assessment) Unknown() []Unknown { return slices.Clone(a.unknown) }

// Score is the sum of what each term counts, in hundredths of log odds.
func (a Assessment) Score() int {
	sum := 0
	for _, t := range a.terms {
		sum += t.Counted
	}
	return sum
}

// Answers are what an ordinary explanation of each signal would leave, the one that changes most first.
func (a Assessment) Answers() []Answer { return slices.Clone(a.answers) }
