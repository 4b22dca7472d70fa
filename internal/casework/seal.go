package casework

import "time"

// The kinds of events about who belongs to a case.
const (
	Sealing Kind = "seal"   // from now on the case is seen by its members only; a seal is not taken off
	Joining Kind = "member" // a member is named by a member
)

// Membership is a user who belongs to a case, and with it sees it when it is sealed.
type Membership struct {
	Who, By string
	At      time.Time
	Until   time.Time // zero: for good; else break-glass, which ends
}

// Members lists who belongs to the case: whoever sealed it, whoever was named, whoever broke the glass, each once. Those in
// conflict are not members, whatever was written.
func (c Case) Members() []Membership {
	at, order := map[string]Membership{}, []string{}
	put := func(m Membership) {
		old, have := at[m.Who]
		if !have {
			order = append(order, m.Who)
		}
		if !have || !old.Until.IsZero() {
			at[m.Who] = m
		}
	}
	for _, e := range c.Events {
		switch e.Kind {
		case Sealing:
			put(Membership{Who: e.By, By: e.By, At: e.At})
		case Joining:
			put(Membership{Who: e.Who, By: e.By, At: e.At})
		case GlassAlone:
			put(Membership{e.By, e.By, e.At, e.Ends})
		case GlassOpening:
			put(Membership{e.Who, e.By, e.At, e.Ends})
		}
	}
	var out []Membership
	for _, who := range order {
		if !c.InConflict(who) {
			out = append(out, at[who])
		}
	}
	return out
}

// Member reports whether a user belongs to the case at a time.
func (c Case) Member(who string, now time.Time) bool {
	for _, m := range c.Members() {
		if m.Who == who {
			return m.Until.IsZero() || now.Before(m.Until)
		}
	}
	return false
}

// lasting reports whether a user belongs to the case for good.
func (c Case) lasting(who string) bool {
	for _, m := range c.Members() {
		if m.Who == who {
			return m.Until.IsZero()
		}
	}
	return false
}

// passing refuses whoever is in a sealed case by break-glass: he looks for an hour, and takes over nothing that outlives it.
func (c Case) passing(who string) error {
	if c.Sealed && !c.lasting(who) {
		return refused("glass_looks")
	}
	return nil
}

// alone refuses whoever opened a sealed case alone: nobody has said yet that he should be here, so that he is not one of two people in it.
func (c Case) alone(who string) error {
	for _, m := range c.Members() {
		if m.Who == who && !m.Until.IsZero() && m.By == who {
			return c.passing(who)
		}
	}
	return nil
}

func seal(c Case, e Event) (Case, error) {
	switch {
	case c.Owner != e.By:
		return c, refused("not_owner")
	case c.Sealed:
		return c, refused("sealed_already")
	case len(c.Merged()) > 0:
		return c, refused("seal_merged")
	}
	c.Sealed = true
	return c, nil
}

func join(c Case, e Event) (Case, error) {
	switch {
	case c.Owner != e.By && !c.lasting(e.By):
		return c, refused("not_member")
	case c.InConflict(e.Who):
		return c, refused("conflict_named")
	case c.lasting(e.Who):
		return c, refused("member_already")
	}
	return c, nil
}
