package reuse

import (
	"cmp"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"slices"
	"sort"
)

// postings tell which entries of one segment hold a key. They are two sorted columns with a
// directory of where each first 16 bits begin, and the pictures, which are compared one by one.
type postings struct {
	entries   int
	directory []byte // 65,537 × u32
	keys      []byte // n × u64, ascending
	owners    []byte // n × u32
	sitters   []byte // m × u32: whose each picture is
	reach     []byte // m × u8: see Picture.reach
	columns   []byte // 3 columns of m × u64: difference hash, whole, hub
	rows      []byte // m × 8 × u64: the frequency hashes of each picture
	close     func()
}

const (
	postingsName = "TPREIDX1"
	slots        = 1 << 16
	pictureBytes = 4 + 1 + (3+8)*8
	postingsHead = 8 + 4 + 4 + 4*4 // name, checksum of the segment, of the rest, four counts
)

// posting is one key of one entry.
type posting struct {
	key   uint64
	owner uint32
}

// Kinds of keys, so that equal numbers of different kinds never meet.
const (
	keyThing = 0x51ED270B9A1F1D01 + iota
	keyPrint
	keyBand
	keyID
)

// keysOf are all keys under which an entry is filed.
func (e *Entry) keysOf() []uint64 {
	out := []uint64{idKey(e.ID)}
	for _, t := range e.Things {
		out = append(out, mix(t.Hash^keyThing))
	}
	for _, s := range e.Stories {
		for _, p := range s.Prints {
			out = append(out, mix(p^keyPrint))
		}
		for _, b := range s.Sig.Bands() {
			out = append(out, mix(b^keyBand))
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func idKey(id string) uint64 {
	h := uint64(14695981039346656037)
	for i := range len(id) {
		h = (h ^ uint64(id[i])) * 1099511628211
	}
	return mix(h ^ keyID)
}

// buildPostings files entries, the first as number 0.
func buildPostings(all []Entry) *postings {
	p := &postings{entries: len(all), close: func() {}}
	var list []posting
	for i := range all {
		for _, k := range all[i].keysOf() {
			list = append(list, posting{k, uint32(i)})
		}
	}
	p.filePictures(all)
	slices.SortFunc(list, func(a, b posting) int { return cmp.Or(cmp.Compare(a.key, b.key), cmp.Compare(a.owner, b.owner)) })
	p.directory = make([]byte, 0, (slots+1)*4)
	p.keys, p.owners = make([]byte, 0, len(list)*8), make([]byte, 0, len(list)*4)
	slot := 0
	for i, x := range list {
		for ; slot <= int(x.key>>48); slot++ {
			p.directory = le.AppendUint32(p.directory, uint32(i))
		}
		p.keys = le.AppendUint64(p.keys, x.key)
		p.owners = le.AppendUint32(p.owners, x.owner)
	}
	for ; slot <= slots; slot++ {
		p.directory = le.AppendUint32(p.directory, uint32(len(list)))
	}
	return p
}

// filePictures writes what is looked at of every picture in columns, so that it runs through the
// processor without the rest, and the rest in rows.
func (p *postings) filePictures(all []Entry) {
	var pictures []Picture
	for i := range all {
		for _, pic := range all[i].Pictures {
			p.sitters = le.AppendUint32(p.sitters, uint32(i))
			p.reach = append(p.reach, byte(pic.reach()))
			pictures = append(pictures, pic)
			for _, h := range pic[1:] {
				p.rows = le.AppendUint64(p.rows, h)
			}
		}
	}
	for _, column := range [3]int{0, 1, hub} {
		for _, pic := range pictures {
			p.columns = le.AppendUint64(p.columns, pic[column])
		}
	}
}

// find gives the range of postings of a key.
func (p *postings) find(key uint64) (from, to int) {
	slot := int(key >> 48)
	lo, hi := int(le.Uint32(p.directory[slot*4:])), int(le.Uint32(p.directory[slot*4+4:]))
	from = lo + sort.Search(hi-lo, func(i int) bool { return le.Uint64(p.keys[(lo+i)*8:]) >= key })
	for to = from; to < hi && le.Uint64(p.keys[to*8:]) == key; {
		to++
	}
	return from, to
}

func (p *postings) owner(i int) int { return int(binary.LittleEndian.Uint32(p.owners[i*4:])) }

// encode writes postings for a segment with that checksum.
func (p *postings) encode(segment uint32) []byte {
	rest := slices.Concat(p.directory, p.keys, p.owners, p.sitters, p.reach, p.columns, p.rows)
	b := []byte(postingsName)
	b = le.AppendUint32(b, segment)
	b = le.AppendUint32(b, crc32.Checksum(rest, castagnoli))
	b = le.AppendUint32(b, uint32(p.entries))
	b = le.AppendUint32(b, uint32(len(p.keys)/8))
	b = le.AppendUint32(b, uint32(len(p.sitters)/4))
	b = le.AppendUint32(b, 0)
	return append(b, rest...)
}

var errPostings = errors.New("not the index of this segment")

// openPostings maps the index of a segment with that checksum.
func openPostings(path string, segment uint32) (*postings, error) {
	b, done, err := mapFile(path)
	if err != nil {
		return nil, err
	}
	p, err := decodePostings(b, segment)
	if err != nil {
		done()
		return nil, err
	}
	p.close = done
	return p, nil
}

func decodePostings(b []byte, segment uint32) (*postings, error) {
	if len(b) < postingsHead || string(b[:8]) != postingsName || le.Uint32(b[8:]) != segment {
		return nil, errPostings
	}
	entries, n, m := int(le.Uint32(b[16:])), int(le.Uint32(b[20:])), int(le.Uint32(b[24:]))
	rest := b[postingsHead:]
	if len(rest) != (slots+1)*4+n*12+m*pictureBytes || crc32.Checksum(rest, castagnoli) != le.Uint32(b[12:]) {
		return nil, errPostings
	}
	cut := func(size int) []byte {
		out := rest[:size]
		rest = rest[size:]
		return out
	}
	return &postings{entries: entries, directory: cut((slots + 1) * 4), keys: cut(n * 8), owners: cut(n * 4), sitters: cut(m * 4), reach: cut(m), columns: cut(m * 3 * 8), rows: cut(m * 8 * 8)}, nil
}
