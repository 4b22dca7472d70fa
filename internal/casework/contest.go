package casework

import "time"

// The kinds of events about what the person says.
const (
	Contesting Kind = "contest" // the person's answer, recorded by whoever received it
	Reviewing  Kind = "review"  // what somebody else made of it
)

// Answer is what the person said, and what became of it.
type Answer struct {
	At       time.Time
	By       string // who recorded it
	Text     string
	Reviewer string // "" while nobody reviewed it
	Changed  bool   // the correction is right: the case reopened
	Why      string
}

// Answers lists the person's answers.
func (c Case) Answers() []Answer {
	var out []Answer
	for _, e := range c.Events {
		switch {
		case e.Kind == Contesting:
			out = append(out, Answer{At: e.At, By: e.By, Text: e.Text})
		case e.Kind == Reviewing && len(out) > 0:
			a := &out[len(out)-1]
			a.Reviewer, a.Changed, a.Why = e.By, e.Changed, e.Text
		}
	}
	return out
}

// Unreviewed reports whether an answer waits for a reviewer.
func (c Case) Unreviewed() bool {
	a := c.Answers()
	return len(a) > 0 && a[len(a)-1].Reviewer == ""
}

// MayReview reports whether a user took no part in what the person answers to: neither decided, proposed, approved nor closed, and
// did not record the answer.
func (c Case) MayReview(who string) bool {
	if c.Owner == who {
		return false
	}
	for _, e := range c.Events {
		switch e.Kind {
		case Deciding, Proposing, Approving, Closing, Contesting:
			if e.By == who {
				return false
			}
		}
	}
	return true
}

func contest(c Case, _ Event) (Case, error) {
	if c.Unreviewed() {
		return c, refused("answer_waits")
	}
	return c, nil
}

// review upholds what was decided, or takes the correction as right: then the questions are open again, also of a closed case.
func review(c Case, e Event) (Case, error) {
	switch {
	case !c.Unreviewed():
		return c, refused("no_answer")
	case !c.MayReview(e.By):
		return c, refused("other_reviewer")
	}
	if err := c.alone(e.By); err != nil {
		return c, err
	}
	if e.Changed {
		c.State, c.Closing = Open, ""
	}
	return c, nil
}
