package casework

import (
	"fmt"
	"maps"
	"slices"
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

// Outcome is what a decision does next. What takes something from the person is Adverse: it is proposed, and stands only once
// somebody else has approved it.
type Outcome string

// The outcomes that one person may decide.
const (
	Ask      Outcome = "ask"      // put a question to the person
	Verify   Outcome = "verify"   // verify with a third party, such as a school or a carrier
	Explain  Outcome = "explain"  // an ordinary explanation holds
	Escalate Outcome = "escalate" // hand to whoever may decide more
)

// Outcomes lists the outcomes that one person may decide, in the order in which a form offers them.
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

// Case is what people do about one person's open questions. What its fields do not say follows from its events.
type Case struct {
	ID       string
	Subject  string // dossier id
	State    State
	Owner    string // user; "" while nobody has claimed it
	OpenedBy string
	Opened   time.Time
	Changed  time.Time
	Closing  Class           // once closed
	Sealed   bool            // seen by its members only
	Root     string          // the case that this one was merged into; its own id when it was not
	Viewed   map[string]bool // users who wrote a first view
	Events   []Event
}

// Kind is the kind of an event.
type Kind string

// The kinds of a case's ordinary way; each area has more in its own file.
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

	Questions  []string  `json:",omitempty"` // opening, proposal: the findings it stands on
	Hypothesis string    `json:",omitempty"` // the explanation that is meant
	Trial      Trial     `json:",omitempty"` // decision, proposal, weighing
	Outcome    Outcome   `json:",omitempty"` // decision, proposal, approval
	Class      Class     `json:",omitempty"` // close
	Who        string    `json:",omitempty"` // the user whom it is about
	Ordinary   bool      `json:",omitempty"` // hypothesis: it would be innocent
	For        []string  `json:",omitempty"` // weighing: findings that speak for it
	Against    []string  `json:",omitempty"` // weighing: findings that speak against it
	Approval   string    `json:",omitempty"` // id of what waits for a second person
	Hash       string    `json:",omitempty"` // of the exact action, hex
	Ends       time.Time `json:",omitzero"`  // until when it may be approved, or stays open
	Signals    []string  `json:",omitempty"` // close: what the questions were about
	Other      string    `json:",omitempty"` // merge, split: the other case
	Changed    bool      `json:",omitempty"` // review of an answer: it changed something
}

// MinWords is how much a reason must say: a sentence, not a tick.
const MinWords = 4

// MaxText bounds what one event holds, in bytes.
const MaxText = 8 << 10

// rule is what one kind of event needs and does. Where the kinds stand, their rules stand.
type rule struct {
	check func(Event) error               // what is missing in the event itself
	apply func(Case, Event) (Case, error) // what the case makes of it
	later bool                            // also when the case is closed
}

var rules = map[Kind]rule{
	Opening:     {checkOpening, func(c Case, _ Event) (Case, error) { return c, refused("opened") }, false},
	Claiming:    {nothing, claim, false},
	Releasing:   {nothing, release, false},
	Viewing:     {checkView, view, false},
	Noting:      {checkText, same, false},
	Deciding:    {checkDecision, decide, false},
	Closing:     {checkClosing, end, false},
	Supposing:   {checkSupposing, suppose, false},
	Weighing:    {checkWeighing, weigh, false},
	Conflicting: {checkWho, conflict, true},
	Unnaming:    {checkWho, unname, true},
	Proposing:   {checkProposal, propose, false},
	Approving:   {checkReason, approve, false},
	Declining:   {checkReason, decline, false},
	Sealing:     {checkReason, seal, false},
	Joining:     {checkWho, join, true},
	Merging:     {checkMerging, merging, false},
	Splitting:   {checkMerging, splitting, false},
	Contesting:  {checkReason, contest, true},
	Reviewing:   {checkReason, review, true},

	GlassAsking:    {checkGlass, knock, true},
	GlassOpening:   {checkGlassOpening, openGlass, true},
	GlassAlone:     {checkGlass, knock, true},
	GlassReviewing: {checkGlassReview, reviewGlass, true},
}

