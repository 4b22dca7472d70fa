package eval

import (
	"maps"
	"math/rand/v2"
	"slices"
	"strings"

	"github.com/taupier-eu/taupier/screen/list"
)

// builder makes the cases of one entry.
type builder struct {
	entry      *list.Entry
	origin     Origin
	rand       *rand.Rand
	neighbours *neighbours
	options    Options
}

// made is a query by a rule.
type made struct{ rule, query string }

func (b *builder) cases() []Case {
	var one, other []made
	switch b.entry.Kind {
	case list.Person:
		p := partsOf(&b.entry.Names[0])
		one, other = b.personSpellings(p), b.otherPeople(p)
	case list.Company:
		one, other = b.companySpellings(), b.otherCompanies()
	default:
		one, other = b.vesselSpellings(), b.otherVessels()
	}
	out := b.label(b.some(one), true, 0)
	out = append(out, b.label(b.some(other), false, 0)...)
	out = append(out, b.natives()...)
	if other, ok := b.neighbours.nearest(b.entry); ok && b.entry.Kind == list.Person {
		c := b.label([]made{{"another-on-the-list", other.Names[0].Text}}, true, 0)[0]
		c.Same, c.Listed = false, true
		out = append(out, c)
	}
	if b.options.Published {
		out = append(out, b.published()...)
	}
	return out
}

// some takes so many as the options allow, at random, each query once and never the name itself.
func (b *builder) some(all []made) []made {
	slices.SortFunc(all, func(a, c made) int { return strings.Compare(a.rule+a.query, c.rule+c.query) })
	b.rand.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	seen := map[string]bool{b.entry.Names[0].Text: true}
	var out []made
	for _, m := range all {
		if !seen[m.query] && len(fields(m.query)) > 0 && len(out) < b.options.PerEntry {
			seen[m.query] = true
			out = append(out, m)
		}
	}
	return out
}

func (b *builder) label(all []made, same bool, name int) []Case {
	var out []Case
	for _, m := range all {
		if !same && b.neighbours.holds(m.query, b.entry.Kind) {
			continue // somebody else on the lists is called that
		}
		out = append(out, Case{Rule: m.rule, Kind: b.entry.Kind, Origin: b.origin, Script: scriptOf(m.query), Query: m.query, Entry: b.entry, Name: name, Same: same,
			Held: heldOut(b.entry), Aside: asideRules[m.rule] || m.rule == "script-of-the-list" && b.entry.Kind == list.Company})
	}
	return out
}

// asideRules make queries that may be anybody's. An organisation's name in another script is often a translation: aside too.
var asideRules = map[string]bool{"initial-of-the-given-name": true, "given-name-left-out": true, "family-name-left-out": true}

// natives are the names that the list gives in another script: they are asked against the primary name in Latin.
func (b *builder) natives() []Case {
	var all []made
	for i := range b.entry.Names {
		n := &b.entry.Names[i]
		if scriptOf(n.Text) != "Latin" && !n.Weak && len(fields(n.Text)) > 1 {
			all = append(all, made{"script-of-the-list", n.Text})
		}
	}
	return listed(b.label(all[:min(len(all), 3)], true, 0))
}

// listed marks queries that the lists hold themselves: asked of whole lists they would find themselves.
func listed(cases []Case) []Case {
	for i := range cases {
		cases[i].Listed = true
	}
	return cases
}

// published are pairs of names that the publisher gives to one person, which differ by spelling: as many words, each near
// its counterpart by letters alone. Which they are is no decision of the matcher's.
func (b *builder) published() []Case {
	if b.entry.Kind != list.Person {
		return nil
	}
	var all []made
	base := partsOf(&b.entry.Names[0]).all()
	for i := 1; i < len(b.entry.Names) && len(all) < 3; i++ {
		n := &b.entry.Names[i]
		if words := partsOf(n).all(); !n.Weak && respelt(base, words) {
			all = append(all, made{"alias-of-the-publisher", n.Text})
		}
	}
	return listed(b.label(all, true, 0))
}

func respelt(a, b []string) bool {
	if len(a) != len(b) || len(a) < 2 {
		return false
	}
	changed := false
	for i := range a {
		if 5*distance(a[i], b[i]) > 2*max(len(a[i]), len(b[i])) || a[i][0] != b[i][0] {
			return false
		}
		changed = changed || a[i] != b[i]
	}
	return changed
}

// personSpellings are the ways in which others write a person's name.
func (b *builder) personSpellings(p parts) []made {
	var out []made
	add := func(rule, query string) { out = append(out, made{rule, query}) }
	for rule, query := range b.transliterations(p) {
		add(rule, query)
	}
	spoken := p.spoken(b.origin)
	add("family-name-last", title(append(append([]string{}, p.given...), p.family...)))
	add("capitals", strings.ToUpper(strings.Join(p.all(), " ")))
	if len(p.family) > 0 && len(p.given) > 0 {
		add("family-name-in-capitals", title(p.given)+" "+strings.ToUpper(strings.Join(p.family, " ")))
	}
	if b.origin != Korean && b.origin != Chinese { // half of Jong Un is no name
		for _, m := range missing(p, b.rand) {
			add(m.rule, m.query)
		}
	}
	if s, ok := typo(spoken, b.rand); ok {
		add("typing-slip", title(s))
	}
	if s, ok := joined(spoken, b.rand); ok {
		add("words-joined", title(s))
	}
	if b.origin == Hispanic || b.origin == Other {
		add("diacritics", title(accented(spoken)))
	}
	add("title-in-front", titles[b.rand.IntN(len(titles))]+" "+title(spoken))
	if nick, ok := shortForm(spoken); ok {
		add("short-form", title(nick))
	}
	return out
}

func (b *builder) transliterations(p parts) map[string]string {
	pick := b.rand.IntN
	switch b.origin {
	case Korean:
		return koreanSpellings(p, pick)
	case Chinese:
		return chineseSpellings(p, pick)
	case Cyrillic:
		return cyrillicSpellings(p)
	case Arabic, Persian, SouthAsian:
		return arabicSpellings(b.origin, p, pick)
	}
	return maps.Clone(map[string]string{})
}

var titles = []string{"Dr.", "Mr", "Prof.", "General", "Ing.", "Mme", "Herr"}
