package detect

import (
	"strconv"
	"time"

	"github.com/taupier-eu/taupier/internal/core"
)

// meetings raises J01, a camera that is never on at work although the company's meetings are
// otherwise seen, and D09, a picture that comes late in interview after interview. An agreed
// accommodation ends the question.
type meetings struct {
	w    *World
	seen dossiers[picture]
}

type picture struct {
	on    int
	off   Proof
	slow  Proof
	worst int // milliseconds
}

const (
	cameraMeetings = 8   // meetings that say something of the camera
	cameraCulture  = 5   // a fifth of the people without a camera is a custom, not a contradiction
	slowMillis     = 300 // published threshold of Splunk's detection (catalogue source SPL)
	slowMeetings   = 2
)

func newMeetings(w *World) Detector {
	return &meetings{w: w, seen: dossiers[picture]{}}
}

func (m *meetings) Feed(d *core.Dossier, o *core.Observation) {
	if o.Kind != core.KindMeeting {
		return
	}
	p := m.seen.of(d)
	if interviewing(d, o.At) {
		if o.Millis > slowMillis {
			p.slow.Add(o, "latency", strconv.Itoa(o.Millis))
			p.worst = max(p.worst, o.Millis)
		}
		return
	}
	switch o.Camera {
	case core.CameraOn:
		p.on++
	case core.CameraOff:
		p.off.Add(o, "camera", "off")
	}
}

func (m *meetings) Raise(out *core.Sink) {
	dark, known := 0, 0
	m.seen.each(m.w, func(_ *core.Dossier, p *picture) {
		if p.on+p.off.Count < cameraMeetings {
			return
		}
		known++
		if p.dark() {
			dark++
		}
	})
	custom := known > 0 && dark*cameraCulture > known && known >= cameraCulture
	m.seen.each(m.w, func(d *core.Dossier, p *picture) {
		if p.slow.Count >= slowMeetings {
			out.Raise("D09", d.ID, p.slow.First, core.Args{"millis": strconv.Itoa(p.worst), "count": strconv.Itoa(p.slow.Count)}, p.slow.Evidence()...)
		}
		if p.dark() && !custom && !agreed(d, "camera_off") {
			out.Raise("J01", d.ID, p.off.First, core.Args{"count": strconv.Itoa(p.on + p.off.Count), "day": p.off.First.Format(time.DateOnly)}, p.off.Evidence()...)
		}
	})
}

// dark reports whether the camera was on in less than one meeting in twenty.
func (p *picture) dark() bool {
	all := p.on + p.off.Count
	return all >= cameraMeetings && p.on*20 < all
}

func agreed(d *core.Dossier, kind string) bool {
	for _, a := range d.Recorded.Accommodations {
		if a.Kind == kind {
			return true
		}
	}
	return false
}
