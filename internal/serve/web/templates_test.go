package web

import (
	"io"
	"testing"
)

// A page is made of the parts that all pages have, each in its own copy, and a value that it lacks is an error, never an empty place.
func TestEveryPageHasItsOwnPartsAndMissesNoValueInSilence(t *testing.T) {
	all, err := readTemplates()
	if err != nil || len(all) < 30 {
		t.Fatalf("%d pages: %v", len(all), err)
	}
	for name, page := range all {
		if page.Lookup("layout") == nil {
			t.Errorf("%s has no layout", name)
		}
		if page.Lookup("only here") != nil {
			t.Fatalf("%s shares its parts with another page", name)
		}
		x, err := page.New("only here").Parse("{{.nothing}}")
		if err != nil {
			t.Fatal(err)
		}
		if err := x.Execute(io.Discard, map[string]string{}); err == nil {
			t.Errorf("%s shows an empty place for what is not there", name)
		}
	}
}
