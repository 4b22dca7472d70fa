package check

import (
	"testing"

	"github.com/taupier-eu/taupier/internal/core"
)

func TestAnswersAgainstOwnWords(t *testing.T) {
	said := func(day, about, item, result string) core.Meeting {
		return core.Meeting{At: at(day), Answers: []core.Reply{{About: about, Item: item, Result: result}}}
	}
	for _, c := range []struct {
		name  string
		calls []core.Meeting
		want  bool
	}{
		{"another employer than the one stated", []core.Meeting{said("2026-10-12", "employer", "A", "contradicts")}, true},
		{"unsure is no contradiction", []core.Meeting{said("2026-10-12", "residence", "Rennes", "unsure")}, false},
		{"it agrees", []core.Meeting{said("2026-10-12", "project", "A", "agrees")}, false},
		{"set right in the next call", []core.Meeting{said("2026-10-12", "employer", "A", "contradicts"), said("2026-10-19", "employer", "a", "agrees")}, false},
		{"another statement agrees later", []core.Meeting{said("2026-10-12", "employer", "A", "contradicts"), said("2026-10-19", "employer", "B", "agrees")}, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			expect(t, againstOwnWords, "D11", &core.Dossier{Recorded: core.Recorded{Interviews: c.calls}}, c.want)
		})
	}
}
