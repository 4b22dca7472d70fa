package parse

import (
	"image"
	"math"
	"slices"
)

const (
	grid  = 256 // samples along a side of the picture
	cells = 32  // of which the cosine transform is taken
	waves = 8   // lowest frequencies along either side
)

// rim is what is left out, in samples: 8 are 3 %.
type rim struct{ left, top, right, bottom int }

// rims are nothing, 3, 6 and 9 % on every side, and 5 % on one. A picture that was cut a little is
// nearly the whole one without such a rim.
var rims = [...]rim{{}, {8, 8, 8, 8}, {16, 16, 16, 16}, {24, 24, 24, 24}, {13, 0, 0, 0}, {0, 13, 0, 0}, {0, 0, 13, 0}, {0, 0, 0, 13}}

// pHash is the frequency hash of a picture (Zauner, 2010), whole and without seven rims: the 64 lowest
// mixed frequencies of its 32 × 32 grey cells, and a bit for each that is above their median. The
// picture is looked at as a whole; no face is looked for.
func pHash(img image.Image) []uint64 {
	grey := sample(img)
	out := make([]uint64, len(rims))
	for i, r := range rims {
		out[i] = frequencies(shrink(grey, r))
	}
	return out
}

// sample reads a picture at 256 × 256 places, as luma on white paper, 0 to 0xffff.
func sample(img image.Image) *[grid][grid]int32 {
	var grey [grid][grid]int32
	box := img.Bounds()
	for y := range grid {
		for x := range grid {
			r, g, b, a := img.At(box.Min.X+(2*x+1)*box.Dx()/(2*grid), box.Min.Y+(2*y+1)*box.Dy()/(2*grid)).RGBA()
			grey[y][x] = int32((19595*r+38470*g+7471*b+1<<15)>>16 + 0xffff - a)
		}
	}
	return &grey
}

// shrink averages what is inside the rim into 32 × 32 cells.
func shrink(grey *[grid][grid]int32, r rim) *[cells][cells]int64 {
	var out [cells][cells]int64
	wide, high := grid-r.left-r.right, grid-r.top-r.bottom
	for y := range cells {
		for x := range cells {
			sum, n := int64(0), int64(0)
			for j := r.top + y*high/cells; j < r.top+(y+1)*high/cells; j++ {
				for i := r.left + x*wide/cells; i < r.left+(x+1)*wide/cells; i++ {
					sum += int64(grey[j][i])
					n++
				}
			}
			out[y][x] = sum / n
		}
	}
	return &out
}

// cosines of the transform, in 1024ths, so that every machine computes the same.
var cosines = func() (t [waves][cells]int64) {
	for u := range waves {
		for x := range cells {
			t[u][x] = int64(math.Round(1024 * math.Cos(float64((2*x+1)*(u+1))*math.Pi/(2*cells))))
		}
	}
	return t
}()

func frequencies(cell *[cells][cells]int64) (hash uint64) {
	var rows [waves][cells]int64 // frequency u of each row
	for y := range cells {
		for u := range waves {
			for x := range cells {
				rows[u][y] += cell[y][x] * cosines[u][x]
			}
		}
	}
	var all [waves * waves]int64
	for u := range waves {
		for v := range waves {
			for y := range cells {
				all[u*waves+v] += rows[u][y] >> 10 * cosines[v][y]
			}
		}
	}
	sorted := slices.Sorted(slices.Values(all[:]))
	median := sorted[len(sorted)/2]
	for i, f := range all {
		if f >= median {
			hash |= 1 << i
		}
	}
	return hash
}
