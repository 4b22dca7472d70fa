package interview

import (
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/intake/schema"
)

var (
	notes        = schema.Fields(reflect.TypeFor[core.Meeting]())
	requestWords = wordsOf(reflect.TypeFor[core.Request](), "what")
)

func wordsOf(t reflect.Type, key string) []string {
	fields := schema.Fields(t)
	i := slices.IndexFunc(fields, func(f schema.Field) bool { return f.Name == key })
	return fields[i].Enum
}

// Notes is the empty form of the notes, to be filled and pasted into person.yaml: every key of
// recorded.interviews with the words it can have, and the requests of the script. It is read without a
// problem as it stands.
func (s Script) Notes() string {
	var b strings.Builder
	b.WriteString("recorded:\n  interviews:\n    - at:\n")
	for _, f := range notes {
		switch f.Name {
		case "at":
		case "protocol":
			fmt.Fprintf(&b, "      protocol: %q\n", s.Version)
		case "requests":
			b.WriteString("      requests:\n")
			for _, what := range s.requests() {
				fmt.Fprintf(&b, "        - {what: %s, result: not_asked} # %s\n", what, strings.Join(wordsOf(reflect.TypeFor[core.Request](), "result"), ", "))
			}
		case "answers":
			of := reflect.TypeFor[core.Reply]()
			fmt.Fprintf(&b, "      answers: [] # {about: %s, item: …, result: %s}\n", strings.Join(wordsOf(of, "about"), "|"), strings.Join(wordsOf(of, "result"), "|"))
		default:
			fmt.Fprintf(&b, "      %s: # %s\n", f.Name, allowed(f))
		}
	}
	return b.String()
}

func allowed(f schema.Field) string {
	switch {
	case f.Enum != nil:
		return strings.Join(f.Enum, ", ")
	case f.Type.Kind() == reflect.Bool:
		return "true, false"
	}
	return f.Doc
}

// requests are the words of what the script asks for, in its order.
func (s Script) requests() []string {
	var out []string
	for _, p := range s.Parts {
		for _, step := range p.Steps {
			if step.Request != "" && !slices.Contains(out, step.Request) {
				out = append(out, step.Request)
			}
		}
	}
	return out
}
