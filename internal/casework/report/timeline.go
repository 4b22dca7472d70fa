package report

import (
	"github.com/taupier-eu/taupier/internal/casework"
)

// eventFact is the fact that an event of a case is. A kind that is not here is shown to those who are told notes.
var eventFact = map[casework.Kind]Fact{
	casework.Opening: Decisions, casework.Claiming: Decisions, casework.Releasing: Decisions, casework.Viewing: Views, casework.Noting: Notes,
	casework.Deciding: Decisions, casework.Closing: Decisions,
	casework.Proposing: Decisions, casework.Approving: Decisions, casework.Declining: Decisions, casework.Reviewing: Decisions,
}

// timeline lists the steps of a case: each with no more than the audience is told.
func (m maker) timeline() Section {
	s := Section{Title: m.w("timeline", nil)}
	if m.a.tells(Strip) {
		s.add(Block{Strip: true})
	}
	for _, e := range m.Case.Events {
		fact, known := eventFact[e.Kind]
		if !known {
			fact = Notes
		}
		if m.a.tells(fact) {
			s.add(m.event(e))
		}
	}
	return s
}

func (m maker) event(e casework.Event) Block {
	name := string(e.Kind)
	if t, ok := words["event_"+name]; ok {
		name = t.Typeset().In(m.lang)
	}
	b := Block{Head: at(e.At) + " · " + name}
	if m.a.tells(Staff) {
		b.Head += " · " + e.Name
	}
	line := func(key, value string) {
		t, ok := words[key+value]
		switch {
		case value == "":
		case ok:
			b.List = append(b.List, t.Typeset().In(m.lang))
		default:
			b.List = append(b.List, value)
		}
	}
	line("outcome_", string(e.Outcome))
	line("class_", string(e.Class))
	if m.a.tells(Views) && e.Hypothesis != "" {
		b.List = append(b.List, m.w("tried", nil)+" "+e.Hypothesis)
		line("trial_", string(e.Trial))
	}
	if m.a.tells(Reasons) {
		b.Text = e.Text
	}
	return b
}
