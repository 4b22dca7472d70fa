package casework

import "strings"

// The kinds of events about hypotheses.
const (
	Supposing Kind = "suppose" // a further explanation, ordinary or not
	Weighing  Kind = "weigh"   // what speaks for it and against it, and what became of it
)

// Hypothesis is an explanation that a case weighs. One that is ordinary stands in every case before it is decided.
type Hypothesis struct {
	Text     string
	Ordinary bool
	State    Trial    // Unclear while it is open
	For      []string // findings
	Against  []string // findings
	Why      string   // in the words of whoever weighed it last
}

// Hypotheses lists the explanations of a case in the order in which they came up. A first view brings the one that it tries; a
// decision says what became of the one that it stands on.
func (c Case) Hypotheses() []Hypothesis {
	var out []Hypothesis
	at := map[string]int{}
	of := func(text string, ordinary bool) *Hypothesis {
		if _, ok := at[text]; !ok {
			at[text] = len(out)
			out = append(out, Hypothesis{Text: text, Ordinary: ordinary, State: Unclear})
		}
		return &out[at[text]]
	}
	for _, e := range c.Events {
		switch e.Kind {
		case Viewing:
			of(e.Hypothesis, true)
		case Supposing:
			of(e.Text, e.Ordinary)
		case Deciding, Proposing:
			of(e.Hypothesis, true).State = e.Trial
		case Weighing:
			h := of(e.Hypothesis, false)
			h.State, h.For, h.Against, h.Why = e.Trial, e.For, e.Against, e.Text
		}
	}
	return out
}

func (c Case) hypothesis(text string) (Hypothesis, bool) {
	for _, h := range c.Hypotheses() {
		if h.Text == text {
			return h, true
		}
	}
	return Hypothesis{}, false
}

// ordinaryFirst refuses a decision while the case has no ordinary explanation.
func (c Case) ordinaryFirst() error {
	for _, h := range c.Hypotheses() {
		if h.Ordinary {
			return nil
		}
	}
	return refused("no_ordinary")
}

func checkSupposing(e Event) error {
	return says(strings.TrimSpace(e.Text) != "", "empty")
}

func suppose(c Case, e Event) (Case, error) {
	if _, twice := c.hypothesis(e.Text); twice {
		return c, refused("supposed")
	}
	return c, nil
}

func checkWeighing(e Event) error {
	return first(says(e.Hypothesis != "", "no_hypothesis"), says(has(Trials, e.Trial), "no_trial"), checkReason(e),
		says(!overlap(e.For, e.Against), "for_and_against"))
}

func overlap(a, b []string) bool {
	for _, x := range a {
		if has(b, x) {
			return true
		}
	}
	return false
}

func weigh(c Case, e Event) (Case, error) {
	if _, ok := c.hypothesis(e.Hypothesis); !ok {
		return c, refused("no_hypothesis")
	}
	known := map[string]bool{}
	for _, o := range c.Events {
		for _, q := range o.Questions {
			known[q] = true
		}
	}
	for _, q := range append(append([]string{}, e.For...), e.Against...) {
		if !known[q] {
			return c, refused("no_question")
		}
	}
	return c, nil
}
