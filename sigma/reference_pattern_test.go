package sigma

import (
	"encoding/base64"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf16"
)

var (
	refPlaces    = []string{"contains", "startswith", "endswith"}
	refEncodings = []string{"windash", "base64", "base64offset", "wide", "utf16", "utf16le", "utf16be"}
)

// refAtom is one character of a value: itself, or what it stands for.
type refAtom struct {
	char rune
	wild bool // * or ?
	dash bool // any dash
}

// refAtoms reads wildcards and escapes.
func refAtoms(value string) []refAtom {
	var out []refAtom
	for s := []rune(value); len(s) > 0; s = s[1:] {
		if len(s) > 1 && s[0] == '\\' && strings.ContainsRune(`*?\`, s[1]) {
			out = append(out, refAtom{char: s[1]})
			s = s[1:]
			continue
		}
		out = append(out, refAtom{char: s[0], wild: s[0] == '*' || s[0] == '?'})
	}
	return out
}

const refDashes = "-/–—―"

// refOpenDashes marks the dashes that begin a word.
func refOpenDashes(atoms []refAtom) {
	word := func(i int) bool {
		if i < 0 || i >= len(atoms) || atoms[i].wild {
			return false
		}
		c := atoms[i].char
		return c == '_' || unicode.IsLetter(c) || unicode.IsDigit(c)
	}
	for i, a := range atoms {
		atoms[i].dash = strings.ContainsRune(refDashes, a.char) && !word(i-1) && word(i+1)
	}
}

// refPatterns are the regular expressions of which one has to fit, without what stands around them.
func refPatterns(value string, mods []string) []string {
	has := func(n string) bool { return slices.Contains(mods, n) }
	atoms := refAtoms(value)
	if has("windash") {
		refOpenDashes(atoms)
	}
	encode := func(s string) string { return s }
	for _, m := range mods {
		if m == "wide" || strings.HasPrefix(m, "utf16") {
			encode = func(s string) string { return refUTF16(s, m) }
		}
	}
	plain := ""
	for _, a := range atoms {
		plain += string(a.char)
	}
	switch {
	case has("base64"):
		return []string{regexp.QuoteMeta(base64.StdEncoding.EncodeToString([]byte(encode(plain))))}
	case has("base64offset"):
		return refOffsets(encode(plain))
	case has("utf16"):
		return []string{"ÿþ" + refExpression(atoms, func(s string) string { return refUTF16(s, "utf16le") })}
	}
	return []string{refExpression(atoms, encode)}
}

// refExpression writes atoms as a regular expression, each encoded byte as one character.
func refExpression(atoms []refAtom, encode func(string) string) string {
	width := len(encode("a"))
	out := ""
	for _, a := range atoms {
		switch {
		case a.wild && a.char == '*':
			out += ".*"
		case a.wild:
			out += strings.Repeat(".", width)
		case a.dash:
			var dashes []string
			for _, d := range refDashes {
				dashes = append(dashes, refShown(encode(string(d)), width))
			}
			out += "(?:" + strings.Join(dashes, "|") + ")"
		default:
			out += refShown(encode(string(a.char)), width)
		}
	}
	return out
}

// refShown quotes a text; of UTF-16 one character stands for each byte.
func refShown(s string, width int) string {
	if width == 1 {
		return regexp.QuoteMeta(s)
	}
	out := ""
	for i := range len(s) {
		out += regexp.QuoteMeta(string(rune(s[i])))
	}
	return out
}

func refUTF16(s, encoding string) string {
	var out []byte
	if encoding == "utf16" {
		out = append(out, 0xff, 0xfe)
	}
	for _, unit := range utf16.Encode([]rune(s)) {
		if encoding == "utf16be" {
			out = append(out, byte(unit>>8), byte(unit))
		} else {
			out = append(out, byte(unit), byte(unit>>8))
		}
	}
	return string(out)
}

// refOffsets are, for each place in a group of three bytes, the characters of the encoding all of whose
// six bits are bits of the text.
func refOffsets(s string) []string {
	var out []string
	for before := range 3 {
		encoded := base64.StdEncoding.EncodeToString([]byte(strings.Repeat("#", before) + s + "##"))
		kept := ""
		for i, c := range encoded {
			if 6*i >= 8*before && 6*i+6 <= 8*(before+len(s)) {
				kept += string(c)
			}
		}
		out = append(out, regexp.QuoteMeta(kept))
	}
	return out
}

// refText asks whether a text fits an expression at the place that the modifiers say.
func refText(text, expression string, mods []string) bool {
	has := func(n string) bool { return slices.Contains(mods, n) }
	flags := "(?is)"
	if has("cased") || has("base64") || has("base64offset") {
		flags = "(?s)"
	}
	anywhere := has("contains") || has("base64offset")
	if !anywhere && !has("endswith") {
		expression = `\A` + expression
	}
	if !anywhere && !has("startswith") {
		expression += `\z`
	}
	return refRegexp(flags + expression).MatchString(text)
}

var refRegexps = map[string]*regexp.Regexp{}

// refRegexp compiles each expression once.
func refRegexp(s string) *regexp.Regexp {
	re, ok := refRegexps[s]
	if !ok {
		re = regexp.MustCompile(s)
		refRegexps[s] = re
	}
	return re
}
