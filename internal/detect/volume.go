package detect

import (
	"hash/maphash"
	"slices"
	"strconv"
	"time"

	"github.com/taupier-eu/taupier/internal/core"
)

// volumes watches how much leaves in one day: repositories cloned by a new hire (J04), uploads to
// places outside the company (J05), downloads of a new hire far above his own days (J06).
type volumes struct {
	w    *World
	seed maphash.Seed
	seen dossiers[map[dayKind]*dayUse]
}

type dayKind struct {
	day  int
	kind core.Kind
}

// dayUse is what was taken on one day: distinct things, bounded, and how often.
type dayUse struct {
	things map[uint64]bool
	proof  Proof
}

// thingsKept bounds the distinct things of one day; all thresholds lie below.
const thingsKept = 512

// Thresholds of the catalogue, all marked D there: to be tuned on a company's own data.
const (
	cloneNewHire  = 20  // distinct repositories in a day, in the first days of work
	cloneAnybody  = 60  // distinct repositories in a day, later
	uploadsADay   = 12  // files to a place outside
	downloadsADay = 100 // files
	downloadTimes = 10  // times the person's own median day
)

func newVolumes(w *World) Detector {
	return &volumes{w: w, seed: maphash.MakeSeed(), seen: dossiers[map[dayKind]*dayUse]{}}
}

func (v *volumes) Feed(d *core.Dossier, o *core.Observation) {
	if o.Kind != core.KindClone && o.Kind != core.KindUpload && o.Kind != core.KindDownload {
		return
	}
	days := v.seen.of(d)
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
		use.things[maphash.String(v.seed, o.Target)] = true
	}
}

func (v *volumes) Raise(out *core.Sink) {
	v.seen.each(v.w, func(d *core.Dossier, days *map[dayKind]*dayUse) {
		v.worst(d, *days, core.KindClone, "J04", "bulk_clone", func(at time.Time) int {
			if d.NewIn(at, v.w.newDays()) {
				return cloneNewHire
			}
			return cloneAnybody
		}, out)
		v.worst(d, *days, core.KindUpload, "J05", "data_transfer", func(time.Time) int { return uploadsADay }, out)
		usual := median(*days, core.KindDownload)
		v.worst(d, *days, core.KindDownload, "J06", "data_transfer", func(at time.Time) int {
			if !d.NewIn(at, v.w.newDays()) {
				return thingsKept + 1
			}
			return max(downloadsADay, downloadTimes*usual)
		}, out)
	})
}

// worst raises signal for the person's heaviest day of a kind that reaches its limit unexplained.
func (v *volumes) worst(d *core.Dossier, days map[dayKind]*dayUse, kind core.Kind, signal, ticket string, limit func(time.Time) int, out *core.Sink) {
	var top *dayUse
	over := Days{}
	for key, use := range days {
		at := use.proof.First
		if key.kind != kind || len(use.things) < limit(at) || d.Explained(ticket, at, "") {
			continue
		}
		over.Add(at)
		if top == nil || len(use.things) > len(top.things) || len(use.things) == len(top.things) && at.Before(top.proof.First) {
			top = use
		}
	}
	if top == nil {
		return
	}
	out.Raise(signal, d.ID, top.proof.First, core.Args{
		"count": strconv.Itoa(len(top.things)), "day": top.proof.First.Format(time.DateOnly), "days": strconv.Itoa(over.Len()),
	}, top.proof.Evidence()...)
}

// median is the usual number of distinct things on a day that has any.
func median(days map[dayKind]*dayUse, kind core.Kind) int {
	var counts []int
	for key, use := range days {
		if key.kind == kind {
			counts = append(counts, len(use.things))
		}
	}
	if len(counts) == 0 {
		return 0
	}
	slices.Sort(counts)
	return counts[(len(counts)-1)/2]
}
