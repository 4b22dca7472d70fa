package hr

import (
	"testing"

	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/observe/observetest"
)

const (
	signatureLine = `{"type":"hr.signature","time":"2026-05-01T09:00:00Z","person":"p1","document":"contract","ip":"192.0.2.7","country":"FR","city":"Rennes","as_org":"Example Access","tag":""}`
	envelopeLine  = `{"Timestamp":"2026-05-01T09:00:00.123Z","ActionType":"ENVELOPE SIGNED","Application":"DocuSign","AccountId":"P1@example.com","AccountDisplayName":"p one","IPAddress":"203.0.113.9","CountryCode":"PT","City":"Lisbon","ISP":"Example Hosting","UserAgent":"Firefox","IsAnonymousProxy":true,"ObjectName":"Employment contract"}`
)

func TestSignature(t *testing.T) {
	got := observetest.One(t, Signature{}, signatureLine)
	if got.Kind != core.KindSignature || got.Account != "p1" || got.Target != "contract" || got.Place.City != "Rennes" || got.Source != "hr" {
		t.Errorf("got %+v", got)
	}
}

func TestEnvelopes(t *testing.T) {
	t.Run("a signed one is a signature", func(t *testing.T) {
		got := observetest.One(t, Signature{}, envelopeLine)
		if got.Kind != core.KindSignature || got.Account != "p1@example.com" || got.Target != "Employment contract" ||
			got.IP.String() != "203.0.113.9" || got.Place != (core.Place{Country: "PT", City: "Lisbon"}) ||
			got.ASOrg != "Example Hosting" || got.Tag != "anonymizer" || got.Agent != "Firefox" || got.Source != "docusign" {
			t.Errorf("got %+v", got)
		}
	})
	t.Run("the least export will do", func(t *testing.T) {
		got := observetest.One(t, Signature{}, `{"ActionType":"ENVELOPE SIGNED","Timestamp":"2026-05-01T09:00:00Z","AccountId":"p1@example.com","IPAddress":"192.0.2.7","CountryCode":"FR","City":"Rennes"}`)
		if got.Kind != core.KindSignature || got.Account != "p1@example.com" || got.Tag != "" {
			t.Errorf("got %+v", got)
		}
	})
	t.Run("one that was only opened is an activity", func(t *testing.T) {
		got := observetest.One(t, Signature{}, `{"ActionType":"ENVELOPE VIEWED","Timestamp":"2026-05-01T09:00:00Z","AccountId":"p1@example.com","IPAddress":"192.0.2.7"}`)
		if got.Kind != core.KindActivity || got.Target != "ENVELOPE VIEWED" {
			t.Errorf("got %+v", got)
		}
	})
	t.Run("an address beats an object id", func(t *testing.T) {
		got := observetest.One(t, Signature{}, `{"category":"AdvancedHunting-CloudAppEvents","properties":{"ActionType":"Envelope Signed","Timestamp":"2026-05-01T09:00:00Z","AccountId":"7d1c","RawEventData":{"UserId":"p1@example.com","EnvelopeId":"e-1"}}}`)
		if got.Account != "p1@example.com" || got.Target != "e-1" || got.Kind != core.KindSignature {
			t.Errorf("got %+v", got)
		}
	})
}

func TestBrokenSignatures(t *testing.T) {
	for _, c := range []struct{ name, line, says string }{
		{"without a time", `{"type":"hr.signature","person":"p1","document":"contract"}`, `"time"`},
		{"without a person", `{"type":"hr.signature","time":"2026-05-01","document":"contract"}`, `"person"`},
		{"an envelope with a broken time", `{"ActionType":"ENVELOPE SIGNED","Timestamp":"soon","AccountId":"p1"}`, "soon"},
	} {
		t.Run(c.name, func(t *testing.T) { observetest.Refuses(t, Signature{}, c.line, c.says) })
	}
}

func FuzzReadSignature(f *testing.F) {
	observetest.Fuzz(f, Signature{}, signatureLine, envelopeLine)
}
func BenchmarkSignature(b *testing.B) { observetest.Bench(b, Signature{}, signatureLine) }
func BenchmarkEnvelope(b *testing.B)  { observetest.Bench(b, Signature{}, envelopeLine) }
