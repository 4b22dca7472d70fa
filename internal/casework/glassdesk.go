package casework

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/ledger"
)

// BreakGlass asks to see what is sealed under a case's number or about a person, or, alone, opens it at once and for an hour: then
// somebody else says within a day whether that was right. The members and the data protection officer are told in the same act;
// there is no way to do one without the other. It gives the ids of the cases that are open now.
//
// Whoever finds nothing learns as much as whoever is kept from it: that it was tried is in the ledger both times.
func (d Desk) BreakGlass(ctx context.Context, who access.Actor, name, why string, alone bool, now time.Time) ([]string, error) {
	if !access.May(who, access.ApproveActs) {
		return nil, core.ErrNotFound
	}
	if err := access.Recent(who, now); err != nil {
		return nil, err
	}
	e := Event{At: now, By: who.User, Kind: GlassAsking, Text: why}
	if alone {
		e.Kind, e.Ends = GlassAlone, now.Add(GlassLife)
	}
	if err := e.Check(); err != nil {
		return nil, err
	}
	var opened []string
	err := d.glass(ctx, e, "", func(w Writer) error {
		cases, err := w.Behind(who, name)
		if err != nil {
			return err
		}
		cases = slices.DeleteFunc(cases, func(c Case) bool { return c.Member(who.User, now) })
		if len(cases) == 0 {
			return core.ErrNotFound
		}
		for _, c := range cases {
			if e.Approval, err = access.NewID("g-", d.Random); err != nil {
				return err
			}
			if err := d.applyAndTell(w, c, e); err != nil {
				return err
			}
			opened = append(opened, c.ID)
		}
		return nil
	})
	if err != nil || !alone {
		opened = nil
	}
	return opened, d.recordRefusal(ctx, who, "glass.refused", "", now, err)
}

// AnswerKnock lets in whoever asked, or says whether it was right to open a case alone; yes is the answer to either. Whoever is
// not let in is answered nothing: the ask ends by itself.
func (d Desk) AnswerKnock(ctx context.Context, who access.Actor, id string, yes bool, why string, now time.Time) error {
	if !access.May(who, access.ApproveActs) {
		return core.ErrNotFound
	}
	find := func(r Reader) (Knock, error) {
		all, err := r.Knocks(who, now)
		at := slices.IndexFunc(all, func(k Knock) bool { return k.ID == id })
		if err != nil || at < 0 {
			return Knock{}, first(err, core.ErrNotFound)
		}
		return all[at], nil
	}
	var k Knock
	if err := d.Store.View(ctx, func(r Reader) (err error) { k, err = find(r); return err }); err != nil {
		return d.recordRefusal(ctx, who, "glass.refused", id, now, err)
	}
	if err := access.Recent(who, now); err != nil {
		return err
	}
	e := answerTo(k, who, yes, why, now)
	if err := e.Check(); err != nil {
		return err
	}
	err := d.glass(ctx, e, id, func(w Writer) error {
		again, err := find(w)
		if err != nil {
			return err
		}
		cases, err := w.Behind(who, again.Case)
		if err != nil || len(cases) != 1 {
			return first(err, core.ErrNotFound)
		}
		return d.applyAndTell(w, cases[0], e)
	})
	return d.recordRefusal(ctx, who, "glass.refused", id, now, err)
}

func answerTo(k Knock, who access.Actor, yes bool, why string, now time.Time) Event {
	e := Event{At: now, By: who.User, Who: k.User, Text: why, Approval: k.ID}
	switch {
	case k.Alone && yes:
		e.Kind, e.Trial = GlassReviewing, Holds
	case k.Alone:
		e.Kind, e.Trial = GlassReviewing, Fails
	case yes:
		e.Kind, e.Ends = GlassOpening, now.Add(GlassLife)
	}
	return e // nothing is written for a no: an event without a kind is not valid
}

// applyAndTell writes the event and tells the members and the data protection officer.
func (d Desk) applyAndTell(w Writer, c Case, e Event) error {
	if err := apply(w, c, e); err != nil {
		return err
	}
	word := "told_" + string(e.Kind)
	return first(w.Tell(c.ID, "", word, e.At), w.Tell(c.ID, access.DPO, word, e.At))
}

func (d Desk) glass(ctx context.Context, e Event, object string, do func(Writer) error) error {
	detail, err := json.Marshal(e)
	if err != nil {
		return fmt.Errorf("case: %w", err)
	}
	return d.Store.Act(ctx, ledger.Entry{At: e.At, Actor: e.By, Act: "glass." + strings.TrimPrefix(string(e.Kind), "glass_"), Object: object}, detail, do)
}

// Notices lists what an actor was told. Only he himself sees it.
func (d Desk) Notices(ctx context.Context, who access.Actor, now time.Time) ([]Told, error) {
	var out []Told
	err := d.Store.View(ctx, func(r Reader) (err error) {
		out, err = r.Told(who.User, now.Add(-ToldFor))
		return err
	})
	return out, err
}
