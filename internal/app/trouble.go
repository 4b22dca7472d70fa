package app

import (
	"fmt"
	"io"
	"strings"
	"unicode"
)

// trouble says on the server's log what went wrong, on one line.
func (s *server) trouble(err error) { logLine(s.c.err, err.Error()) }

// logLine writes one line whatever is in the text: a control character, or one that only steers how text is shown, is written as
// its number, so that no text from outside can begin a line of its own or hide one.
func logLine(w io.Writer, text string) {
	var b strings.Builder
	for _, r := range text {
		if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || r == '\u2028' || r == '\u2029' {
			fmt.Fprintf(&b, `\u%04x`, r)
			continue
		}
		b.WriteRune(r)
	}
	fmt.Fprintln(w, "taupier:", b.String())
}

// logLines is a log for what writes lines of its own, as net/http does.
type logLines struct{ w io.Writer }

func (l logLines) Write(p []byte) (int, error) {
	logLine(l.w, strings.TrimSuffix(string(p), "\n"))
	return len(p), nil
}
