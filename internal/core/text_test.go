package core

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestPlaceholdersAreFilled(t *testing.T) {
	text := Text{EN: "On {days day|days} {tool} ran {gap}.", FR: "Sur {days jour|jours}, {tool} a tourné {gap}."}
	for _, c := range []struct {
		lang       Lang
		days, want string
	}{
		{English, "1", "On 1 day X ran {gap}."},
		{English, "0", "On 0 days X ran {gap}."},
		{French, "0", "Sur 0 jour, X a tourné {gap}."},
		{French, "12", "Sur 12 jours, X a tourné {gap}."},
	} {
		if got := text.Render(c.lang, Args{"days": c.days, "tool": "X"}); got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
	if diff := cmp.Diff([]string{"days", "gap", "tool"}, Placeholders(text.EN)); diff != "" {
		t.Error(diff)
	}
}

func TestAValueIsNeverReadAsAPlaceholder(t *testing.T) {
	text := Text{EN: "{a} {b}", FR: "{a} {b}"}
	if got := text.Render(English, Args{"a": "{b}", "b": "x"}); got != "{b} x" {
		t.Errorf("got %q", got)
	}
	if got := text.Render(English, Args{"a": "{", "b": "x"}); got != "{ x" {
		t.Errorf("got %q", got)
	}
}
