package evtx

import (
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"
)

// Types of values. An array has bit 7 set.
const (
	typeNull = iota
	typeString
	typeANSI
	typeInt8
	typeUint8
	typeInt16
	typeUint16
	typeInt32
	typeUint32
	typeInt64
	typeUint64
	typeFloat
	typeDouble
	typeBool
	typeBinary
	typeGUID
	typeSize
	typeFileTime
	typeSystemTime
	typeSID
	typeHex32
	typeHex64
	typeHandle = 0x20
	typeBinXML = 0x21
	typeXML    = 0x23
	typeArray  = 0x80
)

// width is how many bytes a value of a type has, 0 when it tells by itself.
func width(typ byte) int {
	switch typ {
	case typeInt8, typeUint8:
		return 1
	case typeInt16, typeUint16:
		return 2
	case typeInt32, typeUint32, typeFloat, typeBool, typeHex32:
		return 4
	case typeInt64, typeUint64, typeDouble, typeFileTime, typeHex64:
		return 8
	case typeGUID, typeSystemTime:
		return 16
	}
	return 0
}

// encode writes a value as JSON at the end of the text, a string without its quotes.
func (t *tree) encode(typ byte, p []byte) (kind, error) {
	if typ&typeArray != 0 {
		return t.array(typ&^typeArray, p)
	}
	return t.scalar(typ, p)
}

func (t *tree) scalar(typ byte, p []byte) (kind, error) {
	switch typ {
	case typeNull:
		return kindNull, nil
	case typeString, typeXML:
		t.text = appendUTF16(t.text, trimZeros16(p))
		return kindString, nil
	case typeANSI:
		t.text = appendANSI(t.text, p)
		return kindString, nil
	case typeBinary:
		t.text = appendHex(t.text, p)
		return kindString, nil
	}
	if len(p) == 0 {
		return kindNull, nil
	}
	switch typ {
	case typeSID:
		return t.sid(p)
	case typeBool:
		return t.truth(p)
	case typeSize, typeHandle:
		return t.pointer(p)
	}
	n := width(typ)
	if n == 0 {
		return kindNull, fmt.Errorf("a value has the type %#x, which is not known", typ)
	}
	if len(p) != n {
		return kindNull, fmt.Errorf("a value of the type %#x has %d bytes instead of %d", typ, len(p), n)
	}
	return t.fixed(typ, p), nil
}

// fixed writes a value whose width was checked.
func (t *tree) fixed(typ byte, p []byte) kind {
	le := binary.LittleEndian
	switch typ {
	case typeInt8:
		t.text = strconv.AppendInt(t.text, int64(int8(p[0])), 10)
	case typeUint8:
		t.text = strconv.AppendUint(t.text, uint64(p[0]), 10)
	case typeInt16:
		t.text = strconv.AppendInt(t.text, int64(int16(le.Uint16(p))), 10)
	case typeUint16:
		t.text = strconv.AppendUint(t.text, uint64(le.Uint16(p)), 10)
	case typeInt32:
		t.text = strconv.AppendInt(t.text, int64(int32(le.Uint32(p))), 10)
	case typeUint32:
		t.text = strconv.AppendUint(t.text, uint64(le.Uint32(p)), 10)
	case typeInt64:
		t.text = strconv.AppendInt(t.text, int64(le.Uint64(p)), 10)
	case typeUint64:
		t.text = strconv.AppendUint(t.text, le.Uint64(p), 10)
	case typeFloat:
		return t.float(float64(math.Float32frombits(le.Uint32(p))), 32)
	case typeDouble:
		return t.float(math.Float64frombits(le.Uint64(p)), 64)
	case typeHex32:
		return t.hex(uint64(le.Uint32(p)))
	case typeHex64:
		return t.hex(le.Uint64(p))
	case typeGUID:
		t.text = appendGUID(t.text, p)
		return kindString
	case typeFileTime:
		return t.fileTime(le.Uint64(p))
	case typeSystemTime:
		return t.systemTime(p)
	}
	return kindPlain
}

