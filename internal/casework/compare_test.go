package casework

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/taupier-eu/taupier/internal/core"
)

func TestWhatPeopleHaveInCommonIsFoundHoweverItIsWritten(t *testing.T) {
	a := Person{Stated: []Fact{{"phone", "+33 6 55 50 10 12"}, {"email", "Zoe@example.com"}, {"team", "Web"}}, Questions: []Question{{Signal: "X01", Evidence: []core.Evidence{{Value: "192.0.2.77"}, {Value: "FR"}}}}}
	b := Person{Stated: []Fact{{"phone", "0655501012"}, {"email", "other@example.com"}, {"team", "Web"}}, Questions: []Question{{Signal: "X02", Evidence: []core.Evidence{{Value: "192.0.2.77"}, {Value: "FR"}}}}}
	c := Person{Stated: []Fact{{"email", "zoe@EXAMPLE.com"}}}
	want := []Common{{"phone", "+33 6 55 50 10 12", []int{0, 1}}, {"email", "Zoe@example.com", []int{0, 2}}, {"evidence", "192.0.2.77", []int{0, 1}}}
	if diff := cmp.Diff(want, Compare([]Person{a, b, c})); diff != "" {
		t.Error(diff)
	}
}
