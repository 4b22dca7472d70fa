package access

import (
	"fmt"
	"strings"

	"github.com/boombuler/barcode/qr"
)

// Picture is the address of an authenticator's secret (otp.Key.URL) as a QR code: how many modules a side has, and the dark ones as a path of SVG.
func Picture(address string) (side int, path string, err error) {
	code, err := qr.Encode(address, qr.M, qr.Auto)
	if err != nil {
		return 0, "", fmt.Errorf("draw the secret of an authenticator: %w", err)
	}
	side = code.Bounds().Dx()
	var b strings.Builder
	for y := range side {
		for x := range side {
			if r, _, _, _ := code.At(x, y).RGBA(); r == 0 {
				fmt.Fprintf(&b, "M%d %dh1v1h-1z", x, y)
			}
		}
	}
	return side, b.String(), nil
}
