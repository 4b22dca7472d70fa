package store

import (
	"context"
	"errors"
	"time"

	"github.com/taupier-eu/taupier/internal/casework"
	"github.com/taupier-eu/taupier/internal/casework/retention"
)

// EraseLeftovers erases what nobody needs any more and nothing else takes away: drafts, notices and kept answers past their time, reminders that were
// sent, and the words of searches, which name people, once the shorter of the company's periods is over.
func (x erasing) EraseLeftovers(ctx context.Context, p retention.Pass, searchedBy, now time.Time) (int, error) {
	var searches []int64
	err := x.db.View(ctx, func(v *View) error {
		_, err := v.eachDetail(0, func(d detailOf) error {
			if d.entry.At.After(searchedBy) || len(searches) >= leftoversAtOnce {
				return errFar
			}
			if d.entry.Act == "search.view" {
				searches = append(searches, d.entry.Seq)
			}
			return nil
		})
		return err
	})
	if err != nil && !errors.Is(err, errFar) {
		return 0, err
	}
	sent := micros(now.Add(-retention.LeftFor))
	return x.batch(ctx, p, now, func(t *Tx) (erased, error) {
		var e erased
		if err := t.eraseDetails(searches, &e); err != nil {
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

// errFar ends a look through the ledger.
var errFar = errors.New("enough")
