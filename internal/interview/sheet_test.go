package interview

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/goccy/go-yaml"
	"pgregory.net/rapid"

	"github.com/taupier-eu/taupier/content"
	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/intake/dossier"
	"github.com/taupier-eu/taupier/internal/vetting"
)

type fataler interface {
	Helper()
	Fatalf(format string, args ...any)
}

func load(t fataler, name string, into any) {
	t.Helper()
	data, err := content.FS.ReadFile(name)
	if err == nil {
		err = yaml.UnmarshalWithOptions(data, into, yaml.Strict())
	}
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
}

func shipped(t fataler) *Book {
	t.Helper()
	b := &Book{}
	load(t, "interview/script.yaml", &b.Script)
	load(t, "interview/cards.yaml", &b.Openings)
	return b
}

func written(t fataler, s *Sheet, format string) string {
	t.Helper()
	var b bytes.Buffer
	if err := s.Write(&b, format); err != nil {
		t.Fatalf("%s: %v", format, err)
	}
	return b.String()
}

// signals are read once: a property draws them a thousand times.
var signals = map[string]core.Signal{}

func finding(t fataler, signal string, evidence ...core.Evidence) core.Finding {
	t.Helper()
	s, ok := signals[signal]
	if !ok {
		load(t, "signals/"+signal+".yaml", &s)
		signals[signal] = s
	}
	args := core.Args{}
	for _, p := range core.Placeholders(s.Says.EN) {
		args[p] = "o-007"
	}
	f, err := core.NewFinding(s, "p1", time.Time{}, args, evidence...)
	if err != nil {
		t.Fatalf("%s: %v", signal, err)
	}
	return f
}

func at(input, field, value string) core.Evidence {
	return core.Evidence{Input: input, Line: 3, Field: field, Value: value}
}

const own = "people/p1/person.yaml"

// some is any dossier.
func some(r *rapid.T) Dossier {
	d := Dossier{ID: rapid.StringMatching(`[a-z]-[0-9]{3}`).Draw(r, "id"), Input: own}
	for _, id := range rapid.SliceOfDistinct(rapid.SampledFrom([]string{"A02", "A03", "A14b", "D03", "L01", "K01"}), rapid.ID[string]).Draw(r, "signals") {
		d.Findings = append(d.Findings, finding(r, id, at(own, "stated.work[0].employer", rapid.String().Draw(r, "value"))))
	}
	for _, key := range rapid.SliceOfDistinct(rapid.SampledFrom([]string{"identity", "cv", "device"}), rapid.ID[string]).Draw(r, "unknown") {
		d.Unknown = append(d.Unknown, core.Unknown{Key: key, Says: core.Text{EN: key, FR: key}})
	}
	return d
}

var digestIn = map[string]*regexp.Regexp{"md": regexp.MustCompile("`([0-9a-f]{64})`"), "html": regexp.MustCompile(`([0-9a-f]{64})`)}

func TestTheFirstPartIsTheSameBytesForEverybody(t *testing.T) {
	b := shipped(t)
	rapid.Check(t, func(r *rapid.T) {
		one, two := some(r), some(r)
		for _, lang := range []core.Lang{core.English, core.French} {
			for _, format := range []string{"md", "html"} {
				x, y := written(r, b.Sheet(one, lang), format), written(r, b.Sheet(two, lang), format)
				digest := digestIn[format].FindStringSubmatch(x)[1]
				if !strings.Contains(y, digest) {
					r.Fatalf("%s: two sheets name different first parts", format)
				}
				marker := map[string]string{"md": "\n---\n", "html": "\n<section id=\"cards\">"}[format]
				i, j := strings.Index(x, marker), strings.Index(y, marker)
				if i < 0 || x[:i] != y[:max(j, 0)] {
					r.Fatalf("%s: the first parts differ", format)
				}
				if sum := sha256.Sum256([]byte(x[:i])); hex.EncodeToString(sum[:]) != digest {
					r.Fatalf("%s: the digest is not that of the first part", format)
				}
			}
			var x, y document
			for _, p := range []struct {
				d    Dossier
				into *document
			}{{one, &x}, {two, &y}} {
				if err := json.Unmarshal([]byte(written(r, b.Sheet(p.d, lang), "json")), p.into); err != nil {
					r.Fatal(err)
				}
			}
			if string(x.Fixed) != string(y.Fixed) || digest(x.Fixed) != x.FixedSHA256 {
				r.Fatalf("json: the first parts differ, or the digest is another's")
			}
		}
	})
}

