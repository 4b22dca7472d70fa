package web

import (
	"net/netip"
	"sync"
	"time"
)

const (
	waitingMost = 10_000 // at once; more lose the oldest of the network that has the most
	waitingEach = 500    // for one network: whoever asks for more loses his own oldest, and nobody else's
)

// waiting holds what browsers were asked for and have not answered, in memory: a start of the server forgets it.
type waiting[T any] struct {
	mu  sync.Mutex
	all map[string]waits[T] // by the hash of the session or cookie, and what for
	has map[string]int      // how many by network
}

type waits[T any] struct {
	what T
	from string // network
	ends time.Time
}

// put keeps something for a while for whoever asks from an address, in the place of what was there.
func (k *waiting[T]) put(at, from string, what T, ends, now time.Time) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.all == nil {
		k.all, k.has = map[string]waits[T]{}, map[string]int{}
	}
	from = networkOf(from)
	k.drop(at)
	k.all[at] = waits[T]{what, from, ends}
	k.has[from]++
	if k.has[from] > waitingEach {
		k.dropOldest(from)
	}
	if len(k.all) > waitingMost {
		k.dropEnded(now)
	}
	if len(k.all) > waitingMost {
		k.dropOldest(k.largest(from))
	}
}

// networkOf is what stands for one place on the network: an address, and of IPv6 the 64 bits that one subscriber has at least.
func networkOf(address string) string {
	ip, err := netip.ParseAddr(address)
	if err != nil || ip.Unmap().Is4() {
		return address
	}
	p, err := ip.WithZone("").Prefix(64)
	if err != nil {
		return address
	}
	return p.String()
}

func (k *waiting[T]) drop(at string) {
	w, ok := k.all[at]
	if !ok {
		return
	}
	delete(k.all, at)
	if k.has[w.from]--; k.has[w.from] == 0 {
		delete(k.has, w.from)
	}
}

func (k *waiting[T]) dropEnded(now time.Time) {
	for at, w := range k.all {
		if !now.Before(w.ends) {
			k.drop(at)
		}
	}
}

func (k *waiting[T]) dropOldest(from string) {
	oldest := ""
	for at, w := range k.all {
		if w.from == from && (oldest == "" || w.ends.Before(k.all[oldest].ends)) {
			oldest = at
		}
	}
	k.drop(oldest)
}

// largest is the network that has the most; the one given, when it has as many.
func (k *waiting[T]) largest(from string) string {
	for f, n := range k.has {
		if n > k.has[from] {
			from = f
		}
	}
	return from
}

// of gives what is kept, while it is.
func (k *waiting[T]) of(at string, now time.Time) (what T, ok bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.kept(at, now)
}

// take gives what is kept, once.
func (k *waiting[T]) take(at string, now time.Time) (what T, ok bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if what, ok = k.kept(at, now); ok {
		k.drop(at)
	}
	return what, ok
}

func (k *waiting[T]) kept(at string, now time.Time) (what T, ok bool) {
	w, ok := k.all[at]
	if !ok || !now.Before(w.ends) {
		return what, false
	}
	return w.what, true
}
