package wallet

import "strings"

// Found is an address in a text.
type Found struct {
	Address
	Text string // as it stands there
	At   int    // byte offset
}

// Find gives the addresses in a text, in order. Those without a checksum are given only where nothing else looks like them
// (0x and 40 hexadecimal digits) or where the words around them name the currency (Solana): keys, digests and identifiers
// look like them otherwise.
func Find(text string) []Found {
	var out []Found
	for i := 0; i < len(text); {
		if !sign(text[i]) {
			i++
			continue
		}
		end := i
		for end < len(text) && sign(text[end]) {
			end++
		}
		if f, ok := findIn(text, i, end); ok {
			out = append(out, f)
		}
		i = end
	}
	return out
}

func sign(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
}

func findIn(text string, from, to int) (Found, bool) {
	word := text[from:to]
	if len(word) > longest {
		return Found{}, false
	}
	a, err := Parse(word)
	if err != nil || a.Currency == "SOL" && !named(text, from, to) {
		return Found{}, false
	}
	return Found{a, word, from}, true
}

// near is how far around an address its currency may be named.
const near = 40

// named tells whether Solana is named near a place.
func named(text string, from, to int) bool {
	around := strings.ToLower(text[max(0, from-near):from] + " " + text[to:min(len(text), to+near)])
	for _, w := range strings.FieldsFunc(around, func(r rune) bool { return r < 'a' || r > 'z' }) {
		if w == "solana" || w == "sol" {
			return true
		}
	}
	return false
}
