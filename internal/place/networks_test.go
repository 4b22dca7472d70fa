package place

import (
	"net/netip"
	"os"
	"testing"

	"github.com/taupier-eu/taupier/internal/core"
)

func TestWhere(t *testing.T) {
	data, err := os.ReadFile("../../content/networks/networks.csv")
	if err != nil {
		t.Fatal(err)
	}
	n, err := ReadNetworks(data, []core.Network{
		{Range: netip.MustParsePrefix("192.0.2.0/28"), Kind: core.WhereOwn},
		{Range: netip.MustParsePrefix("2001:db8:77::/48"), Kind: core.WhereCoworking},
	})
	if err != nil {
		t.Fatal(err)
	}
	f := func(name, ip string, asn uint32, org, tag string, want core.Where) {
		t.Helper()
		var addr netip.Addr
		if ip != "" {
			addr = netip.MustParseAddr(ip)
		}
		if got := n.Where(addr, asn, org, tag); got != want {
			t.Errorf("%s: Where = %q, want %q", name, got, want)
		}
	}
	f("own egress wins over everything", "192.0.2.3", 36183, "Akamai Technologies", "ASTRILL_VPN", core.WhereOwn)
	f("own egress written as IPv6", "::ffff:192.0.2.3", 0, "", "", core.WhereOwn)
	f("declared coworking", "2001:db8:77::9", 0, "", "", core.WhereCoworking)
	f("privacy relay by name", "198.51.100.1", 0, "Akamai Technologies, Inc.", "", core.WhereRelay)
	f("privacy relay flagged as a proxy stays a relay", "198.51.100.1", 0, "CLOUDFLARE", "anonymizer", core.WhereRelay)
	f("gateway", "198.51.100.1", 0, "ZSCALER", "", core.WhereGateway)
	f("operator tag", "198.51.100.1", 64500, "Example Telecom", "ASTRILL_VPN", core.WhereAstrill)
	f("hosting by name", "198.51.100.1", 0, "M247 Europe SRL", "", core.WhereHosting)
	f("a word inside a word is not a match", "198.51.100.1", 0, "Automobile Club Network", "", core.WhereUnknown)
	f("an ordinary provider", "198.51.100.1", 64501, "Example Broadband", "", core.WhereUnknown)
	f("no address at all", "", 0, "", "", core.WhereUnknown)
}

func TestReadNetworksRefuses(t *testing.T) {
	for _, bad := range []string{"org;x;relay", "asn;many;relay;D;2026", "org;x;nowhere;D;2026", "colour;x;relay;D;2026"} {
		if _, err := ReadNetworks([]byte(bad), nil); err == nil {
			t.Errorf("ReadNetworks(%q) accepted", bad)
		}
	}
}
