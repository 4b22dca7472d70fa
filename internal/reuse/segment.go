package reuse

import (
	"bytes"
	"errors"
	"fmt"
	"hash/crc32"
	"io/fs"
	"os"
	"path/filepath"
)

// A segment is one file of entries: eight bytes that name the format, then frames of a mark, a
// length, a CRC-32C and an entry. It only grows; it is rewritten as a whole when an entry must go.
const (
	segmentName = "TPREUSE1"
	frameMark   = 0x9D7E50C3
	frameHead   = 12
	maxFrame    = 1 << 20
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// appendFrame adds an entry to the bytes of a segment.
func appendFrame(b []byte, e *Entry) []byte {
	at := len(b)
	b = append(b, make([]byte, frameHead)...)
	b = e.encode(b)
	body := b[at+frameHead:]
	le.PutUint32(b[at:], frameMark)
	le.PutUint32(b[at+4:], uint32(len(body)))
	le.PutUint32(b[at+8:], crc32.Checksum(body, castagnoli))
	return b
}

// frames is what a segment holds: where its sound entries are, and how many bytes are not sound.
type frames struct {
	at      []int64 // of the body of each sound frame
	size    []int32
	damaged int64
	torn    int64 // damaged bytes at the very end: a frame that was being written
}

// readFrames walks a segment. Behind damage it goes on at the next sound frame, so that one bad
// sector costs the entries on it and no others.
func readFrames(b []byte) frames {
	var f frames
	if !bytes.HasPrefix(b, []byte(segmentName)) {
		f.damaged = int64(min(len(segmentName), len(b)))
	}
	mark := le.AppendUint32(nil, frameMark)
	for at := min(len(segmentName), len(b)); at < len(b); {
		if n, ok := frameAt(b[at:]); ok {
			f.at, f.size = append(f.at, int64(at+frameHead)), append(f.size, int32(n))
			at += frameHead + n
			f.torn = 0
			continue
		}
		next := bytes.Index(b[at+1:], mark)
		skip := len(b) - at
		if next >= 0 {
			skip = next + 1
		}
		f.damaged += int64(skip)
		f.torn += int64(skip)
		at += skip
	}
	return f
}

// frameAt reports whether a sound frame begins b, and the size of its body.
func frameAt(b []byte) (n int, ok bool) {
	if len(b) < frameHead || le.Uint32(b) != frameMark {
		return 0, false
	}
	n = int(le.Uint32(b[4:]))
	if n > maxFrame || len(b) < frameHead+n {
		return 0, false
	}
	body := b[frameHead : frameHead+n]
	if crc32.Checksum(body, castagnoli) != le.Uint32(b[8:]) {
		return 0, false
	}
	return n, true
}

// segment is one open file of entries with its index.
type segment struct {
	path  string
	bytes []byte // the whole file, mapped or read
	close func()
	frames
	index *postings
}

// entry reads entry i.
func (s *segment) entry(i int) (Entry, error) {
	at := s.at[i]
	return decodeEntry(s.bytes[at : at+int64(s.size[i])])
}

// head is what an entry begins with: its id and its two days.
func (s *segment) head(i int) Entry {
	r := cursor{b: s.bytes[s.at[i] : s.at[i]+int64(s.size[i])]}
	return Entry{ID: string(r.take(int(r.u16()))), Day: Day(r.u32()), Until: Day(r.u32())}
}

func (s *segment) any(is func(*Entry) bool) bool {
	for i := range s.at {
		if e := s.head(i); is(&e) {
			return true
		}
	}
	return false
}

func (s *segment) entries() ([]Entry, error) {
	out := make([]Entry, len(s.at))
	for i := range out {
		e, err := s.entry(i)
		if err != nil {
			return nil, fmt.Errorf("read entry %d of %s: %w", i, s.path, err)
		}
		out[i] = e
	}
	return out, nil
}

// openSegment reads a segment and its index, which is made again when it is missing or does not fit.
// sealed says that the segment no longer grows, so that its index is worth keeping.
func openSegment(path string, sealed bool) (*segment, error) {
	data, done, err := mapFile(path)
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", path, err)
	}
	s := &segment{path: path, bytes: data, close: done, frames: readFrames(data)}
	if sealed && s.damaged == 0 {
		sum := crc32.Checksum(data, castagnoli)
		if s.index, err = openPostings(indexOf(path), sum); err == nil {
			return s, nil
		}
		all, err := s.entries()
		if err != nil {
			return nil, err
		}
		if err := writeFile(indexOf(path), buildPostings(all).encode(sum)); err != nil {
			return nil, err
		}
		if s.index, err = openPostings(indexOf(path), sum); err != nil {
			return nil, err
		}
		return s, nil
	}
	all, err := s.entries()
	if err != nil {
		return nil, err
	}
	s.index = buildPostings(all)
	return s, nil
}

func (s *segment) shut() {
	if s.index != nil {
		s.index.close()
	}
	s.close()
}

func indexOf(path string) string { return path[:len(path)-len(filepath.Ext(path))] + ".idx" }

// writeFile replaces a file so that after a crash either the old or the new one is there, whole.
func writeFile(path string, data []byte) error {
	tmp := path + ".new"
	f, err := os.OpenFile(tmp, os.O_CREATE|os.O_WRONLY|os.O_TRUNC, 0o600)
	if err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	_, err = f.Write(data)
	err = errors.Join(err, f.Sync(), f.Close())
	if err == nil {
		err = os.Rename(tmp, path)
	}
	if err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	return syncDir(filepath.Dir(path))
}

// syncDir makes the names in a folder durable.
func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return fmt.Errorf("sync %s: %w", dir, err)
	}
	err = d.Sync()
	if errors.Is(err, fs.ErrInvalid) { // file systems without folders to sync
		err = nil
	}
	return errors.Join(err, d.Close())
}
