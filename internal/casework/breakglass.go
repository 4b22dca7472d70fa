package casework

import "time"

// The kinds of events about opening a sealed case without being a member.
const (
	GlassAsking    Kind = "glass_ask"    // asked, and waiting for a second person
	GlassOpening   Kind = "glass_open"   // a second person let whoever asked in
	GlassAlone     Kind = "glass_alone"  // opened alone: somebody else says within a day whether that was right
	GlassReviewing Kind = "glass_review" // it was, or it was not
)

// How long things last around break-glass.
const (
	GlassLife      = 60 * time.Minute // the case stays open for whoever broke the glass
	GlassAskLife   = 24 * time.Hour   // an ask waits
	GlassReviewDue = 24 * time.Hour   // after opening alone
)

// Glass is one time that somebody who is no member asked to see the sealed case.
type Glass struct {
	Who, Why string
	At       time.Time
	Alone    bool
	Second   string    // who let him in, or reviewed it
	Ends     time.Time // of seeing; zero when he was not let in
	Right    Trial     // review: Holds when it was right to open it; Unclear before
}

// Glasses lists them.
func (c Case) Glasses() []Glass {
	var out []Glass
	last := func(who string) *Glass {
		for i := len(out) - 1; i >= 0; i-- {
			if out[i].Who == who {
				return &out[i]
			}
		}
		return &Glass{}
	}
	for _, e := range c.Events {
		switch e.Kind {
		case GlassAsking:
			out = append(out, Glass{Who: e.By, Why: e.Text, At: e.At, Right: Unclear})
		case GlassAlone:
			out = append(out, Glass{Who: e.By, Why: e.Text, At: e.At, Alone: true, Ends: e.Ends, Right: Unclear})
		case GlassOpening:
			g := last(e.Who)
			g.Second, g.Ends = e.By, e.Ends
		case GlassReviewing:
			g := last(e.Who)
			g.Second, g.Right = e.By, e.Trial
		}
	}
	return out
}

// glass is the newest of a user.
func (c Case) glass(who string) (Glass, bool) {
	all := c.Glasses()
	for i := len(all) - 1; i >= 0; i-- {
		if all[i].Who == who {
			return all[i], true
		}
	}
	return Glass{}, false
}

func checkGlass(e Event) error {
	return first(checkReason(e), says(e.Kind != GlassAlone || e.Ends.Equal(e.At.Add(GlassLife)), "kind"))
}

func checkGlassOpening(e Event) error {
	return first(says(e.Who != "", "no_who"), checkReason(e), says(e.Ends.Equal(e.At.Add(GlassLife)), "kind"))
}

func checkGlassReview(e Event) error {
	return first(says(e.Who != "", "no_who"), says(e.Trial == Holds || e.Trial == Fails, "no_trial"), checkReason(e))
}

// knock is for whoever is no member, of a case that is sealed, once at a time.
func knock(c Case, e Event) (Case, error) {
	g, before := c.glass(e.By)
	switch {
	case !c.Sealed || c.Member(e.By, e.At):
		return c, refused("glass_none")
	case before && g.Alone && g.Right == Unclear:
		return c, refused("glass_review_first")
	}
	return c, nil
}

func openGlass(c Case, e Event) (Case, error) {
	g, ok := c.glass(e.Who)
	switch {
	case !ok || g.Alone || g.Second != "":
		return c, refused("not_waiting")
	case e.By == e.Who || c.InConflict(e.By):
		return c, refused("second_person")
	case !e.At.Before(g.At.Add(GlassAskLife)):
		return c, refused("approval_late")
	}
	return c, nil
}

func reviewGlass(c Case, e Event) (Case, error) {
	g, ok := c.glass(e.Who)
	switch {
	case !ok || !g.Alone || g.Second != "":
		return c, refused("not_waiting")
	case e.By == e.Who || c.InConflict(e.By):
		return c, refused("second_person")
	}
	return c, nil
}
