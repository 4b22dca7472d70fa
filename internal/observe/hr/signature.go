package hr

import (
	"strings"

	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/observe"
	"github.com/taupier-eu/taupier/sigma"
)

// Signature reads electronic signatures: the house format, and DocuSign as Defender for Cloud Apps
// exports it (CloudAppEvents).
type Signature struct{}

// Name is "hr.signature".
func (Signature) Name() string { return "hr.signature" }

// Recognise goes by the type, by the columns time, person and document, or by an envelope's action.
func (Signature) Recognise(rec sigma.Value, _ string) int {
	if row := observe.CloudApp(rec); row.Exists() {
		if envelope(row) || strings.EqualFold(observe.Text(row, "Application"), "DocuSign") {
			return 95
		}
		return 0
	}
	return observe.IsHouse(rec, "hr.signature", "time", "person", "document")
}

// Source is the product hr, or docusign.
func (Signature) Source(rec sigma.Value) (sigma.LogSource, bool) {
	if observe.CloudApp(rec).Exists() {
		return sigma.LogSource{Product: "docusign"}, true
	}
	return sigma.LogSource{Product: "hr", Category: "signature"}, true
}

// Read gives one signature, Target the document. Other acts on an envelope are activities of the
// account.
func (Signature) Read(rec sigma.Value, k *observe.Keeper, emit func(core.Observation)) error {
	if row := observe.CloudApp(rec); row.Exists() {
		return readEnvelope(row, k, emit)
	}
	o, err := observe.House(rec, k)
	if err != nil {
		return err
	}
	person, err := observe.Need(rec, "person", "p1")
	if err != nil {
		return err
	}
	o.Kind, o.Source = core.KindSignature, "hr"
	o.Account = k.Lower(person)
	o.Target = k.Keep(observe.Text(rec, "document"))
	emit(o)
	return nil
}

func envelope(row sigma.Value) bool {
	const want = "envelope "
	a := row.Get("ActionType").Text()
	return len(a) > len(want) && strings.EqualFold(a[:len(want)], want)
}

func readEnvelope(row sigma.Value, k *observe.Keeper, emit func(core.Observation)) error {
	o, err := observe.ReadCloudApp(row, k)
	if err != nil {
		return err
	}
	o.Source = "docusign"
	action := observe.Text(row, "ActionType")
	if !strings.EqualFold(action, "ENVELOPE SIGNED") {
		o.Kind, o.Target = core.KindActivity, k.Keep(action)
		emit(o)
		return nil
	}
	o.Kind = core.KindSignature
	if o.Target = k.Keep(observe.Text(row, "ObjectName")); o.Target == "" {
		o.Target = k.Keep(observe.Text(row.Get("RawEventData"), "EnvelopeName", "EnvelopeId", "envelopeId"))
	}
	emit(o)
	return nil
}
