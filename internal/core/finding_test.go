package core

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func both(s string) Text { return Text{EN: s, FR: s} }

func validSignal() Signal {
	return Signal{
		ID: "X01", Family: FamilyLink, Stages: []Stage{Employed}, Strength: Medium,
		Why: both("why"), Title: both("title"), Question: both("question?"), Says: both("seen {what}"), Legal: both("legal"),
		Innocent: []Text{both("a reason")}, Ask: []Text{both("ask")}, Sources: []Source{{Key: "T", Title: "test", Mark: "D"}},
	}
}

var (
	someEvidence = Evidence{Input: "logs/a.jsonl", Line: 3, Field: "ip", Value: "192.0.2.1"}
	someTime     = time.Date(2026, 9, 1, 8, 0, 0, 0, time.UTC)
)

func TestNewFindingRefusesWhatCouldNotBeArgued(t *testing.T) {
	f := func(name string, change func(*Signal), person string, args Args, ev []Evidence, want string) {
		t.Helper()
		s := validSignal()
		if change != nil {
			change(&s)
		}
		_, err := NewFinding(s, person, someTime, args, ev...)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: error %v, want one about %q", name, err, want)
		}
	}
	ok, what := []Evidence{someEvidence}, Args{"what": "x"}
	f("no evidence", nil, "p1", what, nil, "no evidence")
	f("nobody", nil, "", what, ok, "about nobody")
	f("no innocent explanation", func(s *Signal) { s.Innocent = nil }, "p1", what, ok, "no innocent explanation")
	f("an innocent explanation in one language only", func(s *Signal) { s.Innocent = []Text{{EN: "a reason"}} }, "p1", what, ok, "en and fr")
	f("nothing to ask", func(s *Signal) { s.Ask = nil }, "p1", what, ok, "nothing to ask")
	f("a gap in the words", nil, "p1", nil, ok, "{what}")
	f("no source", func(s *Signal) { s.Sources = nil }, "p1", what, ok, "no source")
	f("a strength nobody knows", func(s *Signal) { s.Strength = "certain" }, "p1", what, ok, "unknown strength")
	f("placeholders that differ by language", func(s *Signal) { s.Says.FR = "vu {quoi}" }, "p1", what, ok, "placeholders")
}

func TestAFindingIsTheSameWhateverTheOrderOfItsEvidence(t *testing.T) {
	other := someEvidence
	other.Line = 9
	a, err1 := NewFinding(validSignal(), "p1", someTime, Args{"what": "x"}, someEvidence, other, someEvidence)
	b, err2 := NewFinding(validSignal(), "p1", someTime, Args{"what": "x"}, other, someEvidence)
	if err1 != nil || err2 != nil {
		t.Fatal(err1, err2)
	}
	if a.ID() != b.ID() {
		t.Errorf("ids %s and %s differ", a.ID(), b.ID())
	}
	if diff := cmp.Diff([]Evidence{someEvidence, other}, a.Evidence()); diff != "" {
		t.Errorf("evidence: %s", diff)
	}
}

func TestEvidenceOfAFindingCannotBeChangedFromOutside(t *testing.T) {
	f, err := NewFinding(validSignal(), "p1", someTime, Args{"what": "x"}, someEvidence)
	if err != nil {
		t.Fatal(err)
	}
	f.Evidence()[0].Value = "other"
	if f.Evidence()[0].Value != someEvidence.Value {
		t.Error("evidence was changed through a copy")
	}
}

func TestSinkDropsWhatTheCompanySwitchedOff(t *testing.T) {
	c, err := NewCatalogue([]Signal{validSignal()})
	if err != nil {
		t.Fatal(err)
	}
	s := NewSink(c, "X01")
	s.Raise("X01", "p1", someTime, Args{"what": "x"}, someEvidence)
	if n := len(s.Findings()); n != 0 {
		t.Errorf("%d findings of a signal that is off", n)
	}
}

func TestSinkPanicsOnASignalOutsideTheCatalogue(t *testing.T) {
	defer func() {
		if r := recover(); r == nil || !strings.HasPrefix(r.(string), "BUG:") {
			t.Errorf("recovered %v, want a BUG", r)
		}
	}()
	NewSink(Catalogue{}).Raise("Z99", "p1", someTime, nil, someEvidence)
}

func TestRenderKeepsAGapVisible(t *testing.T) {
	got := both("saw {what} at {where}").Render(English, Args{"what": "a laptop"})
	if want := "saw a laptop at {where}"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestArgsAreNotTemplates(t *testing.T) {
	got := both("{a} {b}").Render(English, Args{"a": "{b}", "b": "x"})
	if want := "{b} x"; got != want {
		t.Errorf("got %q, want %q: a value must not be read as a placeholder", got, want)
	}
}
