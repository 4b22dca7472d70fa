package core

import (
	"fmt"
	"sort"
	"strings"
)

// Lang is a language the product speaks.
type Lang string

// The languages every text exists in.
const (
	English Lang = "en"
	French  Lang = "fr"
)

// Text is one message in every language of the product. It may hold placeholders in braces, which
// Render fills: {tool} by its value, {count day|days} by its value and the word that goes with it.
type Text struct {
	EN string `yaml:"en" json:"en"`
	FR string `yaml:"fr" json:"fr"`
}

// In returns the message in lang; English stands in for a language we do not speak.
func (t Text) In(lang Lang) string {
	if lang == French {
		return t.FR
	}
	return t.EN
}

// Complete reports whether the message exists in every language.
func (t Text) Complete() bool {
	return strings.TrimSpace(t.EN) != "" && strings.TrimSpace(t.FR) != ""
}

// Args fills the placeholders of a Text.
type Args map[string]string

// Render returns the message in lang with its placeholders filled. A placeholder without a value
// stays visible, so that a gap is seen rather than hidden.
func (t Text) Render(lang Lang, args Args) string {
	var b strings.Builder
	rest := t.In(lang)
	for {
		before, after, ok := strings.Cut(rest, "{")
		inside, tail, closed := strings.Cut(after, "}")
		if !ok || !closed {
			b.WriteString(rest)
			return b.String()
		}
		b.WriteString(before)
		b.WriteString(fill(lang, inside, args))
		rest = tail
	}
}

// fill is what stands for one placeholder.
func fill(lang Lang, inside string, args Args) string {
	name, words, counted := strings.Cut(inside, " ")
	value, ok := args[name]
	if !ok {
		return "{" + inside + "}"
	}
	if !counted {
		return value
	}
	one, many, _ := strings.Cut(words, "|")
	if value == "1" || lang == French && value == "0" {
		return value + " " + one
	}
	return value + " " + many
}

// Placeholders lists the names in braces of a template, sorted and without repeats.
func Placeholders(template string) []string {
	seen := map[string]bool{}
	for rest := template; ; {
		_, after, ok := strings.Cut(rest, "{")
		if !ok {
			break
		}
		name, tail, ok := strings.Cut(after, "}")
		if !ok {
			break
		}
		name, _, _ = strings.Cut(name, " ")
		seen[name] = true
		rest = tail
	}
	out := make([]string, 0, len(seen))
	for name := range seen {
		out = append(out, name)
	}
	sort.Strings(out)
	return out
}

// missing names the placeholders of t, in any language, that args does not fill.
func (t Text) missing(args Args) error {
	for _, s := range []string{t.EN, t.FR} {
		for _, name := range Placeholders(s) {
			if _, ok := args[name]; !ok {
				return fmt.Errorf("no value for {%s} in %q", name, s)
			}
		}
	}
	return nil
}
