package core

import (
	"strconv"
	"strings"
)

// Accepted is the language that an Accept-Language header wants most among those we speak; English where it wants none of them.
func Accepted(header string) Lang {
	best, most := English, 0.0
	for _, part := range strings.Split(header, ",") {
		tag, more, _ := strings.Cut(part, ";")
		lang, _, _ := strings.Cut(strings.ToLower(strings.TrimSpace(tag)), "-")
		if lang != string(French) && lang != string(English) {
			continue
		}
		if q := quality(more); q > most {
			best, most = Lang(lang), q
		}
	}
	return best
}

// quality is how much a language is wanted (RFC 9110, 12.4.2). What cannot be read counts for nothing.
func quality(more string) float64 {
	_, text, ok := strings.Cut(strings.ReplaceAll(more, " ", ""), "q=")
	if !ok {
		return 1
	}
	q, err := strconv.ParseFloat(text, 64)
	if err != nil || !(q >= 0 && q <= 1) {
		return 0
	}
	return q
}
