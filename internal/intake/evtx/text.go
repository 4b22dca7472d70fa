package evtx

import (
	"unicode/utf16"
	"unicode/utf8"
)

// appendUTF16 writes little-endian UTF-16 as the inside of a JSON string. Halves of pairs become the
// replacement character; an odd byte at the end is dropped.
func appendUTF16(dst, p []byte) []byte {
	for i := 0; i+1 < len(p); i += 2 {
		if b := p[i]; p[i+1] == 0 && b >= ' ' && b < 0x7f && b != '"' && b != '\\' {
			dst = append(dst, b)
			continue
		}
		r := rune(p[i]) | rune(p[i+1])<<8
		if utf16.IsSurrogate(r) {
			low := rune(0)
			if i+3 < len(p) {
				low = rune(p[i+2]) | rune(p[i+3])<<8
			}
			if r = utf16.DecodeRune(r, low); r != utf8.RuneError {
				i += 2
			}
		}
		dst = appendRune(dst, r)
	}
	return dst
}

// trimZeros16 takes the zeros away that end a string.
func trimZeros16(p []byte) []byte {
	p = p[:len(p)&^1]
	for len(p) > 0 && p[len(p)-1] == 0 && p[len(p)-2] == 0 {
		p = p[:len(p)-2]
	}
	return p
}

// appendRune writes one character, escaped if JSON asks for it.
func appendRune(dst []byte, r rune) []byte {
	switch {
	case r == '"' || r == '\\':
		return append(dst, '\\', byte(r))
	case r == '\n':
		return append(dst, '\\', 'n')
	case r == '\r':
		return append(dst, '\\', 'r')
	case r == '\t':
		return append(dst, '\\', 't')
	case r < ' ':
		const digits = "0123456789abcdef"
		return append(dst, '\\', 'u', '0', '0', digits[r>>4], digits[r&15])
	}
	return utf8.AppendRune(dst, r)
}

// upper are the characters of Windows-1252 that are not those of Latin-1.
var upper = [32]rune{
	'€', 0x81, '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', 0x8d, 'Ž', 0x8f,
	0x90, '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', 0x9d, 'ž', 'Ÿ',
}

// appendANSI writes text of one byte a character. The log does not say which code page it is; it is
// taken for Windows-1252.
func appendANSI(dst, p []byte) []byte {
	for len(p) > 0 && p[len(p)-1] == 0 {
		p = p[:len(p)-1]
	}
	for _, b := range p {
		r := rune(b)
		if b >= 0x80 && b < 0xa0 {
			r = upper[b-0x80]
		}
		dst = appendRune(dst, r)
	}
	return dst
}

// entities are those that XML knows without a declaration.
var entities = map[string]rune{"amp": '&', "lt": '<', "gt": '>', "quot": '"', "apos": '\''}

// appendEntity writes what an entity stands for; one that is not known stays as it is.
func appendEntity(dst []byte, name string) []byte {
	if r, ok := entities[name]; ok {
		return appendRune(dst, r)
	}
	return append(append(append(dst, '&'), name...), ';')
}
