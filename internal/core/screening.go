package core

import "time"

// Screening is the comparison of the people of a folder with official lists: a legal duty with a
// procedure of its own. Nothing of it reaches a finding or an assessment.
type Screening struct {
	Lists   []ScreenedList
	People  int // how many people were compared
	Hits    []ScreeningHit
	Warning Text // why the comparison says less than it should; empty when it does not
}

// ScreenedList is one list that people were compared with.
type ScreenedList struct {
	Name      string
	Title     string
	Published time.Time // zero when the publisher does not say
	Entries   int
}

// ScreeningLevel is how near a person is to an entry.
type ScreeningLevel string

// The two thresholds of screening. Below the first nothing is said.
const (
	ScreeningCheck       ScreeningLevel = "check"        // compare the facts, then close or go on
	ScreeningNearCertain ScreeningLevel = "near-certain" // stop, and ask the authority
)

// ScreeningHit is a person and an entry that may be one.
type ScreeningHit struct {
	Person  string // dossier id
	List    string
	Entry   string // the list's own reference
	Name    string // of the entry, as published
	Version string // changes when the entry does
	Percent int    // calibrated probability that they are one
	Level   ScreeningLevel
	Why     []Text // what agrees
	Differs []Text // what tells them apart
	Close   []Text // what to compare to close the question
	Closed  *Closing
}

// Closing is a human's answer to a hit, kept with the person so that it is not asked again while the
// entry stays as it was.
type Closing struct {
	List    string `yaml:"list" doc:"Short name of the list, as the report gives it." required:"true"`
	Entry   string `yaml:"entry" doc:"Reference of the entry, as the report gives it." required:"true"`
	Version string `yaml:"version" doc:"Version of the entry, as the report gives it; when the entry changes, the question is asked again." required:"true"`
	Outcome string `yaml:"outcome" doc:"Who the entry is." enum:"other_person,same_person" required:"true"`
	Reason  string `yaml:"reason" doc:"The fact that decided." required:"true"`
	By      string `yaml:"by" doc:"Who decided."`
	On      Date   `yaml:"on" doc:"When." required:"true"`
}

// Answers reports whether a closing is about a hit as it stands.
func (c Closing) Answers(h ScreeningHit) bool {
	return c.List == h.List && c.Entry == h.Entry && c.Version == h.Version
}
