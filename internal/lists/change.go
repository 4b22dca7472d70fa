package lists

import (
	"slices"

	"github.com/taupier-eu/taupier/screen/list"
)

// Change is the difference between two versions of a list, as the list's own references, sorted.
type Change struct {
	Added   []string `json:"added"`
	Removed []string `json:"removed"`
	Changed []string `json:"changed"` // anything that the list says of the entry, wherever it stands in the file
}

// Compare tells what changed from one version to the next.
func Compare(before, now *list.List) *Change {
	c := &Change{Added: []string{}, Removed: []string{}, Changed: []string{}}
	old := make(map[string]string, len(before.Entries))
	for i := range before.Entries {
		old[before.Entries[i].ID] = before.Entries[i].Version()
	}
	for i := range now.Entries {
		e := &now.Entries[i]
		version, ok := old[e.ID]
		switch {
		case !ok:
			c.Added = append(c.Added, e.ID)
		case version != e.Version():
			c.Changed = append(c.Changed, e.ID)
		}
		delete(old, e.ID)
	}
	for id := range old {
		c.Removed = append(c.Removed, id)
	}
	slices.Sort(c.Added)
	slices.Sort(c.Removed)
	slices.Sort(c.Changed)
	return c
}
