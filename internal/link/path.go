package link

import (
	"cmp"
	"container/heap"
	"slices"

	"github.com/taupier-eu/taupier/internal/core"
)

// Path is the chain of links from a to b that explains best why the two are connected: the one with
// the smallest sum of what each link leaves in doubt, 101 less its Telling (Dijkstra, 1959). Of equal
// chains it is the first by id. It is nil when nothing connects them.
func Path(links []core.Link, a, b string) []core.Link {
	near := map[string][]core.Link{}
	for _, l := range links {
		near[l.A] = append(near[l.A], l)
		near[l.B] = append(near[l.B], l)
	}
	reached := map[string]step{a: {person: a}}
	done := map[string]bool{}
	queue := &steps{{person: a}}
	for queue.Len() > 0 {
		at := heap.Pop(queue).(step).person
		if done[at] {
			continue
		}
		if done[at] = true; at == b {
			return walkBack(reached, a, b)
		}
		for _, l := range near[at] {
			next := step{person: other(l, at), doubt: reached[at].doubt + 101 - l.Telling, by: l, from: at}
			if old, seen := reached[next.person]; !seen || next.compare(old) < 0 && !done[next.person] {
				reached[next.person] = next
				heap.Push(queue, next)
			}
		}
	}
	return nil
}

// other is the person at the other end of a link.
func other(l core.Link, of string) string {
	if l.A == of {
		return l.B
	}
	return l.A
}

func walkBack(reached map[string]step, a, b string) []core.Link {
	out := []core.Link{}
	for at := b; at != a; at = reached[at].from {
		out = append(out, reached[at].by)
	}
	slices.Reverse(out)
	return out
}

// step is a person reached, and the link by which.
type step struct {
	person string
	doubt  int
	by     core.Link
	from   string
}

func (s step) compare(o step) int {
	return cmp.Or(cmp.Compare(s.doubt, o.doubt), cmp.Compare(s.person, o.person), cmp.Compare(s.from, o.from), compareLinks(s.by, o.by))
}

type steps []step

func (s steps) Len() int           { return len(s) }
func (s steps) Less(i, j int) bool { return s[i].compare(s[j]) < 0 }
func (s steps) Swap(i, j int)      { s[i], s[j] = s[j], s[i] }
func (s *steps) Push(x any)        { *s = append(*s, x.(step)) }
func (s *steps) Pop() any {
	last := len(*s) - 1
	out := (*s)[last]
	*s = (*s)[:last]
	return out
}
