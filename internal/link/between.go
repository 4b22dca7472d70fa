package link

import (
	"cmp"
	"slices"

	"github.com/taupier-eu/taupier/internal/core"
)

// Near knows what people have in common: every thing of theirs that makes links, with everybody who has it.
type Near interface {
	Things(people []string) ([]Thing, error)
}

// Bounds end a search.
type Bounds struct {
	Steps  int // links of a chain at most
	People int // looked at, about
}

// Usual are the bounds of a search that somebody waits for.
var Usual = Bounds{Steps: 6, People: 20_000}

// Chain is what a search between two people came to.
type Chain struct {
	Links  []core.Link // from the one to the other; the Value of each is the ID of its thing. None when no chain was found
	People int         // how many were looked at
	Steps  int         // no chain of so many links or fewer exists, when none was found
	Ended  bool        // everybody connected with one of the two was looked at: there is no chain of any length
}

// Between searches the chain from a to b with the fewest links, and of those the one that leaves the least in doubt (Path), from
// both ends at once.
func Between(near Near, a, b string, within Bounds) (Chain, error) {
	s := search{near: near, within: within, sides: [2]*side{newSide(a), newSide(b)}, seen: map[string]bool{}}
	if a == b {
		return Chain{Links: []core.Link{}, People: 1}, nil
	}
	for steps := 0; steps < within.Steps; steps++ {
		from, to := s.sides[0], s.sides[1]
		if cmp.Or(cmp.Compare(len(to.edge), len(from.edge)), cmp.Compare(to.depth, from.depth)) < 0 {
			from, to = to, from
		}
		done, err := s.widen(from)
		if err != nil {
			return Chain{}, err
		}
		if !done {
			return s.none(steps), nil
		}
		if from.meets(to) {
			return Chain{Links: shortest(s.links, a, b), People: s.people()}, nil
		}
		if len(from.edge) == 0 {
			c := s.none(steps + 1)
			c.Ended = true
			return c, nil
		}
	}
	return s.none(within.Steps), nil
}

// search is one search: two sides that grow towards each other, and the links seen so far.
type search struct {
	near   Near
	within Bounds
	sides  [2]*side
	links  []core.Link
	seen   map[string]bool // things
}

// side is everybody reached from one end with the number of links to there, and those reached last.
type side struct {
	reached map[string]int
	depth   int
	edge    []string
}

func newSide(person string) *side {
	return &side{reached: map[string]int{person: 0}, edge: []string{person}}
}

// meets reports whether one of those reached last is on the other side.
func (s *side) meets(o *side) bool {
	return slices.ContainsFunc(s.edge, func(p string) bool { _, ok := o.reached[p]; return ok })
}

func (s *search) people() int { return len(s.sides[0].reached) + len(s.sides[1].reached) }

func (s *search) none(steps int) Chain { return Chain{People: s.people(), Steps: steps} }

// batch is how many people are asked about at once.
const batch = 400

// widen reaches whoever is one link further; not done when that would be too many.
func (s *search) widen(from *side) (done bool, err error) {
	edge := from.edge
	from.edge = nil
	for people := range slices.Chunk(edge, batch) {
		if s.people() > s.within.People {
			return false, nil
		}
		things, err := s.near.Things(people)
		if err != nil {
			return false, err
		}
		for _, t := range things {
			for _, l := range t.named() {
				from.reach(l.A, l.B)
				from.reach(l.B, l.A)
				if !s.seen[t.ID] {
					s.links = append(s.links, l)
				}
			}
			s.seen[t.ID] = true
		}
	}
	from.depth++
	return true, nil
}

// named are the links of a thing, each with the thing's ID for its value.
func (t Thing) named() []core.Link {
	links := t.Links(nil)
	for i := range links {
		links[i].Value = t.ID
	}
	return links
}

// reach takes b in when a was reached the round before.
func (s *side) reach(a, b string) {
	if at, ok := s.reached[a]; !ok || at != s.depth {
		return
	}
	if _, known := s.reached[b]; !known {
		s.reached[b] = s.depth + 1
		s.edge = append(s.edge, b)
	}
}

// farther, added to each link, is more than any chain within bounds leaves in doubt, so that chains of fewer links come first.
const farther = 1 << 20

// shortest is the Path among those with the fewest links.
func shortest(links []core.Link, a, b string) []core.Link {
	far := slices.Clone(links)
	for i := range far {
		far[i].Telling -= farther
	}
	out := Path(far, a, b)
	for i := range out {
		out[i].Telling += farther
	}
	return out
}
