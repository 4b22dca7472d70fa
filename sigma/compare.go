package sigma

import (
	"net/netip"
	"strconv"
	"strings"
)

// compareText asks about s with one of the operations on plain texts.
func compareText(op testOp, s, literal string) bool {
	switch op {
	case opContains:
		return strings.Contains(s, literal)
	case opPrefix:
		return strings.HasPrefix(s, literal)
	case opSuffix:
		return strings.HasSuffix(s, literal)
	}
	return s == literal
}

// readNumber reads a decimal number: sign, digits, fraction, exponent. What strconv accepts beyond
// that (hexadecimal, infinity, underscores) is a text. The shape is checked first because strconv
// allocates its errors.
func readNumber(s string) (float64, bool) {
	if !isDecimal(s) {
		return 0, false
	}
	f, err := strconv.ParseFloat(s, 64)
	return f, err == nil
}

func isDecimal(s string) bool {
	if s != "" && (s[0] == '-' || s[0] == '+') {
		s = s[1:]
	}
	whole := leadingDigits(s)
	s = s[whole:]
	fraction := 0
	if s != "" && s[0] == '.' {
		fraction = leadingDigits(s[1:])
		s = s[1+fraction:]
	}
	if whole+fraction == 0 {
		return false
	}
	if s != "" && (s[0] == 'e' || s[0] == 'E') {
		s = s[1:]
		if s != "" && (s[0] == '-' || s[0] == '+') {
			s = s[1:]
		}
		n := leadingDigits(s)
		return n > 0 && n == len(s)
	}
	return s == ""
}

func leadingDigits(s string) int {
	n := 0
	for n < len(s) && isDigit(s[n]) {
		n++
	}
	return n
}

func isDigit(c byte) bool { return c-'0' < 10 }

// isWhole reports whether s is a whole number in the one way it is usually written: two such texts
// are the same number exactly when they are the same text.
func isWhole(s string) bool {
	digits := strings.TrimPrefix(s, "-")
	return digits != "" && leadingDigits(digits) == len(digits) && (digits[0] != '0' || s == "0")
}

// readAddress reads an IP address, IPv4 in IPv6 as IPv4, without its zone.
func readAddress(s string) (netip.Addr, bool) {
	body, _, _ := strings.Cut(s, "%")
	if len(body) < 2 || len(body) > 45 || strings.Trim(body, "0123456789abcdefABCDEF.:") != "" {
		return netip.Addr{}, false // most texts end here, and netip allocates its errors
	}
	ip, err := netip.ParseAddr(body)
	return ip.Unmap(), err == nil
}
