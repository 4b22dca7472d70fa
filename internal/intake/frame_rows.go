package intake

import (
	"bytes"
	"net/netip"
	"strings"
	"unicode/utf8"

	"github.com/taupier-eu/taupier/internal/core"
)

// frameRows tells a CSV file by a first row that names at least two columns.
func frameRows(p []byte, whole bool) framing {
	if _, comma, ok := declared(p); ok {
		return framing{cut: cutRows, comma: comma}
	}
	if p[0] == '<' || p[0] == '[' {
		return framing{says: saysText}
	}
	for _, comma := range delimiters(p) {
		row, n, v := cutRow(p, comma, whole, nil)
		if v != complete || n == 0 || !utf8.Valid(p[:n]) {
			continue
		}
		if says := header(row); says == "" {
			return framing{cut: cutRows, comma: comma}
		} else if says != saysText {
			return framing{says: says}
		}
	}
	return framing{says: saysText}
}

// delimiters are those that stand in the first line, the most frequent first.
func delimiters(p []byte) []byte {
	line, _, _ := bytes.Cut(p, newline)
	var found []byte
	for _, d := range []byte{',', ';', '\t'} {
		n := bytes.Count(line, []byte{d})
		if n == 0 {
			continue
		}
		if len(found) > 0 && n > bytes.Count(line, found[:1]) {
			found = append([]byte{d}, found...)
		} else {
			found = append(found, d)
		}
	}
	return found
}

// declared reads the line sep=; with which a spreadsheet names the delimiter.
func declared(p []byte) (n int, comma byte, ok bool) {
	line, _, found := bytes.Cut(p, newline)
	text := bytes.TrimRight(line, "\r")
	if !found || len(text) != 5 || !bytes.EqualFold(text[:4], []byte("sep=")) || !strings.ContainsRune(",;\t", rune(text[4])) {
		return 0, 0, false
	}
	return len(line) + 1, text[4], true
}

// header says why a first row does not name columns; "" when it does.
func header(names [][]byte) string {
	named := 0
	for _, name := range names {
		text := string(trim(name))
		if len(text) > 200 || strings.ContainsAny(text, "\n{}") {
			return saysText
		}
		_, err := netip.ParseAddr(text)
		date, bad := core.ParseDate(text)
		if err == nil || bad == nil && date.Given() {
			return "a CSV file whose first row holds values: add a first row that names the columns"
		}
		if text != "" {
			named++
		}
	}
	if named < 2 {
		return saysText
	}
	return ""
}
