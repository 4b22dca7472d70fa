package evtx

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	. "github.com/taupier-eu/taupier/internal/intake/evtx/evtxtest"
)

const (
	start   = 4096 + chunkHeader // where the first record of a file stands
	noSum   = "1 chunk 1 of the event log"
	noEvent = "no record begins where one should; what stands there was skipped"
	sizes   = "the record gives two different sizes and was skipped"
)

// three is a log of three records, and where the second stands.
func three() (log []byte, second int) {
	var l Log
	for _, who := range []string{"p1", "p2", "p3"} {
		l.Event(logon(who))
	}
	log = l.Bytes()
	return log, start + int(binary.LittleEndian.Uint32(log[start+4:]))
}

// sealed makes the checksums of the first chunk right.
func sealed(log []byte) []byte {
	Seal(log[4096 : 4096+chunkSize])
	return log
}

func TestDamagedChunksAndRecords(t *testing.T) {
	log, second := three()
	size := int(binary.LittleEndian.Uint32(log[second+4:]))
	u32 := func(n int) []byte { return binary.LittleEndian.AppendUint32(nil, uint32(n)) }
	holds := func(n int) string {
		return fmt.Sprintf("2 the record says it has %d bytes, which its chunk does not hold, and was skipped", n)
	}
	for _, c := range []struct {
		name string
		log  []byte
		want []int
		bad  []string
	}{
		{"nothing", log, []int{1, 2, 3}, nil},
		{"a bit of a record", patched(log, second+40, 0xff), []int{1, 3}, []string{noSum, "2 the record cannot be read (it has fewer values than it says) and was skipped"}},
		{"a bit that only the checksum sees", patched(log, second+16, 0xff), []int{1, 2, 3}, []string{noSum}},
		{"a bit of the header", patched(log, 4096+200, 0xff), []int{1, 2, 3}, []string{noSum}},
		{"nobody wrote checksums", patched(log, 4096+120, noChecksums), []int{1, 2, 3}, nil},
		{"the magic of a chunk", patched(log, 4096, 'X'), nil, []string{"0 chunk 1 of the event log"}},
		{"the magic of a record", sealed(patched(log, second, 'X')), []int{1, 3}, []string{"2 " + noEvent}},
		{"the magic of the last record", sealed(patched(log, second+size, 'X')), []int{1, 2}, []string{"3 " + noEvent}},
		{"a record of no size", sealed(patched(log, second+4, u32(0)...)), []int{1, 3}, []string{holds(0)}},
		{"a record that is too small", sealed(patched(log, second+4, u32(27)...)), []int{1, 3}, []string{holds(27)}},
		{"a record of a huge size", sealed(patched(log, second+4, u32(1<<31)...)), []int{1, 3}, []string{holds(1 << 31)}},
		{"a record that reaches into the next", sealed(patched(log, second+4, u32(size+8)...)), []int{1, 3}, []string{"2 " + sizes}},
		{"a record that ends inside itself", sealed(patched(log, second+4, u32(40)...)), []int{1, 3}, []string{"2 " + sizes}},
		{"two sizes", sealed(patched(log, second+size-4, u32(1)...)), []int{1, 3}, []string{"2 " + sizes}},
		{"a page that was never written", sealed(patched(log, second, make([]byte, size)...)), []int{1, 3}, []string{"2 " + noEvent}},
		{"the end before the beginning", sealed(patched(log, 4096+48, u32(7)...)), []int{1, 2, 3}, []string{noSum, noSum}},
		{"the end behind the chunk", sealed(patched(log, 4096+48, u32(1<<31)...)), []int{1, 2, 3}, []string{noSum}},
		{"records behind the end, of a log in use", sealed(patched(log, 4096+48, u32(second-4096)...)), []int{1, 2, 3}, nil},
		{"an old record behind the end", sealed(patched(patched(log, 4096+48, u32(second-4096)...), second+8, 77)), []int{1}, nil},
		{"a number that no log reaches", sealed(patched(log, second+8, bytes.Repeat([]byte{0xff}, 8)...)), []int{1, 0, 3}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, bad := read(t, c.log)
			var numbers []int
			for _, r := range got {
				var n int
				if _, err := fmt.Sscan(r, &n); err != nil {
					t.Fatal(err)
				}
				numbers = append(numbers, n)
			}
			if diff := cmp.Diff(c.want, numbers); diff != "" {
				t.Error(diff)
			}
			if diff := cmp.Diff(c.bad, bad); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestADamagedChunkLeavesTheOthersAlone(t *testing.T) {
	log := manyLogons(900)
	whole, _ := read(t, log)
	for n := range len(log) / chunkSize {
		got, bad := read(t, patched(log, 4096+n*chunkSize, 'X'))
		if len(bad) != 1 || len(got) >= len(whole) || len(got) == 0 {
			t.Errorf("chunk %d: %d of %d records, %v", n+1, len(got), len(whole), bad)
		}
	}
}
