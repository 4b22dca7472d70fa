package okta

import (
	"strings"
	"testing"

	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/observe/observetest"
)

const signin = `{"uuid":"1","published":"2026-10-05T08:00:00.123Z","eventType":"user.session.start","actor":{"type":"User","alternateId":"P1@Example.com"},` +
	`"client":{"userAgent":{"rawUserAgent":"Chrome"},"ipAddress":"2001:db8::5","geographicalContext":{"city":"Rennes","country":"France","geolocation":{"lat":48.1,"lon":-1.7}}},` +
	`"securityContext":{"asNumber":64500,"asOrg":"Example Access","isProxy":false},"outcome":{"result":"SUCCESS"},"authenticationContext":{"externalSessionId":"s1"},"target":null}`

func TestASignIn(t *testing.T) {
	o := observetest.One(t, SystemLog{}, signin)
	if o.Kind != core.KindSignin || o.Account != "p1@example.com" || o.IP.String() != "2001:db8::5" || o.ASN != 64500 || o.Session != "s1" || o.Agent != "Chrome" {
		t.Errorf("read as %+v", o)
	}
	if o.Place.Country != "FR" || o.Place.City != "Rennes" || !o.Place.Point || o.At.Nanosecond() != 123_000_000 {
		t.Errorf("place or time: %+v", o)
	}
}

func TestWhatEventsMean(t *testing.T) {
	change := func(typ, result, extra string) string {
		s := strings.Replace(signin, "user.session.start", typ, 1)
		s = strings.Replace(s, "SUCCESS", result, 1)
		return strings.Replace(s, `"target":null`, extra, 1)
	}
	const none = `"target":[]`
	for _, c := range []struct {
		name, record  string
		kind          core.Kind
		factor, other string
	}{
		{"a failed sign-in", change("user.session.start", "FAILURE", none), core.KindDenied, "", ""},
		{"a policy that refuses", change("policy.evaluate_sign_on", "DENY", none), core.KindDenied, "", ""},
		{"a policy that allows", change("policy.evaluate_sign_on", "ALLOW", none), core.KindActivity, "", ""},
		{"a blocked zone", change("security.request.blocked", "DENY", none), core.KindDenied, "", ""},
		{"an enrolment", change("user.mfa.factor.activate", "SUCCESS", `"target":[{"type":"User","alternateId":"P1@example.com"},{"type":"AuthenticatorEnrollment","id":"f1"}]`), core.KindMFAEnrol, "f1", "p1@example.com"},
		{"a right given", change("user.account.privilege.grant", "SUCCESS", `"target":[{"type":"User","alternateId":"p2@example.com"}]`), core.KindGrant, "", "p2@example.com"},
		{"anything else", change("application.lifecycle.update", "SUCCESS", none), core.KindActivity, "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			o := observetest.One(t, SystemLog{}, c.record)
			if o.Kind != c.kind || o.Factor != c.factor || o.Other != c.other {
				t.Errorf("kind %s, factor %q, other %q", o.Kind, o.Factor, o.Other)
			}
		})
	}
}

func TestEnrichmentNamesTheTunnel(t *testing.T) {
	for name, record := range map[string]string{
		"Spur":        strings.Replace(signin, `"uuid":"1"`, `"spur":{"tunnels":[{"operator":"ASTRILL_VPN"}]}`, 1),
		"flat":        strings.Replace(signin, `"uuid":"1"`, `"tunnel_operator":"ASTRILL_VPN"`, 1),
		"Okta's flag": strings.Replace(signin, `"isProxy":false`, `"isProxy":true`, 1),
	} {
		want := "ASTRILL_VPN"
		if name == "Okta's flag" {
			want = "proxy"
		}
		if o := observetest.One(t, SystemLog{}, record); o.Tag != want {
			t.Errorf("%s: tag %q, want %q", name, o.Tag, want)
		}
	}
}

func TestColumnsFoldedByAWarehouse(t *testing.T) {
	folded := signin
	for _, key := range []string{"eventType", "securityContext", "authenticationContext"} {
		folded = strings.Replace(folded, key, strings.ToLower(key), 1)
	}
	if o := observetest.One(t, SystemLog{}, folded); o.Kind != core.KindSignin || o.ASN != 64500 || o.Session != "s1" {
		t.Errorf("read as %+v", o)
	}
}

func TestEvents(t *testing.T) { observetest.Golden(t, SystemLog{}, "events") }

func TestBrokenRecordsSayWhatIsMissing(t *testing.T) {
	const time, account = `"published":"2026-10-05T08:00:00.123Z"`, `"alternateId":"P1@Example.com"`
	for _, c := range []struct{ name, old, new, says string }{
		{"a time that is a word", time, `"published":"soon"`, `"soon" is not a time`},
		{"a time that is null", time, `"published":null`, `"published"`},
		{"a time that is an object", time, `"published":{}`, `"published"`},
		{"no time", time + ",", ``, `"published"`},
		{"a month that is none", time, `"published":"2026-13-05T08:00:00Z"`, "not a time"},
		{"an empty account", account, `"alternateId":"  "`, "actor.alternateId"},
		{"an account that is a list", account, `"alternateId":["P1"]`, "actor.alternateId"},
		{"an actor that is a text", `{"type":"User","alternateId":"P1@Example.com"}`, `"P1"`, "actor.alternateId"},
	} {
		t.Run(c.name, func(t *testing.T) {
			observetest.Refuses(t, SystemLog{}, strings.Replace(signin, c.old, c.new, 1), c.says)
		})
	}
}

func TestFieldsOfAnotherTypeAreLeftOut(t *testing.T) {
	o := observetest.One(t, SystemLog{}, `{"eventType":"user.session.start","published":"2026-10-05T08:00:00Z","actor":{"alternateId":"p1"},"client":"x","securityContext":[1],"target":{"a":1},"outcome":"FAILURE","device":7,"debugContext":null}`)
	if o.Kind != core.KindSignin || o.IP.IsValid() || o.Place.Known() || o.Managed != core.Unstated {
		t.Errorf("read as %+v", o)
	}
}

func FuzzRead(f *testing.F) {
	observetest.Fuzz(f, SystemLog{}, signin, strings.Replace(signin, `"target":null`, `"target":[{"type":"UserFactor","id":"f"}],"debugContext":{"debugData":{"tunnels":"[{}]"}}`, 1))
}

func BenchmarkRead(b *testing.B) { observetest.Bench(b, SystemLog{}, signin) }
