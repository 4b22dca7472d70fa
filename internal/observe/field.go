package observe

import (
	"fmt"
	"net/netip"
	"strconv"
	"strings"
	"time"

	"github.com/taupier-eu/taupier/sigma"
)

// Text is the first of the named fields that says something, without the spaces around it.
func Text(rec sigma.Value, names ...string) string {
	for _, n := range names {
		if s := strings.TrimSpace(rec.Get(n).Text()); s != "" {
			return s
		}
	}
	return ""
}

// Time reads the first of the named fields that says something. The error names the first field and
// says how a time is written.
func Time(rec sigma.Value, names ...string) (time.Time, error) {
	s := Text(rec, names...)
	if s == "" {
		return time.Time{}, fmt.Errorf("no time: give the record a field %q such as 2026-05-01T09:00:00Z", names[0])
	}
	t, ok := ReadTime(s)
	if !ok {
		return time.Time{}, fmt.Errorf("%q is not a time: write %s such as 2026-05-01T09:00:00Z", Clip(s), names[0])
	}
	return t, nil
}

const shownInError = 80

// Clip keeps a value short enough for an error.
func Clip(s string) string {
	if len(s) <= shownInError {
		return s
	}
	return strings.ToValidUTF8(s[:shownInError], "") + "…"
}

// Addr reads an address as logs write it: bare, with a port, in brackets, with a zone, or IPv4
// inside IPv6. It is invalid for anything else.
func Addr(s string) netip.Addr {
	s = strings.TrimSpace(s)
	if !looksAddr(s) {
		return netip.Addr{}
	}
	if a, err := netip.ParseAddr(s); err == nil {
		return a.Unmap().WithZone("")
	}
	if p, err := netip.ParseAddrPort(s); err == nil {
		return p.Addr().Unmap().WithZone("")
	}
	if a, err := netip.ParseAddr(strings.Trim(s, "[]")); err == nil {
		return a.Unmap().WithZone("")
	}
	return netip.Addr{}
}

// looksAddr spares the cost of an error for the dashes and names that stand in address columns.
func looksAddr(s string) bool {
	return len(s) >= 2 && len(s) <= 64 && strings.ContainsAny(s, ".:")
}

// ASN reads an autonomous system number, with or without "AS"; 0 when there is none.
func ASN(s string) uint32 {
	s = strings.TrimSpace(s)
	if len(s) > 2 && (s[0] == 'A' || s[0] == 'a') && (s[1] == 'S' || s[1] == 's') {
		s = s[2:]
	}
	n, err := strconv.ParseUint(s, 10, 32)
	if err != nil {
		return 0
	}
	return uint32(n)
}

// Country keeps an ISO 3166-1 alpha-2 code. Anything else is "": a name in one log and a code in
// another would look like two countries, and codes for "unknown" or "anonymous" are no place.
func (k *Keeper) Country(s string) string {
	s = strings.TrimSpace(s)
	if len(s) != 2 || !letter(s[0]) || !letter(s[1]) {
		return ""
	}
	switch s = k.Upper(s); s {
	case "UK":
		return "GB"
	case "EL":
		return "GR"
	case "XX", "ZZ", "AP", "EU":
		return ""
	}
	return s
}

func letter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }
