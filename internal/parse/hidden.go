package parse

import (
	"fmt"
	"strings"
)

// zeroWidth reports whether r takes no room on the page. Joiners are ordinary in Persian, in the
// scripts of India and in emoji, one at a time.
func zeroWidth(r rune) bool {
	return r >= 0x200b && r <= 0x200d || r == 0x2060 || r == 0xfeff
}

// tag reports whether r is of the block that mirrors ASCII without being shown.
func tag(r rune) bool { return r >= 0xe0000 && r <= 0xe007f }

const blackFlag = 0x1f3f4 // begins the flags of England, Scotland and Wales, which are spelled in tags

// visible takes runs of characters that nobody sees out of a text, and says what they were: tags are
// read as the ASCII they mirror, three or more zero-width characters are counted.
func visible(s string) (shown, unseen string) {
	if !strings.ContainsFunc(s, func(r rune) bool { return zeroWidth(r) || tag(r) }) {
		return s, ""
	}
	var out, hid strings.Builder
	runes := []rune(s)
	for i := 0; i < len(runes); {
		end := i
		for end < len(runes) && (zeroWidth(runes[end]) || tag(runes[end])) {
			end++
		}
		if run := runes[i:end]; len(run) > 0 {
			flag := i > 0 && runes[i-1] == blackFlag
			if !flag {
				hid.WriteString(describe(run))
			}
			if flag || len(run) < minRun {
				out.WriteString(string(run))
			}
			i = end
			continue
		}
		out.WriteRune(runes[i])
		i++
	}
	return out.String(), hid.String()
}

// minRun is how many zero-width characters in a row no script writes.
const minRun = 3

// describe says what a run of unseen characters holds; "" for what scripts write.
func describe(run []rune) string {
	if len(run) < minRun {
		return ""
	}
	var letters strings.Builder
	width := 0
	for _, r := range run {
		if zeroWidth(r) {
			width++
		} else if ascii := r - 0xe0000; ascii >= 0x20 && ascii < 0x7f {
			letters.WriteRune(ascii)
		}
	}
	if width >= minRun {
		return fmt.Sprintf("[%d zero-width characters]%s\n", width, letters.String())
	}
	return letters.String() + "\n"
}
