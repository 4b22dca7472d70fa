package link

// Groups keeps who is connected with whom while links come and go. People and links are numbers; a
// link takes 24 bytes and a person 20. It is not safe for concurrent use.
//
// A new link joins two groups in nearly constant time (union by size with path halving; Tarjan, 1975).
// A link that goes costs a walk from both its ends at once until they meet or the smaller side is
// known, and only when they do not meet the group is made again; other groups are not touched.
type Groups struct {
	parent []int32 // towards the root of the group
	size   []int32 // of the group, at its root
	ring   []int32 // the members of a group, in a circle
	first  []int32 // first half-link of each person; -1 for none
	half   []half  // link n is the halves 2n and 2n+1
	free   []int32 // numbers of links that went
	mark   []uint32
	round  uint32
}

// half is one end of a link, in the list of the person at this end.
type half struct{ to, next, prev int32 }

// NewGroups makes n people without links.
func NewGroups(n int) *Groups {
	g := &Groups{parent: make([]int32, n), size: make([]int32, n), ring: make([]int32, n), first: make([]int32, n), mark: make([]uint32, n)}
	for i := range n {
		g.parent[i], g.size[i], g.ring[i], g.first[i] = int32(i), 1, int32(i), -1
	}
	return g
}

// Group is the number of the group somebody is in: equal for two people who are connected, until the
// next link comes or goes.
func (g *Groups) Group(of int) int { return int(g.root(int32(of))) }

func (g *Groups) root(x int32) int32 {
	for g.parent[x] != x {
		g.parent[x] = g.parent[g.parent[x]]
		x = g.parent[x]
	}
	return x
}

// Members are all people of somebody's group, in no fixed order.
func (g *Groups) Members(of int) []int {
	out := []int{of}
	for x := g.ring[of]; int(x) != of; x = g.ring[x] {
		out = append(out, int(x))
	}
	return out
}

// Add connects two people and returns the number of the link, by which it can be removed.
func (g *Groups) Add(a, b int) int {
	n := int32(len(g.half) / 2)
	if last := len(g.free) - 1; last >= 0 {
		n, g.free = g.free[last], g.free[:last]
	} else {
		g.half = append(g.half, half{}, half{})
	}
	g.hang(2*n, int32(a), int32(b))
	g.hang(2*n+1, int32(b), int32(a))
	g.join(int32(a), int32(b))
	return int(n)
}

// hang puts a half-link before the others of a person.
func (g *Groups) hang(h, at, to int32) {
	next := g.first[at]
	g.half[h] = half{to: to, next: next, prev: -1}
	if next >= 0 {
		g.half[next].prev = h
	}
	g.first[at] = h
}

func (g *Groups) join(a, b int32) {
	x, y := g.root(a), g.root(b)
	if x == y {
		return
	}
	if g.size[x] < g.size[y] {
		x, y = y, x
	}
	g.parent[y] = x
	g.size[x] += g.size[y]
	g.ring[x], g.ring[y] = g.ring[y], g.ring[x]
}

// Remove takes a link away that Add gave.
func (g *Groups) Remove(link int) {
	a, b := g.half[2*link+1].to, g.half[2*link].to
	g.unhang(int32(2*link), a)
	g.unhang(int32(2*link+1), b)
	g.free = append(g.free, int32(link))
	if side, apart := g.side(a, b); apart {
		g.split(a, b, side)
	}
}

func (g *Groups) unhang(h, at int32) {
	x := g.half[h]
	if x.prev >= 0 {
		g.half[x.prev].next = x.next
	} else {
		g.first[at] = x.next
	}
	if x.next >= 0 {
		g.half[x.next].prev = x.prev
	}
}

// side walks from a and from b by turns. When one side ends without having met the other, they are
// apart and its people are the side.
func (g *Groups) side(a, b int32) (side []int32, apart bool) {
	if a == b {
		return nil, false
	}
	g.round += 2
	walks := [2][]int32{{a}, {b}}
	at := [2]int{}
	g.mark[a], g.mark[b] = g.round, g.round+1
	for turn := 0; ; turn ^= 1 {
		if at[turn] == len(walks[turn]) {
			return walks[turn], true
		}
		x := walks[turn][at[turn]]
		at[turn]++
		for h := g.first[x]; h >= 0; h = g.half[h].next {
			switch to := g.half[h].to; g.mark[to] {
			case g.round + uint32(turn):
			case g.round + uint32(turn^1):
				return nil, false
			default:
				g.mark[to] = g.round + uint32(turn)
				walks[turn] = append(walks[turn], to)
			}
		}
	}
}

// split makes two groups of the one that held a and b.
func (g *Groups) split(a, b int32, side []int32) {
	members := g.Members(int(a))
	inSide := g.mark[side[0]]
	rest := a
	if side[0] == a {
		rest = b
	}
	roots, first, last := [2]int32{rest, side[0]}, [2]int32{-1, -1}, [2]int32{}
	g.size[roots[0]], g.size[roots[1]] = 0, 0
	for _, m := range members {
		k, x := 0, int32(m)
		if g.mark[x] == inSide {
			k = 1
		}
		g.parent[x] = roots[k]
		g.size[roots[k]]++
		if first[k] < 0 {
			first[k] = x
		} else {
			g.ring[last[k]] = x
		}
		last[k] = x
	}
	g.ring[last[0]], g.ring[last[1]] = first[0], first[1]
}
