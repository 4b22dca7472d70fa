package sigma

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// condition draws a condition over the selections s0 to s3 and what it says of their values.
func condition(t *rapid.T, values []bool, depth int) (string, bool) {
	kind := rapid.IntRange(0, 3).Draw(t, "kind")
	if depth == 0 || kind == 0 {
		i := rapid.IntRange(0, len(values)-1).Draw(t, "selection")
		return fmt.Sprintf("s%d", i), values[i]
	}
	text, value := condition(t, values, depth-1)
	if kind == 1 {
		return "not (" + text + ")", !value
	}
	for range rapid.IntRange(1, 3).Draw(t, "more") {
		other, v := condition(t, values, depth-1)
		if kind == 2 {
			text, value = text+" and ("+other+")", value && v
		} else {
			text, value = text+" or ("+other+")", value || v
		}
	}
	return "(" + text + ")", value
}

func TestConditionsSayWhatTheirWordsSay(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		values := rapid.SliceOfN(rapid.Bool(), 4, 4).Draw(rt, "values")
		text, want := condition(rt, values, 4)
		var det, record []string
		for i, v := range values {
			det = append(det, fmt.Sprintf("s%d: {F%d: 'true'}", i, i))
			record = append(record, fmt.Sprintf(`"F%d":%v`, i, v))
		}
		_, got := matched(t, "condition: "+text+"\n"+strings.Join(det, "\n"), "{"+strings.Join(record, ",")+"}")
		if got != want {
			rt.Fatalf("%s with %v: %v, want %v", text, values, got, want)
		}
	})
}
