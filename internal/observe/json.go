package observe

import (
	"unicode/utf8"

	"github.com/taupier-eu/taupier/sigma"
)

// AppendValue appends any value as JSON, scalars as strings: rules compare text.
func AppendValue(dst []byte, v sigma.Value) []byte {
	comma := false
	switch {
	case v.IsObject():
		dst = append(dst, '{')
		for name, f := range v.Fields() {
			if comma {
				dst = append(dst, ',')
			}
			dst = append(AppendText(dst, name), ':')
			dst, comma = AppendValue(dst, f), true
		}
		return append(dst, '}')
	case v.IsArray():
		dst = append(dst, '[')
		for f := range v.Items() {
			if comma {
				dst = append(dst, ',')
			}
			dst, comma = AppendValue(dst, f), true
		}
		return append(dst, ']')
	case v.IsNull():
		return append(dst, "null"...)
	}
	return AppendText(dst, v.Text())
}

const hex = "0123456789abcdef"

// AppendText appends a JSON string. Bytes that are no UTF-8 become the replacement character.
func AppendText(dst []byte, s string) []byte {
	dst = append(dst, '"')
	from := 0
	for i := 0; i < len(s); {
		c := s[i]
		if c >= 0x20 && c != '"' && c != '\\' && c < utf8.RuneSelf {
			i++
			continue
		}
		size := 1
		if c >= utf8.RuneSelf {
			var r rune
			if r, size = utf8.DecodeRuneInString(s[i:]); r != utf8.RuneError || size > 1 {
				i += size
				continue
			}
		}
		dst = append(dst, s[from:i]...)
		switch {
		case c == '"' || c == '\\':
			dst = append(dst, '\\', c)
		case c >= utf8.RuneSelf:
			dst = append(dst, "\uFFFD"...)
		default:
			dst = append(dst, '\\', 'u', '0', '0', hex[c>>4], hex[c&15])
		}
		i += size
		from = i
	}
	return append(append(dst, s[from:]...), '"')
}
