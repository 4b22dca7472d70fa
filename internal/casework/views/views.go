// Package views keeps a filter of the queue under a name, for oneself or for everybody of a role that one has.
package views

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/url"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/casework"
	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/ledger"
)

// MaxName bounds a name, in bytes, and Most how many views one user keeps.
const (
	MaxName = 80
	Most    = 50
)

// View is a filter under a name.
type View struct {
	ID, By  string
	ByName  string      // when read
	Role    access.Role // who sees it too; "" for nobody else
	Name    string
	Filter  casework.Filter
	At      time.Time
	Mine    bool // of the viewer
	Default bool // what the viewer's queue begins with
}

// Check reports what is missing. A view that others see holds no words that were typed to look for somebody.
func (v View) Check(who access.Actor) error {
	switch {
	case strings.TrimSpace(v.Name) == "" || len(v.Name) > MaxName || !utf8.ValidString(v.Name):
		return fmt.Errorf("%w: views_name", core.ErrInvalid)
	case v.Role != "" && !slices.Contains(who.Roles, v.Role):
		return fmt.Errorf("%w: views_role", core.ErrInvalid)
	case v.Role != "" && v.Filter.Text != "":
		return fmt.Errorf("%w: views_words", core.ErrInvalid)
	}
	return nil
}

// kept is a view as it is kept.
type kept struct {
	Name  string
	Query string
}

// Encode writes what of a view is sealed.
func (v View) Encode() (string, error) {
	text, err := json.Marshal(kept{v.Name, v.Filter.Values().Encode()})
	return string(text), err
}

// Decode reads it. A part of a filter that is no longer known is left out.
func (v *View) Decode(text string) error {
	var k kept
	if err := json.Unmarshal([]byte(text), &k); err != nil {
		return fmt.Errorf("view: %w", err)
	}
	q, err := url.ParseQuery(k.Query)
	if err != nil {
		return fmt.Errorf("view: %w", err)
	}
	v.Name = k.Name
	v.Filter, _ = casework.ParseFilter(q)
	return nil
}

// Reader reads for a viewer.
type Reader interface {
	Views(viewer access.Actor) ([]View, error) // his own and those of his roles, by time
	Choice(user, name string) (string, error)  // "" for none
}

// Writer changes views inside an act.
type Writer interface {
	Reader
	PutView(View) error // a new one, or another name
	DropView(id, by string) error
	Choose(user, name, value string) error
}

// Store acts and reads in one transaction each.
type Store interface {
	Act(ctx context.Context, e ledger.Entry, detail []byte, do func(Writer) error) error
	View(ctx context.Context, do func(Reader) error) error
}

// Desk is where views are kept.
type Desk struct {
	Store  Store
	Random io.Reader
}

// begin is the name of the choice of a user's first view.
const begin = "queue.begin"

func list(r Reader, who access.Actor) ([]View, error) {
	all, err := r.Views(who)
	if err != nil {
		return nil, err
	}
	first, err := r.Choice(who.User, begin)
	for i := range all {
		all[i].Mine, all[i].Default = all[i].By == who.User, all[i].ID == first
	}
	return all, err
}

// List lists the views that somebody may use.
func (d Desk) List(ctx context.Context, who access.Actor) (out []View, err error) {
	if !access.May(who, access.SeePeople) {
		return nil, core.ErrNotFound
	}
	err = d.Store.View(ctx, func(r Reader) error { out, err = list(r, who); return err })
	return out, err
}

// Save keeps a filter under a name.
func (d Desk) Save(ctx context.Context, who access.Actor, v View, now time.Time) error {
	if err := v.Check(who); err != nil {
		return err
	}
	id, err := access.NewID("v-", d.Random)
	if err != nil {
		return err
	}
	v.ID, v.By, v.At, v.Name = id, who.User, now, strings.TrimSpace(v.Name)
	return d.act(ctx, who, "view.save", v.ID, v, now, func(w Writer, all []View) error {
		own := 0
		for _, x := range all {
			if x.Mine {
				own++
			}
		}
		if own >= Most {
			return fmt.Errorf("%w: views_most", core.ErrConflict)
		}
		return w.PutView(v)
	})
}

// Rename gives one's own view another name.
func (d Desk) Rename(ctx context.Context, who access.Actor, id, name string, now time.Time) error {
	return d.act(ctx, who, "view.rename", id, name, now, func(w Writer, all []View) error {
		v, err := own(all, id)
		if err != nil {
			return err
		}
		v.Name = strings.TrimSpace(name)
		if err := v.Check(who); err != nil {
			return err
		}
		return w.PutView(v)
	})
}

// Delete drops one's own view.
func (d Desk) Delete(ctx context.Context, who access.Actor, id string, now time.Time) error {
	return d.act(ctx, who, "view.delete", id, nil, now, func(w Writer, all []View) error {
		if _, err := own(all, id); err != nil {
			return err
		}
		return w.DropView(id, who.User)
	})
}

// Begin has one's queue begin with a view, or not any more.
func (d Desk) Begin(ctx context.Context, who access.Actor, id string, on bool, now time.Time) error {
	return d.act(ctx, who, "view.begin", id, nil, now, func(w Writer, all []View) error {
		if !slices.ContainsFunc(all, func(v View) bool { return v.ID == id }) {
			return core.ErrNotFound
		}
		if !on {
			id = ""
		}
		return w.Choose(who.User, begin, id)
	})
}

func own(all []View, id string) (View, error) {
	for _, v := range all {
		if v.ID == id && v.Mine {
			return v, nil
		}
	}
	return View{}, core.ErrNotFound
}

func (d Desk) act(ctx context.Context, who access.Actor, act, id string, detail any, now time.Time, do func(Writer, []View) error) error {
	if !access.May(who, access.SeePeople) {
		return core.ErrNotFound
	}
	text, err := json.Marshal(detail)
	if err != nil {
		return fmt.Errorf("view: %w", err)
	}
	return d.Store.Act(ctx, ledger.Entry{At: now, Actor: who.User, Act: act, Object: id}, text, func(w Writer) error {
		all, err := list(w, who)
		if err != nil {
			return err
		}
		return do(w, all)
	})
}
