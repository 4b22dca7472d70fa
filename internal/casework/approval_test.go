package casework

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// tried is an answer that somebody may send again: an approval as it was shown once.
type tried struct {
	id, hash string
	outcome  Outcome
}

// Three people do whatever they like in whatever order, answers kept from before included. What takes something from the person is
// decided only by an approval that stands directly behind its proposal, by somebody else, in time, who is not in conflict, and of
// exactly the action that was proposed.
func TestT08NoOrderOfEventsGetsAroundTheSecondPerson(t *testing.T) {
	reached := 0
	rapid.Check(t, func(t *rapid.T) {
		c, kept := begin(t), []tried{{}}
		c, _ = c.Apply(event(Viewing, "u-1"))
		for n := range rapid.IntRange(1, 25).Draw(t, "events") {
			e := drawn(t, c, kept, n)
			next, err := c.Apply(e)
			if err != nil {
				if len(next.Events) != len(c.Events) || next.State != c.State {
					t.Fatalf("%s was refused and changed the case", e.Kind)
				}
				continue
			}
			c = next
			if a, ok := c.Waiting(); ok {
				kept = append(kept, tried{c.Events[len(c.Events)-1].Approval, a.Hash(), a.Outcome})
			}
		}
		for i, e := range c.Events {
			if has(Adverse, e.Outcome) && (e.Kind == Deciding || e.Kind == Closing) {
				t.Fatalf("%s decided %s alone", e.By, e.Outcome)
			}
			if e.Kind == Approving {
				reached++
				checkApproved(t, c.Events[:i], e)
			}
		}
	})
	if reached == 0 {
		t.Error("nothing was ever approved: the test sees nothing")
	}
}

// drawn is the next event: an answer as often as everything else together.
func drawn(t *rapid.T, c Case, kept []tried, n int) Event {
	people := []string{"u-1", "u-2", "u-3"}
	by := rapid.SampledFrom(people).Draw(t, "by")
	kind := rapid.SampledFrom([]Kind{Approving, Approving, Approving, Proposing, Proposing, Supposing, Viewing, Noting, Conflicting, Unnaming, Claiming, Declining, Deciding, Closing, Sealing, Joining}).Draw(t, "kind")
	e := event(kind, by)
	e.At = at.Add(time.Duration(rapid.IntRange(0, 100).Draw(t, "hours")) * time.Hour)
	switch kind {
	case Supposing:
		e.Hypothesis, e.Ordinary = "a journey", true
	case Proposing:
		e.Hypothesis, e.Trial, e.Outcome = "a journey", Fails, rapid.SampledFrom(Adverse).Draw(t, "outcome")
		e.Approval, e.Ends = "a-"+string(rune('a'+n)), e.At.Add(ApprovalLife)
	case Approving, Declining:
		a := rapid.SampledFrom(kept).Draw(t, "answer")
		if now, ok := c.Waiting(); ok && rapid.IntRange(0, 3).Draw(t, "fresh") > 0 {
			a = tried{c.Events[len(c.Events)-1].Approval, now.Hash(), now.Outcome}
		}
		e.Approval, e.Hash, e.Outcome = a.id, a.hash, a.outcome
	case Conflicting, Unnaming, Joining:
		e.Who = rapid.SampledFrom(people).Draw(t, "who")
	}
	return e
}

func checkApproved(t *rapid.T, before []Event, e Event) {
	p := before[len(before)-1]
	named := map[string][]string{} // by whom somebody is named as in conflict
	for _, b := range before {
		switch b.Kind {
		case Conflicting:
			named[b.Who] = append(named[b.Who], b.By)
		case Unnaming:
			named[b.Who] = slices.DeleteFunc(named[b.Who], func(by string) bool { return by == b.By })
		}
	}
	switch {
	case p.Kind != Proposing:
		t.Fatalf("an approval stands behind %s", p.Kind)
	case p.By == e.By:
		t.Fatalf("%s approved his own proposal", e.By)
	case p.Outcome != e.Outcome:
		t.Fatalf("%s was proposed and %s approved", p.Outcome, e.Outcome)
	case !e.At.Before(p.Ends):
		t.Fatal("an approval after its end")
	case len(named[e.By]) > 0:
		t.Fatalf("%s is in conflict and approved", e.By)
	}
}
