package check

import "strings"

// callingCodes are those of countries where a number dialled at home begins with a 0 that falls away
// from abroad. Elsewhere a number without its code cannot be told from another country's.
var callingCodes = map[string]string{
	"AT": "43", "BE": "32", "BG": "359", "CH": "41", "DE": "49", "FI": "358", "FR": "33", "GB": "44", "HR": "385", "IE": "353",
	"NL": "31", "RO": "40", "SE": "46", "SI": "386", "SK": "421",
}

// phone is the digits of a number in international form (E.164), however it was written; country is
// where the person lives, for a number written as it is dialled at home. A number too short to be
// anybody's own is "".
func phone(s, country string) string {
	s = strings.TrimSpace(strings.ReplaceAll(s, "(0)", ""))
	digits := strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, s)
	switch code := callingCodes[strings.ToUpper(country)]; {
	case strings.HasPrefix(s, "+"):
	case strings.HasPrefix(digits, "00"):
		digits = digits[2:]
	case strings.HasPrefix(digits, "0") && code != "":
		digits = code + digits[1:]
	}
	const shortest = 8
	if len(digits) < shortest {
		return ""
	}
	return digits
}

// mailbox is an address in lower case without the tag after "+" (RFC 5233).
func mailbox(s string) string {
	local, domain, ok := strings.Cut(strings.ToLower(strings.TrimSpace(s)), "@")
	if !ok || local == "" || domain == "" {
		return ""
	}
	local, _, _ = strings.Cut(local, "+")
	return local + "@" + domain
}
