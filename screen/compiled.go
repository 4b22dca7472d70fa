package screen

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"hash/fnv"
	"io"
	"reflect"
	"runtime/debug"
	"sync"
	"unsafe"

	"github.com/taupier-eu/taupier/screen/list"
	"github.com/taupier-eu/taupier/screen/name"
)

// Reasons for which a compiled index is refused; the lists must be indexed again.
var (
	ErrOtherVersion = errors.New("compiled index: made by another version")
	ErrDamaged      = errors.New("compiled index: damaged or no compiled index")
)

// A compiled index is a head of fixed size, a directory in JSON, and sections, each at a multiple of eight bytes. The head
// holds a checksum (CRC-32C) of all that follows it. Sections of plain numbers are used as they stand, in the byte order of
// the machine that wrote them; another machine refuses the file.
const (
	compiledMagic = "TAUPIERX"
	compiledForm  = 2 // of the file; what is in it is told by its types
	byteOrder     = 0x01020304
	headSize      = 32
)

// directory says what the file is of and where its sections are.
type directory struct {
	Version  string   `json:"version"`
	Source   string   `json:"source"`
	Sections [][2]int `json:"sections"` // place after the directory, and bytes
}

// Sections, in the order of the file.
const (
	textSection = iota
	listSection
	wordSection
	nameSection
	restSection
	holderStarts
	holderItems
	keyStarts
	keyPostings
	sections
)

// listHead is a list without its entries' own form of time.
type listHead struct {
	Name, Title, Publisher, Published string
	Entries                           []list.Entry
	Rejected                          []list.Problem
}

// rest is what an index holds in small.
type rest struct {
	bucket, number, names int
	folds                 []string
	counts                []int32
}

// compiledVersion changes with whatever could change the index of the same lists: the form of the file, the types in it,
// the tables of names, and the program as far as its build is marked.
var compiledVersion = sync.OnceValue(func() string {
	h := fnv.New64a()
	fmt.Fprintln(h, compiledForm, layoutOf(reflect.TypeFor[[]listHead]()).text, layoutOf(reflect.TypeFor[[]word]()).text, layoutOf(reflect.TypeFor[[]named]()).text, layoutOf(reflect.TypeFor[rest]()).text)
	for _, group := range name.Groups() {
		for _, role := range []name.Role{name.Family, name.Given} {
			fmt.Fprintln(h, group, name.Frequent(group, role))
		}
	}
	if info, ok := debug.ReadBuildInfo(); ok {
		fmt.Fprintln(h, info.Main.Version, info.Main.Sum)
		for _, s := range info.Settings {
			if s.Key == "vcs.revision" || s.Key == "vcs.modified" {
				fmt.Fprintln(h, s.Value)
			}
		}
	}
	return fmt.Sprintf("%d-%016x", compiledForm, h.Sum64())
})

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// WriteIndex writes lists ready to be asked, so that OpenIndex has them at once. source is kept beside them for the caller:
// what tells these lists from others, for example the digest of the files they were read from.
func (s *Screener) WriteIndex(to io.Writer, source string) error {
	data, err := s.compiled(source)
	if err != nil {
		return fmt.Errorf("compile index: %w", err)
	}
	if _, err := to.Write(data); err != nil {
		return fmt.Errorf("write compiled index: %w", err)
	}
	return nil
}

