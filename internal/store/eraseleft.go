package store

import (
	"context"
	"database/sql"
	"errors"
	"strings"
	"time"

	"github.com/taupier-eu/taupier/internal/casework"
	"github.com/taupier-eu/taupier/internal/casework/retention"
	"github.com/taupier-eu/taupier/internal/casework/views"
)

// EraseLeftovers erases what nobody needs any more and nothing else takes away: drafts, notices and kept answers past their time, reminders that were
// sent, and the words by which somebody was looked for, which name people, once the shorter of the company's periods is over: those of searches, and of filters that
// somebody kept under a name.
func (x erasing) EraseLeftovers(ctx context.Context, p retention.Pass, searchedBy, now time.Time) (int, error) {
	var searches []int64
	var kept []string
	err := x.db.View(ctx, func(v *View) error {
		_, err := v.eachDetail(0, func(d detailOf) error {
			if d.entry.At.After(searchedBy) || len(searches) >= leftoversAtOnce {
				return errFar
			}
			if looksFor(d.entry.Act) {
				searches = append(searches, d.entry.Seq)
			}
			return nil
		})
		if err == nil || errors.Is(err, errFar) {
			kept, err = v.viewsWithWords(searchedBy)
		}
		return err
	})
	if err != nil {
		return 0, err
	}
	sent := micros(now.Add(-retention.LeftFor))
	return x.batch(ctx, p, now, func(t *Tx) (erased, error) {
		var e erased
		if err := firstOf(t.eraseDetails(searches, &e), t.dropViews(kept, &e)); err != nil {
			return e, err
		}
		for _, x := range []struct {
			which string
			args  []any
		}{
			{"drafts where at <= $1", []any{micros(now.Add(-casework.DraftLife))}},
			{"told where id in (select n.id from told n where n.at <= $1 order by n.at, n.id limit $2)", []any{micros(now.Add(-casework.ToldFor)), leftoversAtOnce}},
			{"api_answers where at <= $1", []any{micros(now.Add(-AnswerLife))}},
			{"deliveries where id in (select n.id from deliveries n where n.done_at > 0 and n.done_at <= $1 order by n.done_at, n.id limit $2)", []any{sent, leftoversAtOnce}},
			// Of an open case the row stays: it says that something was told already.
			{"outbox where id in (select n.id from outbox n where n.addressed > 0 and n.at <= $1 and (n.unique_key = '' or n.case_id <> '' and not exists (select 1 from cases c where c.id = n.case_id and c.state <> 'closed')) order by n.at, n.id limit $2)", []any{sent, leftoversAtOnce}},
		} {
			res, err := t.run("delete from "+x.which, x.args...)
			if err != nil {
				return e, err
			}
			n, err := res.RowsAffected()
			if err != nil {
				return e, err
			}
			e.left += int(n)
		}
		return e, nil
	})
}

// looksFor reports whether an entry says by which words somebody looked for people.
func looksFor(act string) bool {
	return act == "search.view" || act == "many.plan" || strings.HasPrefix(act, "view.")
}

// viewsWithWords lists filters that were kept by a time and hold words that were typed to look for somebody.
func (v *View) viewsWithWords(by time.Time) (out []string, err error) {
	return out, v.each(func(r *sql.Rows) error {
		var x views.View
		var doc string
		if err := r.Scan(&x.ID, &doc); err != nil {
			return err
		}
		err := firstOf(v.unseal("saved_views.doc", x.ID, &doc), x.Decode(doc))
		if x.Filter.Text != "" {
			out = append(out, x.ID)
		}
		return err
	}, "select id, doc from saved_views where at <= $1 order by at, id", micros(by))
}

func (t *Tx) dropViews(ids []string, e *erased) error {
	for _, id := range ids {
		if err := firstOf(t.exec("delete from saved_views where id = $1", id), t.exec("delete from choices where value = $1", id)); err != nil {
			return err
		}
		e.left++
	}
	return nil
}

// errFar ends a look through the ledger.
var errFar = errors.New("enough")
