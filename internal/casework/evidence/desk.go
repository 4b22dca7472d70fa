package evidence

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"time"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/casework"
	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/ledger"
)

// Reader reads for a viewer, through the wall of the case: whoever may not see the case gets core.ErrNotFound.
type Reader interface {
	Case(viewer access.Actor, id string) (casework.Case, error)
	Person(viewer access.Actor, id string) (casework.Person, error)
	Company() (casework.Company, error)
	Evidence(viewer access.Actor, caseID string) ([]Item, error)    // by number
	Custody(viewer access.Actor, caseID string) ([]Handling, error) // by time
}

// Writer changes evidence inside an act.
type Writer interface {
	Reader
	AddEvidence(Item) (Item, error) // gives it its number, and writes the first line of its custody
	Handle(Handling) error          // a further line of custody
}

// Store acts and reads in one transaction each.
type Store interface {
	Act(ctx context.Context, e ledger.Entry, detail []byte, do func(Writer) error) error
	View(ctx context.Context, do func(Reader) error) error
}

// Desk is where an actor works with the evidence of a case.
type Desk struct {
	Store  Store
	Shelf  *Shelf
	Random io.Reader
}

// Room reports whether a case takes more evidence from the actor. Ask it before bytes are taken.
func (d Desk) Room(ctx context.Context, who access.Actor, caseID string) error {
	if !access.May(who, access.WorkCases) {
		return core.ErrNotFound
	}
	return d.Store.View(ctx, func(r Reader) error {
		_, err := room(r, who, caseID)
		return err
	})
}

func room(r Reader, who access.Actor, caseID string) ([]Item, error) {
	c, err := r.Case(who, caseID)
	if err != nil {
		return nil, err
	}
	if c.State == casework.Closed {
		return nil, fmt.Errorf("%w: closed", core.ErrConflict)
	}
	items, err := r.Evidence(who, caseID)
	if err != nil {
		return nil, err
	}
	var sum int64
	for _, i := range items {
		sum += i.Size
	}
	if len(items) >= MaxItems || sum >= MaxBytes {
		return nil, fmt.Errorf("%w: evidence_full", core.ErrConflict)
	}
	return items, nil
}

// Add takes bytes into a case. When it returns nil, the bytes, what is said about them and the entry of the ledger are on disk.
func (d Desk) Add(ctx context.Context, who access.Actor, caseID, name, note string, body io.Reader, now time.Time) (Item, error) {
	if err := d.Room(ctx, who, caseID); err != nil {
		return Item{}, err
	}
	taken, err := d.Shelf.Take(body, MaxFile)
	if err != nil {
		return Item{}, err
	}
	return d.Enter(ctx, who, caseID, name, note, taken, now)
}

// Enter enters bytes that were taken. What is refused is removed from the folder again; what may have been entered stays.
func (d Desk) Enter(ctx context.Context, who access.Actor, caseID, name, note string, taken Taken, now time.Time) (Item, error) {
	i, err := d.enter(ctx, who, Item{Case: caseID, Name: text(name), Note: text(note), Size: taken.Size, SHA256: taken.SHA256, Blob: taken.Blob, By: who.User, At: now})
	if errors.Is(err, core.ErrUnsure) {
		return Item{}, err
	}
	if err != nil {
		return Item{}, errors.Join(d.Shelf.drop(taken.Blob), err)
	}
	return i, nil
}

func (d Desk) enter(ctx context.Context, who access.Actor, i Item) (Item, error) {
	if !access.May(who, access.WorkCases) {
		return i, core.ErrNotFound
	}
	if err := check(i.Name, i.Note); err != nil {
		return i, err
	}
	var err error
	if i.ID, err = access.NewID("e-", d.Random); err != nil {
		return i, err
	}
	detail, err := json.Marshal(Intake{i.Case, i.Name, i.Note, i.Size, i.SHA256})
	if err != nil {
		return i, fmt.Errorf("evidence: %w", err)
	}
	err = d.Store.Act(ctx, ledger.Entry{At: i.At, Actor: who.User, Act: "evidence.add", Object: i.ID}, detail, func(w Writer) error {
		items, err := room(w, who, i.Case)
		if err != nil {
			return err
		}
		if slices.ContainsFunc(items, func(o Item) bool { return o.SHA256 == i.SHA256 }) {
			return fmt.Errorf("%w: evidence_twice", core.ErrConflict)
		}
		i, err = w.AddEvidence(i)
		return err
	})
	return i, err
}

// File is a case with its evidence and what was done with it.
type File struct {
	Case    casework.Case
	Person  casework.Person
	Items   []Item
	Custody []Handling
}

// Look shows the evidence of a case. That it was looked at is an entry of the ledger.
func (d Desk) Look(ctx context.Context, who access.Actor, caseID string, now time.Time) (File, error) {
	if !access.May(who, access.WorkCases) {
		return File{}, core.ErrNotFound
	}
	var f File
	err := d.Store.Act(ctx, ledger.Entry{At: now, Actor: who.User, Act: "evidence.view", Object: caseID}, nil, func(w Writer) error {
		var err error
		f, err = Look(w, who, caseID)
		return err
	})
	return f, err
}

// Look reads a case with its evidence, inside an act that says why.
func Look(r Reader, who access.Actor, caseID string) (File, error) {
	var f File
	var err error
	if f.Case, err = r.Case(who, caseID); err != nil {
		return f, err
	}
	if f.Person, err = r.Person(who, f.Case.Subject); err != nil {
		return f, err
	}
	if f.Items, err = r.Evidence(who, caseID); err != nil {
		return f, err
	}
	f.Custody, err = r.Custody(who, caseID)
	return f, err
}

// Of lists the evidence of a case that the actor has just opened.
func (d Desk) Of(ctx context.Context, who access.Actor, caseID string) ([]Item, error) {
	if !access.May(who, access.WorkCases) {
		return nil, core.ErrNotFound
	}
	var items []Item
	err := d.Store.View(ctx, func(r Reader) error {
		var err error
		items, err = r.Evidence(who, caseID)
		return err
	})
	return items, err
}

// Open gives the bytes of an item, once the ledger and the chain of custody say who has them and why. Bytes that are not those
// that came in are ErrDamaged; that it was tried stands in the ledger all the same.
func (d Desk) Open(ctx context.Context, who access.Actor, caseID, id string, why Why, now time.Time) (Item, []byte, error) {
	if !access.May(who, access.WorkCases) {
		return Item{}, nil, core.ErrNotFound
	}
	var item Item
	err := d.Store.Act(ctx, ledger.Entry{At: now, Actor: who.User, Act: "evidence.open", Object: id, Why: string(why)}, nil, func(w Writer) error {
		if _, err := w.Case(who, caseID); err != nil { // a sealed one asks for a proof
			return err
		}
		items, err := w.Evidence(who, caseID)
		if err != nil {
			return err
		}
		at := slices.IndexFunc(items, func(i Item) bool { return i.ID == id })
		if at < 0 {
			return core.ErrNotFound
		}
		if !slices.Contains(Whys, why) {
			return fmt.Errorf("%w: evidence_no_why", core.ErrInvalid)
		}
		item = items[at]
		return w.Handle(Handling{Evidence: id, At: now, By: who.User, Act: Opening, Why: why})
	})
	if err != nil {
		return Item{}, nil, err
	}
	data, err := d.Shelf.Get(item)
	return item, data, err
}
