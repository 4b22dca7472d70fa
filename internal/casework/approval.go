package casework

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"time"
)

// The outcomes that take something from the person.
const (
	SuspendAccess Outcome = "suspend_access"
	HoldPayment   Outcome = "hold_payment"
	WithdrawOffer Outcome = "withdraw_offer"
	EndContract   Outcome = "end_contract"
	ReportPolice  Outcome = "report_police"
)

// Adverse lists the outcomes that need a second person. There is no setting that turns this off.
var Adverse = []Outcome{SuspendAccess, HoldPayment, WithdrawOffer, EndContract, ReportPolice}

// The kinds of events about them.
const (
	Proposing Kind = "propose"
	Approving Kind = "approve"
	Declining Kind = "decline"
)

// ApprovalLife is how long a proposal waits. After it, it has to be proposed again, with the facts as they are then.
const ApprovalLife = 72 * time.Hour

// Action is exactly what is proposed: nothing of it can be other when it is approved.
type Action struct {
	Case       string
	Version    int // events of the case, the proposal included
	Subject    string
	By         string
	Outcome    Outcome
	Hypothesis string
	Trial      Trial
	Text       string
	Questions  []string // open findings it stands on
	Ends       time.Time
}

// Hash is SHA-256 over the action as JSON, hex.
func (a Action) Hash() string {
	text, err := json.Marshal(a)
	if err != nil {
		panic(fmt.Sprintf("BUG: an action that is no JSON: %v", err))
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:])
}

// Waiting is the action that waits for a second person, if one does. Whatever else happens in the case, a note included, makes
// it void: whoever approves has seen what whoever proposed had seen.
func (c Case) Waiting() (Action, bool) {
	if len(c.Events) == 0 || c.Events[len(c.Events)-1].Kind != Proposing {
		return Action{}, false
	}
	e := c.Events[len(c.Events)-1]
	return Action{c.ID, len(c.Events), c.Subject, e.By, e.Outcome, e.Hypothesis, e.Trial, e.Text, e.Questions, e.Ends.UTC()}, true
}

func checkProposal(e Event) error {
	return first(says(has(Adverse, e.Outcome), "no_outcome"), says(e.Hypothesis != "", "no_hypothesis"), says(has(Trials, e.Trial), "no_trial"),
		checkReason(e), says(e.Trial != Holds, "adverse_holds"), says(e.Approval != "", "kind"))
}

// propose is for whoever holds the case or is a named member of it, on his own first view and beside an ordinary explanation.
func propose(c Case, e Event) (Case, error) {
	if c.Owner != e.By && !c.Member(e.By, e.At) {
		return c, refused("not_owner")
	}
	if !c.Viewed[e.By] {
		return c, refused("not_viewed")
	}
	return c, first(c.alone(e.By), c.ordinaryFirst())
}

// second refuses whoever may not be the second pair of eyes on exactly this action, now.
func (c Case) second(e Event) error {
	a, ok := c.Waiting()
	switch {
	case !ok:
		return refused("not_waiting")
	case e.By == a.By:
		return refused("second_person")
	case c.InConflict(e.By):
		return refused("second_person")
	case !e.At.Before(a.Ends):
		return refused("approval_late")
	case e.Hash != a.Hash() || e.Outcome != a.Outcome:
		return refused("approval_other")
	}
	return c.alone(e.By)
}

func approve(c Case, e Event) (Case, error) {
	if err := c.second(e); err != nil {
		return c, err
	}
	c.State = Decided
	return c, nil
}

func decline(c Case, e Event) (Case, error) { return c, c.second(e) }
