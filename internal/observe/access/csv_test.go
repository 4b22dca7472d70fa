package access

import (
	"testing"

	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/observe/observetest"
)

const line = `{"time":"2026-05-01T09:00:00Z","user":"P1@example.com","ip":"192.0.2.7","country":"fr","city":"Rennes","as_org":"Example Access","tag":"NORD_VPN","device":"SER0001","session":"s1","user_agent":"Firefox","result":"success"}`

func TestAccess(t *testing.T) {
	t.Run("every column has its place", func(t *testing.T) {
		got := observetest.One(t, CSV{}, line)
		if got.Kind != core.KindSignin || got.Source != "access" || got.Account != "p1@example.com" || got.IP.String() != "192.0.2.7" ||
			got.Place != (core.Place{Country: "FR", City: "Rennes"}) || got.ASOrg != "Example Access" || got.Tag != "NORD_VPN" ||
			got.Device != "ser0001" || got.Session != "s1" || got.Agent != "Firefox" {
			t.Errorf("got %+v", got)
		}
	})
	t.Run("a country may be a name", func(t *testing.T) {
		got := observetest.One(t, CSV{}, `{"time":"2026-05-01T09:00:00Z","user":"p1","ip":"192.0.2.7","country":"Portugal","city":"Porto"}`)
		if got.Place != (core.Place{Country: "PT", City: "Porto"}) {
			t.Errorf("got %+v", got.Place)
		}
	})
	for _, c := range []struct {
		name, line string
		kind       core.Kind
	}{
		{"three columns are enough", `{"timestamp":"1777626000","username":"p1","src_ip":"192.0.2.7"}`, core.KindSignin},
		{"headers may be written as people write them", `{"Login Time":"2026-05-01 09:00:00","User-Name":"p1","Client.IP":"192.0.2.7:51820"}`, core.KindSignin},
		{"a failure is a denied sign-in", `{"date":"2026-05-01","email":"p1@example.com","remote_ip":"192.0.2.7","status":"FAILED"}`, core.KindDenied},
		{"so is a success of false", `{"time":"2026-05-01T09:00:00Z","account":"p1","client_ip":"2001:db8::7","success":false}`, core.KindDenied},
		{"the end of a session is no sign-in", `{"EVENT_TIMESTAMP":"2026-05-01 09:00:00.061000000","EVENT_TYPE":"LOGOUT","USER_NAME":"p1","CLIENT_IP":"192.0.2.7","IS_SUCCESS":"YES"}`, core.KindActivity},
		{"an unknown result is a sign-in", `{"time":"2026-05-01T09:00:00Z","account":"p1","client_ip":"2001:db8::7","result":"MFA"}`, core.KindSignin},
	} {
		t.Run(c.name, func(t *testing.T) {
			if (CSV{}).Recognise(observetest.Parse(t, CSV{}, c.line).Root(), "") == 0 {
				t.Error("not recognised")
			}
			got := observetest.One(t, CSV{}, c.line)
			if got.Kind != c.kind || got.Account == "" || !got.IP.IsValid() || got.At.Year() != 2026 {
				t.Errorf("got %+v", got)
			}
		})
	}
}

func TestNotAnAccessLog(t *testing.T) {
	for _, c := range []struct{ name, line string }{
		{"no address", `{"time":"2026-05-01","user":"p1"}`},
		{"no user", `{"time":"2026-05-01","ip":"192.0.2.7"}`},
		{"no time", `{"user":"p1","ip":"192.0.2.7"}`},
		{"something inside something", `{"time":"2026-05-01","user":"p1","ip":"192.0.2.7","device":{"id":"x"}}`},
		{"a type of somebody else", `{"type":"mdm.checkin","time":"2026-05-01","user":"p1","ip":"192.0.2.7"}`},
	} {
		t.Run(c.name, func(t *testing.T) {
			if n := (CSV{}).Recognise(observetest.Parse(t, CSV{}, c.line).Root(), "logs/access.csv"); n != 0 {
				t.Errorf("recognised with %d", n)
			}
		})
	}
}

func TestBrokenAccess(t *testing.T) {
	for _, c := range []struct{ name, line, says string }{
		{"an empty time", `{"time":"","user":"p1","ip":"192.0.2.7"}`, "time"},
		{"a time nobody can read", `{"time":"noon","user":"p1","ip":"192.0.2.7"}`, "noon"},
		{"an empty user", `{"time":"2026-05-01","user":"-","ip":"192.0.2.7"}`, "user"},
	} {
		t.Run(c.name, func(t *testing.T) { observetest.Refuses(t, CSV{}, c.line, c.says) })
	}
}

func FuzzRead(f *testing.F) {
	observetest.Fuzz(f, CSV{}, line, `{"Login Time":"2026-05-01 09:00:00","User-Name":"p1","Client.IP":"192.0.2.7:51820"}`)
}
func BenchmarkRead(b *testing.B) { observetest.Bench(b, CSV{}, line) }
