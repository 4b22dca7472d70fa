package sigma

import (
	"encoding/base64"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

func isDash(r rune) bool {
	switch r {
	case '-', '/', '–', '—', '―':
		return true
	}
	return false
}

// wideDashes are the dashes as their UTF-16 bytes show in a text, by the encoding.
var wideDashes = map[string][]string{"utf16le": widened("utf16le"), "utf16be": widened("utf16be")}

func widened(encoding string) []string {
	var out []string
	for _, dash := range []string{"-", "/", "–", "—", "―"} {
		out = append(out, utf16Bytes(dash, encoding))
	}
	return out
}

// cutWideDash takes a dash of a part in UTF-16 off s, at the side where cut cuts.
func (pt part) cutWideDash(s string, cut func(s, dash string) (string, bool)) (string, bool) {
	for _, dash := range wideDashes[pt.text] {
		if rest, ok := cut(s, dash); ok {
			return rest, true
		}
	}
	return "", false
}

// windash opens every dash that starts a word (no letter, digit or _ before it, one after it) to
// every dash that Windows programs take alike.
func windash(p pattern) pattern {
	var out pattern
	for _, pt := range p {
		if pt.kind != partLiteral {
			out = out.with(pt)
			continue
		}
		before, start := ' ', 0
		for i, r := range pt.text {
			if isDash(r) && !isWord(before) {
				end := i + utf8.RuneLen(r)
				if after, _ := utf8.DecodeRuneInString(pt.text[end:]); isWord(after) {
					out = out.with(part{partLiteral, pt.text[start:i]}).with(part{kind: partDash})
					start = end
				}
			}
			before = r
		}
		out = out.with(part{partLiteral, pt.text[start:]})
	}
	return out
}

func isWord(r rune) bool {
	return r == '_' || r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r))
}

// utf16Bytes is s in UTF-16, with a byte order mark for "utf16".
func utf16Bytes(s, encoding string) string {
	var b strings.Builder
	if encoding == "utf16" {
		b.WriteString("\xff\xfe")
	}
	for _, u := range utf16.Encode([]rune(s)) {
		if encoding == "utf16be" {
			b.WriteByte(byte(u >> 8))
			b.WriteByte(byte(u))
		} else {
			b.WriteByte(byte(u))
			b.WriteByte(byte(u >> 8))
		}
	}
	return b.String()
}

// widePattern is p as its UTF-16 bytes show in a text that holds them one character per byte. Only
// ASCII has such a form.
func widePattern(p pattern, encoding string) (pattern, error) {
	for _, pt := range p {
		if strings.IndexFunc(pt.text, func(r rune) bool { return r >= utf8.RuneSelf }) >= 0 {
			return nil, fmt.Errorf("%s without base64 takes ASCII only, not %q", encoding, pt.text)
		}
	}
	var wide pattern
	body := encoding
	if encoding == "utf16" {
		body = "utf16le"
		wide = wide.with(part{partLiteral, "\u00ff\u00fe"}) // the byte order mark
	}
	for _, pt := range p {
		switch pt.kind {
		case partLiteral:
			pt.text = utf16Bytes(pt.text, body)
		case partDash:
			pt.text = body
		case partOne:
			wide = wide.with(pt)
		}
		wide = wide.with(pt)
	}
	return wide, nil
}

// base64Offsets are the parts of the encoding of s that do not depend on what surrounds s, for the
// three places at which s can start in a group of three bytes.
func base64Offsets(s string) ([]string, error) {
	start, drop := [3]int{0, 2, 3}, [3]int{0, 3, 2}
	out := make([]string, 0, 3)
	for i := range 3 {
		enc := base64.StdEncoding.EncodeToString(append(make([]byte, i), s...))
		end := len(enc) - drop[(len(s)+i)%3]
		if end <= start[i] {
			return nil, fmt.Errorf("%q is too short for base64offset: nothing of it is left", s)
		}
		out = append(out, enc[start[i]:end])
	}
	return out, nil
}
