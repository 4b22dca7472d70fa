package evtx

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	. "github.com/taupier-eu/taupier/internal/intake/evtx/evtxtest"
)

var moment = time.Date(2026, 10, 6, 8, 0, 0, 123456700, time.UTC)

// guid is 00112233-4455-6677-8899-AABBCCDDEEFF as it is stored.
var guid = [16]byte{0x33, 0x22, 0x11, 0x00, 0x55, 0x44, 0x77, 0x66, 0x88, 0x99, 0xaa, 0xbb, 0xcc, 0xdd, 0xee, 0xff}

// typed are values and the JSON they become.
var typed = []struct {
	name  string
	value Value
	json  string
}{
	{"nothing", Null(), `null`},
	{"a string", String("Élise \"x\" C:\\a\n\x01😀"), `"Élise \"x\" C:\\a\n\u0001😀"`},
	{"an empty string", String(""), `""`},
	{"a string that ends in zeros", String("a\x00b\x00\x00"), `"a\u0000b"`},
	{"half a pair", Value{Type: typeString, Data: []byte{0x3d, 0xd8, 'a', 0}}, "\"\ufffda\""},
	{"half a pair at the end", Value{Type: typeString, Data: []byte{'a', 0, 0x3d, 0xd8}}, "\"a\ufffd\""},
	{"an odd byte", Value{Type: typeString, Data: []byte{'a', 0, 'b'}}, `"a"`},
	{"Windows-1252", ANSI([]byte("\x80 \xe9t\xe9\x00")), `"€ été"`},
	{"int 8", Uint(typeInt8, 1, 0xff), `-1`},
	{"uint 8", Uint(typeUint8, 1, 0xff), `255`},
	{"int 16", Uint(typeInt16, 2, 0x8000), `-32768`},
	{"uint 16", Uint(typeUint16, 2, 0x8000), `32768`},
	{"int 32", Uint(typeInt32, 4, 0xffffffff), `-1`},
	{"uint 32", Uint(typeUint32, 4, 0xffffffff), `4294967295`},
	{"int 64", Uint(typeInt64, 8, math.MaxUint64), `-1`},
	{"uint 64", Uint(typeUint64, 8, math.MaxUint64), `18446744073709551615`},
	{"a float", Float(0.1), `0.1`},
	{"a double", Double(-1.5e300), `-1.5e+300`},
	{"no number", Double(math.NaN()), `"NaN"`},
	{"infinity", Float(float32(math.Inf(-1))), `"-Inf"`},
	{"true", Uint(typeBool, 4, 1), `true`},
	{"false", Uint(typeBool, 4, 0), `false`},
	{"a true that others write", Uint(typeBool, 4, 0xffff0000), `true`},
	{"bytes", Bytes([]byte{0xde, 0xad, 0}), `"DEAD00"`},
	{"a GUID", GUID(guid), `"00112233-4455-6677-8899-AABBCCDDEEFF"`},
	{"a size of 32 bits", Uint(typeSize, 4, 0xbeef), `"0xbeef"`},
	{"a size of 64 bits", Uint(typeSize, 8, 0xbeef), `"0xbeef"`},
	{"a FILETIME", FileTime(moment), `"2026-10-06T08:00:00.123456Z"`},
	{"the first FILETIME", Uint(typeFileTime, 8, 0), `"1601-01-01T00:00:00.000000Z"`},
	{"a FILETIME that no calendar has", Uint(typeFileTime, 8, math.MaxUint64), `"0xffffffffffffffff"`},
	{"a SYSTEMTIME", SystemTime(moment), `"2026-10-06T08:00:00.123000Z"`},
	{"no SYSTEMTIME", Value{Type: typeSystemTime, Data: make([]byte, 16)}, `null`},
	{"a SYSTEMTIME that no calendar has", Value{Type: typeSystemTime, Data: bytes.Repeat([]byte{0xff}, 16)}, `"` + strings.Repeat("F", 32) + `"`},
	{"a SID", SID(5, 21, 4294967295, 500), `"S-1-5-21-4294967295-500"`},
	{"a SID of its authority alone", SID(1 << 40), `"S-1-1099511627776"`},
	{"hex 32", Uint(typeHex32, 4, 0x3e7), `"0x3e7"`},
	{"hex 64", Uint(typeHex64, 8, 0x8020000000000000), `"0x8020000000000000"`},
	{"a handle", Uint(typeHandle, 8, 0x10), `"0x10"`},
	{"XML as text", Value{Type: typeXML, Data: UTF16("<a/>")}, `"<a/>"`},
	{"a number without bytes", Value{Type: typeUint32}, `null`},
	{"strings", Strings("a", "", "\"é\""), `["a","","\"é\""]`},
	{"strings without the last zero", Value{Type: typeString | typeArray, Data: UTF16("a\x00b")}, `["a","b"]`},
	{"an empty array", Value{Type: typeUint32 | typeArray}, `[]`},
	{"ANSI strings", Value{Type: typeANSI | typeArray, Data: []byte("a\x00b")}, `["a","b"]`},
	{"numbers", Array(Uint(typeUint16, 2, 1), Uint(typeUint16, 2, 65535)), `[1,65535]`},
	{"truths", Array(Uint(typeBool, 4, 1), Uint(typeBool, 4, 0)), `[true,false]`},
	{"GUIDs", Array(GUID(guid), GUID(guid)), `["00112233-4455-6677-8899-AABBCCDDEEFF","00112233-4455-6677-8899-AABBCCDDEEFF"]`},
	{"times", Array(FileTime(moment), FileTime(moment)), `["2026-10-06T08:00:00.123456Z","2026-10-06T08:00:00.123456Z"]`},
	{"times in parts", Array(SystemTime(moment), Value{Type: typeSystemTime, Data: make([]byte, 16)}), `["2026-10-06T08:00:00.123000Z",null]`},
	{"SIDs of different sizes", Array(SID(5, 18), SID(5, 21, 7, 500)), `["S-1-5-18","S-1-5-21-7-500"]`},
	{"sizes", Array(Uint(typeSize, 8, 1), Uint(typeSize, 8, 2)), `["0x1","0x2"]`},
	{"one size of 32 bits", Array(Uint(typeSize, 4, 1)), `["0x1"]`},
	{"hex numbers", Array(Uint(typeHex64, 8, 1), Uint(typeHex64, 8, 2)), `["0x1","0x2"]`},
	{"doubles", Array(Double(1), Double(math.Inf(1))), `[1,"+Inf"]`},
}

