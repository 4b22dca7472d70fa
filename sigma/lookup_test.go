package sigma

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestWhereFieldsAreFound(t *testing.T) {
	runDetections(t, []detectionCase{
		{"a whole key", field("A.B: foo"), `{"A.B":"foo"}`, true},
		{"a path through objects", field("A.B.C: foo"), `{"A":{"B":{"C":"foo"}}}`, true},
		{"a whole key comes before a path", field("A.B: foo"), `{"A":{"B":"foo"},"A.B":"bar"}`, false},
		{"a path that ends early", field("A.B.C: foo"), `{"A":{"B":"foo"}}`, false},
		{"an element of an array", field("A: foo"), `{"A":["x","foo"]}`, true},
		{"no element of an array", field("A: foo"), `{"A":["x","fo"]}`, false},
		{"an element of an array within an array", field("A: foo"), `{"A":[["foo"]]}`, true},
		{"any element of an array of objects", field("A.B: foo"), `{"A":[{"B":"x"},{"C":1},{"B":"foo"}]}`, true},
		{"one element by index", field("A.1.B: foo"), `{"A":[{"B":"x"},{"B":"foo"}]}`, true},
		{"another element by index", field("A.0.B: foo"), `{"A":[{"B":"x"},{"B":"foo"}]}`, false},
		{"all may be met by different elements", field("A|contains|all: [x, y]"), `{"A":["ax","by"]}`, true},
		{"not asks that no element holds", "condition: not a\na: {A: x}", `{"A":["y","x"]}`, false},
		{"null among the elements", field("A: null"), `{"A":["x",null]}`, true},
		{"an object is no text", field("A: '*'"), `{"A":{"B":"x"}}`, false},
		{"a key written with spaces", field("ThreatName: x"), `{"Threat Name":"x"}`, true},
		{"a key without spaces comes first", field("ThreatName: x"), `{"Threat Name":"x","ThreatName":"y"}`, false},
		{"a key with an escape", field("A/B: x"), `{"A\/B":"x"}`, true},
		{"a value with an escape", field("A: é"), `{"A":"\u00e9"}`, true},
	})
}

func TestRootsAreSearchedInOrder(t *testing.T) {
	for _, c := range []struct {
		name, field, want string
	}{
		{"the first root that has the field", "A", "inner"},
		{"a later root", "B", "outer"},
		{"a whole key of a later root before a path of an earlier", "C.D", "key"},
		{"the record itself", "data.A", "inner"},
	} {
		t.Run(c.name, func(t *testing.T) {
			set := mustCompile(t, mustParse(t, oneRule(field(c.field+": '*'")))...)
			ev := mustEvent(t, `{"data":{"A":"inner","C":{"D":"path"}},"A":"outer","B":"outer","C.D":"key"}`)
			ev.LookIn(ev.Root().Get("data"), ev.Root().Get("absent"), ev.Root())
			var got []MatchedField
			set.NewMatcher().Match(LogSource{Product: "test"}, ev, func(m Match) { got = m.Fields })
			if diff := cmp.Diff([]MatchedField{{c.field, c.want}}, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}
