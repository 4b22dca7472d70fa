package web

import (
	"maps"
	"net/url"
	"sync"
	"time"
)

const (
	keptFor  = 10 * time.Minute
	keptMost = 1000 // sessions at once; more lose the oldest
)

// keptForm is what somebody sent who must first prove who he is.
type keptForm struct {
	path string
	form url.Values
	ends time.Time
}

// keptForms holds one form for a session, in memory: it is as secret as the session that sent it, and as short-lived.
type keptForms struct {
	mu  sync.Mutex
	all map[string]keptForm // by the session's hash
}

func (k *keptForms) put(session string, f keptForm, now time.Time) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.dropEnded(now)
	if k.all == nil {
		k.all = map[string]keptForm{}
	}
	k.all[session] = f
	for len(k.all) > keptMost {
		oldest := session
		for s, f := range k.all {
			if f.ends.Before(k.all[oldest].ends) {
				oldest = s
			}
		}
		delete(k.all, oldest)
	}
}

func (k *keptForms) of(session string, now time.Time) (keptForm, bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.dropEnded(now)
	f, ok := k.all[session]
	return f, ok
}

func (k *keptForms) dropEnded(now time.Time) {
	maps.DeleteFunc(k.all, func(_ string, f keptForm) bool { return !now.Before(f.ends) })
}

func (k *keptForms) drop(session string) {
	k.mu.Lock()
	defer k.mu.Unlock()
	delete(k.all, session)
}
