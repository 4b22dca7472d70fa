package parse

import (
	"strings"
	"testing"

	"github.com/taupier-eu/taupier/internal/core"
)

func TestAnAnswerThatCannotBeIsRefused(t *testing.T) {
	good := func() answer {
		p, stated := File("people/p1/files/cv.txt", []byte("Developer"))
		return answer{p, stated}
	}
	if a := good(); a.check("people/p1/files/cv.txt") != nil {
		t.Fatal("an honest answer is refused")
	}
	for name, change := range map[string]func(*answer){
		"another file":          func(a *answer) { a.Paper.Input = "company.yaml" },
		"a kind nobody knows":   func(a *answer) { a.Paper.Kind = "<script>" },
		"a role nobody knows":   func(a *answer) { a.Paper.Role = "judge" },
		"a digest that is none": func(a *answer) { a.Paper.SHA256 = "../../etc" },
		"too much text":         func(a *answer) { a.Paper.Text = strings.Repeat("x", maxText+1) },
		"too long a property":   func(a *answer) { a.Paper.Author = strings.Repeat("x", maxField+1) },
		"too many fonts":        func(a *answer) { a.Paper.Fonts = make([]string, maxTraces+1) },
		"a count below nothing": func(a *answer) { a.Paper.Revisions = -1 },
		"a way nobody knows":    func(a *answer) { a.Paper.Concealed = []core.Concealed{{Way: "magic"}} },
		"a file outside": func(a *answer) {
			a.Paper.Inside = []core.Paper{{Input: "people/p2/files/cv.txt", Kind: "text", Role: "cv"}}
		},
		"files in files in files": func(a *answer) {
			a.Paper.Inside = []core.Paper{{Input: a.Paper.Input + "/b", Kind: "text", Role: "cv", Inside: []core.Paper{{}}}}
		},
		"an attachment of no size": func(a *answer) { a.Paper.Attached = []core.Attached{{Kind: "pdf", Size: -4}} },
		"a thousand lives":         func(a *answer) { a.Stated = &core.Stated{Work: make([]core.Job, maxStated+1)} },
	} {
		t.Run(name, func(t *testing.T) {
			a := good()
			change(&a)
			if a.check("people/p1/files/cv.txt") == nil {
				t.Error("it is taken")
			}
		})
	}
}
