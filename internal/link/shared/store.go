// Package shared shows people what others share: with whom, through whom and by what. It reads for a viewer, through the wall: whoever
// it hides is no end of a link, no step of a chain and is in no count, as if he had nothing in common with anybody.
package shared

import (
	"context"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/ledger"
	"github.com/taupier-eu/taupier/internal/link"
)

// Person is somebody at the end of a link.
type Person struct {
	ID, Name, Title string
	Stage           core.Stage
}

// Reader reads what people share, for a viewer. Kinds narrow it; none are all.
type Reader interface {
	SharedThings(viewer access.Actor, kinds []core.TraitKind, people []string) ([]link.Thing, error) // that make links; without what Seen adds
	CommonThings(viewer access.Actor, kinds []core.TraitKind, people []string) ([]link.Thing, error) // that so many have that they make none
	SharedThing(viewer access.Actor, id string) (link.Thing, error)
	FindThings(viewer access.Actor, kinds []core.TraitKind, values []string) ([]link.Thing, error)
	CalledSo(viewer access.Actor, words string, most int) ([]Person, error)
	Seen(things []link.Thing) error // adds how it stands with each holder, and where it was seen
	Named(viewer access.Actor, people []string) (map[string]Person, error)
	Stated(people []string) (map[[2]string]string, error)
}

// Store acts and reads in one transaction each.
type Store interface {
	Act(ctx context.Context, e ledger.Entry, do func(Reader) error) error
	View(ctx context.Context, do func(Reader) error) error
}

// near is what a viewer may know of who shares what (link.Near).
type near struct {
	Reader
	viewer access.Actor
	kinds  []core.TraitKind
}

// Things are those of people that make links.
func (n near) Things(people []string) ([]link.Thing, error) {
	return n.SharedThings(n.viewer, n.kinds, people)
}
