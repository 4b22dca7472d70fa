package observe

import (
	"unicode/utf8"

	"github.com/taupier-eu/taupier/sigma"
)

// AppendValue appends any value as JSON, scalars as strings: rules compare text. It asks for as little
// as it can, since most values are strings that may be copied unread.
func AppendValue(dst []byte, v sigma.Value) []byte {
	if v.IsObject() {
		return appendFields(dst, v)
	}
	from := len(dst)
	dst = v.AppendJSON(append(dst, '"'))
	switch dst[from+1] {
	case '"', 'n':
		return append(dst[:from], dst[from+1:]...)
	case '[':
		return appendItems(dst[:from], v)
	}
	return append(dst, '"')
}

func appendFields(dst []byte, v sigma.Value) []byte {
	dst = append(dst, '{')
	comma := false
	for name, f := range v.Fields() {
		if comma {
			dst = append(dst, ',')
		}
		dst = append(AppendText(dst, name), ':')
		dst, comma = AppendValue(dst, f), true
	}
	return append(dst, '}')
}

func appendItems(dst []byte, v sigma.Value) []byte {
	dst = append(dst, '[')
	comma := false
	for f := range v.Items() {
		if comma {
			dst = append(dst, ',')
		}
		dst, comma = AppendValue(dst, f), true
	}
	return append(dst, ']')
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
