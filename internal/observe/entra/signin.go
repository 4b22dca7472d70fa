// Package entra reads the sign-in and audit logs of Microsoft Entra ID, from Microsoft Graph, the
// portal's JSON download, the diagnostic settings' export and Log Analytics.
package entra

import (
	"fmt"
	"strings"
	"time"

	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/observe"
	"github.com/taupier-eu/taupier/sigma"
)

// SignIn reads sign-ins.
type SignIn struct{}

// Name is "entra.signin".
func (SignIn) Name() string { return "entra.signin" }

// Recognise goes by the fields that only sign-ins have together.
func (SignIn) Recognise(rec sigma.Value, _ string) int {
	if p := rec.Get("properties"); p.IsObject() {
		if endsFold(rec.Get("category").Text(), "SignInLogs") {
			return 95
		}
		rec = p
	}
	if observe.Has(rec, "userPrincipalName") && observe.HasAny(rec, "appDisplayName", "clientAppUsed", "deviceDetail") && observe.HasAny(rec, "createdDateTime") && observe.HasAny(rec, "status", "conditionalAccessStatus") {
		return 95
	}
	if observe.Has(rec, "servicePrincipalName", "createdDateTime", "status") && observe.HasAny(rec, "signInEventTypes", "resourceDisplayName") {
		return 95
	}
	if endsFold(rec.Get("Type").Text(), "SignInLogs") && observe.HasAny(rec, "TimeGenerated", "CreatedDateTime") {
		return 95
	}
	if observe.HasAny(rec, "UserPrincipalName", "ServicePrincipalName") && observe.HasAny(rec, "TimeGenerated", "CreatedDateTime") && observe.HasAny(rec, "ResultType", "Status") && observe.HasAny(rec, "AppDisplayName", "ClientAppUsed", "ResourceDisplayName") {
		return 95
	}
	if isPortal(rec) {
		return 95
	}
	return 0
}

func endsFold(s, end string) bool {
	return len(s) >= len(end) && strings.EqualFold(s[len(s)-len(end):], end)
}

// Source is azure signinlogs, as public rules name it.
func (SignIn) Source(sigma.Value) (sigma.LogSource, bool) {
	return sigma.LogSource{Product: "azure", Service: "signinlogs"}, true
}

// Roots lets rules look into the properties of a diagnostic export.
func (SignIn) Roots(rec sigma.Value) []sigma.Value { return roots(rec) }

// Normalise brings the portal's CSV into Graph's shape, and unfolds the columns that Log Analytics
// writes as JSON in a text.
func (SignIn) Normalise(rec sigma.Value, dst []byte) ([]byte, bool) {
	if isPortal(rec) {
		return appendPortal(dst, rec), true
	}
	return unfold(rec, dst)
}

// Read gives one observation.
func (SignIn) Read(rec sigma.Value, k *observe.Keeper, emit func(core.Observation)) error {
	r := row(rec)
	at, err := when(rec, r, "createdDateTime", "CreatedDateTime", "TimeGenerated")
	if err != nil {
		return err
	}
	account := observe.Text(r, "userPrincipalName", "UserPrincipalName", "servicePrincipalName", "ServicePrincipalName")
	if account == "" {
		return fmt.Errorf("no userPrincipalName: export the sign-ins with their users")
	}
	device := get(r, "deviceDetail")
	o := core.Observation{
		Kind: kind(r, rec), At: at, Source: "entra", Account: k.Lower(account),
		IP:      observe.Addr(observe.Text(r, "ipAddress", "IPAddress")),
		ASN:     observe.ASN(get(r, "autonomousSystemNumber").Text()),
		Place:   place(r, k),
		Session: k.Keep(observe.Text(r, "sessionId", "SessionId")),
		Agent:   k.Keep(get(r, "userAgent").Text()),
		Device:  k.Lower(observe.Text(device, "displayName", "deviceId")),
		Managed: managed(device),
		Target:  k.Keep(get(r, "appDisplayName").Text()),
	}
	if !o.IP.IsValid() {
		o.IP = observe.Addr(rec.Get("callerIpAddress").Text())
	}
	observe.Enrich(rec, k, &o)
	if o.Tag == "" && anonymised(r) {
		o.Tag = "anonymizer"
	}
	emit(o)
	return nil
}

// when is the row's own time, or that of the record around it.
func when(rec, r sigma.Value, names ...string) (time.Time, error) {
	if observe.Text(r, names...) == "" && observe.Text(rec, "time") != "" {
		return observe.Time(rec, "time")
	}
	return observe.Time(r, names...)
}

// kind goes by the error code: 0 is a success, and a few codes stop somebody who has proved who they
// are, to ask whether to stay signed in or for consent to an application.
func kind(r, rec sigma.Value) core.Kind {
	code, ok := errorCode(r, rec)
	switch {
	case !ok || code == 0:
		return core.KindSignin
	case code == 50140 || code == 50199 || code == 65001:
		return core.KindActivity
	}
	return core.KindDenied
}

func errorCode(r, rec sigma.Value) (int, bool) {
	for _, v := range [...]sigma.Value{get(r, "status").Get("errorCode"), r.Get("ResultType"), rec.Get("resultType")} {
		if f, ok := v.Float(); ok {
			return int(f), true
		}
	}
	return 0, false
}

// managed is what Entra says of a device; nothing when it could not tell which device it was.
func managed(device sigma.Value) core.Tri {
	if observe.Text(device, "deviceId", "displayName") == "" {
		return core.Unstated
	}
	return observe.Tri(device.Get("isManaged").Text())
}

// anonymised reports whether Entra took the address for an anonymiser's.
func anonymised(r sigma.Value) bool {
	for _, name := range [...]string{"riskEventTypes_v2", "RiskEventTypes_V2", "riskEventTypes"} {
		for t := range r.Get(name).Items() {
			if oneOf(t.Text(), "anonymizedIPAddress", "anonymousIPAddress") {
				return true
			}
		}
	}
	return false
}

// place is the location; Log Analytics gives the country alone under that name and the rest apart.
func place(r sigma.Value, k *observe.Keeper) core.Place {
	loc := r.Get("location")
	if !loc.IsObject() {
		loc = r.Get("LocationDetails")
	}
	if !loc.IsObject() {
		return k.NamedPlace(observe.Text(r, "Location", "location"), "")
	}
	p := k.NamedPlace(loc.Get("countryOrRegion").Text(), loc.Get("city").Text())
	return observe.Point(p, loc.Get("geoCoordinates", "latitude"), loc.Get("geoCoordinates", "longitude"))
}
