package notify

import (
	"context"
	"errors"
	"math/rand/v2"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"
)

var at = time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC)

// box is an outbox in memory, as the store's is in the database; the store's own suite holds that one.
type box struct {
	mu    sync.Mutex
	fresh []Notice
	all   map[string]*held
	off   map[string]bool
}

type held struct {
	Delivery
	next  time.Time
	state string
}

func newBox(n ...Notice) *box { return &box{fresh: n, all: map[string]*held{}, off: map[string]bool{}} }

func (b *box) Fresh(context.Context) ([]Notice, error) { return b.fresh, nil }

func (b *box) Address(_ context.Context, n Notice, places []string, now time.Time) error {
	b.fresh = nil
	for i, p := range places {
		id := n.ID + "-" + string(rune('0'+i))
		b.all[id] = &held{Delivery: Delivery{ID: id, Kind: n.Kind, Path: n.Path, Place: p, At: n.At}, next: now}
	}
	return nil
}

func (b *box) Waiting(_ context.Context, now time.Time, _ int) (out []Delivery, _ error) {
	for _, h := range b.all {
		if h.state == "" && !h.next.After(now) && !b.off[h.Place] {
			out = append(out, h.Delivery)
		}
	}
	return out, nil
}

func (b *box) end(d Delivery, state string) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.all[d.ID].state != "" {
		return errors.New("ended twice")
	}
	b.all[d.ID].state = state
	return nil
}

func (b *box) Sent(_ context.Context, d Delivery, _ time.Time) error { return b.end(d, "sent") }

func (b *box) Dropped(_ context.Context, d Delivery, why string, _ time.Time) error {
	return b.end(d, "dropped: "+why)
}

func (b *box) Later(_ context.Context, d Delivery, _ string, next, _ time.Time) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.all[d.ID].Attempts++
	b.all[d.ID].next = next
	return nil
}

func (b *box) Off(_ context.Context, place string, _ time.Time) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.off[place] = true
	return nil
}

// However chance falls: attempts come later and later within a fifth of their step, some dozens at most, and end within a day.
func TestAttemptsEndWithinADay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 1))
		d, now := Delivery{At: at}, at
		for {
			next, again := d.Next(now, r)
			if !again {
				break
			}
			step := steps[min(d.Attempts, len(steps)-1)]
			if pause := next.Sub(now); pause < step*8/10 || pause > step*12/10 {
				t.Fatalf("attempt %d after %v, step %v", d.Attempts, pause, step)
			}
			now = next
			d.Attempts++
		}
		if d.Attempts < 10 || d.Attempts > 20 || now.Sub(at) >= Lifetime {
			t.Fatalf("%d attempts over %v", d.Attempts, now.Sub(at))
		}
	})
}
