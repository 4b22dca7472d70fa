package casework

import (
	"context"
	"errors"
	"strconv"
	"sync"
	"time"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/ledger"
)

// Browsing bounds how many different people one user looks at within an hour, whether by their own pages or by those of their cases.
// Each look is an entry of the ledger in any case; beyond Tell the data protection officer and the CISOs are told that somebody looks
// at many, before the page is shown; beyond Most nobody else is shown. It counts in memory: a server that is started anew begins anew.
type Browsing struct {
	Tell, Most int // 0: no bound

	mu   sync.Mutex
	seen map[string]map[string]time.Time // user, person: last look
	told map[string]time.Time
}

// Hour is how far back looks count.
const Hour = time.Hour

// Guarded are told that somebody looks at many people.
var Guarded = []access.Role{access.DPO, access.CISO}

// admit returns access.ErrTooMany when a user has seen as many people as he may and asks for one more.
func (b *Browsing) admit(user, person string, now time.Time) error {
	if b == nil || b.Most == 0 {
		return nil
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.full(user, person, now) {
		return access.ErrTooMany
	}
	return nil
}

func (b *Browsing) full(user, person string, now time.Time) bool {
	_, again := b.recent(user, now)[person]
	return b.Most > 0 && !again && len(b.seen[user]) >= b.Most
}

// count notes a look, and reports how many people that makes and whether others have to be told of it. Of looks at the same time that
// were all admitted, those that are too many are access.ErrTooMany here.
func (b *Browsing) count(user, person string, now time.Time) (n int, tell bool, err error) {
	if b == nil {
		return 0, false, nil
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.full(user, person, now) {
		return 0, false, access.ErrTooMany
	}
	b.seen[user][person] = now
	n = len(b.seen[user])
	if b.Tell == 0 || n <= b.Tell || now.Before(b.told[user].Add(Hour)) {
		return n, false, nil
	}
	b.told[user] = now
	return n, true, nil
}

// untold says that nobody could be told after all: the next look tells.
func (b *Browsing) untold(user string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	delete(b.told, user)
}

// recent forgets what is older than an hour.
func (b *Browsing) recent(user string, now time.Time) map[string]time.Time {
	if b.seen == nil {
		b.seen, b.told = map[string]map[string]time.Time{}, map[string]time.Time{}
	}
	seen := b.seen[user]
	if seen == nil {
		seen = map[string]time.Time{}
		b.seen[user] = seen
	}
	for person, at := range seen {
		if !now.Before(at.Add(Hour)) {
			delete(seen, person)
		}
	}
	return seen
}

// looked counts a look that was granted, and tells those who have to know.
func (d Desk) looked(ctx context.Context, who access.Actor, person string, now time.Time) error {
	n, tell, err := d.Browsing.count(who.User, person, now)
	if err != nil || !tell {
		return err
	}
	e := ledger.Entry{At: now, Actor: "server", Act: "browsing.alert", Object: who.User, Why: strconv.Itoa(n)}
	err = d.Store.Act(ctx, e, nil, func(w Writer) error {
		for _, role := range Guarded {
			if err := w.TellRole(role, who.User, "told_browsing", now); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		d.Browsing.untold(who.User)
	}
	return err
}

// shows ends an act that shows somebody: the look counts, and one that is too many stands in the ledger as refused.
func (d Desk) shows(ctx context.Context, who access.Actor, person string, now time.Time, err error) error {
	if err == nil {
		err = d.looked(ctx, who, person, now)
	}
	if errors.Is(err, access.ErrTooMany) {
		return d.recordRefusal(ctx, who, "person.refused", person, now, err)
	}
	return err
}

// MayLook is asked by other desks before they show somebody's data: access.ErrTooMany stands in the ledger.
func (d Desk) MayLook(ctx context.Context, who access.Actor, person string, now time.Time) error {
	return d.recordRefusal(ctx, who, "person.refused", person, now, d.Browsing.admit(who.User, person, now))
}

// HasLooked is told by other desks whom they have shown.
func (d Desk) HasLooked(ctx context.Context, who access.Actor, person string, now time.Time) error {
	return d.shows(ctx, who, person, now, nil)
}
