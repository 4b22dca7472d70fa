package check

import (
	"strings"
	"testing"

	"github.com/taupier-eu/taupier/internal/core"
)

func TestNotesOfInterviews(t *testing.T) {
	call := func(day string, f func(*core.Meeting)) core.Meeting {
		m := core.Meeting{At: at(day), Medium: "video"}
		f(&m)
		return m
	}
	dark := func(day, camera string) core.Meeting { return call(day, func(m *core.Meeting) { m.Camera = camera }) }
	gesture := func(day, result string) core.Meeting { return call(day, func(m *core.Meeting) { m.Liveness = result }) }
	asked := func(day string, requests ...string) core.Meeting {
		return call(day, func(m *core.Meeting) {
			for _, r := range requests {
				what, result, _ := strings.Cut(r, " ")
				m.Requests = append(m.Requests, core.Request{What: what, Result: result})
			}
		})
	}
	named := func(n string) core.Meeting { return call("2026-10-12", func(m *core.Meeting) { m.NameInCall = n }) }
	voices := func(v string) core.Meeting { return call("2026-10-12", func(m *core.Meeting) { m.Voices = v }) }
	same := func(v string) core.Meeting { return call("2026-10-12", func(m *core.Meeting) { m.SamePerson = v }) }
	phoned := dark("2026-10-12", "off")
	phoned.Medium = "phone"
	agreed := func(kind string) core.Recorded {
		return core.Recorded{Accommodations: []core.Accommodation{{Kind: kind}}}
	}
	came := core.Recorded{InPerson: []core.InPerson{{Kind: "meeting", Result: "done"}}}
	fetched := core.Recorded{InPerson: []core.InPerson{{Kind: "pick_up", Result: "done"}}}

	for _, c := range []struct {
		name, signal string
		want         bool
		recorded     core.Recorded
		calls        []core.Meeting
	}{
		{"two calls without a picture", "D01", true, core.Recorded{}, []core.Meeting{dark("2026-10-12", "off"), dark("2026-10-19", "broken")}},
		{"one", "D01", false, core.Recorded{}, []core.Meeting{dark("2026-10-12", "off"), dark("2026-10-19", "on")}},
		{"a telephone has no camera", "D01", false, core.Recorded{}, []core.Meeting{phoned, phoned}},
		{"agreed", "D01", false, agreed("camera_off"), []core.Meeting{dark("2026-10-12", "off"), dark("2026-10-19", "off")}},
		{"something else was agreed", "D01", true, agreed("flexible_hours"), []core.Meeting{dark("2026-10-12", "off"), dark("2026-10-19", "off")}},
		{"the person came", "D01", false, came, []core.Meeting{dark("2026-10-12", "off"), dark("2026-10-19", "off")}},
		{"the person fetched a laptop, from whomever", "D01", true, fetched, []core.Meeting{dark("2026-10-12", "off"), dark("2026-10-19", "off")}},
		{"answers read out", "D02", true, core.Recorded{}, []core.Meeting{call("2026-10-12", func(m *core.Meeting) { m.Reading = true })}},
		{"read out by agreement", "D02", false, agreed("text_instead_of_voice"), []core.Meeting{call("2026-10-12", func(m *core.Meeting) { m.Reading = true })}},
		{"the gesture refused", "D03", true, core.Recorded{}, []core.Meeting{gesture("2026-10-12", "refused")}},
		{"the gesture failed", "D03", true, core.Recorded{}, []core.Meeting{gesture("2026-10-12", "failed")}},
		{"nobody asked", "D03", false, core.Recorded{}, []core.Meeting{gesture("2026-10-12", "not_asked")}},
		{"refused, and made later", "D03", false, core.Recorded{}, []core.Meeting{gesture("2026-10-12", "refused"), gesture("2026-10-19", "passed")}},
		{"made, and refused later", "D03", true, core.Recorded{}, []core.Meeting{gesture("2026-10-12", "passed"), gesture("2026-10-19", "refused")}},
		{"refused, and met in person", "D03", false, came, []core.Meeting{gesture("2026-10-12", "refused")}},
		{"every gesture refused", "D03", true, core.Recorded{}, []core.Meeting{asked("2026-10-12", "turn_head refused", "move_camera refused")}},
		{"one gesture made", "D03", false, core.Recorded{}, []core.Meeting{asked("2026-10-12", "turn_head refused", "hand_before_face done")}},
		{"not possible, for an ordinary reason", "D03", false, core.Recorded{}, []core.Meeting{asked("2026-10-12", "turn_head not_possible")}},
		{"refused to share the screen", "D03", false, core.Recorded{}, []core.Meeting{asked("2026-10-12", "share_screen refused")}},
		{"a gesture refused, and made later", "D03", false, core.Recorded{}, []core.Meeting{asked("2026-10-12", "turn_head refused"), asked("2026-10-19", "turn_head done")}},
		{"refused in both ways of noting it", "D03", true, core.Recorded{}, []core.Meeting{gesture("2026-10-12", "refused"), asked("2026-10-19", "turn_head refused")}},
		{"the camera is off by agreement", "D03", false, agreed("camera_off"), []core.Meeting{gesture("2026-10-12", "refused")}},
		{"another name", "D04", true, core.Recorded{}, []core.Meeting{named("different")}},
		{"a name that changed", "D04", true, core.Recorded{}, []core.Meeting{named("changed")}},
		{"nobody noted it", "D04", false, core.Recorded{}, []core.Meeting{named("not_noted")}},
		{"several voices", "D05", true, core.Recorded{}, []core.Meeting{voices("several")}},
		{"an altered voice", "D05", true, core.Recorded{}, []core.Meeting{voices("altered")}},
		{"one voice", "D05", false, core.Recorded{}, []core.Meeting{voices("one")}},
		{"an interpreter's voice", "D05", false, agreed("text_instead_of_voice"), []core.Meeting{voices("several")}},
		{"not the same person", "D06", true, core.Recorded{}, []core.Meeting{same("no")}},
		{"unsure is not no", "D06", false, core.Recorded{}, []core.Meeting{same("unsure")}},
		{"a remote desktop", "D12", true, core.Recorded{}, []core.Meeting{call("2026-10-12", func(m *core.Meeting) { m.RemoteDesktop = true })}},
		{"other accounts on the screen", "C13", true, core.Recorded{}, []core.Meeting{call("2026-10-12", func(m *core.Meeting) { m.OtherAccounts = true })}},
		{"an ordinary screen", "C13", false, core.Recorded{}, []core.Meeting{call("2026-10-12", func(*core.Meeting) {})}},
	} {
		t.Run(c.signal+" "+c.name, func(t *testing.T) {
			c.recorded.Interviews = c.calls
			if got := askedOfNotes(&core.Dossier{Recorded: c.recorded}, c.signal); got != c.want {
				t.Errorf("asked: %v, want %v", got, c.want)
			}
		})
	}
	t.Run("D12 a machine in a data centre that was declared", func(t *testing.T) {
		d := &core.Dossier{Stated: core.Stated{Equipment: []core.Equipment{{Kind: "remote_tool", From: at("2026-01-01")}}}}
		d.Recorded.Interviews = []core.Meeting{call("2026-10-12", func(m *core.Meeting) { m.RemoteDesktop = true })}
		if askedOfNotes(d, "D12") {
			t.Error("asked")
		}
	})
}

// askedOfNotes reports whether the notes of interviews raise a signal, once.
func askedOfNotes(d *core.Dossier, signal string) bool {
	d.ID, d.Input, d.Lines = "p1", "people/p1/person.yaml", map[string]int{"id": 1}
	c := core.Catalogue{}
	for _, n := range interviewNotes {
		c[n.signal] = testSignal(n.signal)
	}
	out := core.NewSink(c)
	interviews(&World{}, d, out)
	count := 0
	for _, f := range out.Findings() {
		if f.Signal().ID == signal {
			count++
		}
	}
	return count == 1
}
