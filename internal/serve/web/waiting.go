package web

import (
	"sync"
	"time"
)

const waitingMost = 10_000 // at once; more lose the oldest

// waiting holds what browsers were asked for and have not answered, in memory: a start of the server forgets it.
type waiting[T any] struct {
	mu  sync.Mutex
	all map[string]waits[T] // by the hash of the session or cookie, and what for
}

type waits[T any] struct {
	what T
	ends time.Time
}

// put keeps something for a while, in the place of what was there.
func (k *waiting[T]) put(at string, what T, ends, now time.Time) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.all == nil {
		k.all = map[string]waits[T]{}
	}
	k.all[at] = waits[T]{what, ends}
	if len(k.all) <= waitingMost {
		return
	}
	oldest := at
	for at, w := range k.all {
		if !now.Before(w.ends) {
			delete(k.all, at)
		} else if w.ends.Before(k.all[oldest].ends) {
			oldest = at
		}
	}
	if len(k.all) > waitingMost {
		delete(k.all, oldest)
	}
}

// of gives what is kept, while it is.
func (k *waiting[T]) of(at string, now time.Time) (what T, ok bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	w, ok := k.all[at]
	if !ok || !now.Before(w.ends) {
		return what, false
	}
	return w.what, true
}

// take gives what is kept, once.
func (k *waiting[T]) take(at string, now time.Time) (what T, ok bool) {
	what, ok = k.of(at, now)
	if !ok {
		return what, false
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	_, ok = k.all[at]
	delete(k.all, at)
	return what, ok
}
