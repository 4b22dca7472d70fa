package store

import (
	"context"
	"fmt"
	"sync"
	"time"
)

// health remembers the last answer for a moment, so that asking often costs little.
type health struct {
	mu   sync.Mutex
	till time.Time
	err  error
}

// Ready reports whether the store can be written to now, by writing to it. The answer holds for half a second.
func (db *DB) Ready(ctx context.Context, now time.Time) error {
	db.health.mu.Lock()
	defer db.health.mu.Unlock()
	if now.Before(db.health.till) {
		return db.health.err
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 2*time.Second) // the answer is for others too
	defer cancel()
	err := db.write(ctx, func(t *Tx) error { return t.exec("update health set at = $1 where id = 1", micros(now)) })
	if err != nil {
		err = fmt.Errorf("write to the store: %w", err)
	}
	db.health.till, db.health.err = now.Add(500*time.Millisecond), err
	return err
}
