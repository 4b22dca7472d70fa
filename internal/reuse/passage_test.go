package reuse

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/taupier-eu/taupier/internal/core"
)

// prose is n words that nobody else writes.
func prose(seed uint64, n int) string {
	r := rand.New(rand.NewPCG(seed, 5))
	words := make([]string, n)
	for i := range words {
		words[i] = fmt.Sprintf("w%d", r.IntN(1<<40))
		if i%12 == 11 {
			words[i] += ".\n"
		}
	}
	return strings.Join(words, " ")
}

func writer(id string, texts ...string) *core.Dossier {
	d := &core.Dossier{ID: id, Stage: core.Interview, Input: "people/" + id + "/person.yaml", Lines: map[string]int{"id": 1}, Files: map[string]*core.Paper{}}
	for i, text := range texts {
		p := &core.Paper{Input: fmt.Sprintf("people/%s/files/cv%d.txt", id, i), Kind: "text", Role: "cv", SHA256: "0123456789abcdef0123", Text: text}
		d.Files[p.Input] = p
	}
	return d
}

func folder(ds ...*core.Dossier) map[string]*core.Dossier {
	m := map[string]*core.Dossier{}
	for _, d := range ds {
		m[d.ID] = d
	}
	return m
}

func signal(id string) core.Catalogue {
	both := func(s string) core.Text { return core.Text{EN: s, FR: s} }
	return core.Catalogue{id: {ID: id, Family: core.FamilyApplication, Stages: core.Stages, Strength: core.Strong, Why: both("why"),
		Title: both("title"), Question: both("question?"), Says: both("{others} {percent}"), Legal: both("legal"),
		Innocent: []core.Text{both("template")}, Ask: []core.Text{both("ask")}, Sources: []core.Source{{Key: "T", Title: "t", Mark: "D"}}}}
}

// asked lists who is asked and with whom, and counts what is shared.
func asked(w *World, raise func(*World, *core.Sink), id string) (who []string, shared int) {
	out := core.NewSink(signal(id))
	raise(w, out)
	for _, f := range out.Findings() {
		who = append(who, f.Person()+": "+f.Says(core.English))
	}
	return who, len(out.Traits())
}

func texts(w *World, out *core.Sink) {
	raiseTexts(w, newCorpus(w.People, w.advertised()), out)
}

func TestAPassageInTwoTexts(t *testing.T) {
	long, other := prose(1, 300), prose(2, 300)
	passage := prose(3, 60)
	expect := func(name string, w *World, shared int, want ...string) {
		t.Run(name, func(t *testing.T) {
			got, n := asked(w, texts, "A02")
			if diff := cmp.Diff(want, got); diff != "" || n != shared {
				t.Errorf("%d shared, want %d; %s", n, shared, diff)
			}
		})
	}
	expect("one text under two names", &World{People: folder(writer("a", long), writer("b", strings.ToUpper(long)))}, 2, "a: b 100", "b: a 100")
	expect("texts of one's own", &World{People: folder(writer("a", long), writer("b", other))}, 0)
	a, b := writer("a", long+"\n"+passage), writer("b", passage+"\n"+other)
	expect("a paragraph among others", &World{People: folder(a, b)}, 2, "a: b 8", "b: a 8")
	expect("a paragraph of the job advertisement", &World{People: folder(a, b), Adverts: []string{"We look for: " + passage}}, 0)
	short := prose(4, passageWords-1)
	expect("a phrase of 29 words is a phrase", &World{People: folder(writer("a", long+" "+short), writer("b", short+" "+other))}, 0)
	expect("two versions of one person", &World{People: folder(writer("a", long, long))}, 0)
	expect("too short a text is nobody's own", &World{People: folder(writer("a", prose(5, minWords-1)), writer("b", prose(5, minWords-1)))}, 0)
	related := writer("b", long)
	related.Stated.Relations = []core.Relation{{Person: "a", Kind: "former_colleague"}}
	expect("colleagues who said so are linked and not asked", &World{People: folder(writer("a", long), related)}, 2)
	expect("a relation to one does not answer for another", &World{People: folder(writer("a", long), related, writer("c", long))}, 6, "a: c 100", "b: c 100", "c: a, b 100")

	var crowd []*core.Dossier
	for i := range CommonFrom {
		crowd = append(crowd, writer("p"+strconv.Itoa(i), passage+"\n"+prose(uint64(10+i), 200)))
	}
	expect("a paragraph of many is a template", &World{People: folder(crowd...)}, 0)
	crowd[0].Files["people/p0/files/cv0.txt"].Text += long
	crowd[1].Files["people/p1/files/cv0.txt"].Text += long
	expect("under one template two share more", &World{People: folder(crowd...)}, 2, "p0: p1 41", "p1: p0 41")
}

func TestAPassageIsShownInBothFiles(t *testing.T) {
	passage := prose(3, 60)
	w := &World{People: folder(writer("a", "first line\nsecond line\n"+passage), writer("b", passage+"\n"+prose(2, 90)))}
	out := core.NewSink(signal("A02"))
	texts(w, out)
	var got []string
	for _, e := range out.Findings()[0].Evidence() {
		got = append(got, fmt.Sprintf("%s:%d %s, %d words quoted", e.Input, e.Line, e.Field, len(strings.Fields(e.Value))-1))
	}
	want := []string{"people/a/files/cv0.txt:3 text, lines 3 to 7, 12 words quoted", "people/b/files/cv0.txt:1 text, lines 1 to 5, 12 words quoted"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// Whoever compares everybody with everybody, word by word, finds the same share of runs.
func TestTheIndexAgreesWithComparingEverybody(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var ds []*core.Dossier
		for i := range rapid.IntRange(2, 4).Draw(t, "people") {
			var parts []string
			for range rapid.IntRange(1, 4).Draw(t, "parts") {
				parts = append(parts, prose(rapid.Uint64Range(0, 5).Draw(t, "part"), rapid.IntRange(10, 60).Draw(t, "words")))
			}
			ds = append(ds, writer("p"+strconv.Itoa(i), strings.Join(parts, "\n")))
		}
		c := newCorpus(folder(ds...), func(uint64) bool { return false })
		got := map[string]int{}
		for _, s := range c.pairs {
			got[pairOf(c.docs[s.a].person, c.docs[s.b].person)] = s.percent
		}
		want := map[string]int{}
		for i, a := range c.docs {
			for _, b := range c.docs[i+1:] {
				if p, met := jaccard(a.text.Runs, b.text.Runs); met > 0 {
					want[pairOf(a.person, b.person)] = p
				}
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatal(diff)
		}
	})
}

// jaccard is the share of distinct runs in common, in percent, and their number.
func jaccard(a, b []uint64) (percent, met int) {
	union := map[uint64]bool{}
	for _, r := range a {
		union[r] = true
	}
	seen := map[uint64]bool{}
	for _, r := range b {
		if union[r] && !seen[r] && slices.Contains(a, r) {
			met++
		}
		seen[r] = true
	}
	for r := range seen {
		union[r] = true
	}
	return met * 100 / max(1, len(union)), met
}
