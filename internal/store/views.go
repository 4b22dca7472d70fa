package store

import (
	"context"
	"database/sql"
	"errors"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/casework/views"
	"github.com/taupier-eu/taupier/internal/ledger"
)

// SavedViews gives the store to whoever keeps filters under names.
func (db *DB) SavedViews() views.Store { return savedViews{db} }

type savedViews struct{ db *DB }

func (s savedViews) Act(ctx context.Context, e ledger.Entry, detail []byte, do func(views.Writer) error) error {
	return s.db.Act(ctx, e, detail, func(t *Tx) error { return do(t) })
}

func (s savedViews) View(ctx context.Context, do func(views.Reader) error) error {
	return s.db.View(ctx, func(v *View) error { return do(v) })
}

// Views lists the views of a viewer and of the roles that he has at this moment.
func (v *View) Views(viewer access.Actor) ([]views.View, error) {
	var out []views.View
	return out, v.each(func(r *sql.Rows) error {
		var x views.View
		var doc string
		var at int64
		if err := r.Scan(&x.ID, &x.By, &x.ByName, &x.Role, &doc, &at); err != nil {
			return err
		}
		x.At = fromMicros(at)
		if err := firstOf(v.userName(x.By, &x.ByName), v.unseal("saved_views.doc", x.ID, &doc)); err != nil {
			return err
		}
		err := x.Decode(doc)
		out = append(out, x)
		return err
	}, `select s.id, s.by_user, coalesce(u.name, ''), s.role, s.doc, s.at from saved_views s left join users u on u.id = s.by_user
 where s.list = 'queue' and (s.by_user = $1 or s.role <> '' and exists (select 1 from user_roles r where r.user_id = $1 and r.role = s.role)) order by s.at, s.id`, viewer.User)
}

// PutView keeps a view, or another name of one.
func (t *Tx) PutView(x views.View) error {
	doc, err := x.Encode()
	if err != nil {
		return err
	}
	if doc, err = t.seal("saved_views.doc", x.ID, doc); err != nil {
		return err
	}
	return t.change("insert into saved_views (id, list, by_user, role, doc, at) values ($1, 'queue', $2, $3, $4, $5) on conflict (id) do update set doc = excluded.doc", x.ID, x.By, string(x.Role), doc, micros(x.At))
}

// DropView drops a view of a user's own.
func (t *Tx) DropView(id, by string) error {
	return t.change("delete from saved_views where id = $1 and by_user = $2", id, by)
}

// Choice reads what a user chose under a name; "" when he chose nothing.
func (v *View) Choice(user, name string) (string, error) {
	var value string
	err := v.row("select value from choices where user_id = $1 and name = $2", user, name).Scan(&value)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	return value, err
}

// Choose keeps what a user chose.
func (t *Tx) Choose(user, name, value string) error {
	return t.exec("insert into choices (user_id, name, value) values ($1, $2, $3) on conflict (user_id, name) do update set value = excluded.value", user, name, value)
}
