package detect

import "slices"

// calendar keeps one T per UTC day, in pages of 64 days: a person's days lie close together, and a
// page is found by looking at one or two. The zero calendar is empty.
type calendar[T any] struct{ pages []page[T] }

type page[T any] struct {
	from int // first day, a multiple of 64
	days *[64]T
	has  uint64
}

// at is the T of a day, made on first use; fresh reports that it was.
func (c *calendar[T]) at(day int) (t *T, fresh bool) {
	p := c.page(day &^ 63)
	bit := uint64(1) << (day & 63)
	fresh = p.has&bit == 0
	p.has |= bit
	return &p.days[day&63], fresh
}

func (c *calendar[T]) page(from int) *page[T] {
	for i := range c.pages {
		if c.pages[i].from == from {
			return &c.pages[i]
		}
	}
	i, _ := slices.BinarySearchFunc(c.pages, from, func(p page[T], f int) int { return p.from - f })
	c.pages = slices.Insert(c.pages, i, page[T]{from: from, days: new([64]T)})
	return &c.pages[i]
}

// get is the T of a day, or nil.
func (c *calendar[T]) get(day int) *T {
	for i := range c.pages {
		if p := &c.pages[i]; p.from == day&^63 && p.has&(1<<(day&63)) != 0 {
			return &p.days[day&63]
		}
	}
	return nil
}

// each visits the days that were made, in rising order.
func (c *calendar[T]) each(f func(day int, t *T)) {
	for i := range c.pages {
		p := &c.pages[i]
		for k := range p.days {
			if p.has&(1<<k) != 0 {
				f(p.from+k, &p.days[k])
			}
		}
	}
}
