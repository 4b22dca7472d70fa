package app

import (
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/demo"
	"github.com/taupier-eu/taupier/internal/demo/worlds"
	"github.com/taupier-eu/taupier/internal/evaluation"
)

func shippedWorlds(t testing.TB) []worlds.World {
	t.Helper()
	list, problems, err := readWorlds(nil, "")
	if err != nil || len(problems) > 0 {
		t.Fatal(err, problems)
	}
	return list
}

func TestTheShippedWorldsCoverEnoughKinds(t *testing.T) {
	infiltrations, evasions, innocences := map[string]bool{}, map[string]bool{}, map[string]bool{}
	for _, w := range shippedWorlds(t) {
		if w.About.EN == "" || w.About.FR == "" {
			t.Errorf("%s is not told in both languages", w.File)
		}
		for _, s := range w.Stories {
			if title := w.Places[s.Kind]; title.EN == "" || title.FR == "" {
				t.Errorf("%s: the story %s has no name in both languages", w.File, s.Kind)
			}
			switch {
			case s.Innocent:
				innocences[s.Kind] = true
			case s.Evasive:
				evasions[s.Kind] = true
			default:
				infiltrations[s.Kind] = true
			}
			if !s.Innocent && w.Origin[s.Kind] == "" {
				t.Errorf("%s: the infiltration %s names no source", w.File, s.Kind)
			}
		}
	}
	if len(infiltrations) < 12 || len(innocences) < 20 || len(evasions) < 5 {
		t.Errorf("%d kinds of infiltration, %d of innocence, %d evasive", len(infiltrations), len(innocences), len(evasions))
	}
}

// Who infiltrates without hiding is found by the last day, whatever is changed in the judges.
func TestOpenInfiltrationsReachAReview(t *testing.T) {
	list := slices.DeleteFunc(shippedWorlds(t), func(w worlds.World) bool {
		return w.People > quickPeople || slices.ContainsFunc(w.Stories, func(s demo.Story) bool { return s.Innocent || s.Evasive })
	})
	if testing.Short() {
		list = list[:4]
	}
	r, err := shipped(t).Evaluate(t.Context(), list, EvalOptions{Seeds: []int64{1}, LastDay: true, Parser: parser(t), Workers: 2})
	if err != nil {
		t.Fatal(err)
	}
	for _, k := range r.Kinds {
		if k.Reached[core.LevelReview] < k.People {
			t.Errorf("%s (world %s): %d of %d reached a review, by %v", k.Kind, k.World, k.Reached[core.LevelReview], k.People, k.Signals)
		}
	}
	if len(r.Kinds) < min(len(list), 4) || r.All.Alarms > 0 {
		t.Errorf("%d kinds, false alarms %v", len(r.Kinds), r.Alarms)
	}
}

// docs/evaluation.md is written by make eval. What it says depends on the judges of that day, so this
// holds only that no shipped world and no kind of story is left out of it.
func TestTheDocumentOfTheEvaluationLeavesNothingOut(t *testing.T) {
	data, err := os.ReadFile("../../docs/evaluation.md")
	if err != nil {
		t.Fatal(err)
	}
	text, tables, ok := strings.Cut(string(data), "\n<!-- tables -->\n")
	if !ok || !strings.Contains(text, "make eval") {
		t.Fatal("the document does not say how its tables are made")
	}
	for _, w := range shippedWorlds(t) {
		if !strings.Contains(tables, "| "+w.Name+" |") {
			t.Errorf("the world %s is not in the tables: run make eval", w.Name)
		}
		for kind, title := range w.Places {
			if !strings.Contains(tables, "| "+title.EN+" |") {
				t.Errorf("the story %s is not in the tables: run make eval", kind)
			}
		}
	}
}

func TestTheReferenceOfWorldsNamesEveryVerbAndKey(t *testing.T) {
	data, err := os.ReadFile("../../docs/reference/worlds.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range demo.Verbs() {
		row := ""
		for _, line := range strings.Split(string(data), "\n") {
			if strings.HasPrefix(line, "| `"+v.Name+"` |") {
				row = line
			}
		}
		for _, key := range append([]string{v.Name}, v.Keys...) {
			if !strings.Contains(row, "`"+key+"`") {
				t.Errorf("%s: %s is not told", v.Name, key)
			}
		}
	}
	for _, s := range demo.Sources() {
		if !strings.Contains(string(data), "`"+s+"`") {
			t.Errorf("the source %s is not told", s)
		}
	}
}

func TestTheTablesSpeakBothLanguages(t *testing.T) {
	var r evaluation.Report
	r.Innocences = []evaluation.Innocence{{Kind: "couple", People: 2}}
	for lang, want := range map[core.Lang]string{core.English: "A couple", core.French: "Un couple"} {
		var b strings.Builder
		err := evaluation.Write(&b, r, map[string]evaluation.Title{"couple": {EN: "A couple", FR: "Un couple"}}, lang, true)
		if err != nil || !strings.Contains(b.String(), want) {
			t.Errorf("%v: %s", err, b.String())
		}
	}
}

// A review of an honest person is a wrong answer. The one kind named here is known and told in
// docs/evaluation.md; everybody else who is merely away, moving or unlucky stays below, whatever is
// changed in the judges.
func TestHonestPeopleStayBelowAReview(t *testing.T) {
	const known = "couple_unsaid"
	list := slices.DeleteFunc(shippedWorlds(t), func(w worlds.World) bool {
		return w.People > quickPeople || !slices.ContainsFunc(w.Stories, func(s demo.Story) bool { return s.Innocent })
	})
	if testing.Short() {
		list = slices.DeleteFunc(list, func(w worlds.World) bool { return w.Name != "honest-pile-ups" })
	}
	r, err := shipped(t).Evaluate(t.Context(), list, EvalOptions{Seeds: []int64{1}, Quick: true, Parser: parser(t), Workers: 2})
	if err != nil {
		t.Fatal(err)
	}
	people := 0
	for _, k := range r.Innocences {
		people += k.People
		if k.Alarms > 0 && k.Kind != known {
			t.Errorf("%s (world %s): %d of %d stood at a review", k.Kind, k.World, k.Alarms, k.People)
		}
	}
	for _, a := range r.Alarms {
		if a.Kind != known {
			t.Errorf("%s (%s) stood at %v, by %v", a.Person, a.Kind, a.Level, a.Signals)
		}
	}
	if len(list) == 0 || people < 6 || len(r.Alarms) > 2 {
		t.Errorf("%d worlds, %d innocent stories, false alarms %v", len(list), people, r.Alarms)
	}
}
