package casework

import (
	"fmt"
	"strings"
	"time"

	"github.com/taupier-eu/taupier/internal/core"
)

// State is how far a case is.
type State string

// The states of a case.
const (
	Open    State = "open"
	Decided State = "decided"
	Closed  State = "closed"
)

// Outcome is what a decision does next. None of them takes anything from the person: what does needs a second pair of eyes,
// which this version does not have yet.
type Outcome string

// The outcomes.
const (
	Ask      Outcome = "ask"      // put a question to the person
	Verify   Outcome = "verify"   // verify with a third party, such as a school or a carrier
	Explain  Outcome = "explain"  // an ordinary explanation holds
	Escalate Outcome = "escalate" // hand to whoever may decide more
)

// Outcomes lists the outcomes in the order in which a form offers them.
var Outcomes = []Outcome{Ask, Verify, Explain, Escalate}

// Trial is what became of the ordinary explanation that was tried.
type Trial string

// What can become of it.
const (
	Holds   Trial = "holds"
	Fails   Trial = "fails"
	Unclear Trial = "unclear"
)

// Trials lists them.
var Trials = []Trial{Unclear, Holds, Fails}

// Class is the class of explanation with which a case is closed.
type Class string

// The classes.
const (
	Ordinary   Class = "ordinary"    // an ordinary explanation was confirmed
	DataError  Class = "data_error"  // what was recorded was wrong
	Allowed    Class = "allowed"     // it was agreed, and had not been written down
	HandedOver Class = "handed_over" // it goes on elsewhere: with the law department, the police
	Unresolved Class = "unresolved"  // nothing more can be found out in proportion
)

// Classes lists the classes.
var Classes = []Class{Ordinary, DataError, Allowed, HandedOver, Unresolved}

// Case is what people do about one person's open questions.
type Case struct {
	ID       string
	Subject  string // dossier id
	State    State
	Owner    string // user; "" while nobody has claimed it
	OpenedBy string
	Opened   time.Time
	Changed  time.Time
	Closing  Class           // once closed
	Viewed   map[string]bool // users who wrote a first view
	Events   []Event
}

// Kind is the kind of an event.
type Kind string

// The kinds.
const (
	Opening  Kind = "open"
	Claiming Kind = "claim"
	Viewing  Kind = "view"
	Noting   Kind = "note"
	Deciding Kind = "decide"
	Closing  Kind = "close"
)

// Event is one step of a case, for its timeline.
type Event struct {
	N    int
	At   time.Time
	By   string // user id
	Name string // of the user, when read
	Kind Kind
	Text string // in the user's words

	Questions  []string // opening: the findings it was opened for
	Hypothesis string   // view and decision: the ordinary explanation
	Trial      Trial    // decision
	Outcome    Outcome  // decision
	Class      Class    // close
}

// MinWords is how much a reason must say: a sentence, not a tick.
const MinWords = 4

// MaxText bounds what one event holds, in bytes.
const MaxText = 8 << 10

// Check reports what is missing in an event.
func (e Event) Check() error {
	text := strings.TrimSpace(e.Text)
	if len(e.Text) > MaxText || len(e.Hypothesis) > MaxText {
		return fmt.Errorf("%w: too_long", core.ErrInvalid)
	}
	says := func(ok bool, word string) error {
		if ok {
			return nil
		}
		return fmt.Errorf("%w: %s", core.ErrInvalid, word)
	}
	enough := len(strings.Fields(text)) >= MinWords
	switch e.Kind {
	case Opening:
		return says(len(e.Questions) > 0, "no_question")
	case Claiming:
		return nil
	case Noting:
		return says(text != "", "empty")
	case Viewing:
		return first(says(enough, "short_view"), says(strings.TrimSpace(e.Hypothesis) != "", "no_hypothesis"))
	case Deciding:
		return first(says(has(Outcomes, e.Outcome), "no_outcome"), says(strings.TrimSpace(e.Hypothesis) != "", "no_hypothesis"),
			says(has(Trials, e.Trial), "no_trial"), says(enough, "short_reason"),
			says(e.Outcome != Explain || e.Trial == Holds, "explain_needs_holds"))
	case Closing:
		return first(says(has(Classes, e.Class), "no_class"), says(enough, "short_reason"))
	}
	return says(false, "kind")
}

func first(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

func has[T comparable](list []T, v T) bool {
	for _, x := range list {
		if x == v {
			return true
		}
	}
	return false
}

// Apply adds an event to a case when its state allows it: nothing after the end; the owner decides and closes; a first view, of
// one's own, comes before any decision, and a decision before the end.
func (c Case) Apply(e Event) (Case, error) {
	if err := e.Check(); err != nil {
		return c, err
	}
	refuse := func(word string) (Case, error) { return c, fmt.Errorf("%w: %s", core.ErrConflict, word) }
	if c.State == Closed {
		return refuse("closed")
	}
	switch e.Kind {
	case Opening:
		return refuse("opened")
	case Claiming:
		if c.Owner != "" {
			return refuse("claimed")
		}
		c.Owner = e.By
	case Viewing:
		if c.Viewed[e.By] {
			return refuse("viewed")
		}
		c.Viewed = with(c.Viewed, e.By)
	case Deciding, Closing:
		if c.Owner != e.By {
			return refuse("not_owner")
		}
		if !c.Viewed[e.By] {
			return refuse("not_viewed")
		}
		if e.Kind == Closing {
			if c.State != Decided {
				return refuse("not_decided")
			}
			c.State, c.Closing = Closed, e.Class
		} else {
			c.State = Decided
		}
	}
	e.N = len(c.Events)
	c.Events = append(c.Events[:len(c.Events):len(c.Events)], e)
	c.Changed = e.At
	return c, nil
}

func with(m map[string]bool, key string) map[string]bool {
	out := map[string]bool{key: true}
	for k, v := range m {
		out[k] = v
	}
	return out
}

// Begin opens a case about a person for findings of his.
func Begin(id string, subject string, by string, at time.Time, questions []string) (Case, error) {
	e := Event{At: at, By: by, Kind: Opening, Questions: questions}
	if err := e.Check(); err != nil {
		return Case{}, err
	}
	return Case{ID: id, Subject: subject, State: Open, Owner: by, OpenedBy: by, Opened: at, Changed: at, Events: []Event{e}}, nil
}
