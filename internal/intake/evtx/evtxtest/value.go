package evtxtest

import (
	"encoding/binary"
	"math"
	"time"
	"unicode/utf16"
)

// Value is a typed value.
type Value struct {
	Type byte
	Data []byte

	nested []Node
	sized  bool // its size stands before it in a Literal
}

const typeString = 0x01

// Null is no value.
func Null() Value { return Value{} }

// String is a string.
func String(s string) Value { return Value{Type: typeString, Data: UTF16(s)} }

// Strings is an array of strings.
func Strings(list ...string) Value {
	v := Value{Type: 0x81}
	for _, s := range list {
		v.Data = append(append(v.Data, UTF16(s)...), 0, 0)
	}
	return v
}

// Bytes is binary data.
func Bytes(p []byte) Value { return Value{Type: 0x0e, Data: p, sized: true} }

// ANSI is a string of one byte a character.
func ANSI(p []byte) Value { return Value{Type: 0x02, Data: p, sized: true} }

// Uint is a number of a type, in as many bytes.
func Uint(typ byte, width int, n uint64) Value {
	return Value{Type: typ, Data: binary.LittleEndian.AppendUint64(nil, n)[:width]}
}

// Float is a number of 4 bytes.
func Float(f float32) Value { return Uint(0x0b, 4, uint64(math.Float32bits(f))) }

// Double is a number of 8 bytes.
func Double(f float64) Value { return Uint(0x0c, 8, math.Float64bits(f)) }

// GUID is an identifier as it is stored.
func GUID(p [16]byte) Value { return Value{Type: 0x0f, Data: p[:]} }

// FileTime is a time.
func FileTime(at time.Time) Value {
	return Uint(0x11, 8, uint64(at.Unix()+11_644_473_600)*10_000_000+uint64(at.Nanosecond()/100))
}

// SystemTime is a time in parts.
func SystemTime(at time.Time) Value {
	v := Value{Type: 0x12}
	for _, n := range []int{at.Year(), int(at.Month()), int(at.Weekday()), at.Day(), at.Hour(), at.Minute(), at.Second(), at.Nanosecond() / 1e6} {
		v.Data = binary.LittleEndian.AppendUint16(v.Data, uint16(n))
	}
	return v
}

// SID is a security identifier below an authority.
func SID(authority uint64, parts ...uint32) Value {
	p := binary.BigEndian.AppendUint64(nil, authority)
	p[0], p[1] = 1, byte(len(parts))
	for _, n := range parts {
		p = binary.LittleEndian.AppendUint32(p, n)
	}
	return Value{Type: 0x13, Data: p}
}

// Array is an array of values of one type.
func Array(values ...Value) Value {
	var v Value
	for _, e := range values {
		v.Type = e.Type | 0x80
		v.Data = append(v.Data, e.Data...)
	}
	return v
}

// Nested is binary XML as a value.
func Nested(nodes ...Node) Value { return Value{Type: 0x21, nested: nodes} }

// UTF16 is a string in UTF-16, little-endian.
func UTF16(s string) []byte {
	var p []byte
	for _, u := range utf16.Encode([]rune(s)) {
		p = binary.LittleEndian.AppendUint16(p, u)
	}
	return p
}
