package eval

import (
	"strings"

	"github.com/taupier-eu/taupier/screen/list"
)

// parts are a person's name as the list states its structure: small letters, no signs. family is empty when unstated.
type parts struct{ family, given []string }

func partsOf(n *list.Name) parts {
	if n.Family != "" {
		return parts{fields(n.Family), append(fields(n.Given), fields(n.Middle)...)}
	}
	if family, given, ok := strings.Cut(n.Text, ","); ok && len(fields(given)) > 0 {
		return parts{fields(family), fields(given)}
	}
	return parts{nil, fields(n.Text)}
}

func (p parts) all() []string { return append(append([]string{}, p.family...), p.given...) }

// spoken is the order of speech: given names first, but in East Asia.
func (p parts) spoken(o Origin) []string {
	if o == Korean || o == Chinese {
		return p.all()
	}
	return append(append([]string{}, p.given...), p.family...)
}

// particles and titles are words of names that do not make a person another one.
var particles = set("al el bin ben ibn bint abu abou ould de del la las los y da dos van von der haji hajji hajj hadji mufti hafiz sheikh shaykh mullah maulavi mawlawi qari dr general colonel brigadier daw u ag")

func set(s string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(s) {
		m[w] = true
	}
	return m
}

func without(words []string, at int) []string {
	return append(append([]string{}, words[:at]...), words[at+1:]...)
}

func with(words []string, at int, w string) []string {
	out := append([]string{}, words...)
	out[at] = w
	return out
}
