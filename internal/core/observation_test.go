package core

import (
	"net/netip"
	"testing"
)

func TestHouseholdLine(t *testing.T) {
	f := func(ip, want string) {
		t.Helper()
		if got := HouseholdLine(netip.MustParseAddr(ip)); got != want {
			t.Errorf("HouseholdLine(%s) = %q, want %q", ip, got, want)
		}
	}
	f("203.0.113.7", "203.0.113.7")
	f("::ffff:203.0.113.7", "203.0.113.7")
	f("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64")
	f("2001:db8:1:2::99", "2001:db8:1:2::/64")
	f("192.168.1.4", "")
	f("127.0.0.1", "")
	f("fe80::1", "")
	if got := HouseholdLine(netip.Addr{}); got != "" {
		t.Errorf("no address is no line, got %q", got)
	}
}
