package stamp

import "errors"

// deepest is how deep values may lie in one another. A token with its certificates has less than half of that.
const deepest = 48

var errDER = errors.New("it is not DER, as RFC 3161 has it")

// checkDER looks whether bytes are one DER value, in which every part ends where it says. The parser of tokens takes more, copies what
// lies deep once for each level, and panics on some of what it does not understand: it is never given anything else.
func checkDER(data []byte) error {
	rest, err := skipDER(data, 0)
	if err == nil && len(rest) > 0 {
		err = errDER
	}
	return err
}

// skipDER looks at the value at the beginning and gives what follows it.
func skipDER(data []byte, depth int) ([]byte, error) {
	if len(data) < 2 || data[0]&0x1f == 0x1f || depth > deepest {
		return nil, errDER
	}
	n, size, ok := lengthDER(data[1:])
	if !ok || n > len(data)-1-size {
		return nil, errDER
	}
	inside, rest := data[1+size:1+size+n], data[1+size+n:]
	if data[0]&0x20 == 0 {
		return rest, nil
	}
	for len(inside) > 0 {
		var err error
		if inside, err = skipDER(inside, depth+1); err != nil {
			return nil, err
		}
	}
	return rest, nil
}

// lengthDER reads a length in its shortest form, and tells in how many bytes it stands.
func lengthDER(data []byte) (n, size int, ok bool) {
	if data[0] < 0x80 {
		return int(data[0]), 1, true
	}
	more := int(data[0] & 0x7f)
	if more < 1 || more > 3 || len(data) < 1+more || data[1] == 0 {
		return 0, 0, false
	}
	for _, b := range data[1 : 1+more] {
		n = n<<8 | int(b)
	}
	return n, 1 + more, n >= 0x80
}
