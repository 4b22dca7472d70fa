package evtx

import (
	"encoding/binary"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	. "github.com/taupier-eu/taupier/internal/intake/evtx/evtxtest"
)

// raw is a log of one record whose binary XML is written by hand. Offsets in it count from base.
func raw(binxml ...byte) []byte {
	var l Log
	l.Record(Text(strings.Repeat(" ", len(binxml)/2+8)))
	log := l.Bytes()
	copy(log[start+recordHeader:], binxml)
	return sealed(log)
}

const base = chunkHeader + recordHeader

func le32(n int) []byte { return binary.LittleEndian.AppendUint32(nil, uint32(n)) }

func join(parts ...any) []byte {
	var p []byte
	for _, part := range parts {
		switch v := part.(type) {
		case rune:
			p = append(p, byte(v))
		case int:
			p = append(p, byte(v))
		case []byte:
			p = append(p, v...)
		}
	}
	return p
}

func TestMalformedBinaryXML(t *testing.T) {
	element := func(nameAt int) []byte { return join(0x01, le32(0), le32(nameAt)) }
	for _, c := range []struct {
		name, says string
		binxml     []byte
	}{
		{"nothing", "it holds no event", join(0)},
		{"text alone", "it holds no event", join(0x05, 1, 1, 0, 'a', 0, 0)},
		{"an unknown token", "its binary XML holds a token 0x3f, which does not belong there", join(0x3f)},
		{"an attribute outside of an element", "its binary XML holds a token 0x6, which does not belong there", join(0x06)},
		{"a name before the chunk's own", "a name lies outside its chunk", element(7)},
		{"a name behind the chunk", "a name lies outside its chunk", element(1 << 20)},
		{"a name at the end of the chunk", "a name lies outside its chunk", element(chunkSize - 4)},
		{"a name without characters", "a name is empty, or longer than 512 characters", element(chunkSize - 16)},
		{"a name that is too long", "a name is empty, or longer than 512 characters", join(element(base+9), le32(0), 0, 0, 0xff, 0xff)},
		{"an element that is not closed", `the element "E" is not closed where it should be`, join(element(base+9), le32(0), 0, 0, 1, 0, 'E', 0, 0, 0, 0x05)},
		{"text that is longer than the record", "its binary XML ends too early", join(0x05, 1, 0xff, 0xff)},
		{"a template before the chunk's own", "a template lies outside its chunk", join(0x0c, 1, le32(0), le32(7))},
		{"a template behind the chunk", "a template lies outside its chunk", join(0x0c, 1, le32(0), le32(chunkSize-10))},
		{"a template of a huge size", "a template is longer than its chunk", join(0x0c, 1, le32(0), le32(base+10), make([]byte, 20), le32(1<<31))},
		{"a template that is longer than the record", "its binary XML ends too early", join(0x0c, 1, le32(0), le32(base+10), make([]byte, 20), le32(1<<12))},
		{"a huge number of values", "it has fewer values than it says", join(0x0c, 1, le32(0), le32(base+10), make([]byte, 20), le32(0), le32(1<<30))},
		{"values that are longer than the record", "its values are longer than the record", join(0x0c, 1, le32(0), le32(base+10), make([]byte, 20), le32(0), le32(1), 0xff, 0xff, 1, 0)},
		{"a value that is not there", "it asks for a value that it does not have", join(0x0d, 3, 0, 1)},
		{"a template inside itself", "its elements are nested deeper than 32", join(0x0c, 1, le32(0), le32(base+10), make([]byte, 20), le32(14), 0x0c, 1, le32(0), le32(base+10), le32(0), le32(0))},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, bad := read(t, raw(c.binxml...))
			want := []string{"1 the record cannot be read (" + c.says + ") and was skipped"}
			if diff := cmp.Diff(want, bad); diff != "" || len(got) > 0 {
				t.Error(got, diff)
			}
		})
	}
}

