package sigma

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestOnlyObjectsAreEvents(t *testing.T) {
	for _, c := range []struct {
		name, record string
		want         bool
	}{
		{"an object", `{"A":1}`, true},
		{"an empty object", `{}`, true},
		{"an array", `[{}]`, false},
		{"a text", `"x"`, false},
		{"two objects", `{}{}`, false},
		{"half an object", `{"A":`, false},
		{"nothing", ``, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			var ev Event
			if err := ev.Parse([]byte(c.record)); (err == nil) != c.want {
				t.Errorf("error %v", err)
			}
		})
	}
}

func TestValuesAreReadAsTextsNumbersAndBooleans(t *testing.T) {
	ev := mustEvent(t, `{"text":"\u00e9","number":1.50,"digits":"2","yes":true,"no":"False","null":null,"list":[1,"b"],"object":{"k":"v"}}`)
	for _, c := range []struct {
		key, text string
		number    float64
		isNumber  bool
		yes, bool bool
	}{
		{key: "text", text: "é"},
		{key: "number", text: "1.50", number: 1.5, isNumber: true},
		{key: "digits", text: "2", number: 2, isNumber: true},
		{key: "yes", text: "true", yes: true, bool: true},
		{key: "no", text: "False", bool: true},
		{key: "null"}, {key: "list"}, {key: "object"}, {key: "absent"},
	} {
		t.Run(c.key, func(t *testing.T) {
			v := ev.Root().Get(c.key)
			number, isNumber := v.Float()
			yes, isBool := v.Bool()
			if v.Text() != c.text || number != c.number || isNumber != c.isNumber || yes != c.yes || isBool != c.bool {
				t.Errorf("text %q, number %v %v, boolean %v %v", v.Text(), number, isNumber, yes, isBool)
			}
		})
	}
}

func TestItemsAndFieldsComeInTheOrderOfTheRecord(t *testing.T) {
	ev := mustEvent(t, `{"list":["b","a"],"z":"1","a":"2"}`)
	var got []string
	for v := range ev.Root().Get("list").Items() {
		got = append(got, v.Text())
	}
	for k := range ev.Root().Fields() {
		if got = append(got, k); k == "z" {
			break
		}
	}
	for range ev.Root().Get("absent").Items() {
		got = append(got, "an item of nothing")
	}
	if diff := cmp.Diff([]string{"b", "a", "list", "z"}, got); diff != "" {
		t.Error(diff)
	}
	if v := ev.Root().Get("list", "1"); v.Text() != "a" {
		t.Errorf("the second item is %q", v.Text())
	}
}

func TestParseForgetsTheRootsOfTheEventBefore(t *testing.T) {
	set := mustCompile(t, mustParse(t, oneRule(field("A: x")))...)
	ev := mustEvent(t, `{"in":{"A":"x"}}`)
	ev.LookIn(ev.Root().Get("in"))
	if err := ev.Parse([]byte(`{"A":"x"}`)); err != nil {
		t.Fatal(err)
	}
	hit := false
	set.NewMatcher().Match(LogSource{Product: "test"}, ev, func(Match) { hit = true })
	if !hit {
		t.Error("the second event was searched with the roots of the first")
	}
}

func TestAFieldIsReadAsRulesReadIt(t *testing.T) {
	var ev Event
	if err := ev.Parse([]byte(`{"a":{"b":[{"c":"x"},{"c":"y"}]},"d.e":7,"Threat Name":"z","n":null,"o":{}}`)); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{"a.b.c": "x", "a.b.1.c": "y", "d.e": "7", "ThreatName": "z", "n": "-", "o": "-", "gone": "-"} {
		got, ok := ev.Field(name)
		if !ok {
			got = "-"
		}
		if got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
}
