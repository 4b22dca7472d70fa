package evtx

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"math"
)

const (
	chunkMagic   = "ElfChnk\x00"
	chunkHeader  = 512
	recordMagic  = "**\x00\x00"
	recordHeader = 24
	recordSmall  = recordHeader + 4 // and the copy of its size
	noChecksums  = 4                // flag: nobody wrote the checksums
)

// chunk is 64 KiB of a file, with what its records share.
type chunk struct {
	buf   [chunkSize]byte
	names map[uint32]string
	tree  tree

	pos  int // where the next record is looked for
	end  int // of the records
	size int // of the bytes that are there
	last uint64
	cost cost // what the chunk may still cost
}

// found is a place in a chunk where a record is, or should be.
type found struct {
	number   int
	from, to int // its binary XML
	why      error
}

// open takes over the chunk that was read into buf, and says what is wrong with it.
func (c *chunk) open(size int) []error {
	clear(c.names)
	clear(c.tree.labels)
	if c.names == nil {
		c.names, c.tree.labels = map[uint32]string{}, labels{}
	}
	c.size, c.pos, c.end, c.last, c.cost = size, size, size, 0, chunkCost
	if size < chunkHeader || !bytes.HasPrefix(c.buf[:], []byte(chunkMagic)) {
		return []error{errors.New("it does not begin as a chunk does and was skipped: " + again)}
	}
	var wrong []error
	c.pos, c.end = chunkHeader, int(min(c.u32(48), chunkSize))
	if c.end < chunkHeader {
		wrong = append(wrong, errors.New("its header says that it ends before it begins; its records were looked for all the same: "+again))
		c.end = chunkSize
	}
	if c.u32(120)&noChecksums == 0 && size == chunkSize {
		head := crc32.Update(sum(c.buf[:120]), crc32.IEEETable, c.buf[128:chunkHeader])
		if c.u32(124) != head || c.u32(52) != sum(c.buf[chunkHeader:c.end]) {
			wrong = append(wrong, errors.New("its checksum does not match; its records were read all the same: if some are missing, "+again))
		}
	}
	c.end = min(c.end, size)
	return wrong
}

// first is the number of the first record, as the header has it.
func (c *chunk) first() int {
	if c.pos == c.size {
		return 0
	}
	return number(c.u64(24))
}

// next finds the next record.
func (c *chunk) next() (found, bool) {
	if c.pos+recordSmall > c.end && !c.follows() {
		return found{}, false
	}
	at := c.pos
	id := c.u64(at + 8)
	size, why := c.whole(at)
	if why == nil {
		c.pos, c.last = at+size, id
		return found{number: number(id), from: at + recordHeader, to: at + size - 4}, true
	}
	if blank(c.buf[at:c.end]) {
		c.pos = c.end
		return c.next()
	}
	c.resync(at + 1)
	return found{number: number(c.last + 1), why: why}, true
}

// follows reports whether the record after the last stands behind the end that the header gives: the
// header is written after the records, so a copy of a log in use holds more than it knows of.
func (c *chunk) follows() bool {
	if c.last == 0 || c.pos+recordSmall > c.size || c.u64(c.pos+8) != c.last+1 {
		return false
	}
	end := c.end
	c.end = c.size
	if _, why := c.whole(c.pos); why != nil {
		c.end = end
	}
	return c.end != end
}

// whole is the size of the record at a place, if its beginning and its end agree.
func (c *chunk) whole(at int) (int, error) {
	if string(c.buf[at:at+4]) != recordMagic {
		return 0, errors.New("no record begins where one should; what stands there was skipped: " + again)
	}
	size := int(c.u32(at + 4))
	switch {
	case size < recordSmall || size > c.end-at:
		return 0, fmt.Errorf("the record says it has %d bytes, which its chunk does not hold, and was skipped: %s", size, again)
	case int(c.u32(at+size-4)) != size:
		return 0, errors.New("the record gives two different sizes and was skipped: " + again)
	}
	return size, nil
}

// resync moves to the next whole record.
func (c *chunk) resync(from int) {
	for from+recordSmall <= c.end {
		i := bytes.Index(c.buf[from:c.end-recordSmall+4], []byte(recordMagic))
		if i < 0 {
			break
		}
		from += i
		if _, why := c.whole(from); why == nil {
			c.pos = from
			return
		}
		from++
	}
	c.pos = c.end
}

func (c *chunk) u32(at int) uint32 { return binary.LittleEndian.Uint32(c.buf[at:]) }
func (c *chunk) u64(at int) uint64 { return binary.LittleEndian.Uint64(c.buf[at:]) }

// number is the number of a record, 0 for one that no log reaches.
func number(id uint64) int {
	if id > math.MaxInt32 {
		return 0
	}
	return int(id)
}

func sum(p []byte) uint32 { return crc32.ChecksumIEEE(p) }