func (s *Screener) compiled(source string) ([]byte, error) {
	x := s.index
	text := &textOut{at: map[string]int{}}
	pack := func(put func(*packer)) []byte {
		p := &packer{text: text}
		put(p)
		return p.out
	}
	var lists []listHead
	for _, l := range s.lists {
		published, err := l.Published.MarshalText()
		if err != nil {
			return nil, err
		}
		lists = append(lists, listHead{l.Name, l.Title, l.Publisher, string(published), l.Entries, l.Rejected})
	}
	small := rest{bucket: x.keys.bucket, number: x.keys.number, names: int(x.usage.names)}
	for i := range x.vocabulary { // in the order of words, so that the same lists make the same file
		fold := x.vocabulary[i].fold
		if n, ok := x.usage.counts[fold]; ok && !x.vocabulary[i].joined {
			small.folds, small.counts = append(small.folds, fold), append(small.counts, n)
		}
	}
	var out [sections][]byte
	out[listSection] = pack(func(p *packer) { packed(p, &lists) })
	out[wordSection] = pack(func(p *packer) { packed(p, &x.vocabulary) })
	out[nameSection] = pack(func(p *packer) { packed(p, &x.names) })
	out[restSection] = pack(func(p *packer) { packed(p, &small) })
	out[textSection] = text.bytes
	out[holderStarts], out[holderItems] = rawBytes(x.holders.starts), rawBytes(x.holders.items)
	out[keyStarts], out[keyPostings] = rawBytes(x.keys.starts), rawBytes(x.keys.postings)
	return assembled(source, out)
}

// assembled puts head, directory and sections together.
func assembled(source string, parts [sections][]byte) ([]byte, error) {
	d := directory{Version: compiledVersion(), Source: source}
	at := 0
	for _, p := range parts {
		d.Sections = append(d.Sections, [2]int{at, len(p)})
		at += padded(len(p))
	}
	dir, err := json.Marshal(d)
	if err != nil {
		return nil, err
	}
	dir = append(dir, bytes.Repeat([]byte{' '}, padded(len(dir))-len(dir))...)
	out := make([]byte, headSize, headSize+len(dir)+at)
	copy(out, compiledMagic)
	binary.NativeEndian.PutUint32(out[8:], byteOrder)
	binary.NativeEndian.PutUint64(out[16:], uint64(headSize+len(dir)+at))
	binary.NativeEndian.PutUint32(out[24:], uint32(len(dir)))
	out = append(out, dir...)
	for _, p := range parts {
		out = append(out, p...)
		out = append(out, make([]byte, padded(len(p))-len(p))...)
	}
	binary.NativeEndian.PutUint32(out[12:], crc32.Checksum(out[16:], castagnoli))
	return out, nil
}

func padded(n int) int { return (n + 7) &^ 7 }

// ReadIndex makes a Screener of what WriteIndex wrote, and gives the source that was told then. data must not be changed
// afterwards. The error is ErrOtherVersion or ErrDamaged when the lists must be indexed again.
func ReadIndex(data []byte) (s *Screener, source string, err error) {
	d, parts, err := disassembled(data)
	if err != nil {
		return nil, "", err
	}
	x := &index{usage: &usage{counts: map[string]int32{}}}
	text := string(parts[textSection])
	var lists []listHead
	var small rest
	var reading sync.WaitGroup
	errs := make([]error, 3)
	reading.Go(func() { errs[0] = unpacked(&unpacker{in: parts[listSection], text: text}, &lists) })
	reading.Go(func() { errs[1] = unpacked(&unpacker{in: parts[nameSection], text: text}, &x.names) })
	reading.Go(func() { errs[2] = unpacked(&unpacker{in: parts[wordSection], text: text}, &x.vocabulary) })
	err = unpacked(&unpacker{in: parts[restSection], text: text}, &small)
	reading.Wait()
	if err := errors.Join(append(errs, err)...); err != nil || len(small.folds) != len(small.counts) {
		return nil, "", fmt.Errorf("%w: %w", ErrDamaged, errors.Join(err, errPacked))
	}
	x.keys = keyTable{starts: rawNumbers[uint32](parts[keyStarts]), postings: rawNumbers[uint32](parts[keyPostings]), bucket: small.bucket, number: small.number}
	x.holders = rows{starts: rawNumbers[uint32](parts[holderStarts]), items: rawNumbers[int32](parts[holderItems])}
	x.usage.names = float64(small.names)
	for i, fold := range small.folds {
		x.usage.counts[fold] = small.counts[i]
	}
	all := make([]list.List, len(lists))
	for i, l := range lists {
		all[i] = list.List{Name: l.Name, Title: l.Title, Publisher: l.Publisher, Entries: l.Entries, Rejected: l.Rejected}
		if err := all[i].Published.UnmarshalText([]byte(l.Published)); err != nil {
			return nil, "", fmt.Errorf("%w: %w", ErrDamaged, err)
		}
		for k := range all[i].Entries {
			x.entries = append(x.entries, &all[i].Entries[k])
		}
	}
	if !x.consistent() {
		return nil, "", fmt.Errorf("%w: %w", ErrDamaged, errPacked)
	}
	x.finish()
	return screener(x, all), d.Source, nil
}

