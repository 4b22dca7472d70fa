// Package bulk does one act for many people: first it says for whom it would be done and for whom not and why, then it is
// done one by one under the rules that hold for one. What takes something from a person, and what needs somebody's own look, such
// as a first view, a decision or the end of a case, is never done for many.
package bulk

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/taupier-eu/taupier/internal/casework"
	"github.com/taupier-eu/taupier/internal/casework/task"
	"github.com/taupier-eu/taupier/internal/core"
)

// Act is what is done for each.
type Act string

// The acts. Each of them can be undone.
const (
	Take     Act = "take"    // a case that nobody holds
	GiveBack Act = "release" // a case that one holds
	Ask      Act = "ask"     // the same question from each case that one holds
	SetAside Act = "aside"   // questions about which there is no case
)

// Acts lists the acts in the order in which a page offers them.
var Acts = []Act{Take, Ask, GiveBack, SetAside}

// Most bounds how many people one job is for, and Typed is up to how many need no typed number.
const (
	Most  = 2000
	Typed = 50
)

// Fresh is how long a plan may be carried out: later, the lists have moved on.
const Fresh = time.Hour

// Order is what is to be done, in the words of whoever orders it.
type Order struct {
	Act      Act
	Question string         `json:",omitempty"` // of Ask
	To       task.To        `json:",omitzero"`
	Due      time.Time      `json:",omitzero"`
	Class    casework.Class `json:",omitempty"` // of SetAside
	Reason   string         `json:",omitempty"`
}

// Wordy reports whether an act needs words.
func (o Order) Wordy() bool { return o.Act == Ask || o.Act == SetAside }

func (o Order) task(now time.Time) task.Task {
	return task.Task{Question: strings.TrimSpace(o.Question), To: o.To, Due: o.Due, Asked: now}
}

func (o Order) aside(person string) casework.Aside {
	return casework.Aside{Person: person, Class: o.Class, Reason: o.Reason}
}

// Check reports what is missing.
func (o Order) Check(now time.Time) error {
	switch {
	case !slices.Contains(Acts, o.Act):
		return fmt.Errorf("%w: many_act", core.ErrInvalid)
	case o.Act == Ask:
		return o.task(now).Check()
	case o.Act == SetAside:
		return o.aside("").Check()
	}
	return nil
}

// State is how far a job is.
type State string

// The states of a job.
const (
	Draft   State = "draft"   // whom it is for; the words are missing
	Planned State = "planned" // what would be done
	Running State = "running"
	Done    State = "done"
	Undoing State = "undoing"
	Undone  State = "undone"
	Stopped State = "stopped" // before it was done, or undone: what was done by then stands, and can be undone
)

// ItemState is what became of one of the people.
type ItemState string

// The states of an item.
const (
	Waiting ItemState = "waiting"
	Made    ItemState = "made"
	Left    ItemState = "left" // Why says why
	Back    ItemState = "back" // undone
	Kept    ItemState = "kept" // made, and could not be undone: Why says why
)

// Item is one of the people of a job.
type Item struct {
	N            int
	Person, Name string
	Case         string
	Mark         string // of what was shown (casework.Row.Known); once made, of what it made: the number of an event, the id of a question
	State        ItemState
	Why          string // word
}

// Job is one act for many people, on its way. Its items are those whom the viewer may see.
type Job struct {
	ID, By             string
	Order              Order
	State              State
	At, Started, Ended time.Time
	Items              []Item
}

// Of lists the items in a state.
func (j Job) Of(state ItemState) []Item {
	var out []Item
	for _, i := range j.Items {
		if i.State == state {
			out = append(out, i)
		}
	}
	return out
}

// Shown is a digest of what a job says it would do and for whom, as its viewer sees it: a confirmation that names it holds for
// nothing else.
func (j Job) Shown() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\x00%s\x00%+v", j.ID, j.State, j.Order)
	for _, i := range j.Items {
		fmt.Fprintf(&b, "\x00%d\x00%s\x00%s\x00%s\x00%s", i.N, i.Person, i.Case, i.State, i.Why)
	}
	sum := sha256.Sum256([]byte(b.String()))
	return hex.EncodeToString(sum[:])
}

// Confirmation is what whoever orders a job has read before he said yes.
type Confirmation struct {
	Shown string // the job's Shown; "" when it was not said
	Typed string // the number of people, for more than a few
}

// begin starts a job that was planned: once.
func (j Job) begin(yes Confirmation, now time.Time) (Job, error) {
	ready := len(j.Of(Waiting))
	switch {
	case j.State == Draft:
		return j, fmt.Errorf("%w: many_words", core.ErrConflict)
	case yes.Shown != "" && yes.Shown != j.Shown():
		return j, fmt.Errorf("%w: many_moved", core.ErrConflict)
	case now.After(j.At.Add(Fresh)):
		return j, fmt.Errorf("%w: many_old", core.ErrConflict)
	case ready == 0:
		return j, fmt.Errorf("%w: many_none", core.ErrConflict)
	case ready > Typed && strings.TrimSpace(yes.Typed) != strconv.Itoa(ready):
		return j, fmt.Errorf("%w: many_type", core.ErrInvalid)
	}
	j.State, j.Started = Running, now
	return j, nil
}
