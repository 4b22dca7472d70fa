package assess

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/taupier-eu/taupier/internal/core"
)

func text(s string) core.Text { return core.Text{EN: s, FR: s} }

func signal(id string, family core.Family, strength core.Strength) core.Signal {
	return core.Signal{
		ID: id, Family: family, Strength: strength, Stages: []core.Stage{core.Employed},
		Why: text("why"), Title: text("title"), Question: text("question?"), Says: text("says"), Legal: text("legal"),
		Innocent: []core.Text{text("innocent")}, Ask: []core.Text{text("ask")},
		Sources: []core.Source{{Key: "T", Title: "test", Mark: "D"}},
	}
}

func finding(t testing.TB, id string, family core.Family, strength core.Strength, line int) core.Finding {
	f, err := core.NewFinding(signal(id, family, strength), "p1", time.Time{}, nil, core.Evidence{Input: "logs/x.jsonl", Line: line, Field: "f", Value: "v"})
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func TestWeigh(t *testing.T) {
	type given struct {
		family   core.Family
		strength core.Strength
	}
	f := func(name string, in []given, score int, level core.Level) {
		t.Helper()
		var fs []core.Finding
		for i, g := range in {
			fs = append(fs, finding(t, fmt.Sprintf("S%02d", i), g.family, g.strength, i+1))
		}
		a := Weigh("p1", fs, nil)
		if a.Score() != score || a.Level() != level {
			t.Errorf("%s: score %d level %s, want %d %s", name, a.Score(), a.Level(), score, level)
		}
	}
	f("nothing found", nil, 0, core.LevelNone)
	f("one weak thing is not a question", []given{{core.FamilyNetwork, core.Weak}}, 40, core.LevelNone)
	f("one medium thing is a question", []given{{core.FamilyNetwork, core.Medium}}, 100, core.LevelAsk)
	f("one strong thing alone is a question", []given{{core.FamilyNetwork, core.Strong}}, 200, core.LevelAsk)
	f("five strong oddities of one network are one oddity",
		[]given{{core.FamilyNetwork, core.Strong}, {core.FamilyNetwork, core.Strong}, {core.FamilyNetwork, core.Strong}, {core.FamilyNetwork, core.Strong}, {core.FamilyNetwork, core.Strong}}, FamilyCap, core.LevelAsk)
	f("two strong things of two families are for review", []given{{core.FamilyNetwork, core.Strong}, {core.FamilyShipping, core.Strong}}, 400, core.LevelReview)
	f("three strong things of three families are urgent", []given{{core.FamilyNetwork, core.Strong}, {core.FamilyShipping, core.Strong}, {core.FamilyPayment, core.Strong}}, 600, core.LevelUrgent)
	f("many weak things never become a review", []given{{core.FamilyNetwork, core.Weak}, {core.FamilyShipping, core.Weak}, {core.FamilyPayment, core.Weak}, {core.FamilyContact, core.Weak}, {core.FamilyIdentity, core.Weak}, {core.FamilyExit, core.Weak}, {core.FamilyLink, core.Weak}, {core.FamilyPresence, core.Weak}, {core.FamilyInterview, core.Weak}}, 360, core.LevelAsk)
	f("a grave event is for a human by itself", []given{{core.FamilyExit, core.Grave}}, 300, core.LevelReview)
}

func TestOneSignalCountsOnce(t *testing.T) {
	a := Weigh("p1", []core.Finding{finding(t, "H05", core.FamilyNetwork, core.Medium, 1), finding(t, "H05", core.FamilyNetwork, core.Medium, 2)}, nil)
	if a.Score() != 100 || len(a.Terms()) != 2 {
		t.Errorf("score %d with %d terms, want 100 with both terms shown", a.Score(), len(a.Terms()))
	}
}

func anyFindings(t *rapid.T) []core.Finding {
	n := rapid.IntRange(0, 14).Draw(t, "n")
	var fs []core.Finding
	for i := range n {
		id := rapid.IntRange(0, 20).Draw(t, "signal")
		family := core.Families[id%len(core.Families)]
		strength := []core.Strength{core.Weak, core.Medium, core.Strong, core.Grave}[(id/3)%4]
		f, err := core.NewFinding(signal(fmt.Sprintf("S%02d", id), family, strength), "p1", time.Time{}, nil, core.Evidence{Input: "x", Line: i + 1, Field: "f", Value: "v"})
		if err != nil {
			t.Fatal(err)
		}
		fs = append(fs, f)
	}
	return fs
}

func TestScoreIsTheSumOfItsTermsAndOrderDoesNotMatter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		fs := anyFindings(t)
		a := Weigh("p1", fs, nil)
		sum := 0
		families := map[core.Family]int{}
		for _, term := range a.Terms() {
			sum += term.Counted
			families[term.Family] += term.Counted
			if term.Counted < 0 || term.Counted > term.Weight {
				t.Fatalf("term counts %d of %d", term.Counted, term.Weight)
			}
		}
		if sum != a.Score() {
			t.Fatalf("terms sum to %d, score is %d", sum, a.Score())
		}
		for f, n := range families {
			if n > FamilyCap {
				t.Fatalf("family %s counts %d", f, n)
			}
		}
		shuffled := slices.Clone(fs)
		r := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 1))
		r.Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
		b := Weigh("p1", shuffled, nil)
		if diff := cmp.Diff(a.Terms(), b.Terms()); diff != "" || a.Level() != b.Level() {
			t.Fatalf("another order, another result: %s", diff)
		}
	})
}

func TestRemovingAFindingNeverRaisesTheScoreOrTheLevel(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		fs := anyFindings(t)
		if len(fs) == 0 {
			return
		}
		all := Weigh("p1", fs, nil)
		i := rapid.IntRange(0, len(fs)-1).Draw(t, "without")
		less := Weigh("p1", slices.Delete(slices.Clone(fs), i, i+1), nil)
		if less.Score() > all.Score() || (less.Level() != all.Level() && less.Level().AtLeast(all.Level())) {
			t.Fatalf("without one finding the score rises from %d (%s) to %d (%s)", all.Score(), all.Level(), less.Score(), less.Level())
		}
	})
}
