package demo

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
)

// picture draws what stands for a portrait and shows nobody: soft hills of light drawn from a seed.
// The same hills at another width are the same picture saved again.
func picture(hills [6]int, width int) []byte {
	img := image.NewGray(image.Rect(0, 0, width, width*4/3))
	box := img.Bounds()
	for y := range box.Dy() {
		for x := range box.Dx() {
			light := 40
			for i := 0; i < len(hills); i += 2 {
				dx, dy := 100*x/box.Dx()-hills[i], 100*y/box.Dy()-hills[i+1]
				light += 9_000 / (60 + dx*dx/4 + dy*dy/4)
			}
			img.SetGray(x, y, color.Gray{Y: uint8(min(light, 255))})
		}
	}
	var out bytes.Buffer
	if err := png.Encode(&out, img); err != nil {
		return nil // a buffer takes all
	}
	return out.Bytes()
}
