// Package setup is what a company answers before its server shows anything: who answers for it, where the ledger's witness
// stands, how long what is kept, what its policy is, and what was consulted. The rules are pure; a store keeps the answers, so
// that a set-up that was interrupted goes on where it stopped.
package setup

import (
	"slices"
	"strings"
	"time"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/core"
)

// Answers are a set-up, done or half done.
type Answers struct {
	Organisation string       `yaml:"organisation" json:"organisation,omitempty"`
	People       []Person     `yaml:"people" json:"people,omitempty"`
	Witness      Witness      `yaml:"witness" json:"witness"`
	Retention    Retention    `yaml:"retention" json:"retention"`
	Policy       Policy       `yaml:"policy" json:"policy"`
	Consultation Consultation `yaml:"consultation" json:"consultation"`
	Finished     time.Time    `yaml:"-" json:"finished,omitzero"`
}

// Person is somebody who will sign in.
type Person struct {
	Name     string        `yaml:"name" json:"name"`
	Roles    []access.Role `yaml:"roles" json:"roles"`
	Dossier  string        `yaml:"dossier" json:"dossier,omitempty"`   // id of the person's own dossier, so that the wall knows
	Conflict bool          `yaml:"conflict" json:"conflict,omitempty"` // whom others tell that they stand too close to a case
	ID       string        `yaml:"-" json:"id,omitempty"`              // of the user, once finished
}

// Witness is where the ledger's checkpoints go besides the data directory: exactly one of File and URL.
type Witness struct {
	File string `yaml:"file" json:"file,omitempty"`
	URL  string `yaml:"url" json:"url,omitempty"`
	Key  string `yaml:"key" json:"key,omitempty"` // public key of the witness at URL
}

// Retention is how long what is kept, in days.
type Retention struct {
	ClosedCases  int `yaml:"closed_cases" json:"closed_cases"`
	Applications int `yaml:"applications" json:"applications"`
}

// Policy is four questions that are answered before the first finding, because afterwards they are answered about somebody.
type Policy struct {
	Mandate  string `yaml:"mandate" json:"mandate"`   // which criteria mandate an investigation
	Allowed  string `yaml:"allowed" json:"allowed"`   // which acts are allowed meanwhile
	MaxDays  int    `yaml:"max_days" json:"max_days"` // and for how long at most
	SignOff  string `yaml:"sign_off" json:"sign_off"` // who signs that it was a false alarm
	Document string `yaml:"document" json:"document"` // what must be written down
}

// Consultation is the law's condition for reading what employees do at work: their representatives were consulted (in France
// art. L2312-38 of the labour code, in Germany § 87(1) no. 6 BetrVG) and the impact was assessed (art. 35 GDPR).
type Consultation struct {
	WorksCouncil string `yaml:"works_council" json:"works_council,omitempty"` // date and reference
	DPIA         string `yaml:"dpia" json:"dpia,omitempty"`
}

// Held reports whether sources that watch people may be read.
func (c Consultation) Held() bool {
	return strings.TrimSpace(c.WorksCouncil) != "" && strings.TrimSpace(c.DPIA) != ""
}

// InviteLife is how long the first address of a user works.
const InviteLife = 72 * time.Hour

// Step is a part of a set-up.
type Step string

// The steps, in order.
const (
	StepOrganisation Step = "organisation"
	StepPeople       Step = "people"
	StepLedger       Step = "ledger"
	StepRetention    Step = "retention"
	StepPolicy       Step = "policy"
	StepConsultation Step = "consultation"
)

// Steps lists the steps.
var Steps = []Step{StepOrganisation, StepPeople, StepLedger, StepRetention, StepPolicy, StepConsultation}

// Next is the first step that something is missing from; "" when none is.
func (a Answers) Next() Step {
	for _, s := range Steps {
		if len(a.Check(s)) > 0 {
			return s
		}
	}
	return ""
}

// Problems is what is missing at all.
func (a Answers) Problems() []core.Text {
	var out []core.Text
	for _, s := range Steps {
		out = append(out, a.Check(s)...)
	}
	return out
}

// With lists the people who have a role.
func (a Answers) With(r access.Role) []Person {
	var out []Person
	for _, p := range a.People {
		if slices.Contains(p.Roles, r) {
			out = append(out, p)
		}
	}
	return out
}
