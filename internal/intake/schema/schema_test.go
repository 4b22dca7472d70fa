package schema_test

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/intake/dossier"
	"github.com/taupier-eu/taupier/internal/intake/schema"
)

// compile is the schema of v's type, read by somebody else's validator.
func compile(t *testing.T, title string, v any) *jsonschema.Schema {
	t.Helper()
	data, err := schema.Of(title, v)
	if err != nil {
		t.Fatal(err)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.DefaultDraft(jsonschema.Draft2020)
	if err := c.AddResource("urn:taupier:schema:"+title, doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("urn:taupier:schema:" + title)
	if err != nil {
		t.Fatalf("%v in\n%s", err, data)
	}
	return s
}

func TestTheSameSchemaEachTime(t *testing.T) {
	first, err := schema.Of("person", dossier.PersonDocument{})
	if err != nil {
		t.Fatal(err)
	}
	for range 20 {
		if again, _ := schema.Of("person", dossier.PersonDocument{}); !bytes.Equal(first, again) {
			t.Fatal("two schemas of one type differ")
		}
	}
	if !bytes.Contains(first, []byte(schema.Draft)) {
		t.Error("the schema does not name its dialect")
	}
}

// verdicts compares what the schema and the reader say of one document.
type verdict struct {
	name, text string
	good       bool
}

const head = "id: p-001\nstage: employed\n"

var personVerdicts = []verdict{
	{"the least", head, true},
	{"nothing after a key", head + "role:\nstated: {emails: , residence: {city: }}\n", true},
	{"empty text", head + "role: {title: \"\", contract: \"\"}\ndates: {left: \"\"}\n", true},
	{"a number for a text", head + "recorded: {tickets: [{id: 4711, kind: vpn}]}\n", true},
	{"a year", head + "stated: {work: [{employer: Example, from: 2019}]}\n", true},
	{"a moment", head + "dates: {left: 2026-05-01T09:30:00+02:00}\n", true},
	{"a country in small letters", head + "stated: {residence: {country: fr}}\n", true},
	{"an unknown key", head + "colour: blue\n", false},
	{"an unknown key further down", head + "stated: {residence: {street: a}}\n", false},
	{"no id", "stage: employed\n", false},
	{"an empty id", "id: \"\"\nstage: employed\n", false},
	{"nothing after id", "id:\nstage: employed\n", false},
	{"a word that is not allowed", "id: p-001\nstage: emploied\n", false},
	{"an empty stage", "id: p-001\nstage: \"\"\n", false},
	{"a text for a list", head + "stated: {emails: a@example.com}\n", false},
	{"a list for a text", head + "role: {title: [a]}\n", false},
	{"a text for a truth", head + "role: {remote: \"true\"}\n", false},
	{"a negative number", head + "role: {agency: {tiers: -1}}\n", false},
	{"a number beyond reason", head + "role: {agency: {tiers: 2000000}}\n", false},
	{"a fraction", head + "role: {agency: {tiers: 1.5}}\n", false},
	{"a date of another country", head + "dates: {left: 31.12.2026}\n", false},
	{"a country written out", head + "stated: {residence: {country: France}}\n", false},
	{"an element without what it needs", head + "stated: {relations: [{kind: couple}]}\n", false},
	{"an empty element", head + "recorded: {in_person: [{}]}\n", false},
	{"an element that is nothing", head + "stated: {emails: [~]}\n", false},
	{"an element that is empty text", head + "stated: {emails: [\"\"]}\n", false},
}

var companyVerdicts = []verdict{
	{"the least", "name: Example\n", true},
	{"a range", "name: Example\nnetworks: [{range: 2001:db8::/32, kind: vpn}]\n", true},
	{"an address for a range", "name: Example\nnetworks: [{range: 192.0.2.1, kind: vpn}]\n", false},
	{"fields", "name: Example\nmappings: [{files: a, source: b, kind: signin, time: c, fields: {ip: d}}]\n", true},
	{"a field that is a list", "name: Example\nmappings: [{files: a, source: b, kind: signin, time: c, fields: {ip: [d]}}]\n", false},
	{"a field that is nothing", "name: Example\nmappings: [{files: a, source: b, kind: signin, time: c, fields: {ip: }}]\n", false},
	{"no name", "country: FR\n", false},
}

func TestTheSchemaAndTheReaderAgree(t *testing.T) {
	person, company := compile(t, "person", dossier.PersonDocument{}), compile(t, "company", core.Company{})
	check := func(v verdict, s *jsonschema.Schema, problems []core.Problem) {
		t.Run(v.name, func(t *testing.T) {
			if got := len(problems) == 0; got != v.good {
				t.Errorf("the reader says %v: %v", got, problems)
			}
			if err := s.Validate(plain(t, []byte(v.text))); (err == nil) != v.good {
				t.Errorf("the schema says %v: %v", err == nil, err)
			}
		})
	}
	for _, v := range personVerdicts {
		_, problems, _ := dossier.ParsePerson("people/p-001/person.yaml", []byte(v.text))
		check(v, person, problems)
	}
	for _, v := range companyVerdicts {
		_, problems, _ := dossier.ParseCompany("company.yaml", []byte(v.text))
		check(v, company, problems)
	}
}

// tree is a document of our own making that holds itself.
type tree struct {
	Name   string    `json:"name" doc:"Name."`
	Kind   string    `json:"kind,omitempty" enum:"leaf,branch"`
	At     time.Time `json:"at"`
	Size   float64   `json:"size"`
	Only   *int      `json:"only,omitempty"`
	Below  []tree    `json:"below"`
	Hidden string    `json:"-"`
	base
}

type base struct {
	Counts map[string]int `json:"counts"`
}

func TestADocumentOfOurOwnMaking(t *testing.T) {
	s := compile(t, "tree", tree{})
	one := 1
	leaf := tree{Name: "b", Kind: "leaf", Only: &one, Below: []tree{}, base: base{Counts: map[string]int{"c": 1}}}
	data, err := json.Marshal(tree{Name: "a", Below: []tree{leaf}, base: base{Counts: map[string]int{}}})
	if err != nil {
		t.Fatal(err)
	}
	validate := func(text string) error {
		doc, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		return s.Validate(doc)
	}
	if err := validate(string(data)); err != nil {
		t.Errorf("what is written does not fit: %v", err)
	}
	for name, broken := range map[string]string{
		"an absent key":     strings.Replace(string(data), `"size":0,`, "", 1),
		"another key":       strings.Replace(string(data), `"size"`, `"Hidden":"x","size"`, 1),
		"a text for number": strings.Replace(string(data), `"size":0`, `"size":"0"`, 1),
		"null for a list":   strings.Replace(string(data), `"below":[]`, `"below":null`, 1),
		"an unknown word":   strings.Replace(string(data), `"leaf"`, `"root"`, 1),
		"a text for counts": strings.Replace(string(data), `{"c":1}`, `{"c":"1"}`, 1),
	} {
		if broken == string(data) {
			t.Fatalf("%s: nothing was broken in %s", name, data)
		}
		if validate(broken) == nil {
			t.Errorf("%s fits: %s", name, broken)
		}
	}
}

func TestWhatHasNoSchemaIsRefused(t *testing.T) {
	for name, v := range map[string]any{
		"nothing":   nil,
		"no struct": 3,
		"a channel": struct {
			C chan int `json:"c"`
		}{},
		"a channel in a list": struct {
			C []chan int `json:"c"`
		}{},
	} {
		if data, err := schema.Of("x", v); err == nil {
			t.Errorf("%s: %s", name, data)
		}
	}
}
