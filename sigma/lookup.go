package sigma

import (
	"bytes"
	"strings"

	"github.com/valyala/fastjson"
)

// everything is the field of keywords: the texts of the whole record.
const everything = 0

// fieldPath is a field as a whole key and as a path through objects.
type fieldPath struct {
	name string
	path []string // nil when the name has no dot
}

func newFieldPath(name string) fieldPath {
	f := fieldPath{name: name}
	if strings.Contains(name, ".") {
		f.path = strings.Split(name, ".")
	}
	return f
}

// found is what a field holds in the event of a turn: the texts first to end of the lookup.
type found struct {
	turn       uint32
	first, end int32
	exists     bool
	null       bool // a null is there, or an array without elements
}

// text is a scalar as text; the folded form is made when it is first asked for.
type text struct {
	raw, fold       string
	folded, scratch bool // scratch: raw lives in the lookup's own buffer
}

// lookup reads each field of an event once, without allocation once its buffers have grown.
type lookup struct {
	fields   []fieldPath
	event    *Event
	turn     uint32
	found    []found
	texts    []text
	spaced   []spacedKey // of the roots, once spacedIn is this turn
	spacedIn uint32
	buffer   []byte // of numbers and folded texts; strings of it stay valid when it grows
}

// spacedKey is a key with spaces, written without them: the specification calls the field "Threat Name"
// of Windows ThreatName.
type spacedKey struct {
	name  string
	value Value
}

func (l *lookup) start(ev *Event) {
	l.event = ev
	l.texts = l.texts[:0]
	l.buffer = l.buffer[:0]
	if l.turn++; l.turn == 0 { // 2³² events later the marks of old turns would look new
		clear(l.found)
		l.turn, l.spacedIn = 1, 0
	}
}

// get is what a field holds: the whole name in each root, then the path in each root, then the name of
// keys without their spaces, first hit wins.
func (l *lookup) get(field int32) *found {
	f := &l.found[field]
	if f.turn == l.turn {
		return f
	}
	*f = found{turn: l.turn, first: int32(len(l.texts))}
	if field == everything {
		l.gather(f, l.event.Root())
	} else {
		l.find(f, &l.fields[field])
	}
	f.end = int32(len(l.texts))
	return f
}

// seed says what a field holds, if name is the whole of its name and it was not looked up before.
func (l *lookup) seed(field int32, name string, v *fastjson.Value) {
	f := &l.found[field]
	if f.turn == l.turn || l.fields[field].name != name {
		return
	}
	*f = found{turn: l.turn, first: int32(len(l.texts))}
	l.collect(f, Value{v})
	f.end = int32(len(l.texts))
}

func (l *lookup) find(f *found, p *fieldPath) {
	for _, root := range l.event.roots {
		if !root.IsObject() {
			continue
		}
		if v := root.Get(p.name); v.Exists() {
			l.collect(f, v)
			return
		}
	}
	if p.path != nil {
		for _, root := range l.event.roots {
			if l.walk(f, root, p.path); f.exists {
				return
			}
		}
	}
	for _, k := range l.spacedKeys() {
		if k.name == p.name {
			l.collect(f, k.value)
			return
		}
	}
}

// spacedKeys are the keys with spaces of the roots, in order; most records have none.
func (l *lookup) spacedKeys() []spacedKey {
	if l.spacedIn == l.turn {
		return l.spaced
	}
	l.spaced, l.spacedIn = l.spaced[:0], l.turn
	for _, root := range l.event.roots {
		if !root.IsObject() {
			continue
		}
		obj, _ := root.v.Object()
		obj.Visit(func(key []byte, v *fastjson.Value) {
			if bytes.IndexByte(key, ' ') < 0 {
				return
			}
			start := len(l.buffer)
			for _, c := range key {
				if c != ' ' {
					l.buffer = append(l.buffer, c)
				}
			}
			l.spaced = append(l.spaced, spacedKey{bytesAsString(l.buffer[start:]), Value{v}})
		})
	}
	return l.spaced
}

// walk follows a path; an array stands for all its elements unless the path names one by index.
func (l *lookup) walk(f *found, v Value, path []string) {
	switch {
	case !v.Exists():
	case len(path) == 0:
		l.collect(f, v)
	case v.IsArray():
		if isIndex(path[0]) {
			if it := v.Get(path[0]); it.Exists() {
				l.walk(f, it, path[1:])
			}
			return
		}
		items, _ := v.v.Array()
		for _, it := range items {
			l.walk(f, Value{it}, path)
		}
	case v.IsObject():
		l.walk(f, v.Get(path[0]), path[1:])
	}
}

func isIndex(s string) bool { return s != "" && leadingDigits(s) == len(s) }

// collect takes the texts of a scalar or of the elements of an array; an object is there without any.
func (l *lookup) collect(f *found, v Value) {
	f.exists = true
	switch {
	case v.IsNull():
		f.null = true
	case v.IsArray():
		items, _ := v.v.Array()
		f.null = f.null || len(items) == 0
		for _, it := range items {
			l.collect(f, Value{it})
		}
	case !v.IsObject():
		l.texts = append(l.texts, l.text(v))
	}
}

// gather collects the texts of all values below v.
func (l *lookup) gather(f *found, v Value) {
	switch {
	case v.IsObject():
		obj, _ := v.v.Object()
		obj.Visit(func(_ []byte, it *fastjson.Value) { l.gather(f, Value{it}) })
	case v.IsArray():
		items, _ := v.v.Array()
		for _, it := range items {
			l.gather(f, Value{it})
		}
	case v.Exists():
		l.collect(f, v)
	}
}

func (l *lookup) text(v Value) text {
	if v.v.Type() != fastjson.TypeNumber {
		return text{raw: v.Text()}
	}
	start := len(l.buffer)
	l.buffer = v.v.MarshalTo(l.buffer)
	return text{raw: bytesAsString(l.buffer[start:]), scratch: true}
}

// folded is the text at an index, folded.
func (l *lookup) folded(i int32) string {
	t := &l.texts[i]
	switch {
	case t.folded:
	case isFolded(t.raw):
		t.fold, t.folded = t.raw, true
	default:
		start := len(l.buffer)
		l.buffer = appendFold(l.buffer, t.raw)
		t.fold, t.folded = bytesAsString(l.buffer[start:]), true
	}
	return t.fold
}

// shown is the text at an index for as long as the event lasts, whatever is looked up next.
func (l *lookup) shown(i int32) string {
	t := &l.texts[i]
	if t.scratch {
		return strings.Clone(t.raw)
	}
	return t.raw
}
