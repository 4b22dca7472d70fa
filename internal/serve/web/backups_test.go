package web

import (
	"context"
	"strings"
	"testing"
	"time"
)

func TestWhoRunsTheServerSeesHowOldTheLastGoodBackupIs(t *testing.T) {
	w := newWorld(t)
	var state Backups
	w.options.Backups = func(context.Context) (Backups, error) { return state, nil }
	w.options.Fictional = false
	w.serve(t)
	admin, ciso, dpo, analyst := w.session(t, "u-administrator"), w.session(t, "u-ciso"), w.session(t, "u-dpo"), w.session(t, "u-analyst")
	day := 24 * time.Hour
	for name, c := range map[string]struct {
		state Backups
		says  string
		not   string
	}{
		"none planned": {Backups{}, "makes no backups of itself", "Last good backup"},
		"none yet":     {Backups{Planned: true, Every: day}, "No backup was made yet", "Last good backup"},
		"good":         {Backups{Planned: true, Every: day, Last: start.Add(-3 * time.Hour), Kept: 14}, "3 hours old; 14 are kept", "class=\"problem\""},
		"late":         {Backups{Planned: true, Every: day, Last: start.Add(-3 * day), Kept: 1}, "3 days old, more than twice", "failed"},
		"failed":       {Backups{Planned: true, Every: day, Last: start.Add(-time.Hour), Kept: 1, Problem: "no space <left>"}, "no space &lt;left&gt;", "more than twice"},
		"changed":      {Backups{Planned: true, Every: day, Last: start.Add(-time.Hour), Kept: 1, Bad: 2}, "2 backups are no longer as written", "failed"},
	} {
		state = c.state
		for _, page := range []string{"/", "/trust"} {
			who := admin
			if page == "/trust" {
				who = dpo
			}
			if _, body := w.do(t, "GET", page, nil, who); !strings.Contains(body, c.says) || strings.Contains(body, c.not) {
				t.Errorf("%s: %s does not say %q, or says %q:\n%s", name, page, c.says, c.not, body)
			}
		}
		if _, body := w.do(t, "GET", "/", nil, ciso); !strings.Contains(body, c.says) {
			t.Errorf("%s: the CISO is not told %q", name, c.says)
		}
		if _, body := w.do(t, "GET", "/", nil, analyst); strings.Contains(body, "ackup") {
			t.Errorf("%s: an analyst is told of backups", name)
		}
	}
	state = Backups{Planned: true, Every: day, Last: start, Restored: []Restored{{At: start, Made: start.Add(-day), By: "Anna <Example>", Backup: "0123456789abcdef"}}}
	if _, body := w.do(t, "GET", "/trust", nil, dpo); !strings.Contains(body, "Anna &lt;Example&gt;") || !strings.Contains(body, "0123456789abcdef") {
		t.Errorf("a restoration is not shown:\n%s", body)
	}
}
