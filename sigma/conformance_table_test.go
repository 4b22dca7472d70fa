package sigma

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
	"github.com/google/go-cmp/cmp"
)

// conformanceLine is a construct of Sigma with a record, or hits, for which it holds and one for which it
// does not.
type conformanceLine struct {
	Construct string `yaml:"construct"`
	Note      string `yaml:"note"`

	Line      string `yaml:"line"` // of the one selection, or
	Condition string `yaml:"condition"`
	Detection string `yaml:"detection"`
	Yes       string `yaml:"yes"`
	No        string `yaml:"no"`
	Alone     bool   `yaml:"alone"` // beyond the reference evaluator

	Correlation string   `yaml:"correlation"`
	Lower       string   `yaml:"lower"` // a correlation named many, which Correlation names
	Hits        []string `yaml:"hits"`
	Alerts      []string `yaml:"alerts"`
	NoAlert     []string `yaml:"no-alert"`
}

var conformanceFiles = []struct{ name, title string }{
	{"modifiers", "Modifiers"}, {"values", "Values and fields"}, {"conditions", "Conditions and selections"}, {"correlations", "Correlations"},
}

func conformanceTable(tb testing.TB, name string) (lines []conformanceLine) {
	tb.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", "conformance", name+".yml"))
	if err != nil {
		tb.Fatal(err)
	}
	if err := yaml.UnmarshalWithOptions(data, &lines, yaml.Strict()); err != nil {
		tb.Fatal(err)
	}
	return lines
}

// detection is what a rule with the line asks.
func (l conformanceLine) detection() string {
	switch {
	case l.Line != "":
		return field(l.Line)
	case l.Condition != "":
		return "a: {A: x}\nb: {B: x}\n_c: {C: x}\ncondition: " + l.Condition
	}
	return l.Detection
}

// conformanceReader knows the placeholder of the table.
var conformanceReader = Reader{Placeholders: map[string][]string{"Servers": {"srv1", "db-*"}}}

// answer is whether a rule with the detection matches.
func conformanceAnswer(detection, record string) (bool, error) {
	rules, err := conformanceReader.ParseRules("table.yml", oneRule(detection))
	if err != nil {
		return false, err
	}
	set, err := Compile(rules)
	if err != nil {
		return false, err
	}
	var ev Event
	if err := ev.Parse([]byte(record)); err != nil {
		return false, err
	}
	return len(hits(set.NewMatcher(), LogSource{Product: "test"}, &ev)) > 0, nil
}

func TestConformanceTableHolds(t *testing.T) {
	for _, f := range conformanceFiles {
		for i, l := range conformanceTable(t, f.name) {
			t.Run(fmt.Sprintf("%s/%d %s", f.name, i+1, l.Construct), func(t *testing.T) {
				if l.Correlation != "" {
					l.correlate(t)
					return
				}
				l.ask(t, l.Yes, true)
				l.ask(t, l.No, false)
			})
		}
	}
}

func (l conformanceLine) ask(t *testing.T, record string, want bool) {
	t.Helper()
	got, err := conformanceAnswer(l.detection(), record)
	if err != nil {
		t.Fatal(err)
	}
	if got != want {
		t.Errorf("matched %v, want %v: %s", got, want, record)
	}
	if l.Alone {
		return
	}
	if ref := readReference(t, oneRule(l.detection()))[0].holds(readRefEvent(t, []byte(record))); ref != want {
		t.Errorf("the reference says %v, want %v: %s", ref, want, record)
	}
}

func (l conformanceLine) correlate(t *testing.T) {
	t.Helper()
	correlations := []string{correlationText("k", l.Correlation)}
	if l.Lower != "" {
		correlations = append(correlations, correlationText("many", l.Lower))
	}
	newBench(t, CorrelatorOptions{}, correlations...).add(l.Hits...).flush().want(l.Alerts...)
	b := newBench(t, CorrelatorOptions{}, correlations...).add(l.NoAlert...).flush()
	if len(b.alerts) > 0 {
		t.Errorf("alerts %v, want none", b.alerts)
	}
}

const conformancePage = "../docs/reference/sigma-conformance.md"

func TestConformanceTableIsWrittenDown(t *testing.T) {
	var b strings.Builder
	b.WriteString("# Sigma conformance\n\n" +
		"What of Sigma is held by a test, written by `UPDATE_GOLDEN=1 go test ./sigma -run ConformanceTable` from\n" +
		"`sigma/testdata/conformance`. Each line is a rule with a record for which it holds and one for which it does\n" +
		"not. But for `expand` rules of records are also answered by a second, plain evaluator that shares no code with the engine; the two are\n" +
		"compared on random rules and on public records as well. [sigma.md](sigma.md) says what the constructs mean.\n")
	for _, f := range conformanceFiles {
		fmt.Fprintf(&b, "\n## %s\n\n", f.title)
		switch f.name {
		case "conditions":
			b.WriteString("A condition stands over the selections `a: {A: x}`, `b: {B: x}` and `_c: {C: x}`.\n\n")
		case "correlations":
			b.WriteString("Hits are written as second, rule and fields of the record; an alert as correlation, second, group, the seconds of its\n" +
				"first and last hit, the number of hits and the value.\n\n")
		}
		b.WriteString("| Construct | Rule | Positive test | Negative test | Note |\n|---|---|---|---|---|\n")
		for _, l := range conformanceTable(t, f.name) {
			b.WriteString(l.row())
		}
	}
	if os.Getenv("UPDATE_GOLDEN") != "" {
		if err := os.WriteFile(conformancePage, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	page, err := os.ReadFile(conformancePage)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(strings.Split(string(page), "\n"), strings.Split(b.String(), "\n")); diff != "" {
		t.Errorf("the page is stale (-page +table):\n%s\nUPDATE_GOLDEN=1 writes it", diff)
	}
}

func (l conformanceLine) row() string {
	rule, yes, no := l.Line+l.Condition+l.Detection, l.Yes, l.No
	if l.Correlation != "" {
		rule, yes, no = l.Correlation, strings.Join(l.Hits, "\n")+"\n→ "+strings.Join(l.Alerts, "\n→ "), strings.Join(l.NoAlert, "\n")
		if l.Lower != "" {
			rule += "many:\n" + l.Lower
		}
	}
	return fmt.Sprintf("| %s | %s | %s | %s | %s |\n", l.Construct, codeCell(rule), codeCell(yes), codeCell(no), l.Note)
}

// codeCell is text as code in a cell of a table, line by line.
func codeCell(text string) string {
	var out []string
	for _, line := range strings.Split(strings.TrimSpace(text), "\n") {
		out = append(out, "`"+strings.ReplaceAll(line, "|", `\|`)+"`")
	}
	return strings.Join(out, "<br>")
}
