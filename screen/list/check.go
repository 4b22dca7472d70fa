package list

import "fmt"

// Check tells whether a list is as a reader must leave it: entries of this list, each with a reference of its own and
// names, of which the first is the primary one. An error is a fault of the reader, not of the file.
func (l *List) Check() error {
	seen := make(map[string]bool, len(l.Entries))
	for i := range l.Entries {
		e := &l.Entries[i]
		switch {
		case e.List != l.Name:
			return fmt.Errorf("list %s: entry %q is of the list %q", l.Name, e.ID, e.List)
		case e.ID == "" || seen[e.ID]:
			return fmt.Errorf("list %s: line %d: the reference %q is empty or stands twice", l.Name, e.Line, e.ID)
		case e.Kind == "":
			return fmt.Errorf("list %s: entry %s has no kind", l.Name, e.ID)
		case len(e.Names) == 0 || !e.Names[0].Primary:
			return fmt.Errorf("list %s: entry %s has no primary name in front", l.Name, e.ID)
		}
		for _, n := range e.Names {
			if n.Text == "" {
				return fmt.Errorf("list %s: entry %s has an empty name", l.Name, e.ID)
			}
		}
		seen[e.ID] = true
	}
	return nil
}
