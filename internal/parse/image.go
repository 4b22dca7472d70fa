package parse

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	_ "image/gif" // the forms of pictures that are read
	_ "image/jpeg"
	_ "image/png"

	_ "golang.org/x/image/webp"
)

// maxPixels is how large a picture may be once unpacked.
const maxPixels = 40_000_000

func isImage(data []byte) bool {
	for _, magic := range []string{"\xff\xd8\xff", "\x89PNG\r\n\x1a\n", "GIF87a", "GIF89a"} {
		if bytes.HasPrefix(data, []byte(magic)) {
			return true
		}
	}
	return len(data) > 12 && string(data[:4]) == "RIFF" && string(data[8:12]) == "WEBP"
}

// readImage reads the hashes of a picture, and what it tells of its making.
func (d *document) readImage(data []byte) error {
	d.guardPart(func() { d.imageTraces(data) })
	if isHEIF(data) {
		return nil // its pixels need a decoder of video
	}
	size, _, err := image.DecodeConfig(bytes.NewReader(data))
	if err != nil {
		return fmt.Errorf("the picture is damaged (%w); save it again", err)
	}
	if size.Width <= 0 || size.Height <= 0 {
		return errors.New("the picture is empty; save it again")
	}
	if int64(size.Width)*int64(size.Height) > maxPixels {
		return fmt.Errorf("the picture has %d × %d pixels, more than 40 million: save it smaller", size.Width, size.Height)
	}
	img, _, err := image.Decode(bytes.NewReader(data))
	if err != nil {
		return fmt.Errorf("the picture is damaged (%w); save it again", err)
	}
	d.DHash, d.PHash = dHash(img), pHash(img)
	return nil
}

const (
	cellsWide = 9
	cellsHigh = 8
	samples   = 32 // a side of the grid that is looked at in each cell
)

// dHash is the difference hash of Neal Krawetz (2013): the picture in 9 × 8 grey cells, and a bit for
// each that is brighter than its right neighbour. It is computed in integers, so that every machine
// gets the same.
func dHash(img image.Image) (hash uint64) {
	for y := range cellsHigh {
		left := cell(img, 0, y)
		for x := 1; x < cellsWide; x++ {
			right := cell(img, x, y)
			hash <<= 1
			if left > right {
				hash |= 1
			}
			left = right
		}
	}
	return hash
}

// cell is the mean brightness of a cell, scaled.
func cell(img image.Image, x, y int) (sum int) {
	box := img.Bounds()
	for j := range samples {
		for i := range samples {
			px := box.Min.X + int(int64(x*samples+i)*2+1)*box.Dx()/(2*cellsWide*samples)
			py := box.Min.Y + int(int64(y*samples+j)*2+1)*box.Dy()/(2*cellsHigh*samples)
			r, g, b, a := img.At(px, py).RGBA()
			sum += int((19595*r+38470*g+7471*b+1<<15)>>16 + 0xffff - a) // luma, on white paper
		}
	}
	return sum
}
