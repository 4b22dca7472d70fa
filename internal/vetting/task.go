package vetting

import "github.com/taupier-eu/taupier/internal/core"

// Task is one thing to verify.
type Task struct {
	Kind   Kind
	Item   string      // as stated; "" when the task needs none
	Notes  []core.Text // rendered facts to know first; none is a reproach
	About  core.Evidence
	Record string // what to write under recorded once it is done, YAML
}

// Title says what to verify.
func (t Task) Title(lang core.Lang) string {
	return t.Kind.Title.Render(lang, core.Args{"item": t.Item})
}

// filled is a note with its placeholders filled in every language.
func filled(t core.Text, args core.Args) core.Text {
	return core.Text{EN: t.Render(core.English, args), FR: t.Render(core.French, args)}
}
