package interview

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"

	"github.com/taupier-eu/taupier/internal/core"
)

func (s *Sheet) fixedMarkdown() []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "# %s\n\n%s\n", s.word("title", nil), s.word("same", core.Args{"version": s.book.Script.Version}))
	for i, p := range s.book.Script.Parts {
		fmt.Fprintf(&b, "\n## %d. %s%s\n\n", i+1, p.Title.In(s.lang), s.minutes(p))
		for _, step := range p.Steps {
			how, t := step.text()
			fmt.Fprintf(&b, "- [ ] **%s.** %s", s.word(how, nil), t.In(s.lang))
			if step.Note != "" {
				fmt.Fprintf(&b, " (%s `%s`)", s.word("note", nil), step.Note)
			}
			b.WriteByte('\n')
		}
	}
	fmt.Fprintf(&b, "\n## %s\n\n%s\n\n```yaml\n%s```\n", s.word("notes", nil), s.word("notes_is", nil), s.book.Script.Notes())
	return b.Bytes()
}

func (s *Sheet) minutes(p Part) string {
	if p.Minutes == 0 {
		return ""
	}
	return " (" + s.word("minutes", core.Args{"count": strconv.Itoa(p.Minutes)}) + ")"
}

func (s *Sheet) ownMarkdown(digest string) ([]byte, error) {
	if s.id == "" {
		return nil, nil
	}
	var b bytes.Buffer
	fmt.Fprintf(&b, "\n---\n\n# %s\n\n%s\n", s.word("cards", core.Args{"id": plain(s.id)}), s.word("cards_is", core.Args{"digest": "`" + digest + "`"}))
	if len(s.cards) == 0 {
		fmt.Fprintf(&b, "\n%s\n", s.word("none", nil))
	}
	for i, c := range s.cards {
		fmt.Fprintf(&b, "\n## %d. %s\n\n> %s\n\n", i+1, plain(c.Topic), plain(c.Open))
		for _, list := range []struct {
			key   string
			items []string
		}{{"stated", c.Stated}, {"ordinary", c.Ordinary}, {"next", c.Next}} {
			for j, item := range list.items {
				if j == 0 {
					fmt.Fprintf(&b, "%s\n\n", s.word(list.key, nil))
				}
				fmt.Fprintf(&b, "- %s\n", plain(item))
			}
			if len(list.items) > 0 {
				b.WriteByte('\n')
			}
		}
		fmt.Fprintf(&b, "%s ____ (%s)\n", s.word("answer", nil), c.Ref)
	}
	if s.kept > 0 {
		fmt.Fprintf(&b, "\n%s\n", s.word("kept", core.Args{"count": strconv.Itoa(s.kept)}))
	}
	return b.Bytes(), nil
}

// plain writes what a dossier states so that it cannot draw: no markup, one line, nothing that steers a
// terminal or turns the direction of the text.
func plain(text string) string {
	text = strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return ' '
		case r < ' ' || r >= 0x7f && r < 0xa0 || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069:
			return '·'
		}
		return r
	}, text)
	return strings.NewReplacer("\\", "\\\\", "`", "\\`", "*", "\\*", "_", "\\_", "[", "\\[", "]", "\\]", "<", "&lt;", ">", "&gt;", "#", "\\#", "|", "\\|").Replace(text)
}
