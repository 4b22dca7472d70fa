package check

import (
	"testing"
	"time"

	"github.com/taupier-eu/taupier/internal/core"
)

func TestMeetingsInPersonAvoided(t *testing.T) {
	at := core.Date{Time: time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC)}
	declined := core.InPerson{At: at, Kind: "visit", Result: "declined"}
	cancelled := core.InPerson{At: at, Kind: "visit", Result: "cancelled"}
	done := core.InPerson{At: at, Kind: "visit", Result: "done"}
	for _, c := range []struct {
		name     string
		stage    core.Stage
		steps    []core.InPerson
		agreed   []core.Accommodation
		question bool
	}{
		{"two missed and none held is a question", core.Employed, []core.InPerson{declined, cancelled}, nil, true},
		{"one that took place ends it", core.Employed, []core.InPerson{declined, cancelled, done}, nil, false},
		{"a single refusal is nothing", core.Employed, []core.InPerson{declined}, nil, false},
		{"agreed remote work ends it", core.Employed, []core.InPerson{declined, declined}, []core.Accommodation{{Kind: "remote_only"}}, false},
		{"a candidate is another signal's matter", core.Interview, []core.InPerson{declined, declined}, nil, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := &core.Dossier{ID: "p1", Stage: c.stage, Input: "people/p1/person.yaml", Lines: map[string]int{"id": 1}}
			d.Recorded.InPerson, d.Recorded.Accommodations = c.steps, c.agreed
			out := core.NewSink(core.Catalogue{"J08": testSignal("J08")})
			avoidsMeeting(&World{}, d, out)
			if got := len(out.Findings()) > 0; got != c.question {
				t.Errorf("asked: %v, want %v", got, c.question)
			}
		})
	}
}

// testSignal is a complete catalogue entry without words that matter.
func testSignal(id string) core.Signal {
	text := core.Text{EN: "text", FR: "texte"}
	return core.Signal{
		ID: id, Family: core.FamilyBehaviour, Stages: core.Stages, Strength: core.Medium, Why: text, Title: text, Question: text, Says: text,
		Innocent: []core.Text{text}, Ask: []core.Text{text}, Legal: text, Sources: []core.Source{{Key: "D", Title: "test", Mark: "D"}},
	}
}
