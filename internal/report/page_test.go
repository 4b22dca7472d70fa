package report

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/taupier-eu/taupier/internal/core"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// sample is a small report with everything a report can hold.
func sample() *Report {
	ev := []Evidence{{Input: "logs/mdm.jsonl", Line: 12, Field: "city", Value: "Lisbon (PT)"}, {Input: "people/c-014/person.yaml", Line: 7, Field: "stated.residence", Value: "<b>Rennes</b>"}}
	finding := func(id, signal, family, strength string) Finding {
		return Finding{
			ID: id, Signal: signal, Family: family, Strength: strength, Title: "Device and account are never in one place", At: "2026-10-05T08:30:00Z",
			Says: "On each of 12 days the device was around Lisbon (PT).", Question: "Who is at the device?", Evidence: ev,
			Innocent: []string{"A tunnel.", "A relative's home."}, Ask: []string{"Ask for a call from the device."},
		}
	}
	link := Link{A: "c-014", B: "c-021", Kind: "ship_to", Value: "12 Example Street", Because: ev}
	line := Link{A: "c-014", B: "c-021", Kind: "ip", Value: "2001:db8:1:1::/64", Because: ev}
	return &Report{
		Schema: Schema,
		Inputs: []Input{
			{Path: "logs/mdm.jsonl", Kind: "mdm.checkin", Records: 1200},
			{Path: "logs/okta.jsonl.gz", Kind: "okta.system_log", Records: 34567, Rejected: 1, Problems: []Problem{{Line: 9, Says: "not valid JSON: correct or remove the record"}}},
		},
		People: []Person{
			{
				ID: "c-014", Stage: "employed", Role: "Developer", Level: "urgent", Score: 640,
				Terms:    []Term{{Finding: "fnd_1", Family: "network", Full: 200, Weight: 200, Basis: "strength", Counted: 200}, {Finding: "fnd_2", Family: "shipping", Full: 100, Weight: 100, Basis: "strength", Counted: 100}, {Finding: "fnd_3", Family: "link", Full: 340, Weight: 340, Basis: "strength", Counted: 340}},
				Findings: []Finding{finding("fnd_1", "H07", "network", "strong"), finding("fnd_2", "F01", "shipping", "medium"), finding("fnd_3", "L06", "link", "strong")},
				Unknown:  []string{"no identity check is recorded", "no CV could be read"},
				First:    &Answer{Finding: "fnd_3", Ask: "Ask both what they share.", Score: 300, Level: "ask"},
				Verify: []Task{{
					Key: "employer", Title: "Confirm the post at Example & Co", Who: "The switchboard.", Before: "Tell the candidate.", Ask: []string{"From when to when?"},
					Notes: []string{"Tried before."}, Record: `verifications: [{of: employer, item: "Example & Co"}]`, About: ev[1],
				}},
			},
			{ID: "c-021", Stage: "employed", Level: "ask", Score: 100, Terms: []Term{{Finding: "fnd_4", Family: "link", Full: 100, Weight: 100, Basis: "strength", Counted: 100}}, Findings: []Finding{finding("fnd_4", "L06", "link", "strong")}, Unknown: []string{}},
			{ID: "s-001", Stage: "employed", Level: "none", Terms: []Term{}, Findings: []Finding{}, Unknown: []string{"no interview notes"}},
		},
		Links:    []Link{link, line},
		Clusters: []Cluster{{ID: "cl_1", People: []string{"c-014", "c-021"}, Because: []Link{line, link}}},
		Screening: []Screening{
			{
				Person: "c-021", List: "xx", Entry: "XX-12", Name: "EXAMPLE, Somebody", Version: "3f2a91c0", Level: "check", Score: 71,
				Why:     "The family name agrees; it is rare. The given name agrees in another spelling.",
				Differs: []string{"Born 1991; the list says 1962."}, Close: []string{"Compare the place of birth."},
			},
			{
				Person: "s-001", List: "xx", Entry: "XX-13", Name: "EXAMPLE, Other", Version: "77aa01fe", Level: "check", Score: 55, Differs: []string{}, Close: []string{},
				Closed: &Closed{Outcome: "other_person", Reason: "Other date and place of birth.", On: "2026-09-01"},
			},
		},
		Screened:   ScreenedAgainst{People: 3, Lists: []ScreenedList{{Name: "xx", Title: "List of examples", Published: "2026-02-27", Entries: 1003}}, Warning: "The list is 267 days old."},
		Unassigned: Unassigned{Events: 42, Accounts: 3},
	}
}

func view(lang core.Lang) View {
	return View{Lang: lang, Min: core.LevelAsk, Now: time.Date(2026, 11, 21, 0, 0, 0, 0, time.UTC), Company: "Armorel"}
}

func TestEveryFormMatchesItsGoldenFile(t *testing.T) {
	for _, c := range []struct {
		format string
		lang   core.Lang
	}{{"table", "en"}, {"table", "fr"}, {"json", "en"}, {"ndjson", "en"}, {"csv", "en"}, {"html", "en"}, {"html", "fr"}} {
		name := c.format + "." + string(c.lang)
		t.Run(name, func(t *testing.T) {
			var got bytes.Buffer
			if err := Write(&got, c.format, sample(), view(c.lang)); err != nil {
				t.Fatal(err)
			}
			golden(t, filepath.Join("testdata", name+".golden"), got.Bytes())
		})
	}
}

func TestExplainMatchesItsGoldenFile(t *testing.T) {
	for name, id := range map[string]string{"explain_person": "c-014", "explain_finding": "fnd_2"} {
		var got bytes.Buffer
		if err := Explain(&got, sample(), id, view(core.English)); err != nil {
			t.Fatal(err)
		}
		golden(t, filepath.Join("testdata", name+".golden"), got.Bytes())
	}
	if err := Explain(&bytes.Buffer{}, sample(), "nobody", view(core.English)); err == nil {
		t.Error("an id that is not in the report was explained")
	}
}

func golden(t *testing.T, file string, got []byte) {
	t.Helper()
	if *update {
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s (-want +got); go test ./internal/report -update rewrites it:\n%s", file, diff)
	}
}

func TestThePageFetchesNothingAndEscapesEverything(t *testing.T) {
	var got bytes.Buffer
	if err := Write(&got, "html", sample(), view(core.French)); err != nil {
		t.Fatal(err)
	}
	page := got.String()
	for _, banned := range []string{"<script", "http://", "https://", "src=", "<link", "@import", "url(", "<b>Rennes"} {
		if strings.Contains(page, banned) {
			t.Errorf("the page holds %q", banned)
		}
	}
	if !strings.Contains(page, `lang="fr"`) || !strings.Contains(page, "&lt;b&gt;Rennes") {
		t.Error("the page lacks its language or an escaped value")
	}
}

func TestEveryWordExistsInBothLanguages(t *testing.T) {
	for key, w := range words {
		if !w.Complete() {
			t.Errorf("word %q lacks a language", key)
		}
	}
	for _, f := range core.Families {
		if _, ok := words["family."+string(f)]; !ok {
			t.Errorf("family %q has no word", f)
		}
	}
}

func TestNoSpreadsheetFormulaInCSV(t *testing.T) {
	r := sample()
	r.People[0].Findings[0].Evidence[0].Value = "=HYPERLINK(1)"
	var got bytes.Buffer
	if err := Write(&got, "csv", r, view(core.English)); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(got.String(), "'=HYPERLINK(1)") {
		t.Error("a formula was written as such")
	}
}
