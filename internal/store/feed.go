package store

import (
	"database/sql"
	"sync"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/casework"
)

// feed wakes whoever waits for a change.
type feed struct {
	mu   sync.Mutex
	next chan struct{}
}

// Changed gives a channel that is closed once something has changed in a case.
func (db *DB) Changed() <-chan struct{} { return db.feed.changed() }

func (f *feed) changed() <-chan struct{} {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.next == nil {
		f.next = make(chan struct{})
	}
	return f.next
}

func (f *feed) wake() {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.next != nil {
		close(f.next)
		f.next = nil
	}
}

// tell writes a change into the feed. Acts stand in a row, so that whoever has read up to a place has missed nothing before it.
func (t *Tx) tell(id string, kind casework.Kind) error {
	t.told = true
	return t.exec("insert into feed (id, case_id, kind) select coalesce(max(id), 0) + 1, $1, $2 from feed", id, string(kind))
}

// Changes lists what changed after a place in cases that a viewer may see, and gives the place to go on from.
func (v *View) Changes(viewer access.Actor, after int64, limit int) ([]casework.Change, int64, error) {
	var end int64
	if err := v.row("select coalesce(max(id), 0) from feed").Scan(&end); err != nil || limit == 0 {
		return nil, end, err
	}
	var out []casework.Change
	err := v.each(func(r *sql.Rows) error {
		var c casework.Change
		err := r.Scan(&c.Place, &c.Case, &c.Kind)
		out = append(out, c)
		return err
	}, "select f.id, c.id, f.kind from feed f join cases c on c.id = f.case_id where f.id > $3 and"+wallCase+"order by f.id limit $4", viewer.Person, viewer.User, after, limit)
	if n := len(out); n == limit || n > 0 && out[n-1].Place > end {
		end = out[n-1].Place
	}
	return out, end, err
}
