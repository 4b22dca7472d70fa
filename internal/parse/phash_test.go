package parse

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"math"
	"math/bits"
	"math/rand/v2"
	"testing"

	"golang.org/x/image/draw"
)

// scene is a picture of soft discs of many sizes on a sloping ground: low frequencies like those of a
// photograph, and some grain.
func scene(seed uint64, w, h int) *image.RGBA {
	r := rand.New(rand.NewPCG(seed, 9))
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	type disc struct{ x, y, size, light float64 }
	discs := make([]disc, 14)
	for i := range discs {
		discs[i] = disc{r.Float64(), r.Float64(), 0.05 + 0.25*r.Float64(), 160 * (r.Float64() - 0.5)}
	}
	slope := r.Float64() * 80
	for y := range h {
		for x := range w {
			fx, fy := float64(x)/float64(w), float64(y)/float64(h)
			v := 90 + slope*fx + 8*r.Float64()
			for _, d := range discs {
				v += d.light / (1 + math.Exp(40*(math.Hypot(fx-d.x, fy-d.y)-d.size)))
			}
			g := uint8(max(0, min(255, v)))
			img.SetRGBA(x, y, color.RGBA{g, g, g / 2, 255})
		}
	}
	return img
}

// nearest is the smallest distance of the whole of one to the rims of the other.
func nearest(a, b []uint64) int {
	best := 64
	for i := range a {
		best = min(best, bits.OnesCount64(a[0]^b[i]), bits.OnesCount64(a[i]^b[0]))
	}
	return best
}

func TestPHashKnowsAPictureThatWasSavedScaledOrCut(t *testing.T) {
	const same = 6 // package reuse asks from this many bits on
	for seed := range uint64(8) {
		img := scene(seed, 320, 400)
		whole := pHash(img)
		look := func(how string, other image.Image) {
			if d := nearest(whole, pHash(other)); d > same {
				t.Errorf("picture %d %s differs in %d bits", seed, how, d)
			}
		}
		var buf bytes.Buffer
		if err := jpeg.Encode(&buf, img, &jpeg.Options{Quality: 35}); err != nil {
			t.Fatal(err)
		}
		again, err := jpeg.Decode(&buf)
		if err != nil {
			t.Fatal(err)
		}
		look("saved again at quality 35", again)
		small := image.NewRGBA(image.Rect(0, 0, 137, 171))
		draw.BiLinear.Scale(small, small.Bounds(), img, img.Bounds(), draw.Src, nil)
		look("scaled to 137 × 171", small)
		for _, rim := range []int{2, 4, 6, 8} {
			box := image.Rect(320*rim/100, 400*rim/100, 320-320*rim/100, 400-400*rim/100)
			look("without its rim", img.SubImage(box))
		}
		for _, cut := range []int{3, 5} {
			look("cut at the bottom", img.SubImage(image.Rect(0, 0, 320, 400-4*cut)))
			look("cut at the left", img.SubImage(image.Rect(320*cut/100, 0, 320, 400)))
		}
	}
}

func TestPHashTellsPicturesApart(t *testing.T) {
	var all [][]uint64
	for seed := range uint64(30) {
		all = append(all, pHash(scene(seed, 160, 200)))
	}
	for i, a := range all {
		for j, b := range all[:i] {
			if d := nearest(a, b); d < 10 {
				t.Errorf("pictures %d and %d differ in %d bits only", i, j, d)
			}
		}
	}
}
