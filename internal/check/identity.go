package check

import (
	"slices"
	"strconv"
	"time"

	"github.com/taupier-eu/taupier/internal/core"
)

// identityResult is a question that the result of an identity check puts.
type identityResult struct {
	signal, field string
	found         func(c core.IdentityCheck) (value string, ok bool)
	settled       func(d *core.Dossier, c core.IdentityCheck) bool
}

var identityResults = []identityResult{
	{"E01", "altered", func(c core.IdentityCheck) (string, bool) { return "true", c.Altered }, settledInPerson},
	{"E02", "other_data", func(c core.IdentityCheck) (string, bool) { return "true", c.OtherData }, settledOrMoved},
	{"E03", "image_only", func(c core.IdentityCheck) (string, bool) { return "true", c.ImageOnly }, settledInPerson},
	{"E04", "result", func(c core.IdentityCheck) (string, bool) {
		return c.Result, (c.Kind == "chip" || c.Kind == "liveness") && (c.Result == "failed" || c.Result == "declined")
	}, settledOrRepeated},
}

// identity raises what the checks of identity documents put, unless it was settled since.
func identity(_ *World, d *core.Dossier, out *core.Sink) {
	for _, r := range identityResults {
		var ev []core.Evidence
		var last time.Time
		for i, c := range d.Recorded.IdentityChecks {
			value, ok := r.found(c)
			if !ok || r.settled(d, c) {
				continue
			}
			ev = append(ev, d.At(core.Key("recorded.identity_checks", i, r.field), value))
			last = later(last, c.At)
		}
		if len(ev) > 0 {
			out.Raise(r.signal, d.ID, last, core.Args{"count": strconv.Itoa(len(ev)), "day": written(core.Date{Time: last})}, ev...)
		}
	}
}

// settledInPerson reports whether somebody checked the original and the person together since.
func settledInPerson(d *core.Dossier, c core.IdentityCheck) bool {
	return passedSince(d, c, "in_person")
}

// settledOrMoved takes a move that was reported for the ordinary cause of another residence.
func settledOrMoved(d *core.Dossier, c core.IdentityCheck) bool {
	return settledInPerson(d, c) || d.Explained("address_change", time.Time{}, "")
}

// settledOrRepeated takes a check of the same kind that passed since: an old phone, a bad light.
func settledOrRepeated(d *core.Dossier, c core.IdentityCheck) bool {
	return settledInPerson(d, c) || passedSince(d, c, c.Kind)
}

func passedSince(d *core.Dossier, c core.IdentityCheck, kind string) bool {
	return slices.ContainsFunc(d.Recorded.IdentityChecks, func(o core.IdentityCheck) bool {
		return o.Kind == kind && o.Result == "passed" && !o.At.Before(c.At.Time)
	})
}

// identityEvents raises the recorded events of group (e).
func identityEvents(_ *World, d *core.Dossier, out *core.Sink) {
	raiseIncident("E05", "rightful_owner", d, out)
	raiseIncident("E07", "tax_number_in_use", d, out)
	raiseIncident("E11", "contract_switch", d, out)
}