// float writes a number; JSON has none for infinities and the like, which become strings.
func (t *tree) float(f float64, bits int) kind {
	t.text = strconv.AppendFloat(t.text, f, 'g', -1, bits)
	if math.IsInf(f, 0) || math.IsNaN(f) {
		return kindString
	}
	return kindPlain
}

// truth takes any value but 0 for true, as some writers do, in any width.
func (t *tree) truth(p []byte) (kind, error) {
	t.text = strconv.AppendBool(t.text, !blank(p))
	return kindPlain, nil
}

// pointer writes a value as wide as the addresses of the system.
func (t *tree) pointer(p []byte) (kind, error) {
	switch len(p) {
	case 4:
		return t.hex(uint64(binary.LittleEndian.Uint32(p))), nil
	case 8:
		return t.hex(binary.LittleEndian.Uint64(p)), nil
	}
	return kindNull, fmt.Errorf("an address has %d bytes", len(p))
}

func (t *tree) hex(n uint64) kind {
	t.text = strconv.AppendUint(append(t.text, "0x"...), n, 16)
	return kindString
}

// sid writes a security identifier: S-1-5-21-…
func (t *tree) sid(p []byte) (kind, error) {
	n, ok := sidSize(p)
	if !ok || n > len(p) {
		return kindNull, errors.New("a security identifier is shorter than it says")
	}
	authority := binary.BigEndian.Uint64(p) & (1<<48 - 1)
	t.text = strconv.AppendUint(append(t.text, "S-"...), uint64(p[0]), 10)
	t.text = strconv.AppendUint(append(t.text, '-'), authority, 10)
	for i := 8; i < n; i += 4 {
		t.text = strconv.AppendUint(append(t.text, '-'), uint64(binary.LittleEndian.Uint32(p[i:])), 10)
	}
	return kindString, nil
}

// sidSize is how many bytes the security identifier at the beginning of p has.
func sidSize(p []byte) (int, bool) {
	if len(p) < 8 {
		return 0, false
	}
	return 8 + 4*int(p[1]), true
}

const (
	ticks  = 10_000_000                               // a second, in units of a FILETIME
	unix   = 11_644_473_600                           // seconds from 1601 to 1970
	stamp  = "2006-01-02T15:04:05.000000Z"            // as evtx_dump writes it
	latest = (253_402_300_800 + unix) * uint64(ticks) // the year 10000
)

// fileTime writes a time in units of 100 ns since 1601, to the microsecond.
func (t *tree) fileTime(n uint64) kind {
	if n >= latest {
		return t.hex(n)
	}
	at := time.Unix(int64(n/ticks)-unix, int64(n%ticks)*100).UTC()
	t.text = at.AppendFormat(t.text, stamp)
	return kindString
}

// systemTime writes a time in eight numbers: year, month, day of the week, day, hour and so on.
func (t *tree) systemTime(p []byte) kind {
	var n [8]int
	for i := range n {
		n[i] = int(binary.LittleEndian.Uint16(p[2*i:]))
	}
	at := time.Date(n[0], time.Month(n[1]), n[3], n[4], n[5], n[6], n[7]*int(time.Millisecond), time.UTC)
	if at.Year() != n[0] || int(at.Month()) != n[1] || at.Day() != n[3] || at.Hour() != n[4] || at.Minute() != n[5] || n[7] > 999 || n[0] > 9999 {
		if blank(p) {
			return kindNull
		}
		t.text = appendHex(t.text, p)
		return kindString
	}
	t.text = at.AppendFormat(t.text, stamp)
	return kindString
}

func appendGUID(dst, p []byte) []byte {
	le := binary.LittleEndian
	s := fmt.Sprintf("%08x-%04x-%04x-%x-%x", le.Uint32(p), le.Uint16(p[4:]), le.Uint16(p[6:]), p[8:10], p[10:16])
	return append(dst, strings.ToUpper(s)...)
}

func appendHex(dst, p []byte) []byte {
	return append(dst, strings.ToUpper(hex.EncodeToString(p))...)
}
