package screen

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"reflect"
	"strings"
	"unsafe"
)

// layout writes and reads values of one type as its fields stand, unexported ones too: what entries, words and names are
// made of is told once, by their types. What a compiled index holds changes with the types, so their description is part
// of its version.
type layout struct {
	put  func(*packer, unsafe.Pointer)
	get  func(*unpacker, unsafe.Pointer)
	text string
}

// packer writes values; strings go, once each, to a text of their own.
type packer struct {
	out    []byte
	text   *textOut
	shared map[unsafe.Pointer]int // what pointers point to, in the order of their first
}

type textOut struct {
	bytes []byte
	at    map[string]int
}

func (t *textOut) place(s string) int {
	at, ok := t.at[s]
	if !ok {
		at = len(t.bytes)
		t.bytes = append(t.bytes, s...)
		t.at[s] = at
	}
	return at
}

// unpacker reads what packer wrote. Whatever is wrong makes it bad and every further value zero.
type unpacker struct {
	in     []byte
	text   string
	bad    bool
	shared []unsafe.Pointer // what pointers point to, in the order of their first
}

var errPacked = errors.New("what it holds does not fit its types")

func (u *unpacker) uint() uint64 {
	v, n := binary.Uvarint(u.in)
	if n <= 0 {
		u.bad, u.in = true, nil
		return 0
	}
	u.in = u.in[n:]
	return v
}

func (u *unpacker) bytes(n int) []byte {
	if n > len(u.in) {
		u.bad, u.in = true, nil
		return nil
	}
	b := u.in[:n]
	u.in = u.in[n:]
	return b
}

func (u *unpacker) string() string {
	n := u.uint()
	if n == 0 {
		return ""
	}
	at := u.uint()
	if end := at + n; end < at || end > uint64(len(u.text)) {
		u.bad = true
		return ""
	}
	return u.text[at : at+n]
}

// layoutOf describes a type of strings, numbers, booleans, slices, arrays, structs of these and pointers to them that are not
// nil. All pointers that one packer writes are of one type.
func layoutOf(t reflect.Type) layout {
	switch t.Kind() {
	case reflect.String:
		return layout{putString, getString, "s"}
	case reflect.Bool, reflect.Uint8:
		return layout{
			func(p *packer, v unsafe.Pointer) { p.out = append(p.out, *(*byte)(v)) },
			func(u *unpacker, v unsafe.Pointer) {
				if b := u.bytes(1); b != nil {
					*(*byte)(v) = b[0]
				}
			}, t.Kind().String(),
		}
	case reflect.Int:
		return layout{
			func(p *packer, v unsafe.Pointer) { p.out = binary.AppendVarint(p.out, int64(*(*int)(v))) },
			func(u *unpacker, v unsafe.Pointer) { z := u.uint(); *(*int)(v) = int(int64(z>>1) ^ -int64(z&1)) }, "int",
		}
	case reflect.Int32, reflect.Uint32:
		return layout{
			func(p *packer, v unsafe.Pointer) { p.out = binary.AppendUvarint(p.out, uint64(*(*uint32)(v))) },
			func(u *unpacker, v unsafe.Pointer) { *(*uint32)(v) = uint32(u.uint()) }, t.Kind().String(),
		}
	case reflect.Float32:
		return layout{
			func(p *packer, v unsafe.Pointer) {
				p.out = binary.LittleEndian.AppendUint32(p.out, math.Float32bits(*(*float32)(v)))
			},
			func(u *unpacker, v unsafe.Pointer) {
				if b := u.bytes(4); b != nil {
					*(*float32)(v) = math.Float32frombits(binary.LittleEndian.Uint32(b))
				}
			}, "f32",
		}
	case reflect.Struct:
		return structLayout(t)
	case reflect.Slice:
		return sliceLayout(t)
	case reflect.Array:
		return arrayLayout(t)
	case reflect.Pointer:
		return pointerLayout(t.Elem())
	}
	panic("screen: no layout of " + t.String())
}

func putString(p *packer, v unsafe.Pointer) {
	s := *(*string)(v)
	p.out = binary.AppendUvarint(p.out, uint64(len(s)))
	if s != "" {
		p.out = binary.AppendUvarint(p.out, uint64(p.text.place(s)))
	}
}

func getString(u *unpacker, v unsafe.Pointer) { *(*string)(v) = u.string() }

