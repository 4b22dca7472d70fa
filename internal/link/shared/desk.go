package shared

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/ledger"
	"github.com/taupier-eu/taupier/internal/link"
)

// Desk is where an actor looks at what people share. Each look is an entry of the ledger: without it, nothing is shown.
type Desk struct {
	Store     Store
	Catalogue []core.Signal // for the ordinary explanations of each kind
	Watch     Watch         // nil: no bound
}

// Watch bounds how many people somebody looks at.
type Watch interface {
	MayLook(ctx context.Context, who access.Actor, person string, now time.Time) error
	HasLooked(ctx context.Context, who access.Actor, person string, now time.Time) error
}

// Held is what one person shares with others.
type Held struct {
	Person Person
	Ties   []Tie        // the most telling first
	Common []link.Thing // what so many have that it makes no link
}

// Of shows what a person shares with others.
func (d Desk) Of(ctx context.Context, who access.Actor, id string, kinds []core.TraitKind, now time.Time) (Held, error) {
	var h Held
	err := d.look(ctx, who, id, kinds, now, func(n near) error {
		var err error
		h, err = d.of(n, id)
		return err
	}, id)
	return h, err
}

// Beside is the same on the page of a person that was just opened: that page's entry stands for it.
func (d Desk) Beside(ctx context.Context, who access.Actor, id string) (Held, error) {
	if !access.May(who, access.SeePeople) {
		return Held{}, core.ErrNotFound
	}
	var h Held
	err := d.Store.View(ctx, func(r Reader) error {
		var err error
		h, err = d.of(near{r, who, nil}, id)
		return err
	})
	return h, err
}

func (d Desk) of(n near, id string) (h Held, err error) {
	if h.Person, err = n.person(id); err != nil {
		return h, err
	}
	if h.Ties, err = d.ties(n, id, anybody); err != nil {
		return h, err
	}
	h.Common, err = n.CommonThings(n.viewer, n.kinds, []string{id})
	return h, err
}

// person is somebody whom the viewer may see; anybody else is core.ErrNotFound.
func (n near) person(id string) (Person, error) {
	names, err := n.Named(n.viewer, []string{id})
	if err != nil {
		return Person{}, err
	}
	p, ok := names[id]
	if !ok {
		return Person{}, core.ErrNotFound
	}
	return p, nil
}

// look does what whoever sees people may, under an entry that says at whom. Each of the people counts as one who was looked at.
func (d Desk) look(ctx context.Context, who access.Actor, object string, kinds []core.TraitKind, now time.Time, do func(near) error, people ...string) error {
	if !access.May(who, access.SeePeople) {
		return core.ErrNotFound
	}
	for _, k := range kinds {
		if !slices.Contains(link.Kinds(), k) {
			return fmt.Errorf("%w: kind", core.ErrInvalid)
		}
	}
	for _, id := range people {
		if err := d.watched(id, func() error { return d.Watch.MayLook(ctx, who, id, now) }); err != nil {
			return err
		}
	}
	err := d.Store.Act(ctx, ledger.Entry{At: now, Actor: who.User, Act: "links.view", Object: object}, func(r Reader) error {
		return do(near{r, who, kinds})
	})
	for _, id := range people {
		if err == nil {
			err = d.watched(id, func() error { return d.Watch.HasLooked(ctx, who, id, now) })
		}
	}
	return err
}

func (d Desk) watched(person string, do func() error) error {
	if d.Watch == nil || person == "" {
		return nil
	}
	return do()
}