// Kinds lists the kinds of events that a case itself knows, in order of name.
func Kinds() []Kind { return slices.Sorted(maps.Keys(rules)) }

// Check reports what is missing in an event.
func (e Event) Check() error {
	if len(e.Text) > MaxText || len(e.Hypothesis) > MaxText {
		return invalid("too_long")
	}
	r, ok := rules[e.Kind]
	if !ok {
		return invalid("kind")
	}
	return r.check(e)
}

// invalid and refused name what is wrong by a word that the pages have in both languages.
func invalid(word string) error { return fmt.Errorf("%w: %s", core.ErrInvalid, word) }
func refused(word string) error { return fmt.Errorf("%w: %s", core.ErrConflict, word) }

func says(ok bool, word string) error {
	if ok {
		return nil
	}
	return invalid(word)
}

func enough(text string) bool { return len(strings.Fields(text)) >= MinWords }

func nothing(Event) error                { return nil }
func same(c Case, _ Event) (Case, error) { return c, nil }

func checkOpening(e Event) error { return says(len(e.Questions) > 0, "no_question") }
func checkText(e Event) error    { return says(strings.TrimSpace(e.Text) != "", "empty") }
func checkReason(e Event) error  { return says(enough(e.Text), "short_reason") }
func checkWho(e Event) error {
	return first(says(e.Who != "", "no_who"), checkReason(e))
}

func checkView(e Event) error {
	return first(says(enough(e.Text), "short_view"), says(strings.TrimSpace(e.Hypothesis) != "", "no_hypothesis"))
}

func checkDecision(e Event) error {
	return first(says(!has(Adverse, e.Outcome), "needs_second"), says(has(Outcomes, e.Outcome), "no_outcome"),
		says(strings.TrimSpace(e.Hypothesis) != "", "no_hypothesis"), says(has(Trials, e.Trial), "no_trial"), checkReason(e),
		says(e.Outcome != Explain || e.Trial == Holds, "explain_needs_holds"))
}

func checkClosing(e Event) error {
	return first(says(has(Classes, e.Class), "no_class"), checkReason(e))
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

// Apply adds an event to a case when its state allows it: nothing after the end but what an answer of the person needs; the
// owner decides and closes; a first view, of one's own, comes before any decision, and a decision before the end.
func (c Case) Apply(e Event) (Case, error) {
	if err := e.Check(); err != nil {
		return c, err
	}
	r := rules[e.Kind]
	if c.State == Closed && !r.later {
		return c, refused("closed")
	}
	if c.Root != c.ID && e.Kind != Splitting {
		return c, refused("merged")
	}
	next, err := r.apply(c, e)
	if err != nil {
		return c, err
	}
	e.N = len(c.Events)
	next.Events = append(c.Events[:len(c.Events):len(c.Events)], e)
	next.Changed = e.At
	return next, nil
}

func claim(c Case, e Event) (Case, error) {
	if c.Owner != "" {
		return c, refused("claimed")
	}
	if err := c.passing(e.By); err != nil {
		return c, err
	}
	c.Owner = e.By
	return c, nil
}

func view(c Case, e Event) (Case, error) {
	if c.Viewed[e.By] {
		return c, refused("viewed")
	}
	c.Viewed = with(c.Viewed, e.By)
	return c, nil
}

// held refuses whoever does not hold the case or wrote no first view of it.
func (c Case) held(by string) error {
	if c.Owner != by {
		return refused("not_owner")
	}
	if !c.Viewed[by] {
		return refused("not_viewed")
	}
	return nil
}

func decide(c Case, e Event) (Case, error) {
	if err := first(c.held(e.By), c.ordinaryFirst()); err != nil {
		return c, err
	}
	c.State = Decided
	return c, nil
}

func end(c Case, e Event) (Case, error) {
	if err := c.held(e.By); err != nil {
		return c, err
	}
	if c.State != Decided {
		return c, refused("not_decided")
	}
	c.State, c.Closing = Closed, e.Class
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
	return Case{ID: id, Root: id, Subject: subject, State: Open, Owner: by, OpenedBy: by, Opened: at, Changed: at, Events: []Event{e}}, nil
}
