package ofac

import (
	"path"
	"strings"

	"github.com/taupier-eu/taupier/screen/list"
)

const publisher = "Office of Foreign Assets Control"

func sdn() *list.List {
	return &list.List{Name: "ofac-sdn", Title: "OFAC Specially Designated Nationals and Blocked Persons List", Publisher: publisher}
}

// MakeConsolidated makes l, which has the form of both, the consolidated list of those who are on other lists than the
// SDN list.
func MakeConsolidated(l *list.List) {
	l.Name, l.Title = "ofac-cons", "OFAC Consolidated (non-SDN) Sanctions List"
	for i := range l.Entries {
		l.Entries[i].List = l.Name
	}
}

// IsConsolidated tells which of the two lists is in a file whose form does not say: by its name, which OFAC begins with
// "cons"; under any other name by programmes that only the consolidated list has.
func IsConsolidated(file string, l *list.List) bool {
	switch base := strings.ToLower(path.Base(file)); {
	case strings.Contains(base, "cons"):
		return true
	case strings.Contains(base, "sdn"):
		return false
	}
	other := 0
	for i := range l.Entries {
		for _, p := range l.Entries[i].Programmes {
			if p == "NS-PLC" || p == "CMIC-EO13959" {
				other++
			}
		}
	}
	return other*10 > len(l.Entries)
}
