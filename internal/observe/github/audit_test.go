package github

import (
	"fmt"
	"testing"

	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/observe/observetest"
)

func event(action, extra string) string {
	return fmt.Sprintf(`{"@timestamp":1791187200000,"_document_id":"x","action":%q,"actor":"P1-dev","actor_ip":"2001:db8::5","actor_location":{"country_code":"FR"},"org":"example","repo":"example/web"%s}`, action, extra)
}

func TestWhatEventsMean(t *testing.T) {
	for _, c := range []struct {
		name, record  string
		kind          core.Kind
		target, other string
	}{
		{"a clone", event("git.clone", ""), core.KindClone, "example/web", ""},
		{"a download", event("repo.download_zip", ""), core.KindClone, "example/web", ""},
		{"a fetch is daily work", event("git.fetch", ""), core.KindActivity, "git.fetch", ""},
		{"made public", event("repo.access", `,"visibility":"public"`), core.KindPublish, "example/web", ""},
		{"made private", event("repo.access", `,"visibility":"private"`), core.KindActivity, "repo.access", ""},
		{"transferred away", event("repo.transfer", ""), core.KindPublish, "example/web", ""},
		{"a right", event("org.update_member", `,"user":"P2-dev","permission":"admin"`), core.KindGrant, "org.update_member admin", "p2-dev"},
		{"a sign-in", event("org.sso_response", ""), core.KindSignin, "org.sso_response", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			o := observetest.One(t, Audit{}, c.record)
			if o.Kind != c.kind || o.Target != c.target || o.Other != c.other || o.Account != "p1-dev" || o.Place.Country != "FR" || o.At.Year() != 2026 {
				t.Errorf("read as %+v", o)
			}
		})
	}
}

func TestEvents(t *testing.T) { observetest.Golden(t, Audit{}, "events") }

func TestBrokenRecordsSayWhatIsMissing(t *testing.T) {
	for _, c := range []struct{ name, record, says string }{
		{"a time that is a word", `{"action":"git.clone","actor":"p1","created_at":"x"}`, "not a time"},
		{"a time that is null", `{"action":"git.clone","actor":"p1","@timestamp":null}`, `"@timestamp"`},
		{"a time before all logs", `{"action":"git.clone","actor":"p1","@timestamp":-5}`, "not a time"},
		{"no actor", `{"action":"git.clone","actor_id":1,"created_at":1791187200000}`, "no actor"},
		{"an empty actor", `{"action":"git.push","actor":"","user":"","created_at":1791187200000}`, "no actor"},
		{"a member who was added by nobody", `{"action":"org.add_member","user":"p2","permission":"admin","created_at":1791187200000}`, "no actor"},
	} {
		t.Run(c.name, func(t *testing.T) { observetest.Refuses(t, Audit{}, c.record, c.says) })
	}
}

func FuzzRead(f *testing.F) {
	observetest.Fuzz(f, Audit{}, event("git.clone", ""), event("repo.access", `,"visibility":"public"`), event("org.add_member", `,"user":"P1-DEV","permission":"read"`))
}

func BenchmarkRead(b *testing.B) { observetest.Bench(b, Audit{}, event("git.clone", "")) }
