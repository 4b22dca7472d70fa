package core

import "strings"

// signs of French that stand apart from their word, and on its line.
var signs = strings.NewReplacer(" ?", "\u00a0?", " !", "\u00a0!", " ;", "\u00a0;", " :", "\u00a0:", "« ", "«\u00a0", " »", "\u00a0»", " %", "\u00a0%")

// Typeset is the text for a page or for paper: a sign of French punctuation stays on the line of its word.
func (t Text) Typeset() Text {
	t.FR = signs.Replace(t.FR)
	return t
}

// Colon is the sign between a label and what it labels, with the spaces that its language wants.
var Colon = Text{EN: ": ", FR: "\u00a0: "}
