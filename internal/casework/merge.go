package casework

// The kinds of events about two cases that are worked on as one.
const (
	Merging   Kind = "merge"
	Splitting Kind = "split"
)

// Merge puts a case into another: one event in each, by whoever holds both. Nothing of either is lost; the one that was put into
// the other takes no more events until they are split, and whoever is kept from one is kept from both. An answer of the person is reviewed
// first: nobody could review it afterwards.
func Merge(into, from Case, e Event) (Case, Case, error) {
	switch {
	case into.ID == from.ID || len(from.Merged()) > 0:
		return into, from, refused("merged_already")
	case from.Unreviewed():
		return into, from, refused("answer_waits")
	}
	e.Kind, e.Other = Merging, from.ID
	a, err := into.Apply(e)
	if err != nil {
		return into, from, err
	}
	e.Other = into.ID
	b, err := from.Apply(e)
	if err != nil {
		return into, from, err
	}
	b.Root = into.ID
	return a, b, nil
}

// Split takes it out again: both go on from where they were.
func Split(into, from Case, e Event) (Case, Case, error) {
	if from.Root != into.ID || into.ID == from.ID {
		return into, from, refused("not_merged")
	}
	e.Kind, e.Other = Splitting, from.ID
	a, err := into.Apply(e)
	if err != nil {
		return into, from, err
	}
	e.Other = into.ID
	b, err := from.Apply(e)
	if err != nil {
		return into, from, err
	}
	b.Root = from.ID
	return a, b, nil
}

// Merged lists the cases that are in this one now.
func (c Case) Merged() []string {
	var out []string
	if c.Root != c.ID {
		return nil
	}
	for _, e := range c.Events {
		switch e.Kind {
		case Merging:
			out = append(out, e.Other)
		case Splitting:
			for i, id := range out {
				if id == e.Other {
					out = append(out[:i:i], out[i+1:]...)
					break
				}
			}
		}
	}
	return out
}

func checkMerging(e Event) error { return first(says(e.Other != "", "no_case"), checkReason(e)) }

// merging is what each of the two has to allow. Cases that are sealed stay apart: their members are not the same.
func merging(c Case, e Event) (Case, error) {
	switch {
	case c.Owner != e.By:
		return c, refused("not_owner")
	case c.Sealed:
		return c, refused("seal_merged")
	}
	return c, nil
}

// splitting is for whoever holds both; the case that was put into the other kept its holder.
func splitting(c Case, e Event) (Case, error) {
	if c.Owner != e.By {
		return c, refused("not_owner")
	}
	return c, nil
}
