package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/ledger"
	"github.com/taupier-eu/taupier/internal/setup"
)

const setupName = "setup"

// Setting reads a document of the server's own; its absence is core.ErrNotFound.
func (v *View) Setting(name string, into any) error {
	var doc string
	if err := v.row("select doc from settings where name = $1", name).Scan(&doc); err != nil {
		return found(err)
	}
	if err := v.unseal("settings.doc", name, &doc); err != nil {
		return err
	}
	if err := json.Unmarshal([]byte(doc), into); err != nil {
		return fmt.Errorf("setting %s: %w", name, err)
	}
	return nil
}

// PutSetting keeps a document of the server's own.
func (t *Tx) PutSetting(name string, value any) error {
	doc, err := json.Marshal(value)
	if err != nil {
		return fmt.Errorf("setting %s: %w", name, err)
	}
	sealed, err := t.seal("settings.doc", name, string(doc))
	if err != nil {
		return err
	}
	return t.exec("insert into settings (name, doc) values ($1, $2) on conflict (name) do update set doc = excluded.doc", name, sealed)
}

// Answers reads the set-up (setup.Store).
func (db *DB) Answers(ctx context.Context) (setup.Answers, error) {
	var a setup.Answers
	err := db.View(ctx, func(v *View) error { return v.Setting(setupName, &a) })
	if errors.Is(err, core.ErrNotFound) {
		return setup.Answers{}, nil
	}
	return a, err
}

// SaveAnswers keeps a set-up that is not finished (setup.Store).
func (db *DB) SaveAnswers(ctx context.Context, a setup.Answers, step setup.Step, now time.Time) error {
	return db.Act(ctx, ledger.Entry{At: now, Actor: "setup", Act: "setup.save", Object: string(step)}, nil, func(t *Tx) error { return t.PutSetting(setupName, a) })
}

// FinishSetup makes the users with their addresses and ends the set-up, all in one (setup.Store). The entry's detail says who
// received which role.
func (db *DB) FinishSetup(ctx context.Context, a setup.Answers, links []access.Link, now time.Time) error {
	detail, err := json.Marshal(a.People)
	if err != nil {
		return fmt.Errorf("finish the set-up: %w", err)
	}
	return db.Act(ctx, ledger.Entry{At: now, Actor: "setup", Act: "setup.finish"}, detail, func(t *Tx) error {
		for _, p := range a.People {
			if err := t.PutUser(access.Actor{User: p.ID, Name: p.Name, Person: p.Dossier, Roles: p.Roles}); err != nil {
				return err
			}
		}
		for _, l := range links {
			if err := t.putLink(l); err != nil {
				return err
			}
		}
		return t.PutSetting(setupName, a)
	})
}
