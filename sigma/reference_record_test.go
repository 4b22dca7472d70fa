package sigma

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

var (
	drawnNumber = []string{"0", "10", "10.0", "-3", "-3.5", "1e1", "23", "7", "9007199254740993", "9007199254740992", "1777590000", "1777590000123"}
	drawnTimes  = []string{"2026-05-01", "2026-05-01T23:07:00+02:00", "2026-12-31 10:10", "2026-02-30", "2026-05-01T24:00", "2027-01-01T00:00:00Z"}
	drawnHosts  = []string{"192.0.2.1", "192.0.2.129", "::ffff:192.0.2.1", "2001:db8::1", "2001:DB8::1%eth0", "198.51.100.7", "192.0.2", "192.0.2.01"}
)

// record is a random record, nested as its fields may be.
func (d drawing) record() []byte {
	out := map[string]any{}
	for _, key := range []string{"F", "G", "H", "a.b", "a", "d", "Two Words", "TwoWords", "other"} {
		if d.upTo(2) > 0 {
			out[key] = d.value(0)
		}
	}
	text, err := json.Marshal(out)
	if err != nil {
		d.Fatal(err)
	}
	switch d.upTo(6) {
	case 0:
		return escapedRecord(text)
	case 2:
		return bytes.ReplaceAll(text, []byte("w"), []byte(`\u0077`))
	case 1:
		return bytes.ReplaceAll(escapedRecord(text), []byte("/"), []byte(`\/`))
	}
	return text
}

// escapedRecord is a record without anything but ASCII.
func escapedRecord(record []byte) []byte {
	var out []byte
	for _, unit := range utf16.Encode([]rune(string(record))) {
		if unit < utf8.RuneSelf {
			out = append(out, byte(unit))
		} else {
			out = fmt.Appendf(out, `\u%04x`, unit)
		}
	}
	return out
}

func (d drawing) value(depth int) any {
	switch n := d.upTo(16); {
	case n < 2:
		return json.Number(d.pick(drawnNumber...))
	case n == 2:
		return d.pick(append([]string{"010", "+10", "10.", ".5", "0x10", "10 ", "-0", "1e"}, drawnNumber...)...)
	case n == 3:
		return d.pick(drawnTimes...)
	case n == 4:
		return d.pick(drawnHosts...)
	case n == 5:
		return []any{nil, true, false, "TRUE", ""}[d.upTo(4)]
	case n == 6:
		return d.pick("", "", "x") + d.encoded(d.code())
	case n == 7:
		return strings.Repeat(d.pick("x", "é", " "), 300) + d.text(drawnPieces, 1)
	case n < 10 && depth < 3:
		list := []any{}
		for range d.upTo(3) {
			list = append(list, d.value(depth+1))
		}
		return list
	case n < 13 && depth < 3:
		object := map[string]any{}
		for _, key := range []string{"b", "c", "F", "4x", "0"} {
			if d.upTo(2) == 0 {
				object[key] = d.value(depth + 1)
			}
		}
		return object
	}
	return d.text(drawnPieces, 0)
}

// encoded is a text as the encodings of modifiers show it.
func (d drawing) encoded(s string) string {
	encoding := d.pick("", "utf16le", "utf16be", "utf16")
	if encoding != "" {
		s = refUTF16(s, encoding)
	}
	if d.upTo(2) > 0 {
		return base64.StdEncoding.EncodeToString([]byte(strings.Repeat("#", d.upTo(2)) + s + strings.Repeat("#", d.upTo(2))))
	}
	shown := ""
	for i := range len(s) {
		shown += string(rune(s[i]))
	}
	return shown
}
