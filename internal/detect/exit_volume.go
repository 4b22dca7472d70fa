package detect

import (
	"hash/maphash"
	"slices"
	"strconv"
	"time"

	"github.com/taupier-eu/taupier/internal/core"
)

// takenAlong raises K02: in the last month before the notice or the last day somebody took far more
// than on any of their own earlier days. It looks at people who leave only.
type takenAlong struct {
	w    *World
	seed maphash.Seed
	seen dossiers[map[dayKind]*dayUse]
}

const (
	lastDays   = 30 // before the notice (catalogue, threshold D)
	takenTimes = 5  // times the busiest earlier day (D)
)

// takenAtLeast is how many distinct things a day must have to be worth a question (D).
var takenAtLeast = map[core.Kind]int{core.KindClone: 15, core.KindUpload: 8, core.KindDownload: 60}

func newTakenAlong(w *World) Detector {
	return &takenAlong{w: w, seed: maphash.MakeSeed(), seen: dossiers[map[dayKind]*dayUse]{}}
}

// leaves is the day of the notice, else the last day of work, and the last day on which anything
// counts.
func leaves(d *core.Dossier) (end, last time.Time, ok bool) {
	end, last = d.Dates.Notice.Time, d.Dates.Left.Time
	if end.IsZero() {
		end = last
	}
	if last.IsZero() {
		last = end.AddDate(0, 3, 0)
	}
	return end, last, !end.IsZero()
}

func (x *takenAlong) Feed(d *core.Dossier, o *core.Observation) {
	if takenAtLeast[o.Kind] == 0 {
		return
	}
	if _, _, ok := leaves(d); !ok {
		return
	}
	days := x.seen.of(d)
	if *days == nil {
		*days = map[dayKind]*dayUse{}
	}
	key := dayKind{core.Day(o.At), o.Kind}
	use := (*days)[key]
	if use == nil {
		use = &dayUse{things: map[uint64]bool{}}
		(*days)[key] = use
	}
	use.proof.Add(o, "target", o.Target)
	if len(use.things) < thingsKept {
		use.things[maphash.String(x.seed, o.Target)] = true
	}
}

func (x *takenAlong) Raise(out *core.Sink) {
	x.seen.each(x.w, func(d *core.Dossier, days *map[dayKind]*dayUse) {
		end, last, _ := leaves(d)
		from := core.Day(end) - lastDays
		busiest := map[core.Kind]int{}
		for key, use := range *days {
			if key.day < from {
				busiest[key.kind] = max(busiest[key.kind], len(use.things))
			}
		}
		var top *dayUse
		usual := 0
		for _, key := range sortedDays(*days) {
			use := (*days)[key]
			limit := max(takenAtLeast[key.kind], takenTimes*busiest[key.kind])
			if key.day < from || key.day > core.Day(last)+1 || len(use.things) < limit || x.agreed(d, use.proof.First) {
				continue
			}
			if top == nil || len(use.things) > len(top.things) {
				top, usual = use, busiest[key.kind]
			}
		}
		if top == nil {
			return
		}
		at := top.proof.First
		ev := append(top.proof.Evidence(), d.At("dates.notice", end.Format(time.DateOnly)))
		out.Raise("K02", d.ID, at, core.Args{
			"count": strconv.Itoa(len(top.things)), "day": at.Format(time.DateOnly), "usual": strconv.Itoa(usual), "end": end.Format(time.DateOnly),
		}, ev...)
	})
}

func (x *takenAlong) agreed(d *core.Dossier, at time.Time) bool {
	return d.Explained("bulk_clone", at, "") || d.Explained("data_transfer", at, "")
}

// sortedDays lists days in order, so that the earliest of equals is taken.
func sortedDays(days map[dayKind]*dayUse) []dayKind {
	out := make([]dayKind, 0, len(days))
	for key := range days {
		out = append(out, key)
	}
	slices.SortFunc(out, func(a, b dayKind) int {
		if a.day != b.day {
			return a.day - b.day
		}
		if a.kind < b.kind {
			return -1
		}
		return 1
	})
	return out
}