// field is the value of a field X with a value.
func field(t tester, v Value) (string, []string) {
	t.Helper()
	var l Log
	l.Record(Instance{Template: &Template{Body: []Node{Element{Name: "Event", Content: []Node{
		Element{Name: "X", Content: []Node{Sub{Index: 0, Type: v.Type}}},
	}}}}, Values: []Value{v}})
	got, bad := read(t, l.Bytes())
	if len(got) != 1 {
		return "", bad
	}
	var event struct{ Event struct{ X json.RawMessage } }
	if err := json.Unmarshal([]byte(got[0][2:]), &event); err != nil {
		t.Fatalf("%v: %s", err, got[0])
	}
	return string(event.Event.X), bad
}

func TestEveryTypeOfValue(t *testing.T) {
	for _, c := range typed {
		t.Run(c.name, func(t *testing.T) {
			got, bad := field(t, c.value)
			if diff := cmp.Diff(c.json, got); diff != "" || len(bad) > 0 {
				t.Error(diff, bad)
			}
		})
	}
}

func TestValuesThatLieAreRefused(t *testing.T) {
	for _, c := range []struct {
		name, says string
		value      Value
	}{
		{"a type that nobody knows", "a value has the type 0x1e, which is not known", Value{Type: 0x1e, Data: []byte{1}}},
		{"a number that is cut", "a value of the type 0x8 has 3 bytes instead of 4", Value{Type: typeUint32, Data: []byte{1, 2, 3}}},
		{"an address of no system", "an address has 5 bytes", Value{Type: typeSize, Data: make([]byte, 5)}},
		{"a SID without its parts", "a security identifier is shorter than it says", Value{Type: typeSID, Data: []byte{1, 2, 0, 0, 0, 0, 0, 5, 18, 0, 0, 0}}},
		{"a SID that is cut", "a security identifier is shorter than it says", Value{Type: typeSID, Data: []byte{1, 0, 0}}},
		{"SIDs that are cut", "a security identifier is shorter than it says", Array(SID(5, 18), Value{Type: typeSID, Data: []byte{1, 9, 0, 0, 0, 0, 0, 5}})},
		{"an array that is cut", "an array of the type 0xa ends inside an element", Value{Type: typeUint64 | typeArray, Data: make([]byte, 12)}},
		{"an array of binary data", "an array is of the type 0xe, which has no size", Value{Type: typeBinary | typeArray, Data: []byte{1}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, bad := field(t, c.value)
			want := []string{"1 the record cannot be read (" + c.says + ") and was skipped"}
			if diff := cmp.Diff(want, bad); diff != "" || got != "" {
				t.Error(got, diff)
			}
		})
	}
}

func TestUTF16IsReadAsTheStandardLibraryReadsIt(t *testing.T) {
	var all []byte
	for r := range 0x10000 {
		all = binary.LittleEndian.AppendUint16(all, uint16(r))
	}
	got := append(appendUTF16([]byte{'"'}, all), '"')
	var text string
	if err := json.Unmarshal(got, &text); err != nil {
		t.Fatal(err)
	}
	if want := decode(all); text != want {
		t.Error("some character is read differently")
	}
}