// disassembled checks the head and cuts the sections apart.
func disassembled(data []byte) (d directory, parts [sections][]byte, err error) {
	if len(data) < headSize || string(data[:8]) != compiledMagic || binary.NativeEndian.Uint64(data[16:]) != uint64(len(data)) {
		return d, parts, ErrDamaged
	}
	if binary.NativeEndian.Uint32(data[8:]) != byteOrder {
		return d, parts, ErrOtherVersion
	}
	if crc32.Checksum(data[16:], castagnoli) != binary.NativeEndian.Uint32(data[12:]) {
		return d, parts, ErrDamaged
	}
	end := headSize + int(binary.NativeEndian.Uint32(data[24:]))
	if end > len(data) || json.Unmarshal(data[headSize:end], &d) != nil {
		return d, parts, ErrDamaged
	}
	if d.Version != compiledVersion() {
		return d, parts, ErrOtherVersion
	}
	body := data[end:]
	if len(d.Sections) != sections {
		return d, parts, ErrDamaged
	}
	for i, s := range d.Sections {
		if s[0] < 0 || s[1] < 0 || s[0]%8 != 0 || s[0] > len(body) || s[1] > len(body)-s[0] {
			return d, parts, ErrDamaged
		}
		parts[i] = body[s[0] : s[0]+s[1]]
	}
	return d, parts, nil
}

// consistent tells whether every number of the index points to something.
func (x *index) consistent() bool {
	for i := range x.names {
		n := &x.names[i]
		if n.entry < 0 || int(n.entry) >= len(x.entries) || n.name < 0 || int(n.name) >= len(x.entries[n.entry].Names) || len(n.atoms) > maxAtoms ||
			i > 0 && n.entry < x.names[i-1].entry {
			return false
		}
		for _, sp := range n.spans {
			if sp.word < 0 || int(sp.word) >= len(x.vocabulary) {
				return false
			}
		}
	}
	k := &x.keys
	if k.bucket < 1 || k.bucket > 31 || k.number < 1 || k.number > 31 || len(k.starts) != 1<<k.bucket+1 || len(x.holders.starts) != len(x.vocabulary)+1 ||
		!ascending(k.starts, len(k.postings)) || !ascending(x.holders.starts, len(x.holders.items)) {
		return false
	}
	for _, p := range k.postings {
		if int(p&(1<<k.number-1)>>1) >= len(x.vocabulary) {
			return false
		}
	}
	for _, n := range x.holders.items {
		if n < 0 || int(n) >= len(x.names) {
			return false
		}
	}
	return true
}

func ascending(starts []uint32, end int) bool {
	last := uint32(0)
	for _, s := range starts {
		if s < last {
			return false
		}
		last = s
	}
	return int(last) == end
}

func rawBytes[T int32 | uint32](numbers []T) []byte {
	return unsafe.Slice((*byte)(unsafe.Pointer(unsafe.SliceData(numbers))), 4*len(numbers))
}

// rawNumbers uses bytes as numbers; bytes that do not stand as numbers must are copied.
func rawNumbers[T int32 | uint32](b []byte) []T {
	if uintptr(unsafe.Pointer(unsafe.SliceData(b)))%4 != 0 {
		b = bytes.Clone(b)
	}
	return unsafe.Slice((*T)(unsafe.Pointer(unsafe.SliceData(b))), len(b)/4)
}
