package access

import (
	"crypto/rand"
	"fmt"
	"strings"
	"testing"
)

// A QR code has a mark at three of its corners: seven dark, five light, three dark modules across, one inside the other.
func TestAPictureOfASecretHasItsMarks(t *testing.T) {
	k, err := NewCode("Taupier", "nadia@example.com", rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	side, path, err := Picture(k.URL())
	if err != nil || side < 21 || (side-17)%4 != 0 {
		t.Fatalf("%d %v", side, err)
	}
	dark := map[[2]int]bool{}
	for _, part := range strings.Split(strings.TrimSuffix(path, "h1v1h-1z"), "h1v1h-1z") {
		var x, y int
		if _, err := fmt.Sscanf(part, "M%d %d", &x, &y); err != nil {
			t.Fatalf("%q: %v", part, err)
		}
		dark[[2]int{x, y}] = true
	}
	for _, corner := range [][2]int{{0, 0}, {side - 7, 0}, {0, side - 7}} {
		for x := range 7 {
			for y := range 7 {
				ring := max(max(x-3, 3-x), max(y-3, 3-y))
				if got, want := dark[[2]int{corner[0] + x, corner[1] + y}], ring != 2; got != want {
					t.Fatalf("corner %v at %d %d: %v", corner, x, y, got)
				}
			}
		}
	}
	if other, _, err := Picture(k.URL() + strings.Repeat("x", 200)); err != nil || other <= side {
		t.Errorf("more text is no larger picture: %d %v", other, err)
	}
}
