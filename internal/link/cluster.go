package link

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"

	"github.com/taupier-eu/taupier/internal/core"
)

// clusters groups people who are connected by links without a stated relation, the one with the lowest
// name first. Each comes with a spanning path: the fewest links that connect every member, the lowest
// names first, so that a reader can follow why A and D are together through B and C.
func clusters(links []core.Link) []core.Cluster {
	near := map[string][]core.Link{}
	for _, l := range links {
		if l.Stated == "" {
			near[l.A] = append(near[l.A], l)
			near[l.B] = append(near[l.B], l)
		}
	}
	people := make([]string, 0, len(near))
	for p := range near {
		people = append(people, p)
	}
	slices.Sort(people)
	number := make(map[string]int, len(people))
	for i, p := range people {
		number[p] = i
	}
	groups := NewGroups(len(people))
	for _, l := range links {
		if l.Stated == "" {
			groups.Add(number[l.A], number[l.B])
		}
	}
	seen := map[int]bool{}
	var out []core.Cluster
	for i, p := range people {
		if g := groups.Group(i); !seen[g] {
			seen[g] = true
			out = append(out, spread(p, near))
		}
	}
	return out
}

// spread walks breadth first from the lowest name. Links are sorted, so the walk is the same for
// the same graph.
func spread(start string, near map[string][]core.Link) core.Cluster {
	c := core.Cluster{People: []string{start}}
	seen := map[string]bool{start: true}
	for i := 0; i < len(c.People); i++ {
		for _, l := range near[c.People[i]] {
			if next := other(l, c.People[i]); !seen[next] {
				seen[next] = true
				c.People = append(c.People, next)
				c.Because = append(c.Because, l)
			}
		}
	}
	slices.Sort(c.People)
	sum := sha256.Sum256([]byte(strings.Join(c.People, "\x00")))
	c.ID = "clu_" + hex.EncodeToString(sum[:6])
	return c
}
