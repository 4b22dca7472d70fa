package eval

import (
	"math/rand/v2"
	"strings"

	"github.com/taupier-eu/taupier/screen/list"
)

// neighbours are the other entries: whose names are mixed into names that nobody on the lists bears.
type neighbours struct {
	people  map[Origin][]parts
	things  map[list.Kind][]string
	count   map[string]int  // names that hold a word
	present map[string]bool // names as bags of words, each word in the spelling that stands for all
}

func newNeighbours(entries []*list.Entry) *neighbours {
	n := &neighbours{people: map[Origin][]parts{}, things: map[list.Kind][]string{}, count: map[string]int{}, present: map[string]bool{}}
	for _, e := range entries {
		if e.Kind == list.Person {
			if p := partsOf(&e.Names[0]); len(p.family) > 0 && len(p.given) > 0 {
				o := originOf(e)
				n.people[o] = append(n.people[o], p)
			}
		} else {
			n.things[e.Kind] = append(n.things[e.Kind], e.Names[0].Text)
		}
		for i := range e.Names {
			n.present[bag(e.Names[i].Text, e.Kind)] = true
		}
		for _, w := range fields(e.Names[0].Text) {
			n.count[w]++
		}
	}
	return n
}

// bag is a name without order, particles and titles, each word in the one spelling that stands for all that the rules know.
func bag(text string, kind list.Kind) string {
	var words []string
	all := fields(text)
	if kind == list.Company {
		all = bare(wordsOf(text))
	}
	for _, w := range all {
		if kind == list.Person && particles[w] {
			continue
		}
		for _, s := range syllables(w) {
			words = append(words, plain(standard(s)))
		}
	}
	sortWords(words)
	return string(kind) + " " + strings.Join(words, " ")
}

// listed tells whether somebody on the lists has the very name, as far as the rules that spell names know.
func (n *neighbours) listed(query string, kind list.Kind) bool { return n.present[bag(query, kind)] }

// person is another person of the origin.
func (n *neighbours) person(o Origin, rand *rand.Rand) (parts, bool) {
	if all := n.people[o]; len(all) > 1 {
		return all[rand.IntN(len(all))], true
	}
	return parts{}, false
}

// any is the name of another company or vessel.
func (n *neighbours) any(e *list.Entry, rand *rand.Rand) string {
	all := n.things[e.Kind]
	return all[rand.IntN(len(all))]
}

// rarest is the place of the word that fewest names hold.
func (n *neighbours) rarest(words []string) int {
	at := 0
	for i, w := range words {
		if n.count[w] < n.count[words[at]] || n.count[w] == n.count[words[at]] && len(w) > len(words[at]) {
			at = i
		}
	}
	return at
}

// otherPeople are people who are not the one on the list, near as their names are.
func (b *builder) otherPeople(p parts) []made {
	if len(p.family) == 0 || len(p.given) == 0 {
		return nil
	}
	var out []made
	add := func(rule string, q parts) {
		if bag(strings.Join(q.all(), " "), list.Person) != bag(strings.Join(p.all(), " "), list.Person) {
			out = append(out, made{rule, title(q.spoken(b.origin))})
		}
	}
	for range 2 {
		other, ok := b.neighbours.person(b.origin, b.rand)
		if !ok {
			break
		}
		if apart(p.given, other.given) {
			add("same-family-name", parts{p.family, other.given})
		}
		if apart(p.family, other.family) {
			add("same-given-names", parts{other.family, p.given})
		}
		if len(p.given) > 1 && apart(p.given[:1], other.given[:1]) && apart(p.given, other.given[:1]) {
			add("sibling", parts{p.family, with(p.given, 0, other.given[0])}) // the same family name and father's name
		}
		if g := b.syllable(p, other); g != nil {
			add("one-syllable-changed", parts{p.family, g})
		}
	}
	return out
}

// syllable changes one of two syllables of a Korean or Chinese given name.
func (b *builder) syllable(p, other parts) []string {
	cut := koreanGiven
	if b.origin == Chinese {
		cut = chineseGiven
	} else if b.origin != Korean {
		return nil
	}
	mine, theirs := cut(p.given), cut(other.given)
	if len(mine) != 2 || len(theirs) == 0 {
		return nil
	}
	at, s := b.rand.IntN(2), theirs[b.rand.IntN(len(theirs))]
	if standard(s) == standard(mine[at]) {
		return nil
	}
	return with(mine, at, s)
}

// apart tells whether no word of one is another spelling of a word of the other, by letters alone.
func apart(a, b []string) bool {
	for _, x := range a {
		for _, y := range b {
			if particles[x] || particles[y] {
				continue
			}
			if standard(x) == standard(y) || strings.HasPrefix(x, y) || strings.HasPrefix(y, x) || 2*distance(skeleton(x), skeleton(y)) <= max(len(skeleton(x)), len(skeleton(y))) && distance(x, y) <= max(len(x), len(y))/2 {
				return false
			}
		}
	}
	return true
}

// skeleton are the consonants of a word, each run once: what spellings of one name seldom change.
func skeleton(s string) string {
	var b strings.Builder
	last := byte(0)
	for i := range len(s) {
		c := s[i]
		if strings.IndexByte("aeiouywh", c) >= 0 && i > 0 {
			continue
		}
		if c != last {
			b.WriteByte(c)
		}
		last = c
	}
	return b.String()
}
