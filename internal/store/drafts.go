package store

import (
	"context"
	"database/sql"
	"strings"
	"time"

	"github.com/taupier-eu/taupier/internal/casework"
	"github.com/taupier-eu/taupier/internal/ledger"
)

func draftKey(user, page, field string) string { return strings.Join([]string{user, page, field}, "/") }

// Drafts lists what a user has typed on a page and not sent.
func (db *DB) Drafts(ctx context.Context, user, page string, now time.Time) ([]casework.Draft, error) {
	out := []casework.Draft{}
	err := db.View(ctx, func(v *View) error {
		return v.each(func(r *sql.Rows) error {
			d := casework.Draft{Page: page}
			var at int64
			if err := r.Scan(&d.Field, &d.Text, &at); err != nil {
				return err
			}
			d.At = fromMicros(at)
			err := v.unseal("drafts.body", draftKey(user, page, d.Field), &d.Text)
			out = append(out, d)
			return err
		}, "select field, body, at from drafts where user_id = $1 and page = $2 and at > $3 order by field", user, page, micros(now.Add(-casework.DraftLife)))
	})
	return out, err
}

// KeepDraft keeps what a user has typed into a field, in the place of what was kept before; nothing typed keeps nothing. What is older
// than DraftLife goes, whoever's it is.
func (db *DB) KeepDraft(ctx context.Context, user string, d casework.Draft, now time.Time) error {
	return db.Act(ctx, ledger.Entry{At: now, Actor: user, Act: "draft.keep"}, nil, func(t *Tx) error {
		if err := t.exec("delete from drafts where at <= $1 or user_id = $2 and page = $3 and field = $4", micros(now.Add(-casework.DraftLife)), user, d.Page, d.Field); err != nil || d.Text == "" {
			return err
		}
		body, err := t.seal("drafts.body", draftKey(user, d.Page, d.Field), d.Text)
		if err != nil {
			return err
		}
		return firstOf(t.exec("insert into drafts (user_id, page, field, body, at) values ($1, $2, $3, $4, $5)", user, d.Page, d.Field, body, micros(now)),
			t.exec("delete from drafts where user_id = $1 and at < (select coalesce(min(n.at), 0) from (select at from drafts where user_id = $1 order by at desc limit $2) n)", user, casework.MostDrafts))
	})
}

// DropDrafts drops what a user had typed on a page into the form that goes to an address: it was sent.
func (db *DB) DropDrafts(ctx context.Context, user, page, form string, now time.Time) error {
	return db.Act(ctx, ledger.Entry{At: now, Actor: user, Act: "draft.drop"}, nil, func(t *Tx) error {
		return t.exec("delete from drafts where user_id = $1 and page = $2 and substr(field, 1, length($3)) = $3", user, page, form+":")
	})
}

// keysChoice is the name of the choice whether single keys do something.
const keysChoice = "keys"

// KeysOff reports whether a user has turned single keys off.
func (db *DB) KeysOff(ctx context.Context, user string) (off bool, err error) {
	err = db.View(ctx, func(v *View) error {
		value, err := v.Choice(user, keysChoice)
		off = value == "off"
		return err
	})
	return off, err
}

// TurnKeys turns single keys on or off for a user.
func (db *DB) TurnKeys(ctx context.Context, user string, on bool, now time.Time) error {
	value := "off"
	if on {
		value = "on"
	}
	return db.Act(ctx, ledger.Entry{At: now, Actor: user, Act: "account.keys", Object: user, Why: value}, nil, func(t *Tx) error {
		return t.Choose(user, keysChoice, value)
	})
}
