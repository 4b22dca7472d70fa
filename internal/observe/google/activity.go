// Package google reads the Reports API of Google Workspace: login, admin, drive and other activities.
package google

import (
	"fmt"

	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/observe"
	"github.com/taupier-eu/taupier/sigma"
)

// Activity reads activities of any application.
type Activity struct{}

// Name is "google.activity".
func (Activity) Name() string { return "google.activity" }

// Recognise goes by the kind, or by the nested id with an application name.
func (Activity) Recognise(rec sigma.Value, _ string) int {
	if rec.Get("kind").Text() == "admin#reports#activity" {
		return 100
	}
	id := rec.Get("id")
	if id.Get("applicationName").Text() == "" {
		return 0
	}
	if observe.HasAny(id, "time", "uniqueQualifier", "customerId") && observe.HasAny(rec, "events", "name", "type") {
		return 95
	}
	if observe.HasAny(rec, "actor") && observe.HasAny(rec, "events", "name") {
		return 90
	}
	return 0
}

// Source is the product gcp with one service for each application, as public rules name it.
func (Activity) Source(rec sigma.Value) (sigma.LogSource, bool) {
	return sigma.LogSource{Product: "gcp", Service: "google_workspace." + rec.Get("id", "applicationName").Text()}, true
}

// Read gives one observation for each event of the activity.
func (Activity) Read(rec sigma.Value, k *observe.Keeper, emit func(core.Observation)) error {
	id := rec.Get("id")
	at, err := observe.Time(id, "time")
	if err != nil {
		return fmt.Errorf("id: %w", err)
	}
	account := observe.Text(rec.Get("actor"), "email", "key", "profileId")
	if account == "" {
		return fmt.Errorf("no actor.email: export the activities with their actors")
	}
	net := rec.Get("networkInfo")
	base := core.Observation{
		Kind: core.KindActivity, At: at, Source: "google", Account: k.Lower(account),
		IP:    observe.Addr(rec.Get("ipAddress").Text()),
		ASN:   observe.ASN(net.Get("ipAsn", "0").Text()),
		Place: k.Place(net.Get("regionCode").Text(), ""),
	}
	observe.Enrich(rec, k, &base)
	app := id.Get("applicationName").Text()
	n := 0
	for ev := range rec.Get("events").Items() {
		o := base
		classify(app, ev, &o, k)
		emit(o)
		n++
	}
	if n == 0 { // a pipeline that flattened the only event into the activity
		classify(app, rec, &base, k)
		emit(base)
	}
	return nil
}
