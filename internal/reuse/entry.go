package reuse

import (
	"encoding/binary"
	"errors"
	"time"
)

// Day is a day since 1970-01-01, UTC.
type Day int32

// DayOf is the day of a time; 0 when it is not given.
func DayOf(t time.Time) Day {
	if t.IsZero() {
		return 0
	}
	return Day(t.Unix() / 86400)
}

// Time is the beginning of the day.
func (d Day) Time() time.Time { return time.Unix(int64(d)*86400, 0).UTC() }

func (d Day) String() string { return d.Time().Format(time.DateOnly) }

// Thing is something that one person had, as a keyed hash of its kind and value.
type Thing struct {
	Hash uint64
	Days uint8 // on how many days it was seen, at most 255
	Last Day   // when it was seen last
}

// Story is one text, as what can be compared of it.
type Story struct {
	Prints []uint64 // fingerprints in the order of the text
	Sig    Signature
}

// Picture is one picture: its difference hash, then its frequency hashes.
type Picture [1 + 8]uint64

// Entry is what is kept of one application: its id, two days and hashes.
type Entry struct {
	ID       string
	Day      Day // of the application
	Until    Day // the first day on which it must be gone
	Things   []Thing
	Stories  []Story
	Pictures []Picture
}

// What one entry may hold; more is not kept.
const (
	maxID       = 1 << 10
	maxThings   = 1 << 10
	maxStories  = 8
	maxPrints   = 4 << 10
	maxPictures = 8
)

var le = binary.LittleEndian

var errEntry = errors.New("not an entry")

// encode writes an entry as it stands in a segment: little endian, counts before lists.
func (e *Entry) encode(b []byte) []byte {
	b = le.AppendUint16(b, uint16(min(len(e.ID), maxID)))
	b = append(b, e.ID[:min(len(e.ID), maxID)]...)
	b = le.AppendUint32(b, uint32(e.Day))
	b = le.AppendUint32(b, uint32(e.Until))
	things := e.Things[:min(len(e.Things), maxThings)]
	b = le.AppendUint16(b, uint16(len(things)))
	for _, t := range things {
		b = le.AppendUint64(b, t.Hash)
		b = append(b, t.Days)
		b = le.AppendUint32(b, uint32(t.Last))
	}
	stories := e.Stories[:min(len(e.Stories), maxStories)]
	b = append(b, byte(len(stories)))
	for _, s := range stories {
		prints := s.Prints[:min(len(s.Prints), maxPrints)]
		b = le.AppendUint16(b, uint16(len(prints)))
		for _, p := range prints {
			b = le.AppendUint64(b, p)
		}
		for _, v := range s.Sig {
			b = le.AppendUint32(b, v)
		}
	}
	pictures := e.Pictures[:min(len(e.Pictures), maxPictures)]
	b = append(b, byte(len(pictures)))
	for _, p := range pictures {
		for _, v := range p {
			b = le.AppendUint64(b, v)
		}
	}
	return b
}

// decodeEntry reads an entry back. It believes nothing it reads.
func decodeEntry(b []byte) (e Entry, err error) {
	r := cursor{b: b}
	e.ID = string(r.take(int(r.u16())))
	e.Day, e.Until = Day(r.u32()), Day(r.u32())
	if n := int(r.u16()); n <= maxThings {
		for range n {
			e.Things = append(e.Things, Thing{Hash: r.u64(), Days: r.u8(), Last: Day(r.u32())})
		}
	}
	if n := int(r.u8()); n <= maxStories {
		for range n {
			var s Story
			if prints := int(r.u16()); prints <= maxPrints && r.has(prints*8) {
				s.Prints = make([]uint64, prints)
			}
			for i := range s.Prints {
				s.Prints[i] = r.u64()
			}
			for i := range s.Sig {
				s.Sig[i] = r.u32()
			}
			e.Stories = append(e.Stories, s)
		}
	}
	if n := int(r.u8()); n <= maxPictures {
		for range n {
			var p Picture
			for i := range p {
				p[i] = r.u64()
			}
			e.Pictures = append(e.Pictures, p)
		}
	}
	if r.short || len(r.b) > 0 || e.ID == "" || len(e.ID) > maxID {
		return Entry{}, errEntry
	}
	return e, nil
}

// cursor reads forward and remembers that it ran out.
type cursor struct {
	b     []byte
	short bool
}

func (r *cursor) has(n int) bool { return n <= len(r.b) }

func (r *cursor) take(n int) []byte {
	if !r.has(n) {
		r.short, r.b = true, nil
		return make([]byte, min(n, 8))
	}
	out := r.b[:n]
	r.b = r.b[n:]
	return out
}

func (r *cursor) u8() uint8   { return r.take(1)[0] }
func (r *cursor) u16() uint16 { return le.Uint16(r.take(2)) }
func (r *cursor) u32() uint32 { return le.Uint32(r.take(4)) }
func (r *cursor) u64() uint64 { return le.Uint64(r.take(8)) }
