package interview

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/vetting"
)

// Card is one open question of a dossier, as it can be put.
type Card struct {
	Ref      string   `json:"ref"`                // signal id, "unknown.<key>" or "statement.<key>"
	Topic    string   `json:"topic"`              // a few words for whoever asks; "" when the opening says it
	Open     string   `json:"open"`               // how to put it
	Stated   []string `json:"stated,omitempty"`   // what the person's own dossier states about it
	Ordinary []string `json:"ordinary,omitempty"` // explanations to think of first
	Next     []string `json:"next,omitempty"`     // what would settle it
}

// Dossier is what cards are made of: never an attribute of the person.
type Dossier struct {
	ID       string
	Input    string // path of its person.yaml
	Findings []core.Finding
	Unknown  []core.Unknown
	Tasks    []vetting.Task
}

// Cards are the cards of a dossier in a fixed order that shows no weight: by signal, then what could not be
// checked, then what nobody has confirmed. kept counts the open questions that are not put in an interview:
// they speak of others, or are for whoever reviews the dossier.
func (b *Book) Cards(d Dossier, lang core.Lang) (cards []Card, kept int) {
	seen := map[string]int{}
	findings := slices.Clone(d.Findings)
	slices.SortFunc(findings, func(x, y core.Finding) int {
		return cmp.Or(cmp.Compare(x.Signal().ID, y.Signal().ID), cmp.Compare(x.ID(), y.ID()))
	})
	for _, f := range findings {
		s := f.Signal()
		open, ok := b.Openings.Signals[s.ID]
		if !ok {
			kept++
			continue
		}
		if at, again := seen[s.ID]; again {
			cards[at].Stated = append(cards[at].Stated, ownWords(f, d.Input)...)
			continue
		}
		seen[s.ID] = len(cards)
		cards = append(cards, Card{
			Ref: s.ID, Topic: s.Title.In(lang), Open: open.In(lang), Stated: ownWords(f, d.Input), Ordinary: in(lang, s.Innocent), Next: in(lang, s.Ask),
		})
	}
	for _, u := range d.Unknown {
		if open, ok := b.Openings.Unknowns[u.Key]; ok {
			cards = append(cards, Card{Ref: "unknown." + u.Key, Topic: capital(u.Says.In(lang)), Open: open.In(lang)})
		}
	}
	for _, t := range d.Tasks {
		if open, ok := b.Openings.Statements[t.Kind.Key]; ok {
			cards = append(cards, Card{Ref: "statement." + t.Kind.Key, Topic: t.Title(lang), Open: open.Render(lang, core.Args{"item": t.Item}), Next: in(lang, t.Kind.Ask)})
		}
	}
	return cards, kept
}

// capital begins a sentence.
func capital(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[n:]
}

// ownWords is what the person's own dossier states in the evidence of a finding. What others stated, and what
// logs or third parties said, is not for the table.
func ownWords(f core.Finding, input string) []string {
	var out []string
	for _, e := range f.Evidence() {
		if e.Input == input && strings.HasPrefix(e.Field, "stated.") {
			out = append(out, e.Field+": "+e.Value)
		}
	}
	return out
}

func in(lang core.Lang, texts []core.Text) []string {
	out := make([]string, len(texts))
	for i, t := range texts {
		out[i] = t.In(lang)
	}
	return out
}
