package report

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"github.com/ledongthuc/pdf"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/casework"
	"github.com/taupier-eu/taupier/internal/casework/deadline"
	"github.com/taupier-eu/taupier/internal/casework/evidence"
	"github.com/taupier-eu/taupier/internal/casework/task"
	"github.com/taupier-eu/taupier/internal/core"
)

var start = time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC)

func said(s string) core.Text { return core.Text{EN: s, FR: s} }

// facts holds a word for each fact, which stands nowhere else.
func facts() Facts {
	sha := strings.Repeat("5a1e", 16)
	return Facts{
		Viewer: access.Actor{User: "u-1", Name: "Printer"}, Now: start.Add(48 * time.Hour), Ledger: Ledger{Size: 41, Root: "RootOfTheTree=", Signed: 40},
		Company: casework.Company{Name: "Firm", Fictional: true},
		File: evidence.File{
			Person: casework.Person{ID: "p-1", Name: "Subjectname", Title: "Engineer", Level: core.LevelReview, Score: 98765,
				Unknown: []core.Text{said("unknownword")},
				Questions: []casework.Question{{
					ID: "findingid", Signal: "ruleid", Title: said("titleword"), Says: said("seenword with Otherperson"), Asks: said("askedword"), Innocent: []core.Text{said("innocentword")},
					Ask: []core.Text{said("verifyword")}, Evidence: []core.Evidence{{Input: "logs/sourceword/Otherfile.json", Line: 3, Field: "fieldword", Value: "valueword"}}, Counted: 4321,
				}},
			},
			Case: casework.Case{ID: "c-1", Subject: "p-1", State: casework.Open, Owner: "u-2", Opened: start, Viewed: map[string]bool{"u-1": true}, Events: []casework.Event{
				{At: start, By: "u-2", Name: "Ownername", Kind: casework.Opening, Questions: []string{"findingid"}},
				{At: start.Add(time.Hour), By: "u-3", Name: "Staffname", Kind: casework.Viewing, Text: "viewword", Hypothesis: "triedword"},
				{At: start.Add(2 * time.Hour), By: "u-3", Name: "Staffname", Kind: casework.Noting, Text: "noteword"},
				{At: start.Add(3 * time.Hour), By: "u-3", Name: "Staffname", Kind: "unheard-of", Text: "newword"},
				{At: start.Add(4 * time.Hour), By: "u-3", Name: "Staffname", Kind: casework.Deciding, Text: "reasonword", Hypothesis: "triedword", Trial: casework.Holds, Outcome: casework.Verify},
			}},
			Items:   []evidence.Item{{ID: "e-1", Case: "c-1", N: 1, Name: "itemname", Note: "itemnote", Size: 12, SHA256: sha, By: "u-3", ByName: "Staffname", At: start}},
			Custody: []evidence.Handling{{Evidence: "e-1", Number: 1, N: 1, At: start, By: "u-3", Name: "Staffname", Act: evidence.Adding, Seq: 30}, {Evidence: "e-1", Number: 1, N: 2, At: start.Add(5 * time.Hour), By: "u-3", Name: "Staffname", Act: evidence.Opening, Why: evidence.Check, Seq: 777}},
		},
	}
}

// traces are what shows that a fact was told, and the other words in which it could slip out.
var traces = map[Fact][]string{
	Subject: {"Subjectname"}, Asked: {"titleword", "askedword"}, Seen: {"seenword", "Otherperson"}, Values: {"Otherfile", "fieldword", "valueword"}, Sources: {"sourceword"},
	Innocent: {"innocentword"}, Unknown: {"unknownword"}, Rules: {"ruleid", "findingid"}, Weights: {"987.65", "43.21", "this week"}, Views: {"viewword", "triedword"}, Notes: {"noteword", "newword"},
	Decisions: {"Verify with a third party"}, Reasons: {"reasonword"}, Staff: {"Staffname"}, Items: {"itemname", "itemnote", strings.Repeat("5a1e", 16)}, Custody: {"777", "to check that it is intact"},
	Count: {"You can ask to see"}, Rights: {"GDPR art. 16", "Write to Ownername"}, Checkpoint: {"RootOfTheTree="},
}

func TestEveryAudienceIsToldWhatTheTableSaysAndNothingElse(t *testing.T) {
	for _, a := range Audiences {
		d := Make(facts(), a, core.English)
		asJSON, err := json.Marshal(d)
		if err != nil {
			t.Fatal(err)
		}
		data, err := PDF(d)
		if err != nil {
			t.Fatal(err)
		}
		for form, body := range map[string]string{"document": string(asJSON), "PDF": squeeze(read(t, data))} {
			for fact, words := range traces {
				for _, w := range words {
					if form == "PDF" {
						w = squeeze(w)
					}
					if got, want := strings.Contains(body, w), slices.Contains(Shows[fact], a); got != want {
						t.Errorf("%s for %s: %s (%q) is there: %v, want %v", form, a, fact, w, got, want)
					}
				}
			}
		}
		if got, want := len(d.Marks) > 0, slices.Contains(Shows[Strip], a); got != want {
			t.Errorf("%s: the strip is there: %v", a, got)
		}
	}
	for fact := range Shows {
		if _, ok := traces[fact]; !ok && fact != Strip {
			t.Errorf("nothing tests who is told %s", fact)
		}
	}
}

// streams are what the pages draw.
func streams(t *testing.T, data []byte) string {
	t.Helper()
	r, err := pdf.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for n := range r.NumPage() {
		if _, err := io.Copy(&b, r.Page(n+1).V.Key("Contents").Reader()); err != nil {
			t.Fatal(err)
		}
	}
	return b.String()
}

