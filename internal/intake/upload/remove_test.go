package upload

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/taupier-eu/taupier/internal/intake"
)

func of(upload string, f File) File { f.Upload = upload; return f }

func TestARemovalNamesWhoLeavesAndWhatComesBack(t *testing.T) {
	live := []File{
		of("i-1", personFile("p-1", "a")), of("i-1", File{Blob: "cv", Path: "people/p-1/files/cv.pdf", Role: intake.RoleAttachment, Person: "p-1", Size: 7}), of("i-1", personFile("p-2", "a")), of("i-2", personFile("p-3", "a")),
		of("i-1", File{Blob: "l", Path: "logs/okta.json", Role: intake.RoleLog, Size: 5}), of("i-2", File{Blob: "m", Path: "logs/okta-2.json", Role: intake.RoleLog}),
		of("i-1", File{Blob: "c", Path: "company.yaml", Role: intake.RoleCompany}), of("i-1", File{Blob: "e", Path: "lists/eu.csv", Role: intake.RoleList}),
	}
	there := Present{People: map[string]bool{"p-2": true}, Files: map[string]string{"company.yaml": "x", "people/p-2/person.yaml": "y"}}
	r, gone := removalOf("i-1", live, there)
	want := Removal{Leave: []string{"p-1"}, Back: []string{"p-2"}, Logs: []string{"logs/okta.json"}, Files: []string{"lists/eu.csv"}, Under: []string{"company.yaml"}, Bytes: 12}
	if diff := cmp.Diff(want, r); diff != "" {
		t.Error(diff)
	}
	slices.Sort(gone)
	if diff := cmp.Diff([]string{"b-p-1a", "b-p-2a", "c", "cv", "e", "l"}, gone); diff != "" {
		t.Errorf("another's import goes, or not all of this: %s", diff)
	}
	slices.Reverse(live)
	again, _ := removalOf("i-1", live, there)
	if again.Shown("i-1") != r.Shown("i-1") || r.Shown("i-1") == r.Shown("i-2") {
		t.Error("what is shown depends on the order, or is the same of another import")
	}
}

func TestARemovalSaysWhenNobodyWouldBeLeft(t *testing.T) {
	mine, other := of("i-1", personFile("p-1", "a")), of("i-2", personFile("p-2", "a"))
	for name, c := range map[string]struct {
		live  []File
		there Present
		empty bool
	}{
		"the only one":               {[]File{mine}, Present{}, true},
		"another import stays":       {[]File{mine, other}, Present{}, false},
		"the folder has somebody":    {[]File{mine}, Present{People: map[string]bool{"p-9": true}}, false},
		"there was nobody in it":     {[]File{of("i-1", File{Blob: "l", Path: "logs/x", Role: intake.RoleLog})}, Present{}, false},
		"all of it was replaced yet": {[]File{other}, Present{}, false},
	} {
		if r, _ := removalOf("i-1", c.live, c.there); r.Empty != c.empty {
			t.Errorf("%s: %+v", name, r)
		}
	}
}
