package check

import (
	"slices"
	"testing"

	"github.com/taupier-eu/taupier/internal/core"
)

func step(day, result string) core.InPerson {
	return core.InPerson{At: at(day), Kind: "visit", Result: result}
}

func TestStepsInPersonDeclined(t *testing.T) {
	f := func(name string, want bool, stage core.Stage, agreed []core.Accommodation, steps ...core.InPerson) {
		t.Run(name, func(t *testing.T) {
			d := &core.Dossier{Stage: stage, Recorded: core.Recorded{InPerson: steps, Accommodations: agreed}}
			expect(t, declinesPresence, "D14", d, want)
		})
	}
	f("two declined", true, core.Interview, nil, step("2026-10-12", "declined"), step("2026-10-13", "cancelled"))
	f("one declined", false, core.Interview, nil, step("2026-10-12", "declined"))
	f("none was offered", false, core.Interview, nil, step("2026-10-12", "not_offered"), step("2026-10-13", "not_offered"))
	f("the third took place", false, core.Interview, nil, step("2026-10-12", "declined"), step("2026-10-13", "declined"), step("2026-10-20", "done"))
	f("remote only by agreement", false, core.Interview, []core.Accommodation{{Kind: "remote_only"}}, step("2026-10-12", "declined"), step("2026-10-13", "declined"))
	f("who works here is another signal's matter", false, core.Employed, nil, step("2026-10-12", "declined"), step("2026-10-13", "declined"))
}

func TestTheLastStepIsTheLatestWhateverTheOrder(t *testing.T) {
	list := []core.InPerson{step("2026-10-12", "declined"), step("2026-10-20", "cancelled"), step("2026-10-15", "declined")}
	for range list {
		list = append(list[1:], list[0])
		if _, last := steps(&core.Dossier{Recorded: core.Recorded{InPerson: slices.Clone(list)}}, "declined", "cancelled"); !last.Equal(at("2026-10-20").Time) {
			t.Errorf("last on %s", last)
		}
	}
}

func TestSomebodyElseCame(t *testing.T) {
	for result, want := range map[string]bool{"stand_in": true, "done": false, "declined": false, "cancelled": false} {
		t.Run(result, func(t *testing.T) {
			d := &core.Dossier{Stage: core.Employed, Recorded: core.Recorded{InPerson: []core.InPerson{step("2026-10-12", result)}}}
			expect(t, standIn, "D15", d, want)
		})
	}
}
