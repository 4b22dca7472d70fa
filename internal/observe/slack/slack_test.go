package slack

import (
	"strings"
	"testing"

	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/observe/observetest"
)

const access = `{"user_id":"U1","username":"P1","date_first":1791187200,"date_last":1791190800,"count":3,"ip":"2001:db8::5","user_agent":"Slack","isp":"Example Access","country":"FR","region":"BRE"}`

const audit = `{"id":"1","date_create":1791187200,"action":"user_login","actor":{"type":"user","user":{"id":"U1","name":"P 1","email":"P1@example.com"}},"entity":{"type":"user"},"context":{"ua":"Chrome","ip_address":"2001:db8::5","session_id":7}}`

func TestAccess(t *testing.T) {
	o := observetest.One(t, Access{}, access)
	if o.Kind != core.KindSignin || o.Account != "p1" || o.Place.Country != "FR" || o.ASOrg != "Example Access" {
		t.Errorf("read as %+v", o)
	}
	got, err := observetest.Read(t, Access{}, strings.Replace(access, "1791190800", "1791446400", 1))
	if err != nil || len(got) != 2 || !got[1].At.After(got[0].At) {
		t.Errorf("a row of several days gives %v, %v; want its first and its last use", got, err)
	}
}

func TestAudits(t *testing.T) {
	if o := observetest.One(t, Audit{}, audit); o.Kind != core.KindSignin || o.Account != "p1@example.com" || o.Session != "7" {
		t.Errorf("read as %+v", o)
	}
	file := strings.Replace(strings.Replace(audit, "user_login", "file_downloaded", 1), `"entity":{"type":"user"}`, `"entity":{"type":"file","file":{"id":"F1","name":"plan.pdf"}}`, 1)
	if o := observetest.One(t, Audit{}, file); o.Kind != core.KindDownload || o.Target != "plan.pdf" {
		t.Errorf("a download is %+v", o)
	}
}

func TestAccessLogs(t *testing.T) { observetest.Golden(t, Access{}, "access") }
func TestAuditLogs(t *testing.T)  { observetest.Golden(t, Audit{}, "audits") }

func TestBrokenRecordsSayWhatIsMissing(t *testing.T) {
	for _, c := range []struct{ name, old, new, says string }{
		{"a date that is a word", `"date_first":1791187200`, `"date_first":"never"`, `"never" is not a time`},
		{"a date that is zero", `"date_first":1791187200`, `"date_first":0`, "not a time"},
		{"no date", `"date_first":1791187200,`, ``, "date_first"},
		{"nobody", `"user_id":"U1","username":"P1"`, `"user_id":"","username":null`, "username"},
	} {
		t.Run(c.name, func(t *testing.T) { observetest.Refuses(t, Access{}, strings.Replace(access, c.old, c.new, 1), c.says) })
	}
	const user = `"user":{"id":"U1","name":"P 1","email":"P1@example.com"}`
	for _, c := range []struct{ name, old, new, says string }{
		{"no date", `"date_create":1791187200,`, ``, "date_create"},
		{"a date that is a list", `"date_create":1791187200`, `"date_create":[1791187200]`, "date_create"},
		{"an actor without a name", user, `"user":{}`, "actor.user"},
		{"an actor that is a text", `"actor":{"type":"user",` + user + `}`, `"actor":"P1"`, "actor.user"},
	} {
		t.Run(c.name, func(t *testing.T) { observetest.Refuses(t, Audit{}, strings.Replace(audit, c.old, c.new, 1), c.says) })
	}
}

func FuzzAccess(f *testing.F) {
	observetest.Fuzz(f, Access{}, access, strings.Replace(access, "1791190800", "1791446400", 1))
}

func FuzzAudit(f *testing.F) {
	observetest.Fuzz(f, Audit{}, audit, strings.Replace(audit, "user_login", "file_downloaded", 1), strings.Replace(audit, "user_login", "role_change_to_admin", 1))
}

func BenchmarkAccess(b *testing.B) { observetest.Bench(b, Access{}, access) }
func BenchmarkAudit(b *testing.B)  { observetest.Bench(b, Audit{}, audit) }
