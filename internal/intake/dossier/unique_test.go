package dossier

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/taupier-eu/taupier/internal/core"
)

func dossierAt(id, path string) core.Person {
	return core.Person{Dossier: core.Dossier{ID: id, Input: path, Lines: map[string]int{"id": 3}}}
}

func TestUniqueKeepsTheFirstByPathWhateverTheOrder(t *testing.T) {
	people := []core.Person{dossierAt("p1", "people/a/person.yaml"), dossierAt("p2", "people/b/person.yaml"), dossierAt("p1", "people/c/person.yaml"), dossierAt("p1", "people/d/person.yaml")}
	want := []core.Person{people[0], people[1]}
	for range people {
		people = append(people[1:], people[0])
		got, problems := Unique(slices.Clone(people))
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("(-want +got)\n%s", diff)
		}
		if len(problems) != 2 || problems[0].Input != "people/c/person.yaml" || problems[1].Input != "people/d/person.yaml" {
			t.Fatalf("problems: %v", problems)
		}
		for _, p := range problems {
			if p.Line != 3 || !strings.Contains(p.Says, "people/a/person.yaml") || !strings.Contains(p.Says, p.Input) {
				t.Errorf("does not name both files with its line: %v", p)
			}
		}
	}
}

func TestUniqueLeavesItsInputAlone(t *testing.T) {
	people := []core.Person{dossierAt("p2", "people/b/person.yaml"), dossierAt("p1", "people/a/person.yaml")}
	if _, problems := Unique(people); len(problems) > 0 || people[0].Dossier.ID != "p2" {
		t.Errorf("problems %v, first is now %s", problems, people[0].Dossier.ID)
	}
}
