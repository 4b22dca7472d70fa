package intake

import "fmt"

// columns makes the keys of the objects from the header row: trimmed, and each one once.
func columns(names [][]byte) [][]byte {
	for len(names) > 0 && len(trim(names[len(names)-1])) == 0 {
		names = names[:len(names)-1]
	}
	seen := map[string]bool{}
	keys := make([][]byte, len(names))
	for i, raw := range names {
		name := string(trim(raw))
		if name == "" {
			continue
		}
		unique := name
		for n := 2; seen[unique]; n++ {
			unique = fmt.Sprintf("%s_%d", name, n)
		}
		seen[unique] = true
		keys[i] = append(appendString(nil, []byte(unique)), ':')
	}
	return keys
}

// appendRow writes a row as an object. A column without a name is written as column_<n> where it
// holds something.
func appendRow(to []byte, keys, fields [][]byte) []byte {
	to = append(to, '{')
	for i, key := range keys {
		if key == nil {
			if len(fields[i]) == 0 {
				continue
			}
			key = fmt.Appendf(nil, `"column_%d":`, i+1)
		}
		if len(to) > 1 {
			to = append(to, ',')
		}
		to = appendString(append(to, key...), fields[i])
	}
	return append(to, '}')
}

// appendString writes a JSON string. The bytes are UTF-8, or are refused later.
func appendString(to, s []byte) []byte {
	const hex = "0123456789abcdef"
	to = append(to, '"')
	for {
		i := 0
		for i < len(s) && plainText[s[i]] && s[i] != '\t' {
			i++
		}
		to = append(to, s[:i]...)
		if i == len(s) {
			return append(to, '"')
		}
		if b := s[i]; b == '"' || b == '\\' {
			to = append(to, '\\', b)
		} else {
			to = append(to, '\\', 'u', '0', '0', hex[b>>4], hex[b&15])
		}
		s = s[i+1:]
	}
}