// inPDF is a word as a page draws it: two bytes a sign, which are its Unicode number.
func inPDF(word string) string {
	var b []byte
	for _, u := range utf16.Encode([]rune(word)) {
		b = append(b, byte(u>>8), byte(u))
	}
	return strings.NewReplacer(`\`, `\\`, "(", `\(`, ")", `\)`, "\r", `\r`).Replace(string(b))
}

// squeeze leaves out spaces: where lines end is of no matter.
func squeeze(s string) string { return strings.Join(strings.Fields(s), "") }

// read is the text of a PDF as a reader of PDFs finds it.
func read(t *testing.T, data []byte) string {
	t.Helper()
	r, err := pdf.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	text, err := r.GetPlainText()
	if err != nil {
		t.Fatal(err)
	}
	all, err := io.ReadAll(text)
	if err != nil {
		t.Fatal(err)
	}
	return string(all)
}

func pages(t *testing.T, data []byte) []string {
	t.Helper()
	r, err := pdf.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for n := range r.NumPage() {
		text, err := r.Page(n + 1).GetPlainText(nil)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, text)
	}
	return out
}

func TestEveryPageSaysWhoPrintedItWhenAndWhichOfHowMany(t *testing.T) {
	for _, lang := range []core.Lang{core.English, core.French} {
		f := facts()
		for i := range 80 {
			f.Case.Events = append(f.Case.Events, casework.Event{At: start.Add(time.Duration(i) * time.Minute), Name: "Staffname", Kind: casework.Noting, Text: strings.Repeat("a long note ", 20)})
		}
		data, err := PDF(Make(f, Internal, lang))
		if err != nil {
			t.Fatal(err)
		}
		all := pages(t, data)
		if len(all) < 8 {
			t.Fatalf("%d pages", len(all))
		}
		for i, text := range all {
			for _, want := range []string{"Printer", "2026-11-22 09:00 UTC", "c-1", fmt.Sprintf("page %d/%d", i+1, len(all)), "TLP:AMBER+STRICT", "données fictives"} {
				if !strings.Contains(squeeze(text), squeeze(want)) {
					t.Errorf("%s, page %d lacks %q:\n%s", lang, i+1, want, text)
				}
			}
		}
	}
}

func TestTheSameReportIsTheSameBytes(t *testing.T) {
	a, err1 := PDF(Make(facts(), Legal, core.French))
	b, err2 := PDF(Make(facts(), Legal, core.French))
	if err1 != nil || err2 != nil || !bytes.Equal(a, b) {
		t.Errorf("%d and %d bytes, %v %v", len(a), len(b), err1, err2)
	}
}

// No sign of a name gets lost: what the font has is there, what it lacks stands as its number and the paper says so.
func TestANameInAnyScriptIsNotLost(t *testing.T) {
	for name, want := range map[string]string{
		"Zoë Nuñez-Łukasz": "Zoë Nuñez-Łukasz", "Ελένη Παπαδάκη": "Ελένη Παπαδάκη", "Оксана Шевченко": "Оксана Шевченко", "Zoe\u0308": "Zoë",
		"김민수": "[U+AE40][U+BBFC][U+C218]", "\u202egnp.exe": "[U+202E]gnp.exe", "a\x00b": "[U+0000]", "😀": "[U+1F600]", "عمر": "[U+0639]",
	} {
		f := facts()
		f.Person.Name = name
		data, err := PDF(Make(f, Police, core.English))
		if err != nil {
			t.Fatal(err)
		}
		text, drawn := squeeze(read(t, data)), streams(t, data)
		for _, word := range strings.Fields(want) {
			if !strings.Contains(drawn, inPDF(word)) {
				t.Errorf("%q: no %q in\n%.300s", name, word, text)
			}
		}
		if says := strings.Contains(text, "Unicodenumber"); says != strings.Contains(want, "[U+") {
			t.Errorf("%q: the paper says that signs stand as numbers: %v", name, says)
		}
	}
}

func TestTheSumIsForWhoeverWroteAFirstView(t *testing.T) {
	f := facts()
	f.Viewer.User = "u-9"
	text, err := json.Marshal(Make(f, Internal, core.English))
	if err != nil {
		t.Fatal(err)
	}
	for _, w := range traces[Weights] {
		if strings.Contains(string(text), w) {
			t.Errorf("%q is told to somebody who wrote none", w)
		}
	}
}

func TestThePersonIsNotToldThatNobodyConcludedWhenSomebodyHas(t *testing.T) {
	f := facts()
	for state, want := range map[casework.State]bool{casework.Open: true, casework.Decided: false, casework.Closed: false} {
		f.Case.State = state
		text, err := json.Marshal(Make(f, Person, core.English))
		if err != nil || strings.Contains(string(text), "Nobody has concluded") != want {
			t.Errorf("%s: %v", state, err)
		}
	}
}

func TestEveryWordOfAReportExistsInBothLanguages(t *testing.T) {
	for key, text := range words {
		if !text.Complete() {
			t.Errorf("%s: %+v", key, text)
		}
	}
	for _, a := range Audiences {
		if !strings.Contains(fmt.Sprint(Make(facts(), a, core.French)), "Subjectname") {
			t.Errorf("%s in French", a)
		}
	}
}

// Whatever can happen in a case has a word on paper, in both languages: no reader gets "glass_open".
func TestEveryStepOfACaseHasAWordOnPaper(t *testing.T) {
	kinds := append(casework.Kinds(), task.Asked, task.Answered, task.Withdrawn, deadline.WasSet, deadline.WasDone)
	for _, k := range kinds {
		if !words["event_"+string(k)].Complete() {
			t.Errorf("event %s", k)
		}
	}
	for _, o := range append(slices.Clone(casework.Outcomes), casework.Adverse...) {
		if !words["outcome_"+string(o)].Complete() {
			t.Errorf("outcome %s", o)
		}
	}
}
