package eval

import (
	"math/rand/v2"
	"strings"

	"github.com/taupier-eu/taupier/screen"
	"github.com/taupier-eu/taupier/screen/list"
	"github.com/taupier-eu/taupier/screen/name"
)

// Ordinary is how often ordinary names of a group are stopped. A namesake has the very name of somebody on the lists, perhaps
// among further names, in one of the spellings that the rules know: only a fact tells the two apart, and a check is the right answer. Every other
// check is false.
type Ordinary struct {
	Group     string   `json:"group"`
	Asked     int      `json:"asked"`
	Namesakes int      `json:"namesakes"` // by the name alone
	False     int      `json:"false"`     // by the name alone
	Born      int      `json:"born"`      // all that are left, namesakes too, when the year of birth is asked with the name
	Examples  []string `json:"examples,omitempty"`
}

// PerThousand is the rate of false checks.
func (o *Ordinary) PerThousand() float64 { return 1000 * float64(o.False) / float64(max(o.Asked, 1)) }

// ordinary asks n names of every group, composed of the frequent names of the group in proportion to how many bear them.
// These are the tables by which the matcher knows how frequent a name is: of names that no table holds, nothing is said.
func ordinary(s *screen.Screener, lists []list.List, o Options) []Ordinary {
	present := newNeighbours(usable(lists))
	var out []Ordinary
	for i, group := range name.Groups() {
		c := composer{group: group, rand: rand.New(rand.NewPCG(o.Seed, uint64(i))), family: name.Frequent(group, name.Family), given: name.Frequent(group, name.Given)}
		r := Ordinary{Group: group}
		for range o.Ordinary {
			c.ask(s, present, &r)
		}
		out = append(out, r)
	}
	return out
}

type composer struct {
	group         string
	rand          *rand.Rand
	family, given []name.Share
}

func (c *composer) ask(s *screen.Screener, present *neighbours, r *Ordinary) {
	r.Asked++
	q := screen.Query{Name: c.name(), Kind: list.Person}
	hits := s.Screen(q)
	year := 1955 + c.rand.IntN(50)
	if len(hits) == 0 {
		return
	}
	if present.holds(q.Name, list.Person) {
		r.Namesakes++
	} else if r.False++; len(r.Examples) < 8 {
		r.Examples = append(r.Examples, q.Name+" ~ "+hits[0].Name)
	}
	q.Born.Year = year
	if len(s.Screen(q)) > 0 {
		r.Born++
	}
}

func (c *composer) name() string {
	family, given := c.one(c.family), c.one(c.given)
	switch c.group {
	case "korean", "cantonese":
		if vowelGroups(given) == 1 {
			given += " " + c.short()
		}
		return c.eastern(family, given)
	case "chinese":
		if vowelGroups(given) == 1 && c.rand.IntN(10) < 6 {
			given += c.short()
		}
		return c.eastern(family, given)
	case "vietnamese":
		return title(strings.Fields(family + " " + c.one(c.given) + " " + given))
	case "spanish", "portuguese":
		return title(strings.Fields(given + " " + family + " " + c.one(c.family)))
	case "arabic":
		if c.rand.IntN(2) == 0 {
			given += " " + c.one(c.given)
		}
	case "russian", "ukrainian":
		if c.rand.IntN(3) == 0 {
			given += " " + fathers[c.rand.IntN(len(fathers))]
		}
	default:
		if c.rand.IntN(7) == 0 {
			given += " " + c.one(c.given)
		}
	}
	return title(strings.Fields(given + " " + family))
}

var fathers = strings.Fields("Ivanovich Petrovich Nikolaevich Vladimirovich Sergeevich Aleksandrovich Viktorovich Mikhailovich Anatolievich Yurievich")

// short is a given name of one syllable.
func (c *composer) short() string {
	for {
		if s := c.one(c.given); vowelGroups(s) == 1 {
			return s
		}
	}
}

func (c *composer) eastern(family, given string) string {
	if c.rand.IntN(2) == 0 {
		return title(strings.Fields(given + " " + family))
	}
	return title(strings.Fields(family + " " + given))
}

// one draws a name in proportion to its bearers.
func (c *composer) one(all []name.Share) string {
	sum := 0.0
	for i := range all {
		sum += all[i].Share
	}
	x := c.rand.Float64() * sum
	for i := range all {
		if x -= all[i].Share; x < 0 {
			return all[i].Name
		}
	}
	return all[0].Name
}
