package sigma

import (
	"encoding/base64"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// Whatever stands around a text, one of its three forms stands in the encoding of the whole.
func TestBase64OffsetsFindTheTextAnywhere(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.StringN(3, 20, -1).Draw(t, "text")
		before, after := rapid.StringN(0, 9, -1).Draw(t, "before"), rapid.StringN(0, 9, -1).Draw(t, "after")
		forms, err := base64Offsets(s)
		if err != nil {
			t.Fatal(err)
		}
		whole := base64.StdEncoding.EncodeToString([]byte(before + s + after))
		if !strings.Contains(whole, forms[len(before)%3]) {
			t.Fatalf("%q of %q is not in %q", forms[len(before)%3], s, whole)
		}
	})
}

func TestWindashOpensDashesThatStartAWord(t *testing.T) {
	for _, c := range []struct {
		name, value, text string
		want              bool
	}{
		{"the same", "-a", "-a", true},
		{"a slash", "-a", "/a", true},
		{"a horizontal bar", "-a", "―a", true},
		{"from a slash", "/a", "-a", true},
		{"only one of two", "--a", "-/a", true},
		{"no dash", "-a", "+a", false},
		{"within a word", "x-a", "x/a", false},
		{"at the end", "a -", "a /", false},
		{"after a blank", "x -a", "x /a", true},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := windash(parsePattern(c.value)).match(c.text); got != c.want {
				t.Errorf("%q fits %q: %v", c.text, c.value, got)
			}
		})
	}
}
