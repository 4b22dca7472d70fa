package evtx

import (
	"bytes"
	"context"
	"encoding/json"
	"testing"
	"unicode/utf8"

	. "github.com/taupier-eu/taupier/internal/intake/evtx/evtxtest"
)

// FuzzRead reads one chunk, since a header of 4 KiB says little: the input is what stands behind the
// header of the chunk. Whatever it is, records are JSON of bounded size, and nothing panics.
func FuzzRead(f *testing.F) {
	log, second := three()
	f.Add(log[start : start+4000])
	f.Add(patched(log, second+24, 0x0c)[start : start+4000])
	f.Add(raw(join(0x0c, 1, le32(0), le32(base+10))...)[start : start+100])
	f.Add(raw(join(0x0c, 1, le32(0), le32(base+10), make([]byte, 20), le32(14), 0x0c, 1, le32(0), le32(base+10), le32(0), le32(0))...)[start : start+100])
	var l Log
	for _, c := range typed {
		l.Record(Instance{Template: form(Element{Name: "A", Content: []Node{Sub{Index: 0, Type: c.value.Type}}}), Values: []Value{c.value}})
	}
	f.Add(l.Bytes()[start : start+12000])
	f.Fuzz(func(t *testing.T, body []byte) {
		if len(body) > chunkSize-chunkHeader {
			return
		}
		head := bytes.Clone(log[:start])
		copy(head[4096+48:], []byte{0, 0, 1, 0})
		log := append(append(head, body...), make([]byte, chunkSize-chunkHeader-len(body))...)
		total := 0
		err := Read(context.Background(), bytes.NewReader(sealed(log)), func(n int, raw []byte) error {
			if n < 0 || len(raw) > 2*recordCost.bytes || !json.Valid(raw) || !utf8.Valid(raw) || bytes.IndexByte(raw, 0) >= 0 || raw[0] != '{' {
				t.Fatalf("record %d: %.300q", n, raw)
			}
			total += len(raw)
			return nil
		}, func(n int, why error) error {
			if n < 0 || why == nil || why.Error() == "" {
				t.Fatalf("%d %v", n, why)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		if total > chunkCost.bytes+recordCost.bytes {
			t.Fatalf("%d bytes from one chunk", total)
		}
	})
}
