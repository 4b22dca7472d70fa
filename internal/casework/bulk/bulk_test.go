package bulk

import (
	"strings"
	"testing"
	"time"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/casework"
)

var now = time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC)

func TestMoreThanAFewWantTheirNumberTyped(t *testing.T) {
	for _, c := range []struct {
		name  string
		ready int
		state State
		typed string
		at    time.Time
		want  string
	}{
		{"a few", Typed, Planned, "", now, ""},
		{"more, not typed", Typed + 1, Planned, "", now, "many_type"},
		{"more, another number", Typed + 1, Planned, "50", now, "many_type"},
		{"more, typed", Typed + 1, Planned, " 51 ", now, ""},
		{"nobody", 0, Planned, "0", now, "many_none"},
		{"without words", 1, Draft, "", now, "many_words"},
		{"a plan of yesterday", 1, Planned, "", now.Add(-Fresh - time.Second), "many_old"},
	} {
		j := Job{State: c.state, At: c.at, Items: []Item{{State: Left}}}
		for range c.ready {
			j.Items = append(j.Items, Item{State: Waiting})
		}
		got, err := j.begin(Confirmation{Typed: c.typed}, now)
		if wordOf(err) != c.want || (err == nil) != (got.State == Running) {
			t.Errorf("%s: %v, %s", c.name, err, got.State)
		}
	}
}

func TestNothingThatHurtsIsDoneForMany(t *testing.T) {
	for _, o := range append(append([]casework.Outcome{}, casework.Adverse...), casework.Outcomes...) {
		if err := (Order{Act: Act(o), Question: "Where was the laptop sent?", Class: casework.Ordinary, Reason: "It was agreed before that."}).Check(now); o != "ask" && (err == nil || !strings.Contains(err.Error(), "many_act")) {
			t.Errorf("%s: %v", o, err)
		}
	}
	for _, k := range []casework.Kind{casework.Viewing, casework.Deciding, casework.Closing, casework.Approving, casework.Sealing} {
		if (Order{Act: Act(k)}).Check(now) == nil {
			t.Errorf("%s for many", k)
		}
	}
}

func TestNoMoreAreNamedThanOneJobIsFor(t *testing.T) {
	if _, err := (Selection{People: make([]string, Most+1)}).rows(nil, access.Actor{}); wordOf(err) != "many_most" {
		t.Error(err)
	}
}
