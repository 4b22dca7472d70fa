package link

import "math"

// MaxDrawn is how many people of a group are drawn; a larger drawing cannot be read.
const MaxDrawn = 300

// Layout places n people on the plane so that the distance of two is near the number of links between
// them: stress majorisation (Gansner, Koren and North, 2004) with weight 1/d², from a circle. The same
// links give the same places, within -1 to 1 on both axes. People who are not connected are placed
// as if one link more than the longest way lay between them.
func Layout(n int, links [][2]int) [][2]float64 {
	at := make([][2]float64, n)
	for k, i := range walk(n, links) {
		angle := 2*math.Pi*float64(k)/float64(n) - math.Pi/2
		at[i] = [2]float64{math.Cos(angle), math.Sin(angle)}
	}
	if n < 3 {
		return aligned(at)
	}
	far := distances(n, links)
	weight := weights(far)
	for range rounds(n) {
		if settle(at, far, weight) < 1e-4 {
			break
		}
	}
	return fit(at)
}

// walk is everybody in the order in which one comes to them along links, depth first: on the circle from which they start, a ring of
// links has none that cross.
func walk(n int, links [][2]int) []int {
	near := neighbours(n, links)
	met := make([]bool, n)
	out := make([]int, 0, n)
	var visit func(i int)
	visit = func(i int) {
		met[i] = true
		out = append(out, i)
		for _, j := range near[i] {
			if !met[j] {
				visit(j)
			}
		}
	}
	for i := range n {
		if !met[i] {
			visit(i)
		}
	}
	return out
}

func neighbours(n int, links [][2]int) [][]int {
	near := make([][]int, n)
	for _, l := range links {
		near[l[0]] = append(near[l[0]], l[1])
		near[l[1]] = append(near[l[1]], l[0])
	}
	return near
}

// rounds is how often everybody is moved: fewer times where there are many.
func rounds(n int) int { return 30 + 120*30/max(30, n) }

// aligned puts one person in the middle and two beside each other.
func aligned(at [][2]float64) [][2]float64 {
	for i := range at {
		at[i] = [2]float64{float64(2*i - len(at) + 1), 0}
	}
	return at
}

// distances counts the links on the shortest way between each two.
func distances(n int, links [][2]int) [][]float64 {
	near := neighbours(n, links)
	far := make([][]float64, n)
	longest := 1.0
	for i := range far {
		far[i] = make([]float64, n)
		queue := []int{i}
		for k := 0; k < len(queue); k++ {
			x := queue[k]
			for _, y := range near[x] {
				if y != i && far[i][y] == 0 {
					far[i][y] = far[i][x] + 1
					longest = max(longest, far[i][y])
					queue = append(queue, y)
				}
			}
		}
	}
	for i := range far {
		for j := range far[i] {
			if i != j && far[i][j] == 0 {
				far[i][j] = longest + 1
			}
		}
	}
	return far
}

// weights are 1/d² and, of whom one is to oneself, nothing.
func weights(far [][]float64) [][]float64 {
	w := make([][]float64, len(far))
	for i := range far {
		w[i] = make([]float64, len(far))
		for j, d := range far[i] {
			if i != j {
				w[i][j] = 1 / (d * d)
			}
		}
	}
	return w
}

// settle moves everybody once to where the others want them, and says how far the furthest went.
func settle(at [][2]float64, far, weight [][]float64) (moved float64) {
	for i := range at {
		var x, y, all float64
		for j := range at {
			dx, dy := at[i][0]-at[j][0], at[i][1]-at[j][1]
			pull := far[i][j] / math.Max(math.Sqrt(dx*dx+dy*dy), 1e-9)
			w := weight[i][j]
			x += w * (at[j][0] + pull*dx)
			y += w * (at[j][1] + pull*dy)
			all += w
		}
		x, y = x/all, y/all
		moved = math.Max(moved, math.Abs(x-at[i][0])+math.Abs(y-at[i][1]))
		at[i] = [2]float64{x, y}
	}
	return moved
}

// fit scales to -1..1 on both axes, each for itself.
func fit(at [][2]float64) [][2]float64 {
	for axis := range 2 {
		low, high := math.Inf(1), math.Inf(-1)
		for _, p := range at {
			low, high = math.Min(low, p[axis]), math.Max(high, p[axis])
		}
		for i := range at {
			if high-low < 1e-6 {
				at[i][axis] = 0
				continue
			}
			at[i][axis] = 2*(at[i][axis]-low)/(high-low) - 1
		}
	}
	return at
}
