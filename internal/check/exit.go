package check

import (
	"slices"
	"strconv"
	"time"

	"github.com/taupier-eu/taupier/internal/core"
)

// threatened raises K01, ransomed K03: recorded events that a human must look at by themselves.
func threatened(_ *World, d *core.Dossier, out *core.Sink) {
	raiseIncident("K01", "threat_to_publish", d, out)
}

func ransomed(_ *World, d *core.Dossier, out *core.Sink) {
	raiseIncident("K03", "ransom_mail", d, out)
}

// published raises K04. An agreed publication ends it.
func published(_ *World, d *core.Dossier, out *core.Sink) {
	for _, i := range incidents(d, "code_published") {
		if !d.Explained("publication", d.Recorded.Incidents[i].At.Time, "") {
			raiseIncident("K04", "code_published", d, out)
			return
		}
	}
}

// resignedOnCheck raises K05.
func resignedOnCheck(_ *World, d *core.Dossier, out *core.Sink) {
	raiseIncident("K05", "resigned_on_check", d, out)
}

// offersSuccessor raises K08b.
func offersSuccessor(_ *World, d *core.Dossier, out *core.Sink) {
	raiseIncident("K08b", "successor_offered", d, out)
}

// returnDays is how long after the last day of work a device may take to come back.
const returnDays = 30

// notReturned raises K06 for the first device that did not come back.
func notReturned(w *World, d *core.Dossier, out *core.Sink) {
	left := d.Dates.Left
	if !left.Given() {
		return
	}
	days := core.Day(w.Now) - core.Day(left.Time)
	if days <= returnDays || returnAgreed(d, left.Time, w.Now) {
		return
	}
	for i, v := range d.Recorded.Devices {
		if !v.Returned.Given() {
			out.Raise("K06", d.ID, left.AddDate(0, 0, returnDays), core.Args{"device": v.Serial, "days": strconv.Itoa(days)},
				d.At(core.Key("recorded.devices", i, "serial"), v.Serial), d.At("dates.left", left.Format(time.DateOnly)))
			return
		}
	}
}

// returnAgreed reports whether the way back is settled: by a ticket of kind offboarding that says until
// when or what, since one that says neither is the checklist of every departure, or by one of kind
// shipping opened at the end of the work.
func returnAgreed(d *core.Dossier, left, now time.Time) bool {
	return slices.ContainsFunc(d.Recorded.Tickets, func(k core.Ticket) bool {
		switch k.Kind {
		case "offboarding":
			return (k.To.Given() || k.What != "") && k.Covers(now)
		case "shipping":
			return k.At.After(left.AddDate(0, 0, -returnDays)) && k.Covers(now)
		}
		return false
	})
}
