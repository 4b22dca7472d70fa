package sigma

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// drawing makes rules and records out of few pieces, so that much of what is asked is there.
type drawing struct {
	*rapid.T
	keywords []string // pieces of keywords; the engine looks for long ones in a way of its own
}

func (d drawing) pick(of ...string) string { return rapid.SampledFrom(of).Draw(d.T, "pick") }

func (d drawing) upTo(n int) int { return rapid.IntRange(0, n).Draw(d.T, "n") }

var drawnFields = []string{"F", "G", "H", "a.b", "a.b.c", "a.0.b", "a.4x", "TwoWords", "d.F"}

func (d drawing) text(pieces []string, least int) string {
	out := ""
	for range least + d.upTo(3) {
		out += d.pick(pieces...)
	}
	return out
}

var (
	drawnPieces = []string{"a", "b", "ab", "B", "é", "É", "ß", "ẞ", "ss", "k", "\u212a", " ", "-x", "/x", "–x", "a-b", "_", "1", "10", ".", "😀", "\n",
		"keyword-one", "Keyword-ONE", "\u212aeyword-one", "keyword/one", "paſſword two", "password two", "PASSWORD two"}
	longPieces = []string{"keyword-one", "Keyword-ONE", "\u212aeyword-one", "keyword/one", "password two", "*Keyword-one?", "passwörd-three", "-one keyword"}
	wildPieces = append([]string{"*", "?", `\*`, `\?`, `\\`, `\`, "*", "?"}, drawnPieces...)
)

// rule is a random rule that has to be accepted.
func (d drawing) rule(title string) string {
	names := []string{"s1", "s2", "_s3", "t"}
	out := "title: " + title + "\nid: " + title + "\nlogsource: {product: test}\ndetection:\n"
	for _, name := range names {
		switch d.upTo(9) {
		case 0:
			out += fmt.Sprintf("  %s: [%s, %s]\n", name, quoted(d.text(d.keywords, 1)), quoted(d.text(d.keywords, 1)))
		case 1:
			out += fmt.Sprintf("  %s:\n    %s\n", name, d.keyword())
		case 2:
			out += fmt.Sprintf("  %s:\n    - %s\n    - %s\n", name, d.line(drawnFields...), d.line(drawnFields...))
		case 3:
			out += fmt.Sprintf("  %s:\n    %s\n    %s\n", name, d.line("F", "a.b"), d.line("G", "a.0.b"))
		default:
			out += fmt.Sprintf("  %s:\n    %s\n", name, d.line(drawnFields...))
		}
	}
	conditions := []string{}
	for range 1 + d.upTo(3)/3 {
		conditions = append(conditions, quoted(d.condition(names, 0)))
	}
	if len(conditions) == 1 {
		return out + "  condition: " + conditions[0] + "\n"
	}
	return out + "  condition: [" + strings.Join(conditions, ", ") + "]\n"
}

func (d drawing) condition(names []string, depth int) string {
	switch n := d.upTo(9); {
	case n < 2 && depth < 4:
		return d.condition(names, depth+1) + d.pick(" and ", " or ", " AND ") + d.condition(names, depth+1)
	case n == 2 && depth < 4:
		return "(" + d.condition(names, depth+1) + ")"
	case n < 5 && depth < 4:
		return "not " + d.condition(names, depth+1)
	case n == 5:
		return d.pick("1 of", "all of", "any of", "ALL OF") + " " + d.pick("them", "s*", "_s*", "*", "t", "*3")
	}
	return d.pick(names...)
}

func quoted(s string) string {
	text, _ := json.Marshal(s) // a double-quoted text of YAML as well
	return string(text)
}

// The engine answers for each rule, alone and among others, as the reference does.
func TestReferenceAgreesOnRandomRulesAndRecords(t *testing.T) {
	for range 5 { // rapid asks 100 times, which is few for what has to meet by chance
		rapid.Check(t, func(rt *rapid.T) { compareRandom(t, drawing{T: rt}) })
	}
}

func compareRandom(t *testing.T, d drawing) {
	d.keywords = append([]string{"a", "10"}, wildPieces...)
	if d.upTo(1) == 0 {
		d.keywords = longPieces
	}
	texts := map[string]string{}
	var rules []*Rule
	var refs []refRule
	for i := range 1 + d.upTo(7) {
		title := fmt.Sprintf("r%d", i)
		texts[title] = d.rule(title)
		parsed, err := ParseRules("t.yml", []byte(texts[title]))
		if err != nil {
			d.Fatalf("%v\n%s", err, texts[title])
		}
		rules = append(rules, parsed...)
		refs = append(refs, readReference(t, []byte(texts[title]))...)
	}
	m := mustCompile(t, rules...).NewMatcher()
	for range 4 {
		record := d.record()
		ev, ref := mustEvent(t, string(record)), readRefEvent(t, record)
		if d.upTo(3) == 0 {
			ev.LookIn(ev.Root().Get("d"), ev.Root())
			ref.roots = []any{ref.record.(map[string]any)["d"], ref.record}
		}
		want := []string{}
		for i, r := range refs {
			alone := mustCompile(t, rules[i]).NewMatcher()
			if holds := r.holds(ref); holds != (len(hits(alone, LogSource{Product: "test"}, ev)) > 0) {
				d.Fatalf("the reference says %v of %s\n%s", holds, record, texts[r.title])
			} else if holds {
				want = append(want, r.title)
			}
		}
		got := append([]string{}, hits(m, LogSource{Product: "test"}, ev)...)
		if diff := cmp.Diff(want, got); diff != "" {
			d.Fatalf("together (-reference +engine) %s\n%s\n%s", diff, record, strings.Join(slices.Sorted(maps.Values(texts)), "---\n"))
		}
	}
}
