package detect

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/taupier-eu/taupier/internal/core"
)

func TestDaysAreASet(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		offsets := rapid.SliceOfN(rapid.IntRange(0, 400), 0, 100).Draw(rt, "days")
		var s Days
		want := map[int]bool{}
		for _, n := range offsets {
			day := noon.AddDate(0, 0, n)
			s.Add(day)
			want[core.Day(day)] = true
		}
		if s.Outside == 0 && s.Len() != len(want) {
			rt.Fatalf("Len = %d, want %d", s.Len(), len(want))
		}
		last := -1 << 30
		s.Each(func(day int) {
			if !want[day] || day <= last || !s.Has(day) {
				rt.Fatalf("day %d out of place", day)
			}
			last = day
		})
	})
}

func TestTheSpanOfDaysIsBounded(t *testing.T) {
	var s Days
	s.Add(noon)
	s.Add(noon.Add(1000 * 24 * time.Hour))
	if s.Len() != 1 || s.Outside != 1 {
		t.Errorf("Len %d, Outside %d; want 1 and 1", s.Len(), s.Outside)
	}
}
