package casework

import (
	"cmp"
	"context"
	"slices"
	"time"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/ledger"
)

// MaxPage is how many people a page of a list holds at most, and MaxCount up to how many a list counts.
const (
	MaxPage  = 200
	MaxCount = 1000
)

// Listing is a page of a list of people.
type Listing struct {
	Rows  []Row
	Next  Place // of the page after; its beginning when there is none
	Count int   // of all that match, up to MaxCount+1, which means more
}

// People lists people by a filter after a place. That somebody listed them is an entry of the ledger: without it, nothing is shown.
func (d Desk) People(ctx context.Context, who access.Actor, f Filter, at Place, limit int, now time.Time) (Listing, error) {
	if !access.May(who, access.SeePeople) {
		return Listing{}, core.ErrNotFound
	}
	var l Listing
	limit = min(max(limit, 1), MaxPage)
	err := d.Store.Act(ctx, ledger.Entry{At: now, Actor: who.User, Act: "queue.view"}, nil, func(r Writer) error {
		var err error
		l.Count, l.Rows, err = page(r, who, f, at, limit+1)
		return err
	})
	if len(l.Rows) > limit {
		l.Rows = l.Rows[:limit]
		l.Next.After = l.Rows[limit-1].ID
	}
	return l, err
}

// page lists some of those whom a filter matches after a place, and counts them all up to MaxCount+1. Those who are counted are gone
// through once, and a page that lies among them is taken from there.
func page(r Reader, who access.Actor, f Filter, at Place, limit int) (int, []Row, error) {
	ids, err := r.PeopleIDs(who, f, Place{}, MaxCount+1)
	if err != nil {
		return 0, nil, err
	}
	begin := slices.Index(ids, at.After) + 1
	if at.After != "" && begin == 0 || len(ids) > MaxCount && begin+limit > len(ids) {
		rows, err := r.People(who, f, at, limit)
		return len(ids), rows, err
	}
	rows, err := r.PeopleByID(who, ids[begin:min(begin+limit, len(ids))])
	return len(ids), rows, err
}

// door is how somebody comes into a list: true is inside. Anybody can apply, and a thousand times; inside are those whom the company took.
func door(s core.Stage) bool { return !s.Before(core.Hired) }

// Turns orders people for the queue, so that no number of people pushes somebody away who stands out. Of each level and each door
// (applying, or inside) people take turns signal by signal, the higher sum first; then the n-th of each is compared by n times
// 1 for urgent, 2 for review and 3 for ask. So whoever is first of his level and door is among the first ten, whatever
// else is there. Fair queueing: Nagle, RFC 970; Demers, Keshav and Shenker, 1989.
func Turns(people []Person) []string {
	order := make([]turn, len(people))
	for i, p := range people {
		order[i] = turn{id: p.ID, level: slices.Index(core.Levels, p.Level), inside: door(p.Stage), sum: p.Score}
		if len(p.Questions) > 0 {
			order[i].signal = p.Questions[0].Signal
		}
	}
	rank(order, func(t turn) group { return group{t.level, t.inside, t.signal} })
	rank(order, func(t turn) group { return group{t.level, t.inside, ""} })
	for i := range order {
		order[i].n *= len(core.Levels) - order[i].level
	}
	slices.SortFunc(order, turn.compare)
	ids := make([]string, len(order))
	for i, t := range order {
		ids[i] = t.id
	}
	return ids
}

// turn is somebody who waits, and which one of his group he is.
type turn struct {
	id, signal string
	level, sum int
	inside     bool
	n          int
}

type group struct {
	level  int
	inside bool
	signal string
}

// compare puts people without a question last.
func (t turn) compare(o turn) int {
	quiet := func(t turn) int { return boolInt(t.level <= 0) }
	return cmp.Or(cmp.Compare(quiet(t), quiet(o)), cmp.Compare(t.n, o.n), cmp.Compare(o.level, t.level), cmp.Compare(o.sum, t.sum), cmp.Compare(t.id, o.id))
}

func boolInt(b bool) int {
	if b {
		return 1
	}
	return 0
}

// rank numbers people within their group, from 1, in the order that they have so far.
func rank(order []turn, of func(turn) group) {
	slices.SortFunc(order, turn.compare)
	count := map[group]int{}
	for i, t := range order {
		g := of(t)
		count[g]++
		order[i].n = count[g]
	}
}
