package check

import (
	"slices"
	"strconv"
	"time"

	"github.com/taupier-eu/taupier/internal/core"
)

// interviewNote is a question that one kind of structured note puts.
type interviewNote struct {
	signal, field string
	least         int                                          // notes that it takes
	noted         func(m core.Meeting) (value string, ok bool) // is it in the notes of this interview?
	answered      func(d *core.Dossier, at core.Date) bool     // did something recorded end the question?
}

// interviewNotes are the questions of group (d), and C13, that notes of interviews put.
var interviewNotes = []interviewNote{
	{"C13", "other_accounts", 1, flag(func(m core.Meeting) bool { return m.OtherAccounts }), never},
	{"D01", "camera", 2, func(m core.Meeting) (string, bool) {
		return m.Camera, m.Medium == "video" && (m.Camera == "off" || m.Camera == "broken")
	}, agreedOr("camera_off", metInPerson)},
	{"D02", "reading", 1, flag(func(m core.Meeting) bool { return m.Reading }), agreedOr("text_instead_of_voice", never)},
	{"D03", "liveness", 1, oneOf(func(m core.Meeting) string { return m.Liveness }, "refused", "failed"), agreedOr("camera_off", shownAlive)},
	{"D03", "requests", 1, gestureRefused, agreedOr("camera_off", shownAlive)},
	{"D04", "name_in_call", 1, oneOf(func(m core.Meeting) string { return m.NameInCall }, "different", "changed"), never},
	{"D05", "voices", 1, oneOf(func(m core.Meeting) string { return m.Voices }, "several", "altered"), agreedOr("text_instead_of_voice", never)},
	{"D06", "same_person", 1, oneOf(func(m core.Meeting) string { return m.SamePerson }, "no"), never},
	{"D12", "remote_desktop", 1, flag(func(m core.Meeting) bool { return m.RemoteDesktop }), declaredDesktop},
}

func flag(set func(core.Meeting) bool) func(core.Meeting) (string, bool) {
	return func(m core.Meeting) (string, bool) { return "true", set(m) }
}

func oneOf(field func(core.Meeting) string, values ...string) func(core.Meeting) (string, bool) {
	return func(m core.Meeting) (string, bool) { return field(m), slices.Contains(values, field(m)) }
}

// gestures are the requests before the camera.
var gestures = []string{"turn_head", "hand_before_face", "move_camera"}

// gestureRefused reports whether every gesture that was asked for was refused. Whoever makes one is there,
// and an interview whose liveness is noted by itself is not counted again.
func gestureRefused(m core.Meeting) (string, bool) {
	refused := ""
	for _, r := range m.Requests {
		switch {
		case !slices.Contains(gestures, r.What):
		case r.Result == "done":
			return "", false
		case r.Result == "refused":
			refused = r.What + ": " + r.Result
		}
	}
	return refused, refused != "" && (m.Liveness == "" || m.Liveness == "not_asked")
}

func never(*core.Dossier, core.Date) bool { return false }

// agreedOr ends a question by an agreed arrangement, whose reason is nobody's business, or by other.
func agreedOr(accommodation string, other func(*core.Dossier, core.Date) bool) func(*core.Dossier, core.Date) bool {
	return func(d *core.Dossier, at core.Date) bool { return hasAccommodation(d, accommodation) || other(d, at) }
}

// metInPerson reports whether the person came to a meeting or an identity check, before or after.
func metInPerson(d *core.Dossier, _ core.Date) bool {
	came := slices.ContainsFunc(d.Recorded.InPerson, func(p core.InPerson) bool {
		return p.Result == "done" && p.Kind != "pick_up" && p.Kind != "unboxing_video"
	})
	return came || slices.ContainsFunc(d.Recorded.Interviews, func(m core.Meeting) bool { return m.Medium == "in_person" })
}

// shownAlive reports whether the gesture was made in a later call, or the person was met.
func shownAlive(d *core.Dossier, at core.Date) bool {
	later := slices.ContainsFunc(d.Recorded.Interviews, func(m core.Meeting) bool { return (m.Liveness == "passed" || gestureMade(m)) && m.At.After(at.Time) })
	return later || metInPerson(d, at)
}

func gestureMade(m core.Meeting) bool {
	return slices.ContainsFunc(m.Requests, func(r core.Request) bool { return slices.Contains(gestures, r.What) && r.Result == "done" })
}

// declaredDesktop reports whether the person declared to work on a remote machine.
func declaredDesktop(d *core.Dossier, at core.Date) bool {
	return d.Explained("remote_tool", at.Time, "")
}

// interviews raises what the notes of interviews put, each signal once.
func interviews(_ *World, d *core.Dossier, out *core.Sink) {
	for at := 0; at < len(interviewNotes); {
		signal, least := interviewNotes[at].signal, interviewNotes[at].least
		var ev []core.Evidence
		var last time.Time
		for ; at < len(interviewNotes) && interviewNotes[at].signal == signal; at++ {
			seen, when := interviewNotes[at].in(d)
			ev, last = append(ev, seen...), later(last, core.Date{Time: when})
		}
		if len(ev) >= least {
			out.Raise(signal, d.ID, last, core.Args{"count": strconv.Itoa(len(ev)), "day": written(core.Date{Time: last})}, ev...)
		}
	}
}

// in points at the interviews whose notes put the question and that nothing answered, and says when the
// last was.
func (n interviewNote) in(d *core.Dossier) (ev []core.Evidence, last time.Time) {
	for i, m := range d.Recorded.Interviews {
		value, ok := n.noted(m)
		if !ok || n.answered(d, m.At) {
			continue
		}
		ev = append(ev, d.At(core.Key("recorded.interviews", i, n.field), value))
		last = later(last, m.At)
	}
	return ev, last
}

func later(a time.Time, b core.Date) time.Time {
	if b.After(a) {
		return b.Time
	}
	return a
}
