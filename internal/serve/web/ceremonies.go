package web

import (
	"sync"
	"time"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/access/passkey"
)

const ceremoniesMost = 10_000 // at once; more lose the oldest

// ceremonies holds what browsers were asked for, in memory: each is answered once, by the browser that was asked, within its time.
type ceremonies struct {
	mu  sync.Mutex
	all map[string]ceremony // by the hash of the session or cookie, and what for
}

type ceremony struct {
	passkey.Ceremony
	ends time.Time
}

// put keeps a ceremony in the place of the one before.
func (k *ceremonies) put(at string, c passkey.Ceremony, now time.Time) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.all == nil {
		k.all = map[string]ceremony{}
	}
	k.all[at] = ceremony{c, now.Add(access.CeremonyLife)}
	if len(k.all) <= ceremoniesMost {
		return
	}
	oldest := at
	for at, c := range k.all {
		if !now.Before(c.ends) {
			delete(k.all, at)
		} else if c.ends.Before(k.all[oldest].ends) {
			oldest = at
		}
	}
	if len(k.all) > ceremoniesMost {
		delete(k.all, oldest)
	}
}

// take gives a ceremony that can still be answered, once.
func (k *ceremonies) take(at string, now time.Time) (passkey.Ceremony, bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	c, ok := k.all[at]
	delete(k.all, at)
	return c.Ceremony, ok && now.Before(c.ends)
}
