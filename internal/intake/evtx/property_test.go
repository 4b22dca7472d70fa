package evtx

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	. "github.com/taupier-eu/taupier/internal/intake/evtx/evtxtest"
)

// drawn draws a value and the JSON it must become.
func drawn(t *rapid.T) (Value, string) {
	if rapid.Bool().Draw(t, "from the table") {
		c := rapid.SampledFrom(typed).Draw(t, "value")
		return c.value, c.json
	}
	s := rapid.StringN(0, 40, -1).Draw(t, "string")
	p, err := json.Marshal(strings.TrimRight(s, "\x00"))
	if err != nil {
		t.Fatal(err)
	}
	return String(s), string(p)
}

// writer writes values in the ways there are: in place, in a template, in a value of a template.
type writer struct {
	t      *rapid.T
	values []Value
}

func (w *writer) field(name string, v Value) Node {
	if v.Type == typeString && len(v.Data)%2 == 0 && rapid.IntRange(0, 3).Draw(w.t, "in place") == 0 {
		return data(name, Literal(v))
	}
	w.values = append(w.values, v)
	d := data(name, Sub{Index: len(w.values) - 1, Type: v.Type, Optional: rapid.Bool().Draw(w.t, "optional")})
	if rapid.IntRange(0, 3).Draw(w.t, "nested") > 0 {
		return d
	}
	w.values[len(w.values)-1] = Nested(Instance{Template: form(data(name, Sub{Index: 0, Type: v.Type})), Values: []Value{v}})
	return Sub{Index: len(w.values) - 1, Type: typeBinXML}
}

func TestWhatIsWrittenIsRead(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var l Log
		var want []string
		for n := range rapid.IntRange(1, 12).Draw(t, "records") {
			w := writer{t: t}
			var fields []Node
			wanted := map[string]json.RawMessage{}
			for i := range rapid.IntRange(1, 12).Draw(t, "fields") {
				v, text := drawn(t)
				name := fmt.Sprintf("f%d", i)
				fields = append(fields, w.field(name, v))
				wanted[name] = json.RawMessage(text)
			}
			depth := rapid.IntRange(0, 20).Draw(t, "depth")
			node := Element{Name: "E", Content: fields}
			for range depth {
				node = Element{Name: "E", Content: []Node{node}}
			}
			l.Record(Instance{Template: form(node), Values: w.values})
			p, err := json.Marshal(wanted)
			if err != nil {
				t.Fatal(err)
			}
			want = append(want, fmt.Sprintf("%d %s%s%s", n+1, strings.Repeat(`{"E":`, depth+1), p, strings.Repeat("}", depth+1)))
			if rapid.IntRange(0, 3).Draw(t, "another chunk") == 0 {
				l.Break()
			}
		}
		got, bad := read(t, l.Bytes())
		if len(bad) > 0 || len(got) != len(want) {
			t.Fatalf("%d of %d records, %v", len(got), len(want), bad)
		}
		for i := range want {
			if diff := cmp.Diff(plain(t, want[i]), plain(t, got[i])); diff != "" {
				t.Fatal(diff)
			}
		}
	})
}

// plain is a record without the order of its fields.
func plain(t tester, record string) any {
	number, text, _ := strings.Cut(record, " ")
	dec := json.NewDecoder(strings.NewReader(text))
	dec.UseNumber()
	var v any
	if err := dec.Decode(&v); err != nil {
		t.Fatal(err)
	}
	return []any{number, v}
}

func TestDamageHarmsTheChunkThatItIsIn(t *testing.T) {
	log := manyLogons(500)
	whole, _ := read(t, log)
	rapid.Check(t, func(t *rapid.T) {
		chunks := len(log) / chunkSize
		hit := rapid.IntRange(0, chunks-1).Draw(t, "chunk")
		broken := patched(log, 0)
		for range rapid.IntRange(1, 20).Draw(t, "bytes") {
			at := rapid.IntRange(0, chunkSize-1).Draw(t, "at")
			broken[4096+hit*chunkSize+at] = rapid.Byte().Draw(t, "byte")
		}
		got, _ := read(t, broken)
		seen := map[string]bool{}
		for _, r := range got {
			seen[r] = true
		}
		others := inChunks(t, log, hit)
		for _, r := range others {
			if !seen[r] {
				t.Fatalf("lost %s", r)
			}
		}
		if len(others) >= len(whole) {
			t.Fatal("no record stands in the chunk that was hit")
		}
	})
}

// inChunks reads all chunks of a log but one.
func inChunks(t tester, log []byte, but int) []string {
	rest := append(patched(log[:4096+but*chunkSize], 0), log[4096+(but+1)*chunkSize:]...)
	got, _ := read(t, rest)
	return got
}
