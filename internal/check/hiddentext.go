package check

import (
	"strconv"
	"strings"
	"time"
	"unicode"

	"github.com/taupier-eu/taupier/internal/core"
)

// fewLetters is below what a sentence takes: marks of layout, numbers of pages, lines of templates.
const fewLetters = 24

// hiddenText raises A18: a CV or a letter holds words that a reader cannot see and that stand nowhere in
// what they can see. What the words say plays no part.
func hiddenText(_ *World, d *core.Dossier, out *core.Sink) {
	for _, p := range sortedPapers(d) {
		if p.Role != "cv" && p.Role != "letter" {
			continue
		}
		seen, letters := plainWords(p.Text), 0
		var ev []core.Evidence
		for _, c := range p.Concealed {
			words := plainWords(c.Text)
			if c.Way == "zero_width" || words == " " || strings.Contains(seen, words) {
				continue // characters without width are left behind by copying
			}
			letters += strings.Count(strings.ReplaceAll(words, " ", ""), "") - 1
			ev = append(ev, core.Evidence{Input: p.Input, Field: "hidden." + c.Way, Value: c.Text})
		}
		if letters >= fewLetters {
			out.Raise("A18", d.ID, time.Time{}, core.Args{"letters": strconv.Itoa(letters)}, ev...)
			return
		}
	}
}

// plainWords is a text as lower-case words between single spaces.
func plainWords(text string) string {
	fields := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	return " " + strings.Join(fields, " ") + " "
}
