package casework

// Releasing gives a case back, so that somebody else can take it.
const Releasing Kind = "release"

func release(c Case, e Event) (Case, error) {
	if c.Owner != e.By {
		return c, refused("not_owner")
	}
	c.Owner = ""
	return c, nil
}
