package fairness

import (
	"strings"
	"testing"
	"testing/fstest"
)

const two = `id: p1
identity:
  name: Sylvie Example
  born: 1990-01-01
stage: employed
stated:
  emails: ["sylvie.example@example.com"]
  residence: {line: 12 rue des Lilas, postcode: '35000', city: Rennes, country: FR}
recorded:
  payroll:
    - {from: 2026-01-01, account: FR7610000000000000000000123, method: bank}
`

const other = `id: p2
stage: employed
stated:
  emails: ["Sylvie.Example+jobs@example.com"]
  residence: {line: "12, Rue des Lilas", postcode: '35000', city: Rennes, country: FR}
`

func read(t *testing.T) *Folder {
	t.Helper()
	f, err := Read(fstest.MapFS{
		"people/p1/person.yaml": {Data: []byte(two)}, "people/p2/person.yaml": {Data: []byte(other)}, "company.yaml": {Data: []byte("name: Example\n")},
	})
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func variant(t *testing.T, name string) Variant {
	t.Helper()
	for _, v := range Variants() {
		if v.Name == name {
			return v
		}
	}
	t.Fatalf("no variant %q", name)
	return Variant{}
}

func TestEveryLineKeepsItsNumber(t *testing.T) {
	for _, v := range append(Variants(), Base()) {
		changed, _, _ := read(t).With(v)
		got := strings.Split(string(changed["people/p1/person.yaml"].Data), "\n")
		if got[4] != "stage: employed" || !strings.HasPrefix(got[1], "identity: {") || strings.Contains(strings.Join(got, "\n"), "Sylvie Example") {
			t.Errorf("%s:\n%s", v.Name, strings.Join(got, "\n"))
		}
	}
}

func TestWhatWasOneThingStaysOneThing(t *testing.T) {
	changed, _, people := read(t).With(variant(t, "e-mail: korean"))
	a, b := lineWith(changed, "p1", "emails"), lineWith(changed, "p2", "emails")
	x, y := strings.ToLower(strings.Trim(strings.SplitN(a, "[", 2)[1], `"]`)), strings.ToLower(strings.Trim(strings.SplitN(b, "[", 2)[1], `"]`))
	if people != 2 || strings.Contains(x, "sylvie") || strings.Replace(y, "+jobs", "", 1) != x {
		t.Errorf("%d people, %q and %q", people, x, y)
	}
	changed, _, _ = read(t).With(variant(t, "street"))
	a, b = lineWith(changed, "p1", "residence"), lineWith(changed, "p2", "residence")
	if !strings.Contains(a, "45 rue des Spshz") || !strings.Contains(b, "45, Rue des Spshz") || strings.Contains(a, "35000") {
		t.Errorf("%q and %q", a, b)
	}
}

func TestAnAddressIsChangedWhereSomebodyElseNamesIt(t *testing.T) {
	f, err := Read(fstest.MapFS{
		"people/p1/person.yaml": {Data: []byte("id: p1\nstage: interview\nstated:\n  emails: [one@example.org]\n  referees:\n    - {email: Two@example.net}\n    - {email: three@example.net}\n")},
		"people/p2/person.yaml": {Data: []byte("id: p2\nstage: interview\nstated:\n  emails: [two@example.net]\n")},
	})
	if err != nil {
		t.Fatal(err)
	}
	changed, _, _ := f.With(variant(t, "e-mail: korean"))
	referee, own := lineWith(changed, "p1", "email: "), lineWith(changed, "p2", "emails")
	if strings.Contains(referee, "Two@") || !strings.Contains(strings.ToLower(referee), strings.Trim(strings.SplitN(own, "[", 2)[1], "]")) {
		t.Errorf("%q and %q", referee, own)
	}
	if lineWith(changed, "p1", "three@example.net") == "" {
		t.Error("the address of somebody outside the folder was changed")
	}
}

func lineWith(folder fstest.MapFS, person, word string) string {
	for _, line := range strings.Split(string(folder["people/"+person+"/person.yaml"].Data), "\n") {
		if strings.Contains(line, word) {
			return line
		}
	}
	return ""
}
