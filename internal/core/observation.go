package core

import (
	"net/netip"
	"time"
)

// Kind says what an observation is about.
type Kind string

// The kinds of observations. Vendor events that fit none of them are KindActivity.
const (
	KindSignin      Kind = "signin"        // an authentication that succeeded
	KindDenied      Kind = "signin.denied" // an authentication that failed or was blocked
	KindActivity    Kind = "activity"      // any other act of an account
	KindMFAEnrol    Kind = "mfa.enrol"     // an authenticator was added; Factor
	KindMeeting     Kind = "meeting"       // a participant in a meeting; Camera, Latency, Target = meeting, Value = name shown
	KindClone       Kind = "clone"         // a repository was cloned or downloaded; Target = repository
	KindDownload    Kind = "download"      // a file was downloaded; Target = file
	KindUpload      Kind = "upload"        // a file went to a place outside the company; Target = file, Value = where
	KindPublish     Kind = "publish"       // something inside was made public or forked out; Target = what
	KindGrant       Kind = "grant"         // a right was given; Target = right, Other = who received it
	KindProcess     Kind = "process"       // a process or service started; Target = image, Value = command line
	KindDeviceSeen  Kind = "device.seen"   // a managed device reported; Device, IP, Place
	KindHardware    Kind = "hardware"      // a piece of hardware was attached; Target = identity, Value = serial
	KindChange      Kind = "hr.change"     // an HR record changed; Target = address|bank|phone|email|manager|…, Other = who made it
	KindSignature   Kind = "signature"     // a document was signed
	KindShipment    Kind = "shipment"      // Target = ordered|redirected|delivered|returned, Device, Place, Value = received_by or requested_by
	KindApplication Kind = "application"   // an application was sent; Target = requisition, Value = referrer
	KindRule        Kind = "rule"          // a Sigma rule matched; Target = signal id, Value = what (tool, product)
)

// Where is the kind of network an address belongs to, as far as the data files and the company tell.
type Where string

// The kinds of networks. Shared and Own lines never speak of a household.
const (
	WhereUnknown   Where = ""          // nothing known: taken as an ordinary access line
	WhereOwn       Where = "own"       // the company's offices, VPN or secure gateway
	WhereRelay     Where = "relay"     // privacy relay of a device maker (iCloud Private Relay)
	WhereGateway   Where = "gateway"   // secure web gateway of a vendor (SASE)
	WhereMobile    Where = "mobile"    // mobile carrier, many people behind one address
	WhereHosting   Where = "hosting"   // data centre
	WhereVPN       Where = "vpn"       // consumer VPN
	WhereAstrill   Where = "astrill"   // exits tagged as Astrill by the log's own enrichment or a dated list
	WhereProxy     Where = "proxy"     // residential or SOCKS proxy
	WhereCoworking Where = "coworking" // coworking space or other shared office, declared by the company
)

// Ordinary reports whether the place of such an address says where a person is: an unknown
// (household or office) line. Gateways, relays, mobile carriers and tunnels do not.
func (w Where) Ordinary() bool { return w == WhereUnknown || w == WhereCoworking }

// Tunnel reports whether the address hides where the person is, without the company's doing.
func (w Where) Tunnel() bool {
	return w == WhereVPN || w == WhereAstrill || w == WhereProxy || w == WhereHosting
}

// Place is where something happened, as far as the source says.
type Place struct {
	Country string // ISO 3166-1 alpha-2, upper case
	City    string
	Lat     float64
	Lon     float64
	Point   bool // Lat and Lon are given
}

// Known reports whether the source named at least a country.
func (p Place) Known() bool { return p.Country != "" }

// Camera is what a meeting report says of a participant's picture.
type Camera uint8

// What a meeting report can say of a camera.
const (
	CameraUnknown Camera = iota
	CameraOff
	CameraOn
)

// Tri is a yes, a no, or not stated.
type Tri uint8

// The values of Tri.
const (
	Unstated Tri = iota
	No
	Yes
)

// Observation is one fact, by one source, at one time: the small view, with the meaning of the OCSF
// attribute named beside each field, that serves correlation, links and analytics. Rules see the
// vendor's own fields instead. The strings are owned by the observation and may be kept.
type Observation struct {
	Kind   Kind
	At     time.Time // time; event time in UTC
	Source string    // metadata.product: okta, entra, google, github, slack, zoom, windows, osquery, vpn, hr, shipment, mdm, ats

	Account string // actor.user.name or email_addr as the vendor wrote it, lower case
	Other   string // the second account: who received, who approved, who changed
	Person  string // dossier id, filled by the flow; "" when no dossier knows the account or device

	OtherPerson string // dossier id of Other, filled by the flow

	Device  string     // device.uid: serial, or host name when there is no serial
	IP      netip.Addr // src_endpoint.ip
	ASN     uint32     // src_endpoint.autonomous_system.number
	ASOrg   string     // src_endpoint.autonomous_system.name
	Tag     string     // operator or proxy tag of the log's own enrichment, e.g. ASTRILL_VPN, "proxy"
	Where   Where      // filled by the flow from IP, ASN, ASOrg and Tag
	Place   Place      // src_endpoint.location
	Session string     // session.uid
	Agent   string     // http_request.user_agent
	Factor  string     // auth_factors[0] device or factor id
	Managed Tri        // device.is_managed

	Target string // what was acted on; see Kind
	Value  string // the detail; see Kind
	Camera Camera
	Millis int // latency in milliseconds; 0 when not given

	MatchField string // KindRule: the vendor field that made the rule match
	MatchValue string // KindRule: its value

	Input string // path inside the company folder
	Line  int    // 1-based line (or record number in a wrapped export)
}

// See points at one field of the record behind the observation.
func (o *Observation) See(field, value string) Evidence {
	return Evidence{Input: o.Input, Line: o.Line, Field: field, Value: value}
}

// Household is the part of an address that one household shares, as the first address of it: the
// whole IPv4 address, the first 64 bits of an IPv6 one (RFC 6177). ok is false for an invalid, private
// or loopback address.
func Household(ip netip.Addr) (line netip.Addr, ok bool) {
	ip = ip.Unmap()
	if !ip.IsValid() || ip.IsPrivate() || ip.IsLoopback() || ip.IsLinkLocalUnicast() || ip.IsUnspecified() {
		return netip.Addr{}, false
	}
	if ip.Is4() {
		return ip, true
	}
	b := ip.As16()
	clear(b[8:])
	return netip.AddrFrom16(b), true
}

// HouseholdLine is Household as people read it: 192.0.2.1 or 2001:db8:1:1::/64; "" when there is none.
func HouseholdLine(ip netip.Addr) string {
	line, ok := Household(ip)
	switch {
	case !ok:
		return ""
	case line.Is4():
		return line.String()
	}
	return line.String() + "/64"
}
