package entra

import (
	"strings"

	"github.com/taupier-eu/taupier/internal/observe"
	"github.com/taupier-eu/taupier/sigma"
)

// isPortal recognises a row of the sign-ins that the portal downloads as CSV.
func isPortal(rec sigma.Value) bool {
	return observe.Has(rec, "Date (UTC)", "Username", "IP address") && observe.HasAny(rec, "Sign-in error code", "Client app", "Conditional Access")
}

// portalColumns are the columns that stand for one field of Graph.
var portalColumns = []struct{ column, field string }{
	{"Date (UTC)", "createdDateTime"}, {"Request ID", "id"}, {"Username", "userPrincipalName"}, {"User", "userDisplayName"}, {"User ID", "userId"},
	{"Application", "appDisplayName"}, {"Resource", "resourceDisplayName"}, {"Client app", "clientAppUsed"}, {"IP address", "ipAddress"}, {"User agent", "userAgent"},
	{"Session ID", "sessionId"}, {"Autonomous system  number", "autonomousSystemNumber"}, {"Autonomous system number", "autonomousSystemNumber"},
	{"Authentication requirement", "authenticationRequirement"}, {"Conditional Access", "conditionalAccessStatus"}, {"Failure reason", "ResultDescription"},
	{"spur", "spur"}, {"tunnel_operator", "tunnel_operator"}, {"tunnels.operator", "tunnels.operator"},
}

// appendPortal appends the row in Graph's shape.
func appendPortal(dst []byte, rec sigma.Value) []byte {
	dst = append(dst, '{')
	for _, c := range portalColumns {
		if v := rec.Get(c.column); v.Exists() {
			dst = append(observe.AppendText(dst, c.field), ':')
			dst = append(observe.AppendValue(dst, v), ',')
		}
	}
	dst = append(dst, `"status":{"errorCode":`...)
	dst = observe.AppendText(dst, portalCode(rec))
	dst = append(dst, `},"deviceDetail":{"deviceId":`...)
	dst = observe.AppendText(dst, said(rec, "Device ID"))
	for _, c := range [...]struct{ column, field string }{
		{"Operating System", "operatingSystem"}, {"Browser", "browser"}, {"Compliant", "isCompliant"}, {"Managed", "isManaged"}, {"Join Type", "trustType"},
	} {
		dst = append(observe.AppendText(append(dst, ','), c.field), ':')
		dst = observe.AppendText(dst, said(rec, c.column))
	}
	city, country := portalPlace(said(rec, "Location"))
	dst = append(dst, `},"location":{"city":`...)
	dst = observe.AppendText(dst, city)
	dst = append(dst, `,"countryOrRegion":`...)
	return append(observe.AppendText(dst, country), "}}"...)
}

// said is a column, unless the portal says that there is nothing.
func said(rec sigma.Value, column string) string {
	if s := observe.Text(rec, column); !oneOf(s, "None", "{PII Removed}") {
		return s
	}
	return ""
}

// portalCode is the error code: the portal writes None or nothing for a success. Where there is no code
// the status decides.
func portalCode(rec sigma.Value) string {
	if code := said(rec, "Sign-in error code"); code != "" {
		return code
	}
	if oneOf(observe.Text(rec, "Status"), "Failure", "Interrupted") {
		return "1"
	}
	return "0"
}

// portalPlace reads "Rennes, Ille-et-Vilaine, FR".
func portalPlace(s string) (city, country string) {
	if last := strings.LastIndexByte(s, ','); last >= 0 {
		city, _, _ = strings.Cut(s, ",")
		return city, s[last+1:]
	}
	return "", s
}
