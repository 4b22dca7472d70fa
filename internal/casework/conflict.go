package casework

import "time"

// The kinds of events about conflicts of interest.
const (
	Conflicting Kind = "conflict"   // a user is kept from the case, at once
	Unnaming    Kind = "unconflict" // asked by one person, done when another asks for it too
)

// Naming is a user who is named as in conflict with a case.
type Naming struct {
	Who, By string
	At      time.Time
	Undo    string // whoever asked that it be undone; somebody else has to ask so too
}

// Conflicts lists who is named as in conflict, in the order of naming. The person concerned and the reporting line are kept from
// the case without being named.
func (c Case) Conflicts() []Naming {
	var out []Naming
	for _, e := range c.Events {
		at := -1
		for i, n := range out {
			if n.Who == e.Who {
				at = i
			}
		}
		switch {
		case e.Kind == Conflicting && at < 0:
			out = append(out, Naming{Who: e.Who, By: e.By, At: e.At})
		case e.Kind == Unnaming && at >= 0 && out[at].Undo == "":
			out[at].Undo = e.By
		case e.Kind == Unnaming && at >= 0:
			out = append(out[:at:at], out[at+1:]...)
		}
	}
	return out
}

func (c Case) naming(who string) (Naming, bool) {
	for _, n := range c.Conflicts() {
		if n.Who == who {
			return n, true
		}
	}
	return Naming{}, false
}

// InConflict reports whether a user is named.
func (c Case) InConflict(who string) bool {
	_, yes := c.naming(who)
	return yes
}

// conflict lets whoever holds the case name others. Whoever is in conflict himself hands the case over instead.
func conflict(c Case, e Event) (Case, error) {
	switch {
	case c.Owner != e.By:
		return c, refused("not_owner")
	case e.Who == e.By:
		return c, refused("conflict_self")
	case c.InConflict(e.Who):
		return c, refused("conflict_named")
	}
	return c, nil
}

// unname needs two people: the first asks, the second does it.
func unname(c Case, e Event) (Case, error) {
	n, ok := c.naming(e.Who)
	switch {
	case !ok:
		return c, refused("conflict_none")
	case e.By == e.Who:
		return c, refused("conflict_self")
	case n.Undo == e.By:
		return c, refused("second_person")
	}
	return c, c.passing(e.By)
}
