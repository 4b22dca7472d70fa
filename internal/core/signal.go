package core

import (
	"errors"
	"fmt"
	"slices"
)

// Stage is where a person stands with the company.
type Stage string

// The stages of a dossier, in the order people pass them.
const (
	Application Stage = "application"
	Interview   Stage = "interview"
	Hired       Stage = "hired"
	Employed    Stage = "employed"
	Leaving     Stage = "leaving"
)

// Stages lists every stage in order.
var Stages = []Stage{Application, Interview, Hired, Employed, Leaving}

// Before reports whether s comes earlier than other.
func (s Stage) Before(other Stage) bool {
	return slices.Index(Stages, s) < slices.Index(Stages, other)
}

// Family groups signals that say the same kind of thing; the assessment caps each family, because
// five oddities of one network are one oddity. The letter is the group of the signal catalogue.
type Family string

// The families, one per group (a) to (l) of the catalogue.
const (
	FamilyApplication Family = "application" // a
	FamilyContact     Family = "contact"     // b
	FamilyPresence    Family = "presence"    // c
	FamilyInterview   Family = "interview"   // d
	FamilyIdentity    Family = "identity"    // e
	FamilyShipping    Family = "shipping"    // f
	FamilyPayment     Family = "payment"     // g
	FamilyNetwork     Family = "network"     // h
	FamilyEndpoint    Family = "endpoint"    // i
	FamilyBehaviour   Family = "behaviour"   // j
	FamilyExit        Family = "exit"        // k
	FamilyLink        Family = "link"        // l
)

// Families lists every family in catalogue order.
var Families = []Family{
	FamilyApplication, FamilyContact, FamilyPresence, FamilyInterview, FamilyIdentity, FamilyShipping,
	FamilyPayment, FamilyNetwork, FamilyEndpoint, FamilyBehaviour, FamilyExit, FamilyLink,
}

// Strength says how much one signal alone is worth.
type Strength string

// The strengths. Their weights are in Strength.Weight.
const (
	Weak   Strength = "weak"   // seen daily in honest staff
	Medium Strength = "medium" // worth a question
	Strong Strength = "strong" // rarely honest once the ordinary cause is ruled out
	Grave  Strength = "grave"  // a recorded event that a human must look at by itself
)

// Weight is the strength in hundredths of a natural-log odds ratio: Medium (100) multiplies the
// odds of an unexplained contradiction by e. An integer, so that a sum never depends on its order.
// The values are a documented judgement, not a fit; see docs/explanation/scoring.md.
func (s Strength) Weight() int {
	switch s {
	case Weak:
		return 40
	case Medium:
		return 100
	case Strong:
		return 200
	case Grave:
		return 300
	}
	return 0
}

// Source says where a signal comes from and how it was verified: V read in the publisher's own
// text, S read second-hand, R recalled, D derived here. A star marks a partial reading.
type Source struct {
	Key   string `yaml:"key" json:"key"`     // key of the source register, e.g. "GT1"
	Title string `yaml:"title" json:"title"` // publisher, title, date
	Mark  string `yaml:"mark" json:"mark"`
}

// Signal is a kind of thing worth a question: one entry of the catalogue in content/signals.
type Signal struct {
	ID       string   `yaml:"id" json:"id"`
	Family   Family   `yaml:"family" json:"family"`
	Stages   []Stage  `yaml:"stages" json:"stages"`
	Strength Strength `yaml:"strength" json:"strength"`
	Why      Text     `yaml:"why" json:"why"`           // why this strength
	Title    Text     `yaml:"title" json:"title"`       // a few words
	Question Text     `yaml:"question" json:"question"` // the question it raises
	Says     Text     `yaml:"says" json:"says"`         // what was seen; placeholders filled by the finding
	Innocent []Text   `yaml:"innocent" json:"innocent"`
	Ask      []Text   `yaml:"ask" json:"ask"` // what to ask or check next, and so what would clear it
	Legal    Text     `yaml:"legal" json:"legal"`
	Sources  []Source `yaml:"sources" json:"sources"`
}

// Validate reports everything that keeps s out of the catalogue.
func (s Signal) Validate() error {
	var errs []error
	need := func(ok bool, what string) {
		if !ok {
			errs = append(errs, fmt.Errorf("signal %s: %s", s.ID, what))
		}
	}
	need(s.ID != "", "no id")
	need(slices.Contains(Families, s.Family), fmt.Sprintf("unknown family %q", s.Family))
	need(s.Strength.Weight() > 0, fmt.Sprintf("unknown strength %q (weak, medium, strong, grave)", s.Strength))
	need(len(s.Stages) > 0, "no stage")
	for _, st := range s.Stages {
		need(slices.Contains(Stages, st), fmt.Sprintf("unknown stage %q", st))
	}
	for name, t := range map[string]Text{"why": s.Why, "title": s.Title, "question": s.Question, "says": s.Says, "legal": s.Legal} {
		need(t.Complete(), name+" must be given in en and fr")
	}
	need(slices.Equal(Placeholders(s.Says.EN), Placeholders(s.Says.FR)), "says has other placeholders in fr than in en")
	need(len(s.Innocent) > 0, "no innocent explanation")
	need(len(s.Ask) > 0, "nothing to ask")
	for _, t := range append(slices.Clone(s.Innocent), s.Ask...) {
		need(t.Complete(), "innocent and ask must be given in en and fr")
	}
	need(len(s.Sources) > 0, "no source")
	return errors.Join(errs...)
}

// Catalogue is every signal by its id.
type Catalogue map[string]Signal

// NewCatalogue checks each signal and refuses two with one id.
func NewCatalogue(signals []Signal) (Catalogue, error) {
	c := make(Catalogue, len(signals))
	var errs []error
	for _, s := range signals {
		if err := s.Validate(); err != nil {
			errs = append(errs, err)
		}
		if _, twice := c[s.ID]; twice {
			errs = append(errs, fmt.Errorf("signal %s stands twice", s.ID))
		}
		c[s.ID] = s
	}
	return c, errors.Join(errs...)
}
