package sigma

import (
	"fmt"
	"iter"
	"strconv"

	"github.com/valyala/fastjson"
)

// Event is one log record as JSON, parsed once and read both by rules and by whoever maps vendor
// fields. It is reused from record to record: everything read from it is valid until the next Parse.
// An Event is not safe for concurrent use.
type Event struct {
	parser fastjson.Parser
	raw    []byte
	root   Value
	roots  []Value
}

// Parse reads one JSON object. The bytes are copied.
func (e *Event) Parse(raw []byte) error {
	e.raw = append(e.raw[:0], raw...)
	v, err := e.parser.ParseBytes(e.raw)
	if err != nil {
		return fmt.Errorf("parse event: %w", err)
	}
	if v.Type() != fastjson.TypeObject {
		return fmt.Errorf("parse event: want a JSON object, got %s", v.Type())
	}
	e.root = Value{v}
	e.roots = append(e.roots[:0], e.root)
	return nil
}

// Root is the whole record.
func (e *Event) Root() Value { return e.root }

// LookIn sets where rules look for a field, first hit wins: for winlogbeat this is
// winlog.event_data, then winlog, then the record itself. Parse resets it to the record.
func (e *Event) LookIn(roots ...Value) { e.roots = append(e.roots[:0], roots...) }

// Value is a JSON value inside an Event; the zero Value is absent.
type Value struct {
	v *fastjson.Value
}

// Get walks down by object keys, and by decimal index through arrays.
func (v Value) Get(path ...string) Value {
	if v.v == nil {
		return Value{}
	}
	return Value{v.v.Get(path...)}
}

// Exists reports whether the value is there, null included.
func (v Value) Exists() bool { return v.v != nil }

// IsNull reports whether the value is an explicit null.
func (v Value) IsNull() bool { return v.v != nil && v.v.Type() == fastjson.TypeNull }

// IsObject reports whether the value is an object.
func (v Value) IsObject() bool { return v.v != nil && v.v.GetObject() != nil }

// IsArray reports whether the value is an array.
func (v Value) IsArray() bool {
	return v.v != nil && (len(v.v.GetArray()) > 0 || v.v.Type() == fastjson.TypeArray)
}

// AppendJSON appends the value as it stands in the record; strings nobody has looked at keep their
// escapes. A value that does not exist is null.
func (v Value) AppendJSON(dst []byte) []byte {
	if v.v == nil {
		return append(dst, "null"...)
	}
	return v.v.MarshalTo(dst)
}

// Text is a scalar as text: strings as they are, numbers as written, true and false. It is "" for
// anything else. The string aliases the event's buffer: clone it to keep it.
func (v Value) Text() string {
	if v.v == nil {
		return ""
	}
	switch v.v.Type() {
	case fastjson.TypeString:
		b, _ := v.v.StringBytes()
		return bytesAsString(b)
	case fastjson.TypeNumber:
		return bytesAsString(v.v.MarshalTo(nil))
	case fastjson.TypeTrue:
		return "true"
	case fastjson.TypeFalse:
		return "false"
	}
	return ""
}

// Float is a number, or a string that holds one.
func (v Value) Float() (float64, bool) {
	if v.v == nil {
		return 0, false
	}
	switch v.v.Type() {
	case fastjson.TypeNumber:
		f, err := v.v.Float64()
		return f, err == nil
	case fastjson.TypeString:
		f, err := strconv.ParseFloat(v.Text(), 64)
		return f, err == nil
	}
	return 0, false
}

// Bool reads true, false, and the strings "true" and "false"; ok is false for anything else.
func (v Value) Bool() (value, ok bool) {
	switch v.Text() {
	case "true", "True", "TRUE":
		return true, true
	case "false", "False", "FALSE":
		return false, true
	}
	return false, false
}

// Items iterates the elements of an array; a value that is not an array has none.
func (v Value) Items() iter.Seq[Value] {
	return func(yield func(Value) bool) {
		if !v.IsArray() {
			return
		}
		items, _ := v.v.Array()
		for _, it := range items {
			if !yield(Value{it}) {
				return
			}
		}
	}
}

// Fields iterates the keys of an object in the order of the record.
func (v Value) Fields() iter.Seq2[string, Value] {
	return func(yield func(string, Value) bool) {
		if !v.IsObject() {
			return
		}
		obj, _ := v.v.Object()
		stopped := false
		obj.Visit(func(k []byte, fv *fastjson.Value) {
			if !stopped && !yield(bytesAsString(k), Value{fv}) {
				stopped = true
			}
		})
	}
}

// Field is the first text that a field of a rule holds in the event, looked up as rules do; ok is false
// when there is none. It is valid until the next Parse. It is meant for Hit.Field.
func (e *Event) Field(name string) (text string, ok bool) {
	l := lookup{event: e, turn: 1}
	path := newFieldPath(name)
	l.find(&found{}, &path)
	if len(l.texts) == 0 {
		return "", false
	}
	return l.texts[0].raw, true
}
