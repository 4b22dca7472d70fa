package name

import (
	"strings"

	"golang.org/x/text/unicode/norm"
)

// greekLetters follow ELOT 743 (ISO 843), as Greek passports do, after ICAO Doc 9303-3.
var greekLetters = scheme{
	'α': "a", 'β': "v", 'γ': "g", 'δ': "d", 'ε': "e", 'ζ': "z", 'η': "i", 'θ': "th", 'ι': "i", 'κ': "k", 'λ': "l", 'μ': "m", 'ν': "n",
	'ξ': "x", 'ο': "o", 'π': "p", 'ρ': "r", 'σ': "s", 'ς': "s", 'τ': "t", 'υ': "y", 'φ': "f", 'χ': "ch", 'ψ': "ps", 'ω': "o",
}

var greekPairs = strings.NewReplacer("ου", "ou", "γγ", "ng", "γξ", "nx", "γχ", "nch", "αυ", "av", "ευ", "ev", "ηυ", "iv")

// greekInitials are pairs that are one sound in front: Μπακογιάννης, Ντίνος, Γκίκας.
var greekInitials = []struct{ pair, latin string }{{"μπ", "b"}, {"ντ", "d"}, {"γκ", "g"}}

var otherGreek = []scheme{
	{'χ': "h", 'υ': "i", 'ξ': "ks"}, {'χ': "kh", 'φ': "ph"}, {'β': "b", 'η': "e", 'υ': "u", 'φ': "ph", 'γ': "gh"}, {'γ': "y", 'χ': "h"},
}

// greekToken reads a word of Greek letters.
func greekToken(s string) Token {
	plain := stripMarks(strings.ToLower(s))
	text := greekWord(plain, greekLetters)
	var forms []string
	for _, o := range otherGreek {
		forms = append(forms, greekWord(plain, o, greekLetters))
	}
	for _, v := range []string{"av", "ev"} { // before θ κ ξ π σ τ φ χ ψ they sound f
		forms = append(forms, strings.ReplaceAll(text, v, v[:1]+"f"))
	}
	forms = append(forms, strings.ReplaceAll(text, "mp", "b"), strings.ReplaceAll(text, "nt", "d"))
	t := find(text)
	t.Forms = bounded(append(forms, t.Forms...), text)
	return t
}

func greekWord(s string, schemes ...scheme) string {
	for _, p := range greekInitials {
		if rest, ok := strings.CutPrefix(s, p.pair); ok {
			s = p.latin + rest
		}
	}
	return spell(greekPairs.Replace(s), schemes...)
}

// stripMarks takes the accents from letters that have them composed.
func stripMarks(s string) string {
	var b strings.Builder
	for _, r := range norm.NFD.String(s) {
		if norm.NFD.PropertiesString(string(r)).CCC() == 0 {
			b.WriteRune(r)
		}
	}
	return b.String()
}
