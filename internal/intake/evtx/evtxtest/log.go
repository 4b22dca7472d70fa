// Package evtxtest writes Windows event logs for tests, as Windows does: names and templates stand
// where they are used first in a chunk, and are referred to from then on.
package evtxtest

import (
	"encoding/binary"
	"hash/crc32"
	"maps"
)

const (
	chunkSize   = 64 << 10
	chunkHeader = 512
)

// Log is an event log that is being written. The zero value is empty.
type Log struct {
	chunks [][]byte
	open   *chunk
	last   uint64
}

// chunk is the one that records are added to.
type chunk struct {
	buf       []byte
	names     map[string]int
	templates map[*Template]int
	first     uint64
	at        int // where the last record begins
}

// Record adds a record of some nodes under the next number, in a new chunk when this one is full.
func (l *Log) Record(nodes ...Node) {
	l.last++
	for range 2 {
		if l.open == nil {
			l.open = &chunk{buf: make([]byte, chunkHeader, chunkSize), names: map[string]int{}, templates: map[*Template]int{}, first: l.last}
		}
		if l.open.record(l.last, nodes) {
			return
		}
		l.Break()
	}
	panic("the record does not fit into a chunk")
}

// Break ends the chunk, so that the next record begins another.
func (l *Log) Break() {
	if l.open != nil {
		l.chunks = append(l.chunks, l.open.seal(l.last))
	}
	l.open = nil
}

// Bytes ends the log and gives it.
func (l *Log) Bytes() []byte {
	l.Break()
	head := make([]byte, 4096)
	copy(head, "ElfFile\x00")
	le := binary.LittleEndian
	le.PutUint64(head[16:], uint64(max(len(l.chunks), 1)-1))
	le.PutUint64(head[24:], l.last+1)
	le.PutUint32(head[32:], 128)
	le.PutUint16(head[36:], 1)
	le.PutUint16(head[38:], 3)
	le.PutUint16(head[40:], 4096)
	le.PutUint16(head[42:], uint16(len(l.chunks)))
	le.PutUint32(head[124:], crc32.ChecksumIEEE(head[:120]))
	for _, c := range l.chunks {
		head = append(head, c...)
	}
	return head
}

// record adds a record, or leaves the chunk as it was when there is no room.
func (c *chunk) record(id uint64, nodes []Node) bool {
	before := *c
	before.names, before.templates = maps.Clone(c.names), maps.Clone(c.templates)
	c.at = len(c.buf)
	c.buf = append(c.buf, "**\x00\x00"...)
	c.u32(0)
	c.u64(id)
	c.u64(0x01d8_0000_0000_0000)
	c.fragment(nodes)
	for len(c.buf)%8 != 4 {
		c.buf = append(c.buf, 0)
	}
	size := uint32(len(c.buf) + 4 - c.at)
	c.u32(size)
	c.patch(c.at+4, size)
	if len(c.buf) > chunkSize {
		*c = before
		return false
	}
	return true
}

// seal writes the header and fills the chunk up.
func (c *chunk) seal(last uint64) []byte {
	free := len(c.buf)
	c.buf = append(c.buf, make([]byte, chunkSize-free)...)
	copy(c.buf, "ElfChnk\x00")
	le := binary.LittleEndian
	for at, n := range map[int]uint64{8: c.first, 16: last, 24: c.first, 32: last} {
		le.PutUint64(c.buf[at:], n)
	}
	c.patch(40, 128)
	c.patch(44, uint32(c.at))
	c.patch(48, uint32(free))
	Seal(c.buf)
	return c.buf
}

// Seal makes the checksums of a chunk right again.
func Seal(chunk []byte) {
	le := binary.LittleEndian
	if free := le.Uint32(chunk[48:]); free >= chunkHeader && free <= chunkSize {
		le.PutUint32(chunk[52:], crc32.ChecksumIEEE(chunk[chunkHeader:free]))
	}
	head := crc32.ChecksumIEEE(chunk[:120])
	le.PutUint32(chunk[124:], crc32.Update(head, crc32.IEEETable, chunk[128:chunkHeader]))
}

func (c *chunk) u16(n int)              { c.buf = binary.LittleEndian.AppendUint16(c.buf, uint16(n)) }
func (c *chunk) u32(n uint32)           { c.buf = binary.LittleEndian.AppendUint32(c.buf, n) }
func (c *chunk) u64(n uint64)           { c.buf = binary.LittleEndian.AppendUint64(c.buf, n) }
func (c *chunk) patch(at int, n uint32) { binary.LittleEndian.PutUint32(c.buf[at:], n) }
func (c *chunk) token(b byte)           { c.buf = append(c.buf, b) }
