package sigma

import (
	"slices"
	"strings"
)

// drawnManners go with texts. What all and neq mean together the specification leaves open.
var drawnManners = []string{"", "", "|cased", "|windash", "|all", "|neq", "|windash|cased", "|cased|all", "|all|windash", "|cased|neq", "|neq|windash"}

// keyword is a line of a selection that asks the whole record.
func (d drawing) keyword() string {
	values := "[" + quoted(d.text(d.keywords, 1)) + ", " + quoted(d.text(d.keywords, 1)) + "]"
	switch d.upTo(2) {
	case 0:
		return "'|re': " + d.expression()
	case 1:
		return "'|cased': " + values
	}
	return "'|all': " + values
}

// line is a line of a selection that asks one of the fields: every modifier comes up.
func (d drawing) line(fields ...string) string {
	field := d.pick(fields...)
	switch d.upTo(11) {
	case 0:
		return field + "|exists: " + d.pick("true", "false")
	case 1:
		return field + d.pick("|re", "|re|i", "|re|m", "|re|s", "|re|i|s", "|re|neq") + ": " + d.expression()
	case 2:
		return field + d.pick("|cidr", "|cidr|neq") + ": " + d.pick("192.0.2.0/25", "'2001:db8::/32'", "'::/0'", "'::ffff:192.0.2.0/120'", "192.0.2.1", "[198.51.100.0/24, 0.0.0.0/0]")
	case 3:
		return field + d.pick("|gt", "|gte", "|lt", "|lte", "|gt|neq", "|all|lt") + ": " + d.pick("10", "-3", "0.5", "[7, 10]", "1.0e1")
	case 4:
		part := d.pick("minute", "hour", "day", "week", "month")
		return field + "|" + part + d.pick("", "|gte", "|lt", "|neq") + ": " + d.pick("1", "5", "10", "[7, 12]", "12")
	case 5:
		return field + "|year" + d.pick("", "|lte", "|neq") + ": " + d.pick("2026", "2027")
	case 6:
		return field + "|fieldref" + d.pick("", "|cased", "|neq", "|contains", "|startswith", "|endswith") + ": " + d.pick(drawnFields...)
	case 7:
		return d.encodedLine(field)
	case 8:
		return field + d.pick("", "|neq") + ": " + d.pick("null", "10", "-3.5", "9007199254740993", "true", "''", "[null, a]", "[10, 23]", "'10'", "'*'", "[1.0e+1, b]", "'9007199254740992'")
	}
	return field + d.pick("", "|contains", "|startswith", "|endswith") + d.pick(drawnManners...) + ": " + d.values()
}

func (d drawing) values() string {
	var out []string
	for range 1 + d.upTo(2) {
		out = append(out, quoted(d.text(wildPieces, 0)))
	}
	if len(out) == 1 {
		return out[0]
	}
	return "[" + strings.Join(out, ", ") + "]"
}

// code is a text to be encoded: one of few, long enough for base64offset.
func (d drawing) code() string { return d.pick("ab-x", "a–x", "éa", "abcde", "-x a") }

// encodedLine asks for an encoded text: plain for base64, ASCII for UTF-16 alone, as rules have to.
func (d drawing) encodedLine(field string) string {
	wide := d.pick("", "|wide", "|utf16le", "|utf16be", "|utf16")
	switch d.upTo(3) {
	case 0:
		return field + wide + "|base64" + d.pick("", "|contains", "|startswith", "|endswith") + ": " + quoted(d.code())
	case 1:
		return field + wide + "|base64offset" + d.pick("", "|contains") + ": " + quoted(d.code())
	}
	ascii := slices.DeleteFunc(slices.Clone(wildPieces), func(s string) bool {
		return strings.Trim(s, "–éÉßẞ\u212a😀") != s || strings.Contains(s, "ſ")
	})
	return field + d.pick("", "|windash") + d.pick("|wide", "|utf16be", "|utf16") + d.pick("", "|contains", "|startswith", "|endswith") + ": " + quoted(d.pick("ab-x", "-x a", "a?", "*x", "?b-x", d.text(ascii, 0)))
}

func (d drawing) expression() string {
	return quoted(d.pick("^a", "b$", "a.b", "[ab]{2,}", "^$", ".{4,}", ".{300,}", "é+", "(a|é)b?", `\d+`, "(?i)ab", "^b", "k", "x(é|É)", "(ab)+", "(?:a b|ab|10)", "a{0}b", `\x2d`))
}
