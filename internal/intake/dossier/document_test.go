package dossier

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestPrivateLines(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       string // p for each private line
	}{
		{"a block ends with its indentation", "id: a\nidentity:\n  name: b\n\n  born: c\nrole:\n  title: d\n", ".pppp..."},
		{"dashes may stand below their key", "recorded:\n  payroll:\n  - account: a\n    from: b\n  tickets: []\n", ".ppp.."},
		{"one line in braces", "a: {identity: {name: b}}\nc: d\n", "p.."},
		{"quoted keys", "\"identity\":\n  'name': a\nb: c\n", "pp.."},
		{"another key that begins alike", "recorded:\n  identity_checks:\n    - kind: chip\n", "...."},
		{"keys of the identity at the top", "name: a\nid: b\nrole:\n  title: c\n", "p...."},
		{"keys of the identity below a broken one", "identity\n  born: a\nid: b", ".p."},
		{"a block at the end", "identity:\n  name: a", "pp"},
		{"dashes in the identity", "identity:\n  aliases:\n  - a\n- b\nc: d", "ppp" + "p."},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got strings.Builder
			for _, private := range privateLines(strings.Split(c.text, "\n")) {
				got.WriteByte(map[bool]byte{true: 'p', false: '.'}[private])
			}
			if diff := cmp.Diff(c.want, got.String()); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

func TestWindowKeepsThePlaceInSight(t *testing.T) {
	text := []rune(strings.Repeat("a", 300))
	for _, at := range []int{0, 1, 50, 99, 100, 150, 250, 299} {
		marked := append([]rune{}, text...)
		marked[at] = 'X'
		cut, column := window(marked, at)
		if len(cut) > shownColumns || column < 0 || column >= len(cut) || cut[column] != 'X' {
			t.Errorf("column %d: %d of %q", at, column, string(cut))
		}
	}
}
