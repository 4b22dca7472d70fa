package fairness

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const report = `{"schema":"s","people":[{"id":"p1","score":100,"findings":[{"id":"fnd_0123456789abcdef","says":"seen at %s"}]},{"id":"p2","score":0,"findings":[]}],"links":[]}`

func TestADifferenceIsSeenAndAChangedValueIsNone(t *testing.T) {
	exact, mails := variant(t, "sex"), variant(t, "e-mail: korean")
	say := func(where string) []byte { return []byte(strings.Replace(report, "%s", where, 1)) }
	for _, c := range []struct {
		name  string
		other []byte
		v     Variant
		back  Back
		want  []string
	}{
		{"equal bytes", say("a@example.com"), exact, Back{}, nil},
		{"one other byte", say("b@example.com"), exact, Back{}, []string{"p1"}},
		{"another score", []byte(strings.Replace(string(say("a@example.com")), "100", "140", 1)), mails, Back{}, []string{"p1"}},
		{"a value that was changed, and the digest of it", []byte(strings.Replace(string(say("k@example.com")), "0123456789abcdef", "fedcba9876543210", 1)), mails, Back{pairs: []string{"a@example.com", "k@example.com"}}, nil},
		{"a value that nobody changed", say("k@example.com"), mails, Back{pairs: []string{"x@example.com", "y@example.com"}}, []string{"p1"}},
		{"a person less", []byte(`{"schema":"s","people":[{"id":"p2","score":0,"findings":[]}],"links":[]}`), exact, Back{}, []string{"p1"}},
		{"something outside of people", []byte(strings.Replace(string(say("a@example.com")), `"links":[]`, `"links":[1]`, 1)), exact, Back{}, []string{""}},
	} {
		got, _, err := Differing(say("a@example.com"), c.other, c.v, c.back)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
	}
}
