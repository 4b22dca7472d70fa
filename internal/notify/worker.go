package notify

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net"
	"strings"
	"sync"
	"time"

	"code.dny.dev/ssrf"
)

// Outbox keeps notices until they are acknowledged. Each of its changes is an act of the ledger.
type Outbox interface {
	Fresh(ctx context.Context) ([]Notice, error)                                  // written by acts, and not addressed yet
	Address(ctx context.Context, n Notice, places []string, now time.Time) error  // makes a delivery for each place
	Waiting(ctx context.Context, now time.Time, most int) ([]Delivery, error)     // due, the oldest first; none to a place that is off
	Sent(ctx context.Context, d Delivery, now time.Time) error                    // acknowledged: never again
	Later(ctx context.Context, d Delivery, why string, next, now time.Time) error // failed, to be tried again
	Dropped(ctx context.Context, d Delivery, why string, now time.Time) error     // given up
	Off(ctx context.Context, place string, now time.Time) error                   // the place wants no more: everything to it is given up
}

// errUnknown is a place that is no longer in the configuration.
var errUnknown = errors.New("no longer configured")

// Worker sends what waits. Without a mail server or receivers, notices are addressed to nobody.
type Worker struct {
	Outbox  Outbox
	Mail    *Mail  // may be nil
	Hooks   *Hooks // may be nil
	Rand    *rand.Rand
	Trouble func(error) // told of a delivery that failed, by its id; never of an address or of what a server said
	mu      sync.Mutex
}

// atOnce is how many deliveries are tried at the same time: a receiver that hangs holds up no other.
const atOnce, most = 8, 64

// Round addresses what is fresh and makes one attempt at each delivery that is due.
func (w *Worker) Round(ctx context.Context, now time.Time) error {
	fresh, err := w.Outbox.Fresh(ctx)
	if err != nil {
		return fmt.Errorf("read the outbox: %w", err)
	}
	for _, n := range fresh {
		if err := w.Outbox.Address(ctx, n, w.places(n), now); err != nil {
			return fmt.Errorf("address a notice: %w", err)
		}
	}
	due, err := w.Outbox.Waiting(ctx, now, most)
	if err != nil {
		return fmt.Errorf("read the outbox: %w", err)
	}
	var wait sync.WaitGroup
	errs := make([]error, len(due))
	slots := make(chan struct{}, atOnce)
	for i, d := range due {
		slots <- struct{}{}
		wait.Go(func() {
			defer func() { <-slots }()
			errs[i] = w.attempt(ctx, d, now)
		})
	}
	wait.Wait()
	return errors.Join(errs...)
}

func (w *Worker) places(n Notice) []string {
	var out []string
	if w.Mail != nil {
		out = w.Mail.places(n)
	}
	if w.Hooks != nil {
		out = append(out, w.Hooks.places(n)...)
	}
	return out
}

// attempt makes one attempt and keeps what came of it.
func (w *Worker) attempt(ctx context.Context, d Delivery, now time.Time) error {
	err := w.send(ctx, d, now)
	if err == nil {
		return w.Outbox.Sent(ctx, d, now)
	}
	if ctx.Err() != nil {
		return nil // the server stops: what became of the attempt is not known, and it is made again
	}
	switch {
	case errors.Is(err, ErrGone):
		return w.Outbox.Off(ctx, d.Place, now)
	case errors.Is(err, errUnknown):
		return w.Outbox.Dropped(ctx, d, "not configured", now)
	}
	why := reason(err)
	if w.Trouble != nil {
		w.Trouble(fmt.Errorf("delivery %s, attempt %d: %s", d.ID, d.Attempts+1, why))
	}
	w.mu.Lock()
	next, again := d.Next(now, w.Rand)
	w.mu.Unlock()
	if !again {
		return w.Outbox.Dropped(ctx, d, why, now)
	}
	return w.Outbox.Later(ctx, d, why, next, now)
}

func (w *Worker) send(ctx context.Context, d Delivery, now time.Time) error {
	switch kind, _, _ := strings.Cut(d.Place, ":"); {
	case kind == "mail" && w.Mail != nil:
		return w.Mail.Send(ctx, d)
	case kind == "hook" && w.Hooks != nil:
		return w.Hooks.Send(ctx, d, now)
	}
	return errUnknown
}

// reason is why an attempt failed, in words of our own: what a server answers may name people.
func reason(err error) string {
	var net net.Error
	switch {
	case errors.Is(err, errGuarded), errors.Is(err, ssrf.ErrProhibitedIP), errors.Is(err, ssrf.ErrProhibitedPort), errors.Is(err, ssrf.ErrProhibitedNetwork):
		return "guarded"
	case errors.As(err, &net) && net.Timeout():
		return "timeout"
	case strings.HasPrefix(err.Error(), "webhook: answered "):
		return strings.TrimPrefix(err.Error(), "webhook: ")
	case strings.HasPrefix(err.Error(), "mail:"):
		return "mail server"
	}
	return "connection"
}
