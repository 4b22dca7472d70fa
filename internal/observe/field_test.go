package observe

import (
	"testing"

	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/sigma"
)

func TestAddr(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"bare", "192.0.2.7", "192.0.2.7"},
		{"with spaces", " 192.0.2.7 ", "192.0.2.7"},
		{"with a port", "192.0.2.7:443", "192.0.2.7"},
		{"IPv6", "2001:db8::7", "2001:db8::7"},
		{"IPv6 in brackets", "[2001:db8::7]", "2001:db8::7"},
		{"IPv6 with a port", "[2001:db8::7]:443", "2001:db8::7"},
		{"IPv6 with a zone", "fe80::1%eth0", "fe80::1"},
		{"IPv4 inside IPv6", "::ffff:192.0.2.7", "192.0.2.7"},
		{"a dash", "-", ""},
		{"a name", "LOCAL", ""},
		{"a host name", "host.example.com", ""},
		{"nothing", "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := ""
			if a := Addr(c.in); a.IsValid() {
				got = a.String()
			}
			if got != c.want {
				t.Errorf("Addr(%q) = %q, want %q", c.in, got, c.want)
			}
		})
	}
}

func TestASN(t *testing.T) {
	for in, want := range map[string]uint32{"64500": 64500, "AS64500": 64500, "as64500": 64500, " AS64500 ": 64500, "": 0, "AS": 0, "AS64500 Example": 0, "-1": 0} {
		if got := ASN(in); got != want {
			t.Errorf("ASN(%q) = %d, want %d", in, got, want)
		}
	}
}

func TestCountry(t *testing.T) {
	k := NewKeeper()
	for in, want := range map[string]string{"FR": "FR", "fr": "FR", " pt ": "PT", "UK": "GB", "France": "", "FRA": "", "XX": "", "T1": "", "": "", "é": ""} {
		if got := k.Country(in); got != want {
			t.Errorf("Country(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestPlaceNeedsItsCountry(t *testing.T) {
	k := NewKeeper()
	if got := k.Place("France", "Rennes"); got != (core.Place{}) {
		t.Errorf("a city without a country code became %+v", got)
	}
	if got, want := k.Place("fr", " Rennes "), (core.Place{Country: "FR", City: "Rennes"}); got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
}

func TestTri(t *testing.T) {
	for in, want := range map[string]core.Tri{"true": core.Yes, "True": core.Yes, "1": core.Yes, "false": core.No, "no": core.No, "": core.Unstated, "maybe": core.Unstated} {
		if got := Tri(in); got != want {
			t.Errorf("Tri(%q) = %d, want %d", in, got, want)
		}
	}
}

func TestAppendValueGivesStringsAndStaysJSON(t *testing.T) {
	var e sigma.Event
	if err := e.Parse([]byte(`{"a":1,"b":{"c":[true,null,"x\"\\\u0001\n"]},"d":"é\ud83d\ude00"}`)); err != nil {
		t.Fatal(err)
	}
	got := string(AppendValue(nil, e.Root()))
	want := `{"a":"1","b":{"c":["true",null,"x\"\\\u0001\n"]},"d":"é\ud83d\ude00"}` // escapes as they stand
	if got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if got := string(AppendText(nil, "a\xffb")); got != "\"a\uFFFDb\"" {
		t.Errorf("invalid UTF-8 became %q", got)
	}
}
