package intake

import "bytes"

// cutRow cuts the fields of the row at the beginning of p. It is strict: a quote may stand only
// around a whole field, or doubled inside one.
func cutRow(p []byte, comma byte, whole bool, into [][]byte) (fields [][]byte, n int, v verdict) {
	fields = into
	if eol, ok := lineEnd(p, 0); ok {
		return fields, eol, complete
	}
	for i := 0; ; {
		var field []byte
		if i < len(p) && p[i] == '"' {
			j, doubled, closed := closing(p, i+1)
			if !closed {
				if whole {
					return fields, 0, torn
				}
				return fields, 0, unfinished
			}
			if field = p[i+1 : j]; doubled {
				field = bytes.ReplaceAll(field, []byte(`""`), []byte{'"'})
			}
			if bytes.IndexByte(field, '\r') >= 0 { // a line break is the same in files of every system
				field = bytes.ReplaceAll(field, []byte("\r\n"), newline)
			}
			i = j + 1
		} else {
			j := i
			for j < len(p) && p[j] != comma && p[j] != '\n' {
				if p[j] == '"' {
					return fields, 0, torn
				}
				j++
			}
			field = bytes.TrimSuffix(p[i:j], []byte{'\r'})
			i = j
		}
		fields = append(fields, field)
		switch {
		case i == len(p) && whole:
			return fields, i, complete
		case i == len(p):
			return fields, 0, unfinished
		case p[i] == comma:
			i++
			continue
		}
		eol, ok := lineEnd(p, i)
		switch {
		case ok:
			return fields, eol, complete
		case p[i] == '\r' && i+1 == len(p):
			if whole {
				return fields, i + 1, complete
			}
			return fields, 0, unfinished
		}
		return fields, 0, torn
	}
}

// lineEnd reports whether a line ends at p[i], and where the next begins.
func lineEnd(p []byte, i int) (next int, ok bool) {
	switch {
	case i < len(p) && p[i] == '\n':
		return i + 1, true
	case i+1 < len(p) && p[i] == '\r' && p[i+1] == '\n':
		return i + 2, true
	}
	return 0, false
}

// closing finds the quote that closes a field.
func closing(p []byte, from int) (at int, doubled, closed bool) {
	for {
		i := bytes.IndexByte(p[from:], '"')
		if i < 0 {
			return 0, doubled, false
		}
		if at = from + i; at+1 == len(p) || p[at+1] != '"' {
			return at, doubled, true
		}
		doubled, from = true, at+2
	}
}
