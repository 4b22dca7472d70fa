package store

import (
	"maps"
	"slices"
	"strconv"
)

// holdersAtOnce is how many rows of who has what are written in one act, about.
const holdersAtOnce = 4000

// put writes what is not as it was, some at a time. What two people state stands before what they share, and goes after it: nobody
// looks meanwhile as if he had kept a relation to himself.
func (p *putting) put(parts act) error {
	part := func(do func(*Tx) error) error {
		return parts(func(t *Tx) error {
			return firstOf(do(t), t.exec("update link_state set n = n + 1 where id = 1"))
		})
	}
	fresh, gone, weights := p.choose()
	if !maps.Equal(weights, p.weights) {
		if err := part(func(t *Tx) error { return t.putWeights(weights) }); err != nil {
			return err
		}
	}
	come, leave := p.relations()
	for some := range slices.Chunk(come, holdersAtOnce) {
		if err := part(func(t *Tx) error { return t.putStated(some) }); err != nil {
			return err
		}
	}
	if err := p.forget(gone, part); err != nil {
		return err
	}
	if err := p.putThings(fresh, part); err != nil {
		return err
	}
	for some := range slices.Chunk(leave, holdersAtOnce) {
		if err := part(func(t *Tx) error { return t.forgetStated(some) }); err != nil {
			return err
		}
	}
	return nil
}

// forget takes things out.
func (p *putting) forget(gone []int64, part act) error {
	for len(gone) > 0 {
		n, rows := 0, 0
		for n < len(gone) && rows < holdersAtOnce {
			k := p.before[gone[n]]
			if k.large() {
				if err := p.hollow(gone[n], part); err != nil {
					return err
				}
			} else {
				rows += int(k.holders)
			}
			n++
		}
		if err := part(func(t *Tx) error { return t.forgetThings(gone[:n]) }); err != nil {
			return err
		}
		gone = gone[n:]
	}
	return nil
}

// hollow takes out everybody who has a thing, some at a time. From the first on, nobody is shown it.
func (p *putting) hollow(id int64, part act) error {
	for more := true; more; {
		err := part(func(t *Tx) error {
			if err := t.exec("update link_things set holders = 0, digest = 0 where id = $1", id); err != nil {
				return err
			}
			until, err := t.texts("select person from link_holders where thing = $1 order by person limit 1 offset "+strconv.Itoa(holdersAtOnce), id)
			if more = len(until) > 0; err != nil || !more {
				return firstOf(err, t.exec("delete from link_holders where thing = $1", id))
			}
			return t.exec("delete from link_holders where thing = $1 and person < $2", id, until[0])
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func (p *putting) putThings(fresh []freshThing, part act) error {
	for len(fresh) > 0 {
		n, rows := 0, 0
		for n < len(fresh) && (n == 0 || rows+fresh[n].rows() <= holdersAtOnce) {
			rows += fresh[n].rows()
			n++
		}
		var err error
		if rows > holdersAtOnce {
			err = p.putLarge(fresh[0], part)
		} else {
			err = p.putSome(fresh[:n], part)
		}
		if err != nil {
			return err
		}
		fresh = fresh[n:]
	}
	return nil
}

// putSome writes some things whole.
func (p *putting) putSome(list []freshThing, part act) error {
	var old []int64
	var things, holders [][]any
	for _, x := range list {
		if _, was := p.before[x.id]; was {
			old = append(old, x.id)
		}
		row, err := p.thingRow(x)
		if err != nil {
			return err
		}
		things = append(things, row)
		rows, err := p.holderRows(x, x.Holders)
		if err != nil {
			return err
		}
		holders = append(holders, rows...)
	}
	return part(func(t *Tx) error {
		return firstOf(t.forgetThings(old), t.putRows(intoThings, things), t.putRows(intoHolders, holders))
	})
}

// putLarge writes a thing that is too large for one act. Until its end nobody is shown it.
func (p *putting) putLarge(x freshThing, part act) error {
	if _, was := p.before[x.id]; was {
		if err := p.hollow(x.id, part); err != nil {
			return err
		}
	}
	row, err := p.thingRow(x)
	if err != nil {
		return err
	}
	empty := slices.Clone(row)
	empty[thingHolders], empty[thingDigest] = 0, 0
	err = part(func(t *Tx) error {
		return firstOf(t.exec("delete from link_things where id = $1", x.id), t.putRows(intoThings, [][]any{empty}))
	})
	if err != nil {
		return err
	}
	for some := range slices.Chunk(x.Holders, holdersAtOnce) {
		rows, err := p.holderRows(x, some)
		if err != nil {
			return err
		}
		if err := part(func(t *Tx) error { return t.putRows(intoHolders, rows) }); err != nil {
			return err
		}
	}
	return part(func(t *Tx) error {
		return t.change("update link_things set holders = $1, digest = $2 where id = $3", row[thingHolders], row[thingDigest], x.id)
	})
}
