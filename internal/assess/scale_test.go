package assess

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/taupier-eu/taupier/internal/core"
)

var today = time.Date(2026, 11, 20, 0, 0, 0, 0, time.UTC)

func ago(t testing.TB, id string, family core.Family, strength core.Strength, days int) core.Finding {
	t.Helper()
	f, err := core.NewFinding(signal(id, family, strength), "p1", today.AddDate(0, 0, -days), nil, core.Evidence{Input: "x", Line: days + 1, Field: "f", Value: "v"})
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func TestWhatWasSeenLongAgoFades(t *testing.T) {
	f := func(name string, family core.Family, days, want int) {
		t.Helper()
		a := Scale{Now: today}.Weigh("p1", []core.Finding{ago(t, "S", family, core.Strong, days)}, nil)
		if got := a.Score(); got != want {
			t.Errorf("%s, %d days ago: %d, want %d", name, days, got, want)
		}
		if full := a.Terms()[0].Full; full != 200 {
			t.Errorf("%s: the full weight is shown as %d", name, full)
		}
	}
	f("a network", core.FamilyNetwork, 180, 200)
	f("a network", core.FamilyNetwork, 270, 100)
	f("a network", core.FamilyNetwork, 400, 0)
	f("a paper", core.FamilyIdentity, 4000, 200)
	f("a delivery", core.FamilyShipping, 700, 200)
}

func TestAPriorMovesTheThresholdsAndNeverTheSum(t *testing.T) {
	fs := []core.Finding{ago(t, "S1", core.FamilyNetwork, core.Strong, 1), ago(t, "S2", core.FamilyShipping, core.Medium, 1)}
	for _, c := range []struct {
		prior int
		want  core.Level
	}{{0, core.LevelAsk}, {1, core.LevelAsk}, {10, core.LevelAsk}, {20, core.LevelReview}, {500, core.LevelReview}} {
		a := Scale{Now: today, Prior: c.prior}.Weigh("p1", fs, nil)
		if a.Level() != c.want || a.Score() != 300 {
			t.Errorf("prior %d: %s at %d, want %s at 300", c.prior, a.Level(), a.Score(), c.want)
		}
	}
	one := Scale{Now: today, Prior: 500}.Weigh("p1", fs[:1], nil)
	if one.Level() != core.LevelAsk {
		t.Errorf("one contradiction alone is %s, whatever is expected", one.Level())
	}
}

func TestAWeightOfTheCompanysOwnSaysSo(t *testing.T) {
	fs := []core.Finding{ago(t, "S1", core.FamilyNetwork, core.Strong, 1), ago(t, "S2", core.FamilyShipping, core.Medium, 1)}
	a := Scale{Weights: map[string]int{"S1": 50}}.Weigh("p1", fs, nil)
	if a.Score() != 150 {
		t.Errorf("score %d", a.Score())
	}
	for _, term := range a.Terms() {
		want := core.BasisStrength
		if term.Signal == "S1" {
			want = core.BasisCompany
		}
		if term.Basis != want {
			t.Errorf("%s: %s", term.Signal, term.Basis)
		}
	}
}

func TestAGraveEventStaysGraveAtAnotherWeight(t *testing.T) {
	a := Scale{Weights: map[string]int{"S1": 150}}.Weigh("p1", []core.Finding{ago(t, "S1", core.FamilyExit, core.Grave, 1)}, nil)
	if a.Level() != core.LevelReview {
		t.Error(a.Level())
	}
}

func TestTheFirstAnswerIsTheOneThatChangesMost(t *testing.T) {
	fs := []core.Finding{
		ago(t, "S1", core.FamilyNetwork, core.Strong, 1), ago(t, "S1", core.FamilyNetwork, core.Strong, 2),
		ago(t, "S2", core.FamilyShipping, core.Strong, 1), ago(t, "S3", core.FamilyShipping, core.Weak, 1),
	}
	got := Scale{Now: today}.Weigh("p1", fs, nil).Answers()
	type answer struct {
		Signal string
		Score  int
		Level  core.Level
	}
	var told []answer
	for _, a := range got {
		told = append(told, answer{a.Signal, a.Score, a.Level})
	}
	if diff := cmp.Diff([]answer{{"S1", 220, core.LevelAsk}, {"S2", 240, core.LevelAsk}, {"S3", 400, core.LevelReview}}, told); diff != "" {
		t.Error(diff)
	}
}

// What an answer promises is what happens when its signal's findings are gone.
func TestAnAnswerPromisesWhatWouldHappen(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		fs := anyFindings(t)
		for _, answer := range Weigh("p1", fs, nil).Answers() {
			var rest []core.Finding
			for _, f := range fs {
				if f.Signal().ID != answer.Signal {
					rest = append(rest, f)
				}
			}
			if got := Weigh("p1", rest, nil); got.Score() != answer.Score || got.Level() != answer.Level {
				t.Fatalf("%s: promised %d %s, got %d %s", answer.Signal, answer.Score, answer.Level, got.Score(), got.Level())
			}
		}
	})
}

func TestSensitivityNamesTheWeightsThatDecide(t *testing.T) {
	fs := []core.Finding{ago(t, "S1", core.FamilyNetwork, core.Strong, 1), ago(t, "S2", core.FamilyShipping, core.Strong, 1)}
	got := Scale{}.Sensitivity("p1", fs)
	want := []core.Sway{{Signal: "S1", Factor: "-50 %", From: core.LevelReview, To: core.LevelAsk}, {Signal: "S2", Factor: "-50 %", From: core.LevelReview, To: core.LevelAsk}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	sturdy := append(fs, ago(t, "S3", core.FamilyPayment, core.Weak, 1), ago(t, "S4", core.FamilyInterview, core.Weak, 1))
	if got := (Scale{}).Sensitivity("p1", sturdy); len(got) != 0 {
		t.Errorf("four families decide together, and yet %v", got)
	}
}
