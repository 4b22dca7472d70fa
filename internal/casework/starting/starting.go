// Package starting is what a hiring manager may know before somebody starts: that all is verified, that something is awaited and from
// whom, or that personnel has something to say. It knows of no finding and no case, so that it can tell of none.
package starting

import (
	"context"
	"slices"
	"time"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/casework"
	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/ledger"
)

// State is all that is said.
type State string

// The states.
const (
	Complete State = "complete"
	Waiting  State = "waiting" // recruitment verifies
	SeeHR    State = "see_hr"
)

// Person is somebody in an interview or hired, with what remains to be verified and what personnel said.
type Person struct {
	ID, Name, Title string
	Stage           core.Stage
	Left            int    // things that remain to be verified
	Ask             bool   // personnel wants to be asked first
	Manager         string // user who is told; "" for nobody yet, beside the reporting line of the dossier
}

// State is what the hiring manager sees. What personnel said by hand comes first; nothing else overrides what is left to verify.
func (p Person) State() State {
	switch {
	case p.Ask:
		return SeeHR
	case p.Left > 0:
		return Waiting
	}
	return Complete
}

// Reader reads for a viewer.
type Reader interface {
	Starting(viewer access.Actor) ([]Person, error)             // everybody in an interview or hired but the viewer, and whom he stands above
	StartingFor(viewer access.Actor) ([]Person, error)          // those of a hiring manager
	StartManagers() ([]access.Actor, error)                     // who may be told
	StartingOne(viewer access.Actor, id string) (Person, error) // one of Starting
}

// Writer keeps what personnel says.
type Writer interface {
	Reader
	PutStart(person, manager string, ask bool) error
}

// Store acts in one transaction each.
type Store interface {
	Act(ctx context.Context, e ledger.Entry, detail []byte, do func(Writer) error) error
}

// Desk is the page of hiring managers, and of personnel behind it.
type Desk struct{ Store Store }

// List lists a hiring manager's people; for personnel, everybody's, with who may be told.
func (d Desk) List(ctx context.Context, who access.Actor, now time.Time) (people []Person, managers []access.Actor, err error) {
	if !access.May(who, access.SeeStart) {
		return nil, nil, core.ErrNotFound
	}
	err = d.Store.Act(ctx, ledger.Entry{At: now, Actor: who.User, Act: "start.list"}, nil, func(w Writer) error {
		if !access.May(who, access.MarkStart) {
			people, err = w.StartingFor(who)
			return err
		}
		if people, err = w.Starting(who); err != nil {
			return err
		}
		managers, err = w.StartManagers()
		return err
	})
	return people, managers, err
}

// Mark says who is told of somebody, and whether personnel wants to be asked first.
func (d Desk) Mark(ctx context.Context, who access.Actor, person, manager string, ask bool, now time.Time) error {
	if !access.May(who, access.MarkStart) {
		return core.ErrNotFound
	}
	why := "told"
	if ask {
		why = "see_hr"
	}
	return d.Store.Act(ctx, ledger.Entry{At: now, Actor: who.User, Act: "start.mark", Object: person, Why: why}, []byte(manager), func(w Writer) error {
		if _, err := w.StartingOne(who, person); err != nil {
			return err
		}
		managers, err := w.StartManagers()
		if err != nil {
			return err
		}
		if manager != "" && !slices.ContainsFunc(managers, func(a access.Actor) bool { return a.User == manager }) {
			return core.ErrInvalid
		}
		return w.PutStart(person, manager, ask)
	})
}

// Of makes the entry of a person.
func Of(p casework.Person) Person {
	return Person{ID: p.ID, Name: p.Name, Title: p.Title, Stage: p.Stage, Left: len(p.Tasks)}
}
