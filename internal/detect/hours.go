package detect

import (
	"math/bits"
	"strconv"
	"time"

	"github.com/taupier-eu/taupier/internal/core"
)

// marathon raises H14: an account that acts in nearly every hour of the day, day after day. When in
// the day plays no part; working by night is nobody's question.
type marathon struct {
	w    *World
	days dossiers[calendar[hourly]]
}

type hourly struct {
	hours uint32
	first moment
}

const (
	marathonHours = 21 // hours with acts of one's own, in one UTC day
	marathonDays  = 3
)

func newMarathon(w *World) Detector {
	return &marathon{w: w}
}

func (m *marathon) Feed(d *core.Dossier, o *core.Observation) {
	if !ofAccount(o) {
		return
	}
	at := moment{o.At.UnixMilli(), int32(o.Line), o.Input}
	h, fresh := m.days.of(d).at(core.Day(o.At))
	h.hours |= 1 << o.At.Hour()
	if fresh || at.before(h.first) {
		h.first = at
	}
}

func (m *marathon) Raise(out *core.Sink) {
	m.days.each(m.w, func(d *core.Dossier, days *calendar[hourly]) {
		var long Days
		var first moment
		days.each(func(_ int, h *hourly) {
			if bits.OnesCount32(h.hours) < marathonHours || d.Explained("shift", h.first.time(), "") {
				return
			}
			if long.Len() == 0 || h.first.before(first) {
				first = h.first
			}
			long.Add(h.first.time())
		})
		if long.Len() < marathonDays {
			return
		}
		day := first.time().Format(time.DateOnly)
		out.Raise("H14", d.ID, first.time(), core.Args{"days": strconv.Itoa(long.Len()), "hours": strconv.Itoa(marathonHours), "day": day},
			core.Evidence{Input: first.input, Line: int(first.line), Field: "time", Value: first.time().Format(time.RFC3339)})
	})
}
