package observe

import (
	"net/netip"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/sigma"
)

func enriched(t *testing.T, line string, o core.Observation) core.Observation {
	t.Helper()
	var e sigma.Event
	if err := e.Parse([]byte(line)); err != nil {
		t.Fatalf("%v: %s", err, line)
	}
	Enrich(e.Root(), NewKeeper(), &o)
	return o
}

func TestTheTagOfATunnel(t *testing.T) {
	for _, c := range []struct{ name, line, want string }{
		{"flat", `{"tunnel_operator":"ASTRILL_VPN"}`, "ASTRILL_VPN"},
		{"flat with a dot", `{"tunnels.operator":"ASTRILL_VPN"}`, "ASTRILL_VPN"},
		{"tunnels at the top", `{"tunnels":[{"type":"VPN"},{"operator":"ASTRILL_VPN"}]}`, "ASTRILL_VPN"},
		{"tunnels as an object", `{"tunnels":{"operator":"ASTRILL_VPN"}}`, "ASTRILL_VPN"},
		{"under spur", `{"spur":{"tunnels":[{"operator":"ASTRILL_VPN","type":"VPN"}]}}`, "ASTRILL_VPN"},
		{"under enrichment", `{"enrichment":{"tunnels":[{"operator":"ASTRILL_VPN"}]}}`, "ASTRILL_VPN"},
		{"under enrichment.spur", `{"enrichment":{"spur":{"tunnels":[{"operator":"ASTRILL_VPN"}]}}}`, "ASTRILL_VPN"},
		{"under p_enrichment", `{"p_enrichment":{"spur":{"tunnels":[{"operator":"ASTRILL_VPN"}]}}}`, "ASTRILL_VPN"},
		{"by the field that was looked up", `{"p_enrichment":{"spur":{"client.ipAddress":{"tunnels":[{"operator":"ASTRILL_VPN"}]}}}}`, "ASTRILL_VPN"},
		{"a tunnel of nobody's", `{"spur":{"tunnels":[{"type":"VPN","anonymous":true}]}}`, "VPN"},
		{"no tunnel, a data centre", `{"spur":{"infrastructure":"DATACENTER"}}`, "DATACENTER"},
		{"a relay is no VPN", `{"p_enrichment":{"ipinfo_privacy":{"ip":{"relay":true,"vpn":true,"hosting":true}}}}`, "ICLOUD_RELAY_PROXY"},
		{"a VPN", `{"p_enrichment":{"ipinfo_privacy":{"ip":{"relay":false,"vpn":true,"hosting":true}}}}`, "VPN"},
		{"nothing", `{"p_enrichment":{"ipinfo_privacy":{"ip":{"relay":false,"vpn":false}}},"spur":null,"enrichment":"x"}`, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := enriched(t, c.line, core.Observation{}).Tag; got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestNetworkAndPlaceOfTheEnrichment(t *testing.T) {
	want := core.Observation{ASN: 64500, ASOrg: "Example Access", Place: core.Place{Country: "FR", City: "Rennes"}}
	if diff := cmp.Diff(want, enriched(t, `{"spur":{"as":{"number":64500,"organization":"Example Access"},"location":{"country":"FR","city":"Rennes"}}}`, core.Observation{}), sameAddr); diff != "" {
		t.Errorf("spur (-want +got):\n%s", diff)
	}
	want.Place.Lat, want.Place.Lon, want.Place.Point = 48.1, -1.7, true
	const panther = `{"p_enrichment":{"ipinfo_asn":{"ip":{"asn":"AS64500","name":"Example Access"}},"ipinfo_location":{"ip":{"country":"FR","city":"Rennes","lat":"48.1","lng":"-1.7"}}}}`
	if diff := cmp.Diff(want, enriched(t, panther, core.Observation{}), sameAddr); diff != "" {
		t.Errorf("p_enrichment (-want +got):\n%s", diff)
	}
	vendor := core.Observation{ASN: 64501, Tag: "proxy", Place: core.Place{Country: "PT", City: "Porto"}}
	if diff := cmp.Diff(vendor, enriched(t, panther, vendor), sameAddr); diff != "" {
		t.Errorf("what the vendor says was replaced (-want +got):\n%s", diff)
	}
}

func TestAPointNeedsAPlaceAndBothCoordinates(t *testing.T) {
	for _, line := range []string{`{"c":"","lat":1,"lon":1}`, `{"c":"FR","lat":1}`, `{"c":"FR","lat":91,"lon":0}`, `{"c":"FR","lat":"x","lon":0}`} {
		var e sigma.Event
		if err := e.Parse([]byte(line)); err != nil {
			t.Fatal(err)
		}
		if p := Point(NewKeeper().NamedPlace(e.Root().Get("c").Text(), ""), e.Root().Get("lat"), e.Root().Get("lon")); p.Point {
			t.Errorf("%s gives %+v", line, p)
		}
	}
}

var sameAddr = cmp.Comparer(func(a, b netip.Addr) bool { return a == b })
