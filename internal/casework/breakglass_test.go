package casework

import (
	"strings"
	"testing"
	"time"
)

// behindGlass is a sealed case that nobody holds: u-1 sealed it, u-alone opened it alone, u-let was let in, u-ally is in conflict.
func behindGlass(t *testing.T) Case {
	t.Helper()
	c, err := Begin("c-1", "p-1", "u-1", at, []string{"f-1"})
	step := func(e Event) {
		t.Helper()
		if c, err = c.Apply(e); err != nil {
			t.Fatal(e.Kind, err)
		}
	}
	if err != nil {
		t.Fatal(err)
	}
	why := "There is a good reason"
	step(Event{At: at, By: "u-1", Kind: Viewing, Text: why, Hypothesis: "a journey"})
	step(Event{At: at, By: "u-1", Kind: Supposing, Text: why, Hypothesis: "a journey", Ordinary: true})
	step(Event{At: at, By: "u-1", Kind: Conflicting, Who: "u-ally", Text: why})
	step(Event{At: at, By: "u-1", Kind: Sealing, Text: why})
	step(Event{At: at, By: "u-1", Kind: Releasing})
	step(Event{At: at, By: "u-alone", Kind: GlassAlone, Text: why, Approval: "g-1", Ends: at.Add(GlassLife)})
	step(Event{At: at, By: "u-let", Kind: GlassAsking, Text: why, Approval: "g-2"})
	step(Event{At: at, By: "u-1", Who: "u-let", Kind: GlassOpening, Text: why, Approval: "g-2", Ends: at.Add(GlassLife)})
	step(Event{At: at, By: "u-alone", Kind: Viewing, Text: why, Hypothesis: "a journey"})
	step(Event{At: at, By: "u-1", Kind: Contesting, Text: why})
	return c
}

// A glass that was broken for an hour gives nothing that outlives the hour, and whoever broke it alone is not one of two people.
func TestWhoeverIsHereByBreakGlassTakesNothingOver(t *testing.T) {
	why := "There is a good reason"
	propose := Event{At: at, Kind: Proposing, Text: why, Hypothesis: "a journey", Trial: Fails, Outcome: HoldPayment, Approval: "a-1", Ends: at.Add(ApprovalLife)}
	for _, who := range []string{"u-alone", "u-let", "u-1"} {
		for _, e := range []Event{{Kind: Claiming}, {Kind: Unnaming, Who: "u-ally", Text: why}} {
			e.At, e.By = at.Add(time.Minute), who
			_, err := behindGlass(t).Apply(e)
			if looks := err != nil && strings.HasSuffix(err.Error(), "glass_looks"); looks != (who != "u-1") {
				t.Errorf("%s by %s: %v", e.Kind, who, err)
			}
		}
	}
	c := behindGlass(t)
	propose.By = "u-alone"
	if _, err := c.Apply(propose); err == nil {
		t.Error("he proposed what hurts")
	}
	if _, err := c.Apply(Event{At: at, By: "u-alone", Kind: Reviewing, Text: why}); err == nil {
		t.Error("he reviewed what the person answered")
	}
	propose.By = "u-1"
	c, err := c.Apply(propose)
	if err != nil {
		t.Fatal(err)
	}
	a, _ := c.Waiting()
	for who, want := range map[string]bool{"u-alone": false, "u-let": true} {
		if _, err := c.Apply(Event{At: at, By: who, Kind: Approving, Text: why, Approval: "a-1", Hash: a.Hash(), Outcome: HoldPayment}); (err == nil) != want {
			t.Errorf("approved by %s: %v", who, err)
		}
	}
}