func structLayout(t reflect.Type) layout {
	var fields []layout
	var at []uintptr
	var text []string
	for i := range t.NumField() {
		f := t.Field(i)
		l := layoutOf(f.Type)
		fields, at, text = append(fields, l), append(at, f.Offset), append(text, f.Name+" "+l.text)
	}
	return layout{
		func(p *packer, v unsafe.Pointer) {
			for i := range fields {
				fields[i].put(p, unsafe.Add(v, at[i]))
			}
		},
		func(u *unpacker, v unsafe.Pointer) {
			for i := range fields {
				fields[i].get(u, unsafe.Add(v, at[i]))
			}
		}, "{" + strings.Join(text, ",") + "}",
	}
}

// arrayLayout leaves out what is the same as before: numbers of words are mostly those of a name that no table holds.
func arrayLayout(t reflect.Type) layout {
	of, size, n := layoutOf(t.Elem()), t.Elem().Size(), t.Len()
	whole := int(t.Size())
	return layout{
		func(p *packer, v unsafe.Pointer) {
			bytes := unsafe.Slice((*byte)(v), whole)
			run := 0
			for i := range n {
				if i > 0 && string(bytes[i*int(size):(i+1)*int(size)]) == string(bytes[(i-1)*int(size):i*int(size)]) {
					run++
					continue
				}
				if i > 0 {
					p.out = binary.AppendUvarint(p.out, uint64(run))
				}
				run = 0
				of.put(p, unsafe.Add(v, uintptr(i)*size))
			}
			p.out = binary.AppendUvarint(p.out, uint64(run))
		},
		func(u *unpacker, v unsafe.Pointer) {
			bytes := unsafe.Slice((*byte)(v), whole)
			for i := 0; i < n && !u.bad; {
				of.get(u, unsafe.Add(v, uintptr(i)*size))
				run := int(min(u.uint(), uint64(n)))
				if i += 1 + run; i > n {
					u.bad = true
					return
				}
				for k := i - run; k < i; k++ {
					copy(bytes[k*int(size):(k+1)*int(size)], bytes[(k-1)*int(size):k*int(size)])
				}
			}
		}, fmt.Sprintf("[%d]%s", n, of.text),
	}
}

// pointerLayout writes what is pointed to once, and its number after that: pointers that were one are one again.
func pointerLayout(t reflect.Type) layout {
	of := layoutOf(t)
	return layout{
		func(p *packer, v unsafe.Pointer) {
			to := *(*unsafe.Pointer)(v)
			if n, ok := p.shared[to]; ok {
				p.out = binary.AppendUvarint(p.out, uint64(n+1))
				return
			}
			if p.shared == nil {
				p.shared = map[unsafe.Pointer]int{}
			}
			p.shared[to] = len(p.shared)
			p.out = append(p.out, 0)
			of.put(p, to)
		},
		func(u *unpacker, v unsafe.Pointer) {
			n := u.uint()
			if n > uint64(len(u.shared)) {
				u.bad = true
			}
			switch {
			case u.bad:
			case n > 0:
				*(*unsafe.Pointer)(v) = u.shared[n-1]
			default:
				to := reflect.New(t).UnsafePointer()
				u.shared = append(u.shared, to)
				of.get(u, to)
				*(*unsafe.Pointer)(v) = to
			}
		}, "*" + of.text,
	}
}

func sliceLayout(t reflect.Type) layout {
	of, size := layoutOf(t.Elem()), t.Elem().Size()
	return layout{
		func(p *packer, v unsafe.Pointer) {
			n := (*reflect.SliceHeader)(v).Len //nolint:staticcheck // the length alone
			p.out = binary.AppendUvarint(p.out, uint64(n))
			first := *(*unsafe.Pointer)(v)
			for i := range n {
				of.put(p, unsafe.Add(first, uintptr(i)*size))
			}
		},
		func(u *unpacker, v unsafe.Pointer) {
			n := u.uint()
			if n > uint64(len(u.in)) { // an element takes a byte at least
				u.bad = true
			}
			if n == 0 || u.bad {
				return
			}
			s := reflect.MakeSlice(t, int(n), int(n))
			reflect.NewAt(t, v).Elem().Set(s)
			first := *(*unsafe.Pointer)(v)
			for i := range int(n) {
				of.get(u, unsafe.Add(first, uintptr(i)*size))
			}
		}, "[]" + of.text,
	}
}

func packed[T any](p *packer, v *T) {
	layoutOf(reflect.TypeFor[T]()).put(p, unsafe.Pointer(v))
}

func unpacked[T any](u *unpacker, v *T) error {
	layoutOf(reflect.TypeFor[T]()).get(u, unsafe.Pointer(v))
	if u.bad || len(u.in) > 0 {
		return errPacked
	}
	return nil
}
