package evaluation

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/taupier-eu/taupier/internal/core"
)

func TestThoseWhoWouldBeLostComeFirst(t *testing.T) {
	up := core.Sway{Signal: "A01", Factor: "+50 %", From: core.LevelReview, To: core.LevelUrgent}
	lost := core.Sway{Signal: "Z01", Factor: "-50 %", From: core.LevelReview, To: core.LevelAsk}
	tr := Trial{World: "w", People: 3, Days: 30, Parts: []Part{
		{Person: "a", Kind: "k", Sways: []core.Sway{up}}, {Person: "b", Kind: "k", Sways: []core.Sway{up, lost}}, {Person: "c", Kind: "good", Innocent: true, Sways: []core.Sway{lost}},
	}}
	want := []Swayed{
		{"k", false, "Z01", "-50 %", core.LevelReview, core.LevelAsk, 1, 2},
		{"k", false, "A01", "+50 %", core.LevelReview, core.LevelUrgent, 2, 2},
	}
	if diff := cmp.Diff(want, Summarise([]Trial{tr}).Swayed); diff != "" {
		t.Error(diff)
	}
}
