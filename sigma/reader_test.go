package sigma

import (
	"strings"
	"testing"
)

const onServers = `title: t
logsource: {product: p}
detection:
  s:
    Computer|expand: VALUE
  condition: s
`

func TestPlaceholdersStandForTheirValues(t *testing.T) {
	r := Reader{Placeholders: map[string][]string{"Servers": {"SRV1", "db-*"}, "zone": {"a.test", "b.test"}, "one": {"x"}}}
	for _, c := range []struct{ value, event, want string }{
		{`'%Servers%'`, `{"Computer":"srv1"}`, "match"},
		{`'%Servers%'`, `{"Computer":"db-7"}`, "match"},
		{`'%Servers%'`, `{"Computer":"srv2"}`, ""},
		{`'%Servers%'`, `{"Computer":"%Servers%"}`, ""},
		{`['%one%', y]`, `{"Computer":"y"}`, "match"},
		{`'%Servers%.%zone%'`, `{"Computer":"srv1.b.test"}`, "match"},
		{`'%Servers%.%zone%'`, `{"Computer":"srv1.c.test"}`, ""},
		{`'100% %one%'`, `{"Computer":"100% x"}`, "match"},
	} {
		t.Run(c.value+c.event, func(t *testing.T) {
			rules, err := r.ParseRules("r.yml", []byte(strings.Replace(onServers, "VALUE", c.value, 1)))
			if err != nil {
				t.Fatal(err)
			}
			if got := holdsFor(t, rules, c.event); got != (c.want == "match") {
				t.Errorf("holds: %v", got)
			}
		})
	}
}

func TestPlaceholdersThatCannotBeHonouredAreRefused(t *testing.T) {
	many := make([]string, 200)
	for i := range many {
		many[i] = "v" + strings.Repeat("x", i)
	}
	r := Reader{Placeholders: map[string][]string{"many": many, "two": {"a", "b"}}}
	for value, says := range map[string]string{
		`'%absent%'`:           "r.yml:5: the modifier expand stands for values that only the reader of the rule knows: none are given for %absent%",
		`'%many%%many%%many%'`: "r.yml:5: its placeholders stand for more than 10000 values",
		`5`:                    "r.yml:5: expand takes a text with a placeholder such as %Servers%, not a number",
	} {
		_, err := r.ParseRules("r.yml", []byte(strings.Replace(onServers, "VALUE", value, 1)))
		if err == nil || err.Error() != says {
			t.Errorf("%s: %v", value, err)
		}
	}
	_, err := r.ParseRules("r.yml", []byte(strings.NewReplacer("VALUE", "'%two%'", "|expand", "|all|expand").Replace(onServers)))
	if err == nil || !strings.Contains(err.Error(), "stands for 2 values") {
		t.Error(err)
	}
}

// holdsFor says whether the one rule holds for an event of the product p.
func holdsFor(t *testing.T, rules []*Rule, event string) bool {
	t.Helper()
	set, err := Compile(rules)
	if err != nil {
		t.Fatal(err)
	}
	var ev Event
	if err := ev.Parse([]byte(event)); err != nil {
		t.Fatal(err)
	}
	holds := false
	set.NewMatcher().Match(LogSource{Product: "p"}, &ev, func(Match) { holds = true })
	return holds
}
