package dossier

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/taupier-eu/taupier/internal/core"
)

var update = flag.Bool("update", false, "write the golden file anew")

// mistake is a document with one thing wrong, or a few that belong together.
type mistake struct {
	name, text string
}

// head begins a dossier that is fine so far: two lines.
const head = "id: p-001\nstage: employed\n"

var personMistakes = []mistake{
	{"an unknown key is named with the nearest known one", head + "stated:\n  emial: [a@example.com]\n"},
	{"an unknown key that is near to none lists those there are", head + "role:\n  colour: blue\n"},
	{"a key of the identity at the top", head + "name: Camille Exemple\n"},
	{"the identity under a misspelt key", head + "identiy: {name: Camille Exemple}\n"},
	{"a key one level too high", head + "emails: [a@example.com]\n"},
	{"a word that is not allowed", head + "role: {contract: employe}\n"},
	{"a word that is near to none", head + "role: {contract: friend of the house}\n"},
	{"a stage that does not exist leaves nobody", "id: p-001\nstage: emploied\n"},
	{"no id leaves nobody", "stage: employed\n"},
	{"an empty id leaves nobody", "id: \"\"\nstage: employed\n"},
	{"neither id nor stage", "role: {title: Developer}\n"},
	{"an id that is a list", "id: [p-001]\nstage: employed\n"},
	{"a day that does not exist", head + "dates:\n  started: 2026-02-30\n"},
	{"a date in the order of another country", head + "dates:\n  started: 31.01.2026\n"},
	{"yes is not true", head + "role:\n  remote: yes\n"},
	{"true in quotes", head + "role:\n  remote: \"true\"\n"},
	{"a number in words", head + "role: {agency: {tiers: two}}\n"},
	{"a negative number", head + "role: {agency: {tiers: -1}}\n"},
	{"a number in quotes", head + "role: {agency: {tiers: \"2\"}}\n"},
	{"a fraction", head + "role: {agency: {tiers: 1.5}}\n"},
	{"a number beyond reason", head + "role: {agency: {tiers: 99999999999999999999}}\n"},
	{"a country written out", head + "stated:\n  residence: {city: Lyon, country: France}\n"},
	{"a single value where a list belongs", head + "stated:\n  emails: a@example.com\n"},
	{"a list where a single value belongs", head + "role:\n  title: [a, b]\n"},
	{"a value where keys belong", head + "stated:\n  residence: Lyon\n"},
	{"a list where keys belong", head + "recorded: []\n"},
	{"a bad element of a list goes alone", head + "recorded:\n  tickets:\n    - {kind: travel, country: PT}\n    - {kind: holiday}\n    - {kind: vpn}\n"},
	{"an element without what it needs", head + "stated:\n  relations:\n    - kind: couple\n    - person: p-002\n      kind: couple\n"},
	{"empty elements", head + "stated:\n  emails:\n    -\n    - \"\"\n    - a@example.com\n  stays:\n    - {}\n"},
	{"a key twice", head + "role:\n  title: a\n  title: b\n"},
	{"the id twice", "id: p-001\nid: p-002\nstage: employed\n"},
	{"an anchor", head + "role: &r {title: a}\n"},
	{"an alias", head + "role:\n  title: *r\n"},
	{"a merge", head + "role:\n  <<: {title: a}\n"},
	{"a tag", head + "role:\n  title: !!str a\n"},
	{"a complex key", head + "? [a, b]\n: c\n"},
	{"two documents", head + "---\nid: p-002\n"},
	{"a directive", "%YAML 1.1\n---\n" + head},
	{"a tab in the indentation", head + "role:\n\ttitle: a\n"},
	{"a bracket that is not closed", head + "stated:\n  emails: [a@example.com\n"},
	{"indentation that does not fit", head + "role:\n  title: a\n team: b\n"},
	{"a list for a file", "- id: p-001\n"},
	{"a word for a file", "hello\n"},
	{"an empty file", ""},
	{"comments only", "# soon\n"},
	{"not UTF-8", "id: p-\xff\n"},
	{"too large", "id: p-001 #" + strings.Repeat("x", maxBytes) + "\n"},
	{"too many lines", strings.Repeat("\n", maxLines+1)},
	{"too many words", "stated: {emails: [" + strings.Repeat("a,", maxTokens) + "]}"},
	{"nested too deep in brackets", "id: " + strings.Repeat("[", maxDepth+1) + "\n"},
	{"nested too deep in dashes", "id:\n  " + strings.Repeat("- ", maxDepth+1) + "a\n"},
	{"nested too deep by indentation", "id:\n" + strings.Repeat(" ", 4*maxDepth+1) + "a: b\n"},
	{"a control character", head + "role: {title: \"a\\eb\"}\n"},
	{"raw control characters are not repeated", head + "role: {titel: \x1b[31mred\u202e}\n"},
	{"accents before the place", head + "role: {title: é à ü, titel: b}\n"},
	{"a place far to the right", head + "role: {title: \"" + strings.Repeat("x", 150) + "\", titel: b}\n"},
	{"a long value is cut", head + "role: {contract: " + strings.Repeat("x", 500) + "}\n"},
	{"Windows line ends and a byte-order mark", "\ufeffid: p-001\r\nstage: employed\r\nrole:\r\n  titel: a\r\n"},
	{"what is under identity is not repeated", head + "identity:\n  name: Camille Exemple\n  born: 31.12.1990\n  nationality: [Ruritania]\n"},
	{"what is under identity on one line is not repeated", head + "identity: {name: Camille Exemple, born: 31.12.1990}\n"},
	{"what is under payroll is not repeated", head + "recorded:\n  payroll:\n  - {from: soon, account: acct-7f3a}\n  - account: acct-7f3b\n    method: gold\n"},
	{"YAML that breaks under identity is not repeated", head + "identity:\n  name: Camille: Exemple\n"},
	{"payroll before the contract", "id: p-001\nstage: interview\nrecorded:\n  payroll:\n    - {from: 2026-01-01, account: acct-7f3a}\n"},
	{"payroll of an applicant", "id: p-001\nstage: application\nrecorded: {payroll: [{account: acct-7f3a}]}\n"},
	{"an id other than the folder's name", "id: p-002\nstage: employed\n"},
	{"more mistakes than anybody reads", "id: p-002\nstage: employed\nstated:\n  stays:\n" + strings.Repeat("    - {}\n", 30)},
}

