package reuse

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/taupier-eu/taupier/internal/core"
)

// Judge raises A02 for text and A08 for pictures that stand in several dossiers, and shares what links
// them. The findings do not depend on any order.
func Judge(w *World, out *core.Sink) {
	raiseTexts(w, newCorpus(w.People, w.advertised()), out)
	raisePictures(w, out)
}

// advertised tells whether a run stands in an advertisement of the company.
func (w *World) advertised() func(run uint64) bool {
	known := map[uint64]bool{}
	for _, a := range w.Adverts {
		for _, r := range Read(a).Runs {
			known[r] = true
		}
	}
	return func(run uint64) bool { return known[run] }
}

// twin is what one dossier shares with one other.
type twin struct {
	other   string
	percent int
	words   int
	own     []core.Evidence
	theirs  []core.Evidence
}

// twins gathers, for each person, the best match with each other person.
type twins map[string]map[string]twin

func (t twins) add(person string, found twin) {
	if t[person] == nil {
		t[person] = map[string]twin{}
	}
	if best, known := t[person][found.other]; !known || found.words > best.words || found.words == best.words && found.percent > best.percent {
		t[person][found.other] = found
	}
}

// raise asks everybody who states no relation to somebody with the same, and shares each pair. What
// many have says nothing.
func (t twins) raise(w *World, signal string, kind core.TraitKind, out *core.Sink) {
	for _, id := range sortedIDs(w.People) {
		found := make([]twin, 0, len(t[id]))
		for _, x := range t[id] {
			found = append(found, x)
		}
		if len(found) == 0 || len(found) >= CommonFrom {
			continue
		}
		slices.SortFunc(found, func(a, b twin) int { return strings.Compare(a.other, b.other) })
		asked := twin{}
		var others []string
		for _, x := range found {
			out.Share(core.Trait{Person: id, Kind: kind, Value: pairOf(id, x.other), Shown: strconv.Itoa(x.percent) + " %", Evidence: x.own})
			if _, related := core.RelatedTo(w.People[id], w.People[x.other]); related {
				continue
			}
			others = append(others, x.other)
			asked.percent, asked.words = max(asked.percent, x.percent), max(asked.words, x.words)
			asked.own = append(append(asked.own, x.own...), x.theirs...)
		}
		if len(others) > 0 {
			args := core.Args{"others": strings.Join(others, ", "), "percent": strconv.Itoa(asked.percent), "words": strconv.Itoa(asked.words)}
			out.Raise(signal, id, time.Time{}, args, asked.own...)
		}
	}
}

func raiseTexts(w *World, c *corpus, out *core.Sink) {
	t := twins{}
	for _, s := range c.pairs {
		if !s.near() {
			continue
		}
		a, b := c.docs[s.a], c.docs[s.b]
		evA, evB := []core.Evidence{fileOf(a.paper)}, []core.Evidence{fileOf(b.paper)}
		for _, p := range s.passages[:min(len(s.passages), 2)] {
			evA = append(evA, a.passage(p.A, p.Words))
			evB = append(evB, b.passage(p.B, p.Words))
		}
		if len(s.passages) > 0 {
			evA, evB = evA[1:], evB[1:] // the lines say more than the file
		}
		t.add(a.person, twin{b.person, s.percent, s.words, evA, evB})
		t.add(b.person, twin{a.person, s.percent, s.words, evB, evA})
	}
	t.raise(w, "A02", core.TraitText, out)
}

// passage points at the lines of a passage, counted in the text as it was read.
func (d document) passage(at, words int) core.Evidence {
	from, to := d.text.Lines[at], d.text.Lines[at+words-1]
	field := fmt.Sprintf("text, lines %d to %d", from, to)
	if from == to {
		field = fmt.Sprintf("text, line %d", from)
	}
	ev := core.Evidence{Input: d.paper.Input, Field: field, Value: d.text.quote(at, words)}
	if d.paper.Kind == "text" {
		ev.Line, ev.Field = from, field
	}
	return ev
}
