package sigma

import (
	"strconv"
	"testing"

	"pgregory.net/rapid"
)

func TestNumbers(t *testing.T) {
	for s, want := range map[string]bool{
		"0": true, "-1": true, "+1.5": true, ".5": true, "5.": true, "1e9": true, "1E-9": true,
		"": false, ".": false, "-": false, "1e": false, "1 ": false, "0x10": false, "inf": false, "NaN": false, "1_0": false, "192.0.2.1": false, "1e999": false,
	} {
		if _, ok := readNumber(s); ok != want {
			t.Errorf("%q is a number: %v, want %v", s, ok, want)
		}
	}
}

func TestWrittenNumbersAreRead(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := rapid.Float64Range(-1e300, 1e300).Draw(t, "number")
		if got, ok := readNumber(strconv.FormatFloat(f, 'g', -1, 64)); !ok || got != f {
			t.Fatalf("%v was read as %v, %v", f, got, ok)
		}
	})
}

func TestAddresses(t *testing.T) {
	for s, want := range map[string]string{
		"192.0.2.1": "192.0.2.1", "2001:DB8::1": "2001:db8::1", "::ffff:192.0.2.1": "192.0.2.1", "fe80::1%eth0": "fe80::1", "::": "::",
		"": "", "192.0.2": "", "192.0.2.1:80": "", "beef": "", `C:\x`: "", "192.0.2.1/24": "",
	} {
		ip, ok := readAddress(s)
		if ok != (want != "") || ok && ip.String() != want {
			t.Errorf("%q was read as %v, %v; want %q", s, ip, ok, want)
		}
	}
}