var companyMistakes = []mistake{
	{"no name", "country: FR\n"},
	{"an unknown key", "name: Example\noffice: [{city: Nantes, country: FR}]\n"},
	{"a range that is an address", "name: Example\nnetworks:\n  - {range: 192.0.2.1, kind: own}\n  - {range: 192.0.2.0/24, kind: own}\n"},
	{"a range beyond its bits", "name: Example\nnetworks:\n  - range: 192.0.2.0/33\n    kind: own\n"},
	{"a kind of network that does not exist", "name: Example\nnetworks:\n  - range: 192.0.2.0/24\n    kind: coworkng\n"},
	{"a mapping without its time", "name: Example\nmappings:\n  - files: logs/vpn/*.csv\n    source: vpn\n    kind: signin\n"},
	{"fields that are a list", "name: Example\nmappings:\n  - {files: a, source: vpn, kind: signin, time: t, fields: [a]}\n"},
	{"a field that is a list, and one twice", "name: Example\nmappings:\n  - files: a\n    source: vpn\n    kind: signin\n    time: t\n    fields: {account: [a], ip: b, ip: c}\n"},
}

func TestMistakesAreNamed(t *testing.T) {
	var got strings.Builder
	for _, m := range personMistakes {
		_, problems, ok := ParsePerson("people/p-001/person.yaml", []byte(m.text))
		told(&got, m, problems, ok)
	}
	for _, m := range companyMistakes {
		_, problems, ok := ParseCompany("company.yaml", []byte(m.text))
		told(&got, m, problems, ok)
	}
	const golden = "testdata/mistakes.golden"
	if *update {
		if err := os.WriteFile(golden, []byte(got.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got.String()); diff != "" {
		t.Errorf("run with -update after reading (-want +got):\n%s", diff)
	}
}

func told(b *strings.Builder, m mistake, problems []core.Problem, ok bool) {
	kept := "kept"
	if !ok {
		kept = "not read"
	}
	fmt.Fprintf(b, "== %s: %s\n", m.name, kept)
	for _, p := range problems {
		fmt.Fprintf(b, "%s:%d: %s\n", p.Input, p.Line, p.Says)
	}
	b.WriteString("\n")
}

func TestEveryMistakeIsAProblem(t *testing.T) {
	for _, m := range personMistakes {
		if _, problems, _ := ParsePerson("people/p-001/person.yaml", []byte(m.text)); len(problems) == 0 || len(problems) > core.MaxProblems {
			t.Errorf("%s: %d problems", m.name, len(problems))
		}
	}
	for _, m := range companyMistakes {
		if _, problems, _ := ParseCompany("company.yaml", []byte(m.text)); len(problems) == 0 {
			t.Errorf("%s: no problem", m.name)
		}
	}
}

func TestProblemsRepeatNothingPrivate(t *testing.T) {
	for _, m := range personMistakes {
		_, problems, _ := ParsePerson("people/p-001/person.yaml", []byte(m.text))
		for _, p := range problems {
			for _, private := range []string{"Camille", "1990", "acct-", "Ruritania"} {
				if strings.Contains(p.Says, private) {
					t.Errorf("%s: %q stands in %s", m.name, private, p.Says)
				}
			}
			if strings.ContainsAny(p.Says, "\x1b\u202e") {
				t.Errorf("%s: a control character stands in %q", m.name, p.Says)
			}
		}
	}
}
