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

// Text is one message in every language of the product. It may hold placeholders in braces,
// such as {tool}, which Render fills.
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
	s := t.In(lang)
	if !strings.Contains(s, "{") {
		return s
	}
	names := make([]string, 0, len(args))
	for name := range args {
		names = append(names, name)
	}
	sort.Strings(names)
	pairs := make([]string, 0, 2*len(names))
	for _, name := range names {
		pairs = append(pairs, "{"+name+"}", args[name])
	}
	return strings.NewReplacer(pairs...).Replace(s)
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
