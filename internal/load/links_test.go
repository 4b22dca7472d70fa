package load

import (
	"testing"
	"time"

	"github.com/taupier-eu/taupier/internal/link"
)

func TestNobodyHasMoreThanTwentyLinksAndThereAreTenForEachPerson(t *testing.T) {
	s := Size{Seed: 1, People: 6000}
	day := time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC)
	things, stated := Links(s, day, false)
	ends := map[string]int{}
	common := 0
	for _, x := range things {
		if x.Common() {
			common = max(common, x.Count)
		}
		for _, l := range x.Links(nil) {
			ends[l.A]++
			ends[l.B]++
		}
	}
	for id, n := range ends {
		if n > 20 {
			t.Errorf("%s has %d links", id, n)
		}
	}
	if n := CountLinks(things); n != 10*s.People || common != s.People/2 || len(stated) != 150 {
		t.Errorf("%d links, the largest hub has %d, %d state a relation", n, common, len(stated))
	}
	again, _ := Links(s, day, true)
	changed := 0
	for i := range again {
		if again[i].Holders[0].To != things[i].Holders[0].To {
			changed++
		}
	}
	if len(again) != len(things) || changed == 0 || changed > len(things)/50 {
		t.Errorf("%d of %d things changed in a later reading", changed, len(things))
	}
	if link.CommonFrom != 6 {
		t.Error("what is common has changed: so do the draws")
	}
}
