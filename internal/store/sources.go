package store

import (
	"context"
	"database/sql"
	"errors"
	"strconv"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/intake/source"
	"github.com/taupier-eu/taupier/internal/ledger"
)

// PutReading keeps what one reading saw of the sources and could not use. The newest event of a source never goes back: old
// events that come again are no sign of life.
func (t *Tx) PutReading(seen []source.Seen, problems []source.Problem) error {
	for _, s := range seen {
		err := t.exec(`insert into source_seen (kind, first_seen, newest) values ($1, $2, $3)
 on conflict (kind) do update set newest = case when excluded.newest > source_seen.newest then excluded.newest else source_seen.newest end`,
			s.Kind, micros(s.First), micros(s.Newest))
		if err != nil {
			return err
		}
	}
	if err := t.exec("delete from source_problems"); err != nil {
		return err
	}
	for n, p := range problems {
		input, err1 := t.seal("source_problems.input", strconv.Itoa(n), p.Input)
		says, err2 := t.seal("source_problems.says", strconv.Itoa(n), p.Says)
		if err := errors.Join(err1, err2); err != nil {
			return err
		}
		if err := t.exec("insert into source_problems (n, input, line, says, person) values ($1, $2, $3, $4, $5)", n, input, p.Line, says, p.Person); err != nil {
			return err
		}
	}
	return nil
}

// Sources gives the store to source.Watch.
func (db *DB) Sources() source.Store { return sources{db} }

type sources struct{ db *DB }

func (s sources) Sources(ctx context.Context) ([]source.Seen, error) {
	var out []source.Seen
	return out, s.db.View(ctx, func(v *View) error {
		return v.each(func(r *sql.Rows) error {
			var x source.Seen
			var first, newest int64
			err := r.Scan(&x.Kind, &first, &newest)
			x.First, x.Newest = fromMicros(first), fromMicros(newest)
			out = append(out, x)
			return err
		}, "select kind, first_seen, newest from source_seen order by kind")
	})
}

func (s sources) Gaps(ctx context.Context, newest int) ([]source.Gap, error) {
	var out []source.Gap
	return out, s.db.View(ctx, func(v *View) error {
		return v.each(func(r *sql.Rows) error {
			var g source.Gap
			var since, noticed, ended int64
			err := r.Scan(&g.ID, &g.Kind, &since, &noticed, &ended)
			g.Since, g.Noticed, g.Ended = fromMicros(since), fromMicros(noticed), fromMicros(ended)
			out = append(out, g)
			return err
		}, "select id, kind, since, noticed, ended from source_gaps order by case when ended = 0 then 0 else 1 end, noticed desc, kind limit $1", newest)
	})
}

func (s sources) BeginGap(ctx context.Context, g source.Gap) error {
	return s.db.Act(ctx, ledger.Entry{At: g.Noticed, Actor: "server", Act: "source.blind", Object: g.Kind}, nil, func(t *Tx) error {
		return t.exec("insert into source_gaps (id, kind, since, noticed, ended) values ($1, $2, $3, $4, 0)", g.ID, g.Kind, micros(g.Since), micros(g.Noticed))
	})
}

func (s sources) EndGap(ctx context.Context, g source.Gap) error {
	return s.db.Act(ctx, ledger.Entry{At: g.Ended, Actor: "server", Act: "source.back", Object: g.Kind}, nil, func(t *Tx) error {
		return t.change("update source_gaps set ended = $1 where id = $2 and ended = 0", micros(g.Ended), g.ID)
	})
}

// Problems keeps a person's papers from that person and from whoever stands above, as everything about people.
func (s sources) Problems(ctx context.Context, viewer access.Actor, most int) (list []source.Problem, all int, err error) {
	const mine = ` from source_problems x where (x.person = '' or $2 = 1 and x.person <> $1 and not exists (select 1 from superiors s where s.person = x.person and s.superior = $1)) `
	people := 0
	if access.May(viewer, access.SeePeople) {
		people = 1
	}
	err = s.db.View(ctx, func(v *View) error {
		if err := v.row("select count(*)"+mine, viewer.Person, people).Scan(&all); err != nil {
			return err
		}
		return v.each(func(r *sql.Rows) error {
			var p source.Problem
			var n string
			if err := r.Scan(&n, &p.Input, &p.Line, &p.Says, &p.Person); err != nil {
				return err
			}
			err := errors.Join(v.unseal("source_problems.input", n, &p.Input), v.unseal("source_problems.says", n, &p.Says))
			list = append(list, p)
			return err
		}, "select cast(x.n as text), x.input, x.line, x.says, x.person"+mine+"order by x.n limit $3", viewer.Person, people, most)
	})
	return list, all, err
}
