// Package okta reads the Okta System Log (GET /api/v1/logs and its exports).
package okta

import (
	"fmt"
	"strings"

	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/observe"
	"github.com/taupier-eu/taupier/sigma"
)

// SystemLog reads System Log events.
type SystemLog struct{}

// Name is "okta.system_log".
func (SystemLog) Name() string { return "okta.system_log" }

// Recognise goes by the fields that only the System Log has together.
func (SystemLog) Recognise(rec sigma.Value, _ string) int {
	if !observe.HasAny(rec, "eventType", "eventtype") {
		return 0
	}
	if observe.Has(rec, "published") && observe.HasAny(rec, "actor", "client", "outcome", "securityContext", "securitycontext") {
		return 95
	}
	if observe.HasAny(rec, "legacyEventType", "legacyeventtype") && observe.HasAny(rec, "displayMessage", "displaymessage") {
		return 90
	}
	return 0
}

// Source is the product okta, as public rules name it.
func (SystemLog) Source(sigma.Value) (sigma.LogSource, bool) {
	return sigma.LogSource{Product: "okta", Service: "okta"}, true
}

// get walks down by Okta's key, or by the same in lower case: warehouses fold the names of columns.
func get(v sigma.Value, path ...string) sigma.Value {
	for i, key := range path {
		next := v.Get(key)
		if !next.Exists() && i == 0 {
			next = v.Get(strings.ToLower(key))
		}
		v = next
	}
	return v
}

// Read gives one observation for each event.
func (SystemLog) Read(rec sigma.Value, k *observe.Keeper, emit func(core.Observation)) error {
	at, err := observe.Time(rec, "published")
	if err != nil {
		return err
	}
	account := observe.Text(rec.Get("actor"), "alternateId")
	if account == "" {
		return fmt.Errorf("no actor.alternateId: export the System Log with its actors")
	}
	client, security, device := rec.Get("client"), get(rec, "securityContext"), rec.Get("device")
	o := core.Observation{
		At: at, Source: "okta", Account: k.Lower(account),
		IP:      observe.Addr(client.Get("ipAddress").Text()),
		ASN:     observe.ASN(security.Get("asNumber").Text()),
		ASOrg:   k.Keep(observe.Text(security, "asOrg", "isp")),
		Tag:     k.Keep(tunnels(get(rec, "debugContext", "debugData", "tunnels").Text())),
		Place:   place(client.Get("geographicalContext"), k),
		Session: k.Keep(known(get(rec, "authenticationContext", "externalSessionId").Text())),
		Agent:   k.Keep(client.Get("userAgent", "rawUserAgent").Text()),
		Device:  k.Keep(observe.Text(device, "name", "id")),
		Managed: observe.Tri(device.Get("managed").Text()),
	}
	observe.Enrich(rec, k, &o)
	if proxy, _ := security.Get("isProxy").Bool(); proxy && o.Tag == "" {
		o.Tag = "proxy"
	}
	classify(rec, &o, k)
	emit(o)
	return nil
}

// known is a value unless Okta says that it does not know it.
func known(s string) string {
	if strings.EqualFold(s, "unknown") {
		return ""
	}
	return s
}

func place(geo sigma.Value, k *observe.Keeper) core.Place {
	p := k.NamedPlace(geo.Get("country").Text(), geo.Get("city").Text())
	return observe.Point(p, geo.Get("geolocation", "lat"), geo.Get("geolocation", "lon"))
}

// tunnels is the operator in the debug data of enhanced dynamic zones: a list in the shape of Spur's,
// as JSON in a text.
func tunnels(text string) string {
	if text == "" {
		return ""
	}
	var e sigma.Event
	if err := e.Parse([]byte(`{"tunnels":` + text + `}`)); err != nil {
		return ""
	}
	return observe.Operator(e.Root())
}