func TestCardsComeFromWhatIsOpen(t *testing.T) {
	b := shipped(t)
	cards, kept := b.Cards(Dossier{
		ID: "p1", Input: own,
		Findings: []core.Finding{
			finding(t, "L01", at(own, "stated.phones[0]", "+33 6 39 98 12 34")),
			finding(t, "D03", at(own, "recorded.interviews[0].liveness", "refused")),
			finding(t, "A14c", at(own, "stated.referees[0].email", "two@example.net"), at("people/o-007/person.yaml", "stated.work", "Sample GmbH")),
			finding(t, "A03", at(own, "stated.work[0].from", "Example Ltd")),
			finding(t, "A03", at(own, "stated.work[1].from", "Widget AG")),
		},
		Unknown: []core.Unknown{{Key: "cv", Says: core.Text{EN: "no CV could be read", FR: "aucun CV"}}, {Key: "device", Says: core.Text{EN: "x", FR: "x"}}},
		Tasks: []vetting.Task{
			{Kind: vetting.Kind{Key: "employer", Title: core.Text{EN: "Confirm {item}", FR: "Confirmer {item}"}}, Item: "Example Ltd"},
			{Kind: vetting.Kind{Key: "phone"}},
		},
	}, core.English)
	var refs []string
	for _, c := range cards {
		refs = append(refs, c.Ref)
	}
	if want := []string{"A03", "A14c", "D03", "unknown.cv", "statement.employer"}; !slices.Equal(refs, want) || kept != 1 {
		t.Fatalf("%v and %d kept, want %v and 1", refs, kept, want)
	}
	if got, want := cards[0].Stated, []string{"stated.work[0].from: Example Ltd", "stated.work[1].from: Widget AG"}; !slices.Equal(slices.Sorted(slices.Values(got)), want) {
		t.Errorf("%v", got)
	}
	if got := cards[1].Stated; len(got) != 1 || strings.Contains(got[0], "Sample") {
		t.Errorf("the card shows what somebody else stated: %v", got)
	}
	if !strings.Contains(cards[4].Open, "At Example Ltd:") {
		t.Errorf("%q", cards[4].Open)
	}
}

// Nobody else's dossier is named on a sheet, and no number weighs anybody.
func TestASheetNamesNobodyElseAndShowsNoWeight(t *testing.T) {
	b := shipped(t)
	for id := range b.Openings.Signals {
		for _, lang := range []core.Lang{core.English, core.French} {
			sheet := written(t, b.Sheet(Dossier{ID: "p1", Input: own, Findings: []core.Finding{finding(t, id, at(own, "stated.emails[0]", "one@example.org"))}}, lang), "md")
			_, sheet, _ = strings.Cut(sheet, "\n---\n")
			for _, word := range []string{"o-007", "strong", "medium", "weak", "score", "somme", "fraud", "suspect", "coréen", "korea"} {
				if strings.Contains(strings.ToLower(sheet), word) {
					t.Errorf("the card of %s in %s says %q", id, lang, word)
				}
			}
		}
	}
}

func TestWhatADossierStatesCannotDraw(t *testing.T) {
	b := shipped(t)
	d := Dossier{ID: "p1", Input: own, Findings: []core.Finding{finding(t, "A03", at(own, "stated.work[0].employer", "<script>x</script> # `[a](http://example.com)`\n\u202e"))}}
	if md := written(t, b.Sheet(d, core.English), "md"); strings.Contains(md, "<script>") || strings.Contains(md, "[a](") || strings.Contains(md, "\u202e") {
		t.Error(md)
	}
	if html := written(t, b.Sheet(d, core.English), "html"); strings.Contains(html, "<script>") {
		t.Error("the page holds a script")
	}
}

func TestTheEmptyFormOfTheNotesIsReadAsItStands(t *testing.T) {
	form := shipped(t).Script.Notes()
	p, problems, ok := dossier.ParsePerson(own, []byte("id: p1\nstage: interview\n"+form))
	if len(problems) > 0 || !ok {
		t.Fatalf("%v\n%s", problems, form)
	}
	if len(p.Dossier.Recorded.Interviews) != 1 || p.Dossier.Recorded.Interviews[0].Protocol != "1" || len(p.Dossier.Recorded.Interviews[0].Requests) != 4 {
		t.Errorf("%+v", p.Dossier.Recorded.Interviews)
	}
}

func TestTheScriptAloneHasNoCards(t *testing.T) {
	b := shipped(t)
	for _, format := range Formats {
		blank, sheet := written(t, b.Blank(core.French), format), written(t, b.Sheet(Dossier{ID: "p1"}, core.French), format)
		if strings.Contains(blank, "p1") || len(blank) >= len(sheet) {
			t.Errorf("%s: %d and %d bytes", format, len(blank), len(sheet))
		}
	}
	if err := b.Blank(core.French).Write(&bytes.Buffer{}, "pdf"); err == nil {
		t.Error("an unknown form is written")
	}
}

func TestABookWithAMistakeIsRefused(t *testing.T) {
	catalogue := core.Catalogue{}
	for id := range shipped(t).Openings.Signals {
		catalogue[id] = core.Signal{}
	}
	for name, spoil := range map[string]func(*Book){
		"whole":                  func(*Book) {},
		"no version":             func(b *Book) { b.Script.Version = "" },
		"a note of no key":       func(b *Book) { b.Script.Parts[0].Steps[0].Note = "looks" },
		"a request of no word":   func(b *Book) { b.Script.Parts[0].Steps[0].Request = "sing" },
		"a step in one language": func(b *Book) { b.Script.Parts[0].Steps[0].Do.FR = "" },
		"an unknown signal":      func(b *Book) { b.Openings.Signals["Z99"] = core.Text{EN: "x", FR: "x"} },
	} {
		t.Run(name, func(t *testing.T) {
			b := shipped(t)
			spoil(b)
			if err := b.Validate(catalogue); (err == nil) != (name == "whole") {
				t.Errorf("%v", fmt.Sprint(err))
			}
		})
	}
}
