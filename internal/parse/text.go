package parse

import (
	"bytes"
	"encoding/binary"
	"errors"
	"path"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

var errForm = errors.New("not a form that is read here: save it as PDF, DOCX, ODT, RTF or plain text")

// readText reads plain text: UTF-8, UTF-16 with a byte-order mark, or else Windows-1252 as far as it
// agrees with Latin-1.
func (d *document) readText(data []byte) error {
	switch strings.ToLower(path.Ext(d.Input)) {
	case ".txt", ".md", ".markdown", ".text", ".json", "":
	default:
		return errForm
	}
	d.Kind = "text"
	data = data[:min(len(data), 4*maxText)]
	switch {
	case bytes.HasPrefix(data, []byte{0xff, 0xfe}):
		d.write(wide(data[2:], binary.LittleEndian))
	case bytes.HasPrefix(data, []byte{0xfe, 0xff}):
		d.write(wide(data[2:], binary.BigEndian))
	case bytes.IndexByte(data, 0) >= 0:
		d.Kind = "unknown"
		return errForm
	case utf8.Valid(data[:whole(data)]):
		d.write(string(bytes.TrimPrefix(data, []byte("\ufeff"))))
	default:
		runes := make([]rune, len(data))
		for i, b := range data {
			runes[i] = rune(b)
		}
		d.write(string(runes))
	}
	return nil
}

// whole is the length of data without a character that was cut at its end.
func whole(data []byte) int {
	for n := len(data); n > 0 && len(data)-n < utf8.UTFMax; n-- {
		if utf8.RuneStart(data[n-1]) {
			if !utf8.FullRune(data[n-1:]) {
				return n - 1
			}
			break
		}
	}
	return len(data)
}

func wide(data []byte, order binary.ByteOrder) string {
	units := make([]uint16, len(data)/2)
	for i := range units {
		units[i] = order.Uint16(data[2*i:])
	}
	return string(utf16.Decode(units))
}
