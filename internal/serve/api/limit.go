package api

import (
	"container/list"
	"math"
	"net/http"
	"net/netip"
	"strconv"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// Pace is how often somebody may ask.
type Pace struct {
	PerSecond float64
	Burst     int
}

// The paces when none are given. One address may stand for a whole company.
var (
	userPace    = Pace{20, 100}
	addressPace = Pace{100, 400}
)

// maxPaced bounds how many are remembered; who has not asked for longest is forgotten first.
const maxPaced = 10_000

// limiter is a token bucket for each name.
type limiter struct {
	pace Pace
	max  int

	mu    sync.Mutex
	by    map[string]*list.Element
	order *list.List // of *bucket, the latest first
}

type bucket struct {
	name string
	*rate.Limiter
}

func newLimiter(p, otherwise Pace) *limiter {
	if p == (Pace{}) {
		p = otherwise
	}
	return &limiter{pace: p, max: maxPaced, by: map[string]*list.Element{}, order: list.New()}
}

// wait is how long a name must wait before its next request; 0 when this one may go on.
func (l *limiter) wait(name string, now time.Time) time.Duration {
	l.mu.Lock()
	defer l.mu.Unlock()
	r := l.bucket(name).ReserveN(now, 1)
	delay := r.DelayFrom(now)
	if delay > 0 {
		r.CancelAt(now)
	}
	return delay
}

func (l *limiter) bucket(name string) *bucket {
	if e, ok := l.by[name]; ok {
		l.order.MoveToFront(e)
		return e.Value.(*bucket)
	}
	b := &bucket{name, rate.NewLimiter(rate.Limit(l.pace.PerSecond), l.pace.Burst)}
	l.by[name] = l.order.PushFront(b)
	if l.order.Len() > l.max {
		last := l.order.Remove(l.order.Back()).(*bucket)
		delete(l.by, last.name)
	}
	return b
}

// slowDown is the refusal of whoever asks too often.
func slowDown(h http.Header, delay time.Duration) *Problem {
	h.Set("Retry-After", strconv.Itoa(int(math.Ceil(delay.Seconds()))))
	return problem(http.StatusTooManyRequests, "slow_down")
}

// network is whom an address is counted for: itself, or the /64 of IPv6, which one subscriber has whole.
func network(remote string) string {
	at, err := netip.ParseAddrPort(remote)
	if err != nil {
		return remote
	}
	ip := at.Addr().Unmap().WithZone("")
	if ip.Is4() {
		return ip.String()
	}
	p, err := ip.Prefix(64)
	if err != nil {
		return ip.String()
	}
	return p.String()
}
