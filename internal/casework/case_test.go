package casework

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/taupier-eu/taupier/internal/core"
	"pgregory.net/rapid"
)

var at = time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC)

func event(kind Kind, by string) Event {
	e := Event{At: at, By: by, Kind: kind, Text: "four words and more"}
	switch kind {
	case Viewing:
		e.Hypothesis = "a journey"
	case Deciding:
		e.Hypothesis, e.Outcome, e.Trial = "a journey", Ask, Unclear
	case Closing:
		e.Class = Ordinary
	}
	return e
}

func begin(t interface{ Fatal(...any) }) Case {
	c, err := Begin("c-1", "p-1", "u-1", at, []string{"f-1"})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestWhatACaseRefuses(t *testing.T) {
	for name, c := range map[string]struct {
		way  []Event
		want string
	}{
		"to decide before a first view":            {[]Event{event(Deciding, "u-1")}, "not_viewed"},
		"to decide after somebody else's":          {[]Event{event(Viewing, "u-2"), event(Deciding, "u-1")}, "not_viewed"},
		"to decide without holding the case":       {[]Event{event(Viewing, "u-2"), event(Deciding, "u-2")}, "not_owner"},
		"to close before a decision":               {[]Event{event(Viewing, "u-1"), event(Closing, "u-1")}, "not_decided"},
		"a note after the end":                     {[]Event{event(Viewing, "u-1"), event(Deciding, "u-1"), event(Closing, "u-1"), event(Noting, "u-1")}, "closed"},
		"to be taken from whoever holds it":        {[]Event{event(Claiming, "u-2")}, "claimed"},
		"a second first view":                      {[]Event{event(Viewing, "u-1"), event(Viewing, "u-1")}, "viewed"},
		"to be opened again":                       {[]Event{{At: at, By: "u-1", Kind: Opening, Questions: []string{"f-1"}}}, "opened"},
		"a first view without an explanation":      {[]Event{{Kind: Viewing, By: "u-1", Text: "four words and more"}}, "no_hypothesis"},
		"a first view that is a tick":              {[]Event{{Kind: Viewing, By: "u-1", Text: "ok", Hypothesis: "x"}}, "short_view"},
		"a decision without a reason":              {[]Event{event(Viewing, "u-1"), {Kind: Deciding, By: "u-1", Outcome: Ask, Trial: Holds, Hypothesis: "x"}}, "short_reason"},
		"explained, although nothing holds":        {[]Event{event(Viewing, "u-1"), {Kind: Deciding, By: "u-1", Outcome: Explain, Trial: Fails, Hypothesis: "x", Text: "four words and more"}}, "explain_needs_holds"},
		"an outcome that is none":                  {[]Event{event(Viewing, "u-1"), {Kind: Deciding, By: "u-1", Outcome: "dismiss", Trial: Holds, Hypothesis: "x", Text: "four words and more"}}, "no_outcome"},
		"more than an event holds":                 {[]Event{{Kind: Noting, By: "u-1", Text: strings.Repeat("x", MaxText+1)}}, "too_long"},
		"a kind of event that nobody has heard of": {[]Event{{Kind: "unheard", By: "u-1", Text: "x"}}, "kind"},
	} {
		t.Run(name, func(t *testing.T) {
			s := begin(t)
			var err error
			for _, e := range c.way {
				if s, err = s.Apply(e); err != nil {
					break
				}
			}
			if err == nil || !strings.HasSuffix(err.Error(), ": "+c.want) || !errors.Is(err, core.ErrInvalid) && !errors.Is(err, core.ErrConflict) {
				t.Errorf("%v, want %s", err, c.want)
			}
		})
	}
	if _, err := Begin("c-1", "p-1", "u-1", at, nil); !errors.Is(err, core.ErrInvalid) {
		t.Errorf("a case about no question: %v", err)
	}
}

// Whatever is tried in whatever order: a decision stands after its author's first view, the end after a decision, nothing after
// the end, and an event that is refused changes nothing.
func TestNoOrderOfEventsGetsAroundTheRules(t *testing.T) {
	kinds := []Kind{Claiming, Viewing, Noting, Deciding, Closing}
	rapid.Check(t, func(t *rapid.T) {
		c := begin(t)
		for range rapid.IntRange(1, 12).Draw(t, "events") {
			e := event(rapid.SampledFrom(kinds).Draw(t, "kind"), rapid.SampledFrom([]string{"u-1", "u-2"}).Draw(t, "by"))
			next, err := c.Apply(e)
			if err != nil {
				if len(next.Events) != len(c.Events) || next.State != c.State {
					t.Fatalf("%s was refused and changed the case", e.Kind)
				}
				continue
			}
			c = next
		}
		decided := false
		for i, e := range c.Events {
			if e.Kind == Deciding {
				decided = true
				if !slices.ContainsFunc(c.Events[:i], func(v Event) bool { return v.Kind == Viewing && v.By == e.By }) {
					t.Fatal("a decision before a first view")
				}
			}
			if e.Kind == Closing && (!decided || i != len(c.Events)-1) {
				t.Fatal("an end before a decision, or something after the end")
			}
		}
	})
}

func TestTheReportingLineEndsWhereItCloses(t *testing.T) {
	got := Line(map[string]string{"a": "b", "b": "c", "c": "a", "d": "a", "e": "", "f": "f"})
	for id, want := range map[string]string{"a": "b c", "d": "a b c", "e": "", "f": ""} {
		if strings.Join(got[id], " ") != want {
			t.Errorf("%s: %v, want %s", id, got[id], want)
		}
	}
}

// Once it is in another case nobody could review it, and the two would be kept for ever.
func TestACaseWhoseAnswerWaitsIsPutIntoNoOther(t *testing.T) {
	into, from := begin(t), begin(t)
	into.ID, into.Root = "c-2", "c-2"
	from, err := from.Apply(Event{Kind: Contesting, By: "u-2", At: at, Text: "He says it was his sister"})
	if err != nil {
		t.Fatal(err)
	}
	why := Event{By: "u-1", At: at, Text: "one address, two laptops"}
	if _, _, err := Merge(into, from, why); !errors.Is(err, core.ErrConflict) || !strings.HasSuffix(err.Error(), "answer_waits") {
		t.Errorf("%v", err)
	}
	if from, err = from.Apply(Event{Kind: Reviewing, By: "u-3", At: at, Text: "It was as he says"}); err != nil {
		t.Fatal(err)
	}
	if _, _, err := Merge(into, from, why); err != nil {
		t.Errorf("once it was reviewed: %v", err)

	}
}

func TestNoEventOfACaseIsInTheLedgerAsALook(t *testing.T) {
	for k := range rules {
		if act := actOf(k); strings.HasSuffix(act, ".view") {
			t.Errorf("%s is written as %s, as if somebody had only looked", k, act)
		}
	}
}
