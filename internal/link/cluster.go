package link

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"

	"github.com/taupier-eu/taupier/internal/core"
)

// clusters groups people who are connected by links without a stated relation. Each comes with a
// spanning path: the fewest links that connect every member, the lowest names first, so that a
// reader can follow why A and D are together through B and C.
func clusters(links []core.Link) []core.Cluster {
	near := map[string][]core.Link{}
	var people []string
	for _, l := range links {
		if l.Stated != "" {
			continue
		}
		for _, p := range []string{l.A, l.B} {
			if near[p] == nil {
				people = append(people, p)
			}
			near[p] = append(near[p], l)
		}
	}
	slices.Sort(people)
	seen := map[string]bool{}
	var out []core.Cluster
	for _, p := range people {
		if !seen[p] {
			out = append(out, spread(p, near, seen))
		}
	}
	return out
}

// spread walks breadth first from the lowest name. Links are sorted, so the walk is the same for
// the same graph.
func spread(start string, near map[string][]core.Link, seen map[string]bool) core.Cluster {
	c := core.Cluster{People: []string{start}}
	seen[start] = true
	for i := 0; i < len(c.People); i++ {
		for _, l := range near[c.People[i]] {
			other := l.A
			if other == c.People[i] {
				other = l.B
			}
			if !seen[other] {
				seen[other] = true
				c.People = append(c.People, other)
				c.Because = append(c.Because, l)
			}
		}
	}
	slices.Sort(c.People)
	sum := sha256.Sum256([]byte(strings.Join(c.People, "\x00")))
	c.ID = "clu_" + hex.EncodeToString(sum[:6])
	return c
}
