package sigma

import (
	"bytes"
	"encoding/json"
	"strconv"
	"strings"
	"testing"
)

// refEvent is a record as encoding/json reads it, and where its fields are looked up.
type refEvent struct {
	record any
	roots  []any
}

func readRefEvent(tb testing.TB, record []byte) refEvent {
	tb.Helper()
	d := json.NewDecoder(bytes.NewReader(record))
	d.UseNumber()
	var v any
	if err := d.Decode(&v); err != nil {
		tb.Fatal(err)
	}
	return refEvent{v, []any{v}}
}

// lookUp is all that a field holds: nothing when it is absent, more than one value when the path leads
// through an array.
func (e refEvent) lookUp(name string) []any {
	for _, root := range e.roots {
		if object, ok := root.(map[string]any); ok {
			if v, ok := object[name]; ok {
				return []any{v}
			}
		}
	}
	if strings.Contains(name, ".") {
		for _, root := range e.roots {
			if found := refPath(root, strings.Split(name, ".")); len(found) > 0 {
				return found
			}
		}
	}
	for _, root := range e.roots {
		object, _ := root.(map[string]any)
		for key, v := range object {
			if strings.Contains(key, " ") && strings.ReplaceAll(key, " ", "") == name {
				return []any{v}
			}
		}
	}
	return nil
}

func refPath(v any, path []string) []any {
	if len(path) == 0 {
		return []any{v}
	}
	switch v := v.(type) {
	case map[string]any:
		if next, ok := v[path[0]]; ok {
			return refPath(next, path[1:])
		}
	case []any:
		if i, err := strconv.ParseUint(path[0], 10, 31); err == nil {
			if int(i) < len(v) {
				return refPath(v[i], path[1:])
			}
			return nil
		}
		var out []any
		for _, item := range v {
			out = append(out, refPath(item, path)...)
		}
		return out
	}
	return nil
}

// texts are the texts of a field: its own, or those of the elements of its arrays.
func (e refEvent) texts(name string) []string {
	if name == "" {
		return refTexts(e.record, true)
	}
	var out []string
	for _, v := range e.lookUp(name) {
		out = append(out, refTexts(v, false)...)
	}
	return out
}

func refTexts(v any, intoObjects bool) (out []string) {
	switch v := v.(type) {
	case string:
		return []string{v}
	case json.Number:
		return []string{v.String()}
	case bool:
		return []string{strconv.FormatBool(v)}
	case []any:
		for _, item := range v {
			out = append(out, refTexts(item, intoObjects)...)
		}
	case map[string]any:
		for _, item := range v {
			if intoObjects {
				out = append(out, refTexts(item, true)...)
			}
		}
	}
	return out
}

// refNull: null, an array without elements, or an array with a null in it.
func refNull(v any) bool {
	list, ok := v.([]any)
	if !ok {
		return v == nil
	}
	for _, item := range list {
		if refNull(item) {
			return true
		}
	}
	return len(list) == 0
}
