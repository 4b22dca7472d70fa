// Package casework is what people do about findings: look at a person's open questions, write a first view, open a case, decide
// with a reason and an ordinary explanation that was tried, close. Its rules are pure; the store behind it applies the wall,
// so that whoever is concerned finds nothing, counts included.
package casework

import (
	"time"

	"github.com/taupier-eu/taupier/internal/core"
)

// Person is what a scan left of one dossier for people to work on.
type Person struct {
	ID        string      `json:"-"`
	Name      string      `json:"-"`
	Stage     core.Stage  `json:"-"`
	Title     string      `json:"-"`
	Level     core.Level  `json:"-"`
	Score     int         `json:"-"` // hundredths of log odds
	Manager   string      `json:"manager,omitempty"`
	Questions []Question  `json:"questions,omitempty"`
	Unknown   []core.Text `json:"unknown,omitempty"`
	First     *First      `json:"first,omitempty"`
	Tasks     []Task      `json:"tasks,omitempty"`
	Stated    []Fact      `json:"stated,omitempty"`
	Days      []Day       `json:"days,omitempty"` // milestones, in order
	Contacts  []string    `json:"-"`              // addresses and numbers by which the person is found, and which are not kept as words
}

// Question is a finding in words: what was seen, what would explain it, what to ask.
type Question struct {
	ID       string          `json:"id"`
	Signal   string          `json:"signal"`
	Family   core.Family     `json:"family"`
	Title    core.Text       `json:"title"`
	Says     core.Text       `json:"says"`
	Asks     core.Text       `json:"asks"`
	At       string          `json:"at,omitempty"` // RFC 3339
	Innocent []core.Text     `json:"innocent"`
	Ask      []core.Text     `json:"ask"`
	Evidence []core.Evidence `json:"evidence"`
	Counted  int             `json:"counted"`           // hundredths
	Sources  []string        `json:"sources,omitempty"` // kinds of input that its evidence comes from
}

// First is the question whose ordinary explanation would change most.
type First struct {
	Ask   core.Text  `json:"ask"`
	Level core.Level `json:"level"` // that would be left
}

// Task is something to verify before the contract, the same for everybody who states such things.
type Task struct {
	Title  core.Text   `json:"title"`
	Who    core.Text   `json:"who"`
	Before core.Text   `json:"before"`
	Ask    []core.Text `json:"ask"`
	Notes  []core.Text `json:"notes,omitempty"`
}

// Row is a person in the queue.
type Row struct {
	ID, Name, Title string
	Stage           core.Stage
	Level           core.Level  // "" until the viewer wrote a first view
	Why             []core.Text // titles of the first questions
	Case            string      // id of the newest open case that the viewer may see; "" when there is none
	Owner           string      // name of whoever has claimed it
	Comments        int         // notes in the case
	OwnerID         string      // user
	Changed         time.Time   // when a reading first said what is known now
	Sealed          bool        // the case is
	Aside           bool        // the questions were set aside
	Known           string      // names what is known: another once a reading says anything else
}

// Company is what was read, and when.
type Company struct {
	Name      string
	Fictional bool
	Read      int64 // microseconds; 0 while nothing was read yet
	Sources   []Source
}

// Source counts what one kind of input gave.
type Source struct {
	Kind                     string
	Files, Records, Rejected int
}

// Intake is one reading of a company, to replace the one before it.
type Intake struct {
	Company   Company
	People    []Person
	Superiors map[string][]string // reporting line of each person, upward
	Accounts  []AccountChange
}

// Line gives the reporting line of everybody from their managers, upward. A circle ends where it closes.
func Line(manager map[string]string) map[string][]string {
	out := map[string][]string{}
	for id := range manager {
		seen := map[string]bool{id: true}
		for m := manager[id]; m != "" && !seen[m]; m = manager[m] {
			seen[m] = true
			out[id] = append(out[id], m)
		}
	}
	return out
}
