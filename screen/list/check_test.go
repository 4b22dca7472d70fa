package list

import (
	"strings"
	"testing"
)

func TestAListThatNoReaderMayLeaveIsNamed(t *testing.T) {
	sound := func() List {
		return List{Name: "a", Entries: []Entry{{List: "a", ID: "1", Kind: Person, Names: []Name{{Text: "X", Primary: true}, {Text: "Y"}}}}}
	}
	l := sound()
	if err := l.Check(); err != nil {
		t.Error(err)
	}
	for says, spoil := range map[string]func(*List){
		"is of the list":    func(l *List) { l.Entries[0].List = "b" },
		"is empty":          func(l *List) { l.Entries[0].ID = "" },
		"stands twice":      func(l *List) { l.Entries = append(l.Entries, l.Entries[0]) },
		"has no kind":       func(l *List) { l.Entries[0].Kind = "" },
		"no primary name":   func(l *List) { l.Entries[0].Names[0].Primary = false },
		"has an empty name": func(l *List) { l.Entries[0].Names[1].Text = "" },
		"in front":          func(l *List) { l.Entries[0].Names = nil },
	} {
		l := sound()
		spoil(&l)
		if err := l.Check(); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("want %q, got %v", says, err)
		}
	}
}
