package storetest

import (
	"crypto/rand"
	"fmt"
	"testing"
	"time"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/casework"
	"github.com/taupier-eu/taupier/internal/casework/bulk"
	"github.com/taupier-eu/taupier/internal/casework/retention"
	"github.com/taupier-eu/taupier/internal/ledger"
	"github.com/taupier-eu/taupier/internal/store"
)

// unannounced: whatever happened to a pass, to the clock or to the store, nothing goes that could not be seen for seven days in a row.
func (b *bench) unannounced(t *testing.T) {
	f, _ := b.filled(t)
	p := f.closeCases()
	k, day := f.keeper(), func(n int) time.Time { return Now.AddDate(0, 0, n) }
	f.passes(k, 366, 372)

	// The server is restored: holds of after the backup are not there any more.
	f.must(f.db.PutRestoration(f.ctx, store.Restoration{ID: "r-1", Backup: "b", Made: day(371), At: day(373), By: "root"}, day(373)))
	if d := f.passes(k, 374, 378); d != (retention.Done{}) {
		t.Fatalf("erased right after a restoration: %+v", d)
	}

	// A pass is cut off in the middle, the hold of a case ends, and the server is away for a month.
	last, _, err := f.db.Erasing().Pass(f.ctx)
	f.must(err)
	next, _ := retention.Next(last, day(380))
	if n, err := f.db.Erasing().EraseCases(f.ctx, next, retention.Cutoff(day(380), periods.ClosedCases), day(380)); err != nil || n == 0 {
		t.Fatalf("%d %v", n, err)
	}
	f.release(day(381))
	f.passes(k, 411, 419)
	f.there(p.kept["officer"][0], true)
	f.passes(k, 421, 421)
	f.there(p.kept["officer"][0], false)

	// The clock was ahead for a while, and is right again.
	f.settleDue(p.kept["deadline"][0], day(422))
	f.passes(k, 2000, 2000)
	f.there(p.kept["deadline"][0], true)
	f.passes(k, 424, 424)
	if last, _, err := f.db.Erasing().Pass(f.ctx); err != nil || !last.At.Equal(day(424)) {
		t.Errorf("the last pass is that of a clock that was ahead: %+v %v", last, err)
	}
	f.passes(k, 426, 430)
	f.there(p.kept["deadline"][0], true)
	f.passes(k, 432, 432)
	f.there(p.kept["deadline"][0], false)
	b.verify(t)
}

// release ends every hold of the officer.
func (f *filler) release(now time.Time) {
	f.t.Helper()
	hold, dpo := retention.Desk{Store: f.db.Retention(), Periods: inForce, Random: rand.Reader}, officer
	dpo.Proved = now
	l, err := hold.List(f.ctx, dpo, now)
	f.must(err)
	for _, h := range l.Holds {
		f.must(hold.End(f.ctx, dpo, h.ID, now))
	}
}

// settleDue lets go of what is due in a case.
func (f *filler) settleDue(id string, now time.Time) {
	f.t.Helper()
	hold, dpo := retention.Desk{Store: f.db.Retention(), Periods: inForce, Random: rand.Reader}, officer
	dpo.Proved = now
	f.must(hold.Hold(f.ctx, dpo, id, retention.Lifting, "It was answered on paper", now))
}

func (f *filler) there(id string, want bool) {
	f.t.Helper()
	n := 0
	db, _ := f.raw()
	defer db.Close()
	f.must(db.QueryRowContext(f.ctx, "select count(*) from cases where id = $1", id).Scan(&n))
	if (n == 1) != want {
		f.t.Errorf("%s is there: %v, want %v", id, n == 1, want)
	}
}

// heldDossier: whoever holds somebody's dossier holds the closed cases about him, until the hold ends.
func (b *bench) heldDossier(t *testing.T) {
	f, _ := b.filled(t)
	p := f.closeCases()
	id := p.gone[0]
	c, _, err := casework.Desk{Store: f.db.Cases(), Random: rand.Reader}.Case(f.ctx, f.who("u-1", access.Analyst), id, Now)
	f.must(err)
	hold := retention.Desk{Store: f.db.Retention(), Periods: inForce, Random: rand.Reader}
	f.must(hold.Hold(f.ctx, officer, c.Subject, retention.Holding, "He went to a court", Now))
	k := f.keeper()
	f.passes(k, 366, 376)
	f.there(id, true)
	f.there(p.gone[1], false)
	l, err := hold.List(f.ctx, officer, Now.AddDate(0, 0, 377))
	f.must(err)
	why := ""
	for _, x := range l.Cases {
		if x.ID == id {
			why = fmt.Sprint(x.Why)
		}
	}
	if why != "[officer]" {
		t.Errorf("it is shown as %q", why)
	}
	f.release(Now.AddDate(0, 0, 377))
	f.passes(k, 378, 378)
	f.there(id, false)
}

// jobsGo: of two jobs that were done for many, the one goes with the last of its cases although somebody of the other is left.
func (b *bench) jobsGo(t *testing.T) {
	f, _ := b.filled(t)
	p := f.closeCases()
	job := func(id string, cases ...string) {
		j := bulk.Job{ID: id, By: "u-1", Order: bulk.Order{Act: bulk.Take}, State: bulk.Done, At: Now}
		for n, c := range cases {
			j.Items = append(j.Items, bulk.Item{N: n, Person: "p-200", Case: c, State: bulk.Made})
		}
		f.must(f.db.Many().Act(f.ctx, ledger.Entry{At: Now, Actor: "u-1", Act: "many.plan", Object: id}, []byte(f.words.Sentence()), func(w bulk.Writer) error { return w.PutMany(j) }))
	}
	job("m-1-left", p.gone[0], p.kept["police"][0])
	job("m-2-gone", p.gone[0])
	job("m-3-left", p.gone[0], p.kept["officer"][0])
	job("m-4-gone", p.gone[0], p.gone[1])
	f.passes(f.keeper(), 366, 374)
	for id, want := range map[string]bool{"m-1-left": true, "m-2-gone": false, "m-3-left": true, "m-4-gone": false} {
		if held := f.rowsWith(id); (len(held) > 0) != want {
			t.Errorf("%s is named by %q", id, held)
		}
	}
	b.verify(t)
}
