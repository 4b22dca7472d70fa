package check

import (
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/taupier-eu/taupier/internal/core"
)

// askedOf runs a check over everybody and lists who is asked, with the words, and what is shared.
func askedOf(c Check, signal string, people map[string]*core.Dossier) (asked []string, shared int) {
	s := testSignal(signal)
	s.Says = core.Text{EN: "{others} {percent}", FR: "{others} {percent}"}
	out := core.NewSink(core.Catalogue{signal: s})
	w := &World{Company: &core.Company{}, People: people, Now: at("2026-11-20").Time}
	for _, d := range people {
		c(w, d, out)
	}
	for _, f := range out.Findings() {
		asked = append(asked, f.Person()+": "+f.Says(core.English))
	}
	return asked, len(out.Traits())
}

func TestTwoDossiersWithOneText(t *testing.T) {
	text := func(id string, changed int) *core.Dossier { return holder(id, cvOf(id, signature(changed)...)) }
	expectAsked := func(name string, people map[string]*core.Dossier, shared int, want ...string) {
		t.Run(name, func(t *testing.T) {
			got, n := askedOf(sameText, "A02", people)
			if diff := cmp.Diff(want, got); diff != "" || n != shared {
				t.Errorf("%d shared, want %d; %s", n, shared, diff)
			}
		})
	}
	expectAsked("both are asked", everybody(text("a", 0), text("b", 5)), 2, "a: b 92", "b: a 92")
	expectAsked("a text of one's own", everybody(text("a", 0), text("b", 40)), 0)
	expectAsked("too short a text says nothing", everybody(holder("a", cvOf("a")), holder("b", cvOf("b"))), 0)
	related := text("b", 5)
	related.Stated.Relations = []core.Relation{{Person: "a", Kind: "former_colleague"}}
	expectAsked("colleagues who said so are linked and not asked", everybody(text("a", 0), related), 2)
	third := text("c", 0)
	expectAsked("a relation to one does not answer for another", everybody(text("a", 0), related, third), 6, "a: c 100", "b: c 92", "c: a, b 100")
	twice := holder("a", cvOf("a", signature(0)...), &core.Paper{Input: "people/a/files/cv-old.pdf", Role: "cv", Shingles: signature(0)})
	expectAsked("one's own two versions are no twins", everybody(twice), 0)

	var crowd []*core.Dossier
	for i := range common + 1 {
		crowd = append(crowd, text("p"+strconv.Itoa(i), 0))
	}
	expectAsked("a template of many says nothing", everybody(crowd...), 0)
}

func TestTwoDossiersWithOnePhoto(t *testing.T) {
	got, _ := askedOf(samePhoto, "A08", everybody(holder("a", photoOf("a", portrait)), holder("b", photoOf("b", portrait^3)), holder("c", photoOf("c", ^uint64(portrait)))))
	if diff := cmp.Diff([]string{"a: b 97", "b: a 97"}, got); diff != "" {
		t.Error(diff)
	}
}

func TestTwinsPointAtBothFiles(t *testing.T) {
	people := everybody(holder("a", cvOf("a", signature(0)...)), holder("b", cvOf("b", signature(0)...)))
	out := core.NewSink(core.Catalogue{"A02": testSignal("A02")})
	sameText(&World{People: people}, people["a"], out)
	var inputs []string
	for _, e := range out.Findings()[0].Evidence() {
		inputs = append(inputs, e.Input+" "+e.Value)
	}
	want := "people/a/files/cv.pdf 0123456789abcdef, people/b/files/cv.pdf 0123456789abcdef"
	if got := strings.Join(inputs, ", "); got != want {
		t.Errorf("evidence %s, want %s", got, want)
	}
}
