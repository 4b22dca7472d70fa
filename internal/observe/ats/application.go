// Package ats reads applications as applicant-tracking systems record them.
package ats

import (
	"strings"

	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/observe"
	"github.com/taupier-eu/taupier/sigma"
)

// Application reads applications: the house format, audit events in the manner of Teamtailor
// (JSON:API), and Workday's hrrecruiting calls as Defender for Cloud Apps exports them.
type Application struct{}

// Name is "ats.application".
func (Application) Name() string { return "ats.application" }

// Recognise goes by the type, by the columns time, candidate and requisition, or by each vendor's
// shape.
func (Application) Recognise(rec sigma.Value, _ string) int {
	if row := observe.CloudApp(rec); row.Exists() {
		if recruiting(row) != "" {
			return 95
		}
		return 0
	}
	if teamtailor(rec) {
		return 95
	}
	return observe.IsHouse(rec, "ats.application", "time", "candidate", "requisition")
}

// Source is the product ats.
func (Application) Source(sigma.Value) (sigma.LogSource, bool) {
	return sigma.LogSource{Product: "ats"}, true
}

// Read gives one application: Account the candidate, Target the requisition, Value the referrer.
func (Application) Read(rec sigma.Value, k *observe.Keeper, emit func(core.Observation)) error {
	var o core.Observation
	var err error
	switch row := observe.CloudApp(rec); {
	case row.Exists():
		o, err = readRecruiting(row, k)
	case teamtailor(rec):
		o, err = readTeamtailor(rec, k)
	default:
		o, err = readHouse(rec, k)
	}
	if err != nil {
		return err
	}
	o.Source = "ats"
	emit(o)
	return nil
}

func readHouse(rec sigma.Value, k *observe.Keeper) (core.Observation, error) {
	o, err := observe.House(rec, k)
	if err != nil {
		return o, err
	}
	candidate, err := observe.Need(rec, "candidate", "c-014")
	o.Kind = core.KindApplication
	o.Account = k.Lower(candidate)
	o.Target = k.Keep(observe.Text(rec, "requisition"))
	o.Value = k.Keep(observe.Text(rec, "referrer"))
	return o, err
}

// recruiting is the path of a call to Workday's candidate site, or "".
func recruiting(row sigma.Value) string {
	raw := row.Get("RawEventData")
	for _, s := range [...]string{
		row.Get("ActionType").Text(), row.Get("ObjectName").Text(), row.Get("ObjectId").Text(),
		raw.Get("target").Text(), raw.Get("requestUri").Text(), raw.Get("activityAction").Text(), raw.Get("taskDisplayName").Text(),
	} {
		if i := strings.Index(s, "hrrecruiting/"); i >= 0 {
			return s[i+len("hrrecruiting/"):]
		}
	}
	return ""
}

// readRecruiting tells calls that send an application from the others, which are acts of the
// candidate's account.
func readRecruiting(row sigma.Value, k *observe.Keeper) (core.Observation, error) {
	o, err := observe.ReadCloudApp(row, k)
	call, id, _ := strings.Cut(recruiting(row), "/")
	switch call {
	case "jobApplicationPackages", "validateJobApplication":
		o.Kind = core.KindApplication
		o.Target = k.Keep(strings.Trim(id, "/*"))
	default:
		o.Kind = core.KindActivity
		o.Target = k.Keep(call)
	}
	return o, err
}
