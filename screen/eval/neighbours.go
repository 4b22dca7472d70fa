package eval

import (
	"maps"
	"math/rand/v2"
	"slices"
	"strings"

	"github.com/taupier-eu/taupier/screen/list"
	"github.com/taupier-eu/taupier/screen/name"
)

// neighbours are the other entries: whose names are mixed into names that nobody on the lists bears.
type neighbours struct {
	people  map[Origin][]parts
	things  map[list.Kind][]string
	count   map[string]int           // names that hold a word
	present map[string]bool          // names as bags of words, each word in the spelling that stands for all
	alike   map[string][]*list.Entry // people of one list by the consonants of a word
	words   map[byte][]string        // words that people bear, by first letter
}

func newNeighbours(entries []*list.Entry) *neighbours {
	n := &neighbours{people: map[Origin][]parts{}, things: map[list.Kind][]string{}, count: map[string]int{}, present: map[string]bool{}, alike: map[string][]*list.Entry{}, words: map[byte][]string{}}
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
			for _, s := range known(&e.Names[i], e.Kind) {
				n.present[s] = true
			}
		}
		for _, w := range fields(e.Names[0].Text) {
			n.count[w]++
			if e.Kind == list.Person && !particles[w] && len(w) > 3 {
				n.alike[e.List+skeleton(plain(w))] = append(n.alike[e.List+skeleton(plain(w))], e)
			}
		}
	}
	n.borne(entries)
	return n
}

// borne enters the words that people bear: several on the lists, or the frequent names of a group.
func (n *neighbours) borne(entries []*list.Entry) {
	known := map[string]bool{}
	for _, e := range entries {
		if e.Kind == list.Person {
			for _, w := range fields(e.Names[0].Text) {
				if n.count[w] > 2 {
					known[w] = true
				}
			}
		}
	}
	for _, group := range name.Groups() {
		for _, role := range []name.Role{name.Family, name.Given} {
			for _, s := range name.Frequent(group, role) {
				known[s.Name] = true
			}
		}
	}
	for _, w := range slices.Sorted(maps.Keys(known)) {
		if len(w) > 3 && !strings.Contains(w, " ") && w[0] < 0x80 {
			n.words[w[0]] = append(n.words[w[0]], w)
		}
	}
}

// near is a name that people bear and that is written nearly as the word is, but with other consonants.
func (n *neighbours) near(word string, rand *rand.Rand) (string, bool) {
	if len(word) < 4 || len(n.words[word[0]]) == 0 {
		return "", false
	}
	all := n.words[word[0]]
	from, mine := rand.IntN(len(all)), skeleton(plain(word))
	for i := range all {
		w := all[(from+i)%len(all)]
		if d := len(w) - len(word); d > 1 || d < -1 || skeleton(plain(w)) == mine || standard(w) == standard(word) {
			continue
		}
		if distance(w, word) <= max(1, len(word)/4) {
			return w, true
		}
	}
	return "", false
}

// nearest is somebody else on the same list whose name is nearest by letters.
func (n *neighbours) nearest(e *list.Entry) (*list.Entry, bool) {
	mine := spoken(e)
	var best *list.Entry
	least := len(mine) * 2 / 5
	for _, w := range fields(e.Names[0].Text) {
		for _, other := range n.alike[e.List+skeleton(plain(w))] {
			if other == e || bag(other.Names[0].Text, list.Person) == bag(e.Names[0].Text, list.Person) {
				continue
			}
			if d := distance(mine, spoken(other)); d < least && d > 0 {
				best, least = other, d
			}
		}
	}
	return best, best != nil
}

// spoken is a name in sorted words.
func spoken(e *list.Entry) string {
	words := fields(e.Names[0].Text)
	sortWords(words)
	return strings.Join(words, " ")
}

// known are the bags of a name, whole, and as it is called with middle names and the second family name left out.
func known(n *list.Name, kind list.Kind) []string {
	out := []string{bag(n.Text, kind)}
	p := partsOf(n)
	if all := p.all(); kind == list.Person && len(all) > 1 {
		if s := southern(all[1:]); s != "" {
			out = append(out, bag(all[0]+" "+s, kind))
		}
	}
	if kind != list.Person || len(p.family) == 0 || len(p.given) == 0 {
		return out
	}
	add := func(words []string) { out = append(out, bag(strings.Join(words, " "), kind)) }
	add(append([]string{p.given[0]}, p.family...))
	add(append([]string{p.given[0]}, p.family[0]))
	return append(out, bag(strings.Join(append([]string{p.family[0]}, p.given...), " "), kind))
}

// southern is a Korean given name whose Ch is read as McCune and Reischauer write J, and whose Ry as the South says Y; "" for others.
func southern(words []string) string {
	var out []string
	for _, w := range words {
		for _, s := range syllables(w) {
			if koreanStandard[s] == "" {
				return ""
			}
			if rest, ok := strings.CutPrefix(s, "ch"); ok {
				s = "j" + rest
			} else if rest, ok := strings.CutPrefix(s, "ry"); ok {
				s = "y" + rest
			}
			out = append(out, s)
		}
	}
	return strings.Join(out, " ")
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
		for _, s := range syllables(unmarked(w)) {
			words = append(words, plain(standard(s)))
		}
	}
	sortWords(words)
	return string(kind) + " " + strings.Join(words, " ")
}

// listed tells whether somebody on the lists has the very name, as far as the rules that spell names know.
func (n *neighbours) listed(query string, kind list.Kind) bool { return n.present[bag(query, kind)] }

// holds tells whether a query has the whole name of somebody on the lists within it: that is for a person to look at.
func (n *neighbours) holds(query string, kind list.Kind) bool {
	words := fields(query)
	if kind != list.Person || len(words) > 8 {
		return n.listed(query, kind)
	}
	for mask := 1; mask < 1<<len(words); mask++ {
		var some []string
		for i, w := range words {
			if mask>>i&1 == 1 && !particles[w] {
				some = append(some, w)
			}
		}
		if len(some) > 1 && n.present[bag(strings.Join(some, " "), kind)] {
			return true
		}
	}
	return false
}

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
		if len(p.given) > 1 && len(p.given[0]) > 1 && !particles[p.given[0]] && !particles[other.given[0]] && apart(p.given[:1], other.given[:1]) && apart(p.given, other.given[:1]) {
			add("sibling", parts{p.family, with(p.given, 0, other.given[0])}) // the same family name and father's name
		}
		if all := p.all(); len(all) > 1 {
			at := b.rand.IntN(len(all))
			if w, ok := b.neighbours.near(all[at], b.rand); ok {
				q := parts{p.family, p.given}
				if at < len(p.family) {
					q.family = with(p.family, at, w)
				} else {
					q.given = with(p.given, at-len(p.family), w)
				}
				add("another-name-near-it", q)
			}
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
