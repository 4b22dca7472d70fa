// Package evtx reads Windows event logs as the system stores them, in files that end in .evtx.
//
// Such a file is a header of 4 KiB and chunks of 64 KiB. A chunk stands for itself: it holds records,
// each a binary form of XML, and the names and templates that its records share. What a file says of
// offsets, sizes and counts is checked before it is used, and what one record may cost is limited, so
// that no file makes the reader run away, however it was written.
package evtx

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
)

const (
	fileMagic  = "ElfFile\x00"
	fileHeader = 128     // bytes of the file header that hold anything
	fileBlock  = 4 << 10 // where the first chunk begins
	chunkSize  = 64 << 10
)

// Is reports whether head begins an event log.
func Is(head []byte) bool { return bytes.HasPrefix(head, []byte(fileMagic)) }

// Read cuts an event log into records and writes each as JSON, in the form of evtx_dump:
//
//	{"Event":{"System":{"EventID":4688,…},"EventData":{"Image":"…",…}}}
//
// A record is named by its number, the EventRecordID under which a viewer shows it. A chunk or a
// record that is damaged goes to bad, with the number of the record, 0 when it is not known, and the
// rest goes on. A checksum that does not match goes to bad, too, but what it covers is still read.
//
// raw is valid until emit returns. Memory is bounded by one chunk and one record. The error is that of
// emit, bad, ctx or r.
func Read(ctx context.Context, r io.Reader, emit func(record int, raw []byte) error, bad func(record int, why error) error) error {
	src := &source{r: r}
	f := &file{ctx: ctx, r: src, emit: emit, bad: bad}
	if ok, err := f.header(); !ok {
		return err
	}
	for n := 1; ; n++ {
		if err := ctx.Err(); err != nil {
			return err
		}
		size, _ := io.ReadFull(src, f.chunk.buf[:])
		clear(f.chunk.buf[size:])
		if err := f.one(n, size); err != nil {
			return err
		}
		if src.err != nil {
			return src.failure()
		}
	}
}

// source keeps why there are no more bytes.
type source struct {
	r   io.Reader
	err error
}

func (s *source) Read(p []byte) (int, error) {
	n, err := s.r.Read(p)
	s.err = err
	return n, err
}

// failure is nil at the end of the file.
func (s *source) failure() error {
	if errors.Is(s.err, io.EOF) {
		return nil
	}
	return s.err
}

// file is an event log that is being read.
type file struct {
	ctx   context.Context
	r     *source
	emit  func(int, []byte) error
	bad   func(int, error) error
	chunk chunk
	held  int // chunks in use, as the header has it; it may be behind
}

// header passes everything before the first chunk; false when no chunk can follow.
func (f *file) header() (bool, error) {
	head := f.chunk.buf[:fileHeader]
	if _, err := io.ReadFull(f.r, head); err != nil {
		return false, f.short()
	}
	if !Is(head) {
		return false, f.bad(0, errors.New("not an event log: it does not begin with ElfFile"))
	}
	le := binary.LittleEndian
	if le.Uint32(head[120:])&noChecksums == 0 && le.Uint32(head[124:]) != sum(head[:120]) {
		if err := f.bad(0, errors.New("the checksum of the file header does not match: if records are missing, "+again)); err != nil {
			return false, err
		}
	}
	f.held = int(le.Uint16(head[42:]))
	block := int(le.Uint16(head[40:]))
	if block < fileHeader {
		block = fileBlock
	}
	if _, err := io.ReadFull(f.r, f.chunk.buf[fileHeader:block]); err != nil && block > fileHeader {
		return false, f.short()
	}
	return true, nil
}

func (f *file) short() error {
	if err := f.r.failure(); err != nil {
		return err
	}
	return f.bad(0, errors.New("the event log is cut short before its first record: "+again))
}

// one reads the n-th chunk, of which size bytes are there.
func (f *file) one(n, size int) error {
	c := &f.chunk
	if blank(c.buf[:size]) || n > f.held && !bytes.HasPrefix(c.buf[:size], []byte(chunkMagic)) {
		return nil // never used
	}
	if size < chunkSize && f.r.failure() == nil {
		if err := f.bad(0, fmt.Errorf("the event log is cut short in chunk %d: %s", n, again)); err != nil || size < chunkHeader {
			return err
		}
	}
	for _, why := range c.open(size) {
		if err := f.bad(c.first(), fmt.Errorf("chunk %d of the event log: %w", n, why)); err != nil {
			return err
		}
	}
	for {
		at, ok := c.next()
		if !ok {
			return nil
		}
		if err := f.ctx.Err(); err != nil {
			return err
		}
		if err := f.record(at); err != nil {
			return err
		}
	}
}

// record writes one record.
func (f *file) record(at found) error {
	if at.why != nil {
		return f.bad(at.number, at.why)
	}
	raw, err := f.chunk.render(at.from, at.to)
	if err != nil {
		return f.bad(at.number, fmt.Errorf("the record cannot be read (%w) and was skipped: %s", err, again))
	}
	return f.emit(at.number, raw)
}

// again is how most damage is mended.
const again = "copy the log again with wevtutil epl, not while Windows writes it"

func blank(p []byte) bool { return len(bytes.TrimLeft(p, "\x00")) == 0 }
