// Package source holds what the readers of published lists share: XML and tables read as streams, with the line of
// whatever is wrong, and the cleaning of text.
package source

import "strings"

// Trim makes one space of every run of white space and cuts it at the ends.
func Trim(s string) string {
	for i := 0; i < len(s); i++ {
		if c := s[i]; c >= 0x80 || c < ' ' || c == ' ' && (i == 0 || i == len(s)-1 || s[i+1] == ' ') {
			return strings.Join(strings.Fields(s), " ")
		}
	}
	return s
}

// Joined joins the parts that are not empty with a space.
func Joined(parts ...string) string { return Trim(strings.Join(parts, " ")) }

// Commas joins the parts that are not empty with a comma.
func Commas(parts ...string) string { return between(", ", parts) }

// Sentences joins the parts that are not empty, each once, with a semicolon.
func Sentences(parts ...string) string {
	var once []string
	for _, p := range parts {
		once = Add(once, Trim(p))
	}
	return between("; ", once)
}

func between(separator string, parts []string) string {
	var kept []string
	for _, p := range parts {
		if p = Trim(p); p != "" {
			kept = append(kept, p)
		}
	}
	return strings.Join(kept, separator)
}

// Add appends v unless it is there already or has no value.
func Add[T comparable](to []T, v T) []T {
	var none T
	if v == none {
		return to
	}
	for _, have := range to {
		if have == v {
			return to
		}
	}
	return append(to, v)
}
