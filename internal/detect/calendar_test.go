package detect

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func TestACalendarIsAMapInOrder(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		days := rapid.SliceOfN(rapid.IntRange(0, 40000), 0, 60).Draw(rt, "days")
		var c calendar[int]
		want := map[int]int{}
		for _, d := range days {
			n, fresh := c.at(d)
			if _, known := want[d]; known == fresh {
				rt.Fatalf("day %d: fresh is %v", d, fresh)
			}
			*n++
			want[d]++
		}
		var order []int
		c.each(func(d int, n *int) {
			order = append(order, d)
			if *n != want[d] || c.get(d) != n {
				rt.Fatalf("day %d: %d, want %d", d, *n, want[d])
			}
		})
		if len(order) != len(want) || !slices.IsSorted(order) {
			rt.Fatalf("visited %v", order)
		}
		if c.get(50000) != nil {
			rt.Fatal("a day that was never made")
		}
	})
}
