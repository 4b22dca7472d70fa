package contact

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/runes"
	"golang.org/x/text/transform"
	"golang.org/x/text/unicode/norm"
)

// FoldLine is a line of an address for the comparison of its words: lower case, no accents, everything that
// is neither letter nor figure parts words.
func FoldLine(line string) string {
	t := transform.Chain(norm.NFD, runes.Remove(runes.In(unicode.Mn)), norm.NFC)
	if plain, _, err := transform.String(t, line); err == nil {
		line = plain
	}
	return strings.Join(strings.FieldsFunc(strings.ToLower(line), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }), " ")
}

// emergencyWords tell a contact for emergencies from somebody who speaks for the work.
var emergencyWords = []string{"emergency", "urgence", "notfall", "emergencia", "emergenza", "noodgeval", "naglych"}

// ForEmergencies reports whether a contact is only to be called in an emergency, by the words of the
// relation stated.
func ForEmergencies(relation string) bool {
	folded := FoldLine(relation)
	return slices.ContainsFunc(emergencyWords, func(word string) bool { return strings.Contains(folded, word) })
}
