package report

import (
	"fmt"
	"strings"
	"unicode"

	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/text/unicode/norm"
)

// letters knows which signs the font of the paper has: Latin, Greek, Cyrillic. A font for every script would make the program
// larger than all the rest of it; what the font lacks is written as its number, so that nothing is lost and nothing pretends.
type letters struct {
	font    *sfnt.Font
	buffer  sfnt.Buffer
	numbers bool // some sign was written as its number
}

func newLetters() (*letters, error) {
	f, err := sfnt.Parse(goregular.TTF)
	if err != nil {
		return nil, fmt.Errorf("read the font: %w", err)
	}
	return &letters{font: f}, nil
}

// visible writes s with the signs of the font. Others, and signs that steer a text without being seen, become [U+XXXX].
func (l *letters) visible(s string) string {
	var b strings.Builder
	for _, r := range norm.NFC.String(s) {
		switch {
		case r == '\n':
			b.WriteRune(r)
		case r == '\t':
			b.WriteByte(' ')
		case r == '\u00a0' || r == '\u202f':
			b.WriteRune('\u00a0')
		case l.has(r):
			b.WriteRune(r)
		default:
			l.numbers = true
			fmt.Fprintf(&b, "[U+%04X]", r)
		}
	}
	return b.String()
}

func (l *letters) has(r rune) bool {
	if r == ' ' {
		return true
	}
	if !unicode.IsGraphic(r) || unicode.Is(unicode.Z, r) {
		return false
	}
	at, err := l.font.GlyphIndex(&l.buffer, r)
	return err == nil && at != 0
}
