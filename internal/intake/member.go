package intake

import "bytes"

// isObject reports whether p is one object and nothing else.
func isObject(p []byte) bool {
	if len(p) == 0 || p[0] != '{' {
		return false
	}
	var s scanner
	n, v := s.step(p)
	return v == complete && n == len(p)
}

// eachMember calls f for the members of the object that begins at p[0], with the key as written and
// where its value begins, until f says false. It returns how long the object is, or unfinished or
// torn for one that does not end in p.
func eachMember(p []byte, f func(key []byte, at int) bool) (int, verdict) {
	i := 1
	for {
		i += spaces(p[i:], true)
		if i == len(p) {
			return i, unfinished
		}
		if p[i] == '}' {
			return i + 1, complete
		}
		if p[i] != '"' {
			return i, torn
		}
		var s scanner
		n, v := s.step(p[i:])
		if v != complete {
			return i + n, v
		}
		key := p[i+1 : i+n-1]
		i += n
		i += spaces(p[i:], false)
		if i == len(p) || p[i] != ':' {
			return i, missing(i, p)
		}
		i++
		i += spaces(p[i:], false)
		if i == len(p) {
			return i, unfinished
		}
		if !f(key, i) {
			return i, unfinished
		}
		s = scanner{}
		n, v = s.step(p[i:])
		if i += n; v != complete {
			return i, v
		}
	}
}

func missing(i int, p []byte) verdict {
	if i == len(p) {
		return unfinished
	}
	return torn
}

// spaces counts the white space, and the commas if asked, that p begins with.
func spaces(p []byte, commas bool) int {
	i := 0
	for i < len(p) && (isSpace(p[i]) || commas && p[i] == ',') {
		i++
	}
	return i
}

// inner finds the value of one member of an object; nil when it is not there or is no object.
func inner(p []byte, name string) (value []byte, at int) {
	_, _ = eachMember(p, func(key []byte, i int) bool {
		if string(key) != name || p[i] != '{' {
			return true
		}
		var s scanner
		if n, v := s.step(p[i:]); v == complete {
			value, at = p[i:i+n], i
		}
		return false
	})
	return value, at
}

// trim takes white space and record separators away on both sides.
func trim(p []byte) []byte {
	for len(p) > 0 && isSpace(p[0]) {
		p = p[1:]
	}
	for len(p) > 0 && isSpace(p[len(p)-1]) {
		p = p[:len(p)-1]
	}
	return p
}

func lines(p []byte) int { return bytes.Count(p, newline) }