func TestADependencyMayStandWhereItShouldNot(t *testing.T) {
	name := join(le32(0), 0, 0, 1, 0, 'E', 0, 0, 0)
	for says, binxml := range map[string][]byte{
		"without": join(0x01, le32(0), le32(base+9), name, 0x03, 0),
		"with":    join(0x01, 0xff, 0xff, le32(0), le32(base+11), name, 0x03, 0),
	} {
		t.Run(says, func(t *testing.T) {
			got, bad := read(t, raw(binxml...))
			if diff := cmp.Diff([]string{`1 {"E":null}`}, got); diff != "" {
				t.Error(diff, bad)
			}
		})
	}
}

func TestLimits(t *testing.T) {
	nested := func(depth int) Node {
		var n Node = Element{Name: "A"}
		for range depth {
			n = Element{Name: "A", Content: []Node{n}}
		}
		return n
	}
	many := func(n Node, count int) []Node {
		var all []Node
		for range count {
			all = append(all, n)
		}
		return all
	}
	boom := Nested(Instance{Template: form(many(Sub{Index: 0, Type: typeBinXML}, 100)...), Values: []Value{
		Nested(Instance{Template: form(many(Sub{Index: 0, Type: typeBinXML}, 100)...), Values: []Value{
			Nested(Instance{Template: form(many(Element{Name: "A"}, 100)...)}),
		}}),
	}})
	long := String(strings.Repeat("é", 10000))
	for _, c := range []struct {
		name string
		node Node
		says string
	}{
		{"30 elements inside each other", nested(30), ""},
		{"32 elements inside each other", nested(32), "its elements are nested deeper than 32"},
		{"a thousand elements inside each other", nested(1000), "its elements are nested deeper than 32"},
		{"templates that multiply", Instance{Template: form(Sub{Index: 0, Type: typeBinXML}), Values: []Value{boom}}, "it has more than 8192 elements"},
		{"values that multiply", Instance{Template: form(Element{Name: "A", Content: many(Sub{Index: 0, Type: 1}, 200)}), Values: []Value{long}}, "it unpacks to more than 1 MiB"},
		{"names that multiply", Instance{Template: form(many(Element{Name: strings.Repeat("n", 500), Content: []Node{Element{Name: "A"}}}, 2500)...)}, "it unpacks to more than 1 MiB"},
		{"empty values that multiply", Instance{Template: form(many(Sub{Index: 0, Type: typeBinXML}, 300)...), Values: []Value{
			Nested(Instance{Template: form(many(Sub{Index: 0, Type: 1}, 400)...), Values: []Value{Null()}})}}, "it unpacks to more than 65536 parts"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var l Log
			l.Record(Element{Name: "Event", Content: []Node{Sub{Index: 0, Type: 1}}})
			l.Record(c.node)
			l.Event(logon("p1"))
			got, bad := read(t, l.Bytes())
			want := []string{"1 the record cannot be read (it asks for a value that it does not have) and was skipped"}
			if c.says != "" {
				want = append(want, "2 the record cannot be read ("+c.says+") and was skipped")
			}
			if diff := cmp.Diff(want, bad); diff != "" || len(got)+len(bad) != 3 || got[len(got)-1] != logonJSON(3, "p1") {
				t.Error(len(got), diff)
			}
		})
	}
}

func TestAChunkDoesNotUnpackWithoutEnd(t *testing.T) {
	var body []Node
	for range 4000 {
		body = append(body, Sub{Index: 0, Type: 1})
	}
	dense := form(Element{Name: "A", Content: body})
	var l Log
	for range 100 {
		l.Record(Instance{Template: dense, Values: []Value{String(strings.Repeat("x", 200))}})
	}
	l.Break()
	l.Event(logon("p1"))
	got, bad := read(t, l.Bytes())
	total := 0
	for _, r := range got {
		total += len(r)
	}
	if total > chunkCost.bytes || len(got)+len(bad) != 101 || got[len(got)-1] != logonJSON(101, "p1") {
		t.Fatalf("%d records of %d bytes in all, %d refused", len(got), total, len(bad))
	}
	if want := fmt.Sprintf("%d the record cannot be read (its chunk unpacks to far more than a log holds) and was skipped", len(got)); bad[0] != want {
		t.Errorf("said %s, want %s", bad[0], want)
	}
}
