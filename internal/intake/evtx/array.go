package evtx

import (
	"bytes"
	"errors"
	"fmt"
)

// array writes the elements of an array as a list in brackets.
func (t *tree) array(typ byte, p []byte) (kind, error) {
	t.text = append(t.text, '[')
	for first := true; len(p) > 0; first = false {
		n, skip, err := elementSize(typ, p)
		if err != nil {
			return kindNull, err
		}
		if !first {
			t.text = append(t.text, ',')
		}
		if err := t.item(typ, p[:n]); err != nil {
			return kindNull, err
		}
		p = p[n+skip:]
	}
	t.text = append(t.text, ']')
	return kindList, nil
}

// item writes one element.
func (t *tree) item(typ byte, p []byte) error {
	quote := len(t.text)
	t.text = append(t.text, '"')
	k, err := t.scalar(typ, p)
	switch {
	case err != nil:
		return err
	case k == kindString:
		t.text = append(t.text, '"')
	case k == kindPlain:
		t.text = append(t.text[:quote], t.text[quote+1:]...)
	default:
		t.text = append(t.text[:quote], "null"...)
	}
	return nil
}

// elementSize is how many bytes the first element of an array has, and how many part it from the next.
func elementSize(typ byte, p []byte) (n, skip int, err error) {
	switch typ {
	case typeString:
		return end16(p)
	case typeANSI:
		if n = bytes.IndexByte(p, 0); n < 0 {
			return len(p), 0, nil
		}
		return n, 1, nil
	case typeSID:
		n, ok := sidSize(p)
		if !ok || n > len(p) {
			return 0, 0, errors.New("a security identifier is shorter than it says")
		}
		return n, 0, nil
	}
	n = width(typ)
	if typ == typeSize || typ == typeHandle {
		n = 8
		if len(p)%8 != 0 {
			n = 4
		}
	}
	if n == 0 {
		return 0, 0, fmt.Errorf("an array is of the type %#x, which has no size", typ)
	}
	if n > len(p) {
		return 0, 0, fmt.Errorf("an array of the type %#x ends inside an element", typ)
	}
	return n, 0, nil
}

// end16 finds the zero that ends a string.
func end16(p []byte) (n, skip int, err error) {
	for i := 0; i+1 < len(p); i += 2 {
		if p[i] == 0 && p[i+1] == 0 {
			return i, 2, nil
		}
	}
	return len(p), 0, nil
}
