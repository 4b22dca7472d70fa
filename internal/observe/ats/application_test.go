package ats

import (
	"testing"

	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/observe/observetest"
)

const (
	houseLine = `{"type":"ats.application","time":"2026-05-01T09:00:00Z","candidate":"c-014","phone":"+33 6 39 98 00 14","requisition":"req-7","ip":"198.51.100.23","country":"FR","city":"Lyon","asn":64500,"as_org":"Example Access","tag":"ASTRILL_VPN","referrer":"https://jobs.example.com/7","user_agent":"Firefox","source":"board"}`
	auditLine = `{"id":"991","type":"audit-events","attributes":{"created-at":"2026-05-01T09:00:00Z","event":"job_application.create","ip-address":"198.51.100.23","user-agent":"Firefox","candidate-email":"c-014@example.net","referring-url":"http://203.0.113.4/apply"},"relationships":{"candidate":{"data":{"id":"14","type":"candidates"}},"job":{"data":{"id":"7","type":"jobs"}}}}`
	callLine  = `{"Timestamp":"2026-05-01T09:00:00Z","ActionType":"POST hrrecruiting/jobApplicationPackages/req-7","Application":"Workday","AccountId":"c-014@example.net","IsExternalUser":true,"IPAddress":"198.51.100.23","CountryCode":"FR","City":"Lyon","ISP":"Example Access"}`
)

func TestApplications(t *testing.T) {
	t.Run("the house format", func(t *testing.T) {
		got := observetest.One(t, Application{}, houseLine)
		if got.Kind != core.KindApplication || got.Account != "c-014" || got.Target != "req-7" || got.Value != "https://jobs.example.com/7" || got.Other != "" || got.Tag != "ASTRILL_VPN" || got.ASN != 64500 {
			t.Errorf("got %+v", got)
		}
	})
	t.Run("an audit event", func(t *testing.T) {
		got := observetest.One(t, Application{}, auditLine)
		if got.Kind != core.KindApplication || got.Account != "c-014@example.net" || got.Target != "7" || got.Value != "http://203.0.113.4/apply" || got.IP.String() != "198.51.100.23" {
			t.Errorf("got %+v", got)
		}
	})
	t.Run("another act of a candidate is an activity", func(t *testing.T) {
		got := observetest.One(t, Application{}, `{"type":"audit_events","attributes":{"created_at":"2026-05-01T09:00:00Z","action":"candidate.login","ip":"198.51.100.23"},"relationships":{"candidate":{"data":{"id":"14"}}}}`)
		if got.Kind != core.KindActivity || got.Account != "14" || got.Target != "candidate.login" {
			t.Errorf("got %+v", got)
		}
	})
	t.Run("a call that sends an application", func(t *testing.T) {
		got := observetest.One(t, Application{}, callLine)
		if got.Kind != core.KindApplication || got.Account != "c-014@example.net" || got.Target != "req-7" || got.ASOrg != "Example Access" || got.Place.Country != "FR" || got.Source != "ats" {
			t.Errorf("got %+v", got)
		}
	})
	t.Run("a call to the candidate's account is an activity", func(t *testing.T) {
		got := observetest.One(t, Application{}, `{"Timestamp":"2026-05-01T09:00:00Z","ActionType":"hrrecruiting/accounts/*","Application":"Workday","AccountId":"c-014@example.net","IPAddress":"198.51.100.23"}`)
		if got.Kind != core.KindActivity || got.Target != "accounts" {
			t.Errorf("got %+v", got)
		}
	})
}

func TestBrokenApplications(t *testing.T) {
	for _, c := range []struct{ name, line, says string }{
		{"without a time", `{"type":"ats.application","candidate":"c-014","requisition":"req-7"}`, `"time"`},
		{"without a candidate", `{"type":"ats.application","time":"2026-05-01","requisition":"req-7"}`, `"candidate"`},
		{"an audit event of nobody", `{"type":"audit-events","attributes":{"created-at":"2026-05-01T09:00:00Z"}}`, "candidate"},
		{"a call with a broken time", `{"Timestamp":"x","ActionType":"hrrecruiting/resumes/1","AccountId":"c"}`, "Timestamp"},
	} {
		t.Run(c.name, func(t *testing.T) { observetest.Refuses(t, Application{}, c.line, c.says) })
	}
}

func FuzzRead(f *testing.F) { observetest.Fuzz(f, Application{}, houseLine, auditLine, callLine) }

func BenchmarkHouse(b *testing.B)      { observetest.Bench(b, Application{}, houseLine) }
func BenchmarkAuditEvent(b *testing.B) { observetest.Bench(b, Application{}, auditLine) }
func BenchmarkCall(b *testing.B)       { observetest.Bench(b, Application{}, callLine) }
