// Package detect judges the stream of observations: windows, baselines, travel, shared
// infrastructure, and contradictions between what a dossier says and what the logs say.
//
// A detector sees observations in any order and must not depend on it: it keeps minima, maxima,
// sets and counts, and judges at the end. What it keeps is bounded by people, days, devices and
// lines, never by the number of events. all.go lists the detectors by hand.
package detect

import (
	"time"

	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/place"
)

// World is what detectors know besides the stream. It is read-only.
type World struct {
	Company *core.Company
	People  map[string]*core.Dossier
	Atlas   *place.Atlas
	Now     time.Time
	Rules   map[string]RuleTerms // by signal id
}

// RuleTerms is what the Sigma rules of one signal say, under their own key "taupier", about when a
// match is no question.
type RuleTerms struct {
	Unless  []string // kinds of tickets or declared equipment that explain it; see core.Dossier.Explained
	Allowed bool     // tools the company allows (company.yaml remote_tools) explain it
	NewHire bool     // only a question in the first days of work
	Count   int      // how many matches it takes; 0 means one
}

// Detector watches for one kind of contradiction.
type Detector interface {
	// Feed takes one observation of the person whose dossier is d.
	Feed(d *core.Dossier, o *core.Observation)
	// Raise judges everything fed so far.
	Raise(out *core.Sink)
}

// NewHireDays is how long a hire counts as new when the company does not say (design note
// docs/design/decisions.md; the 90 days follow Microsoft's and Splunk's published windows).
const NewHireDays = 90

// newDays is the company's own figure, or the default.
func (w *World) newDays() int {
	if n := w.Company.Policy.NewHireDays; n > 0 {
		return n
	}
	return NewHireDays
}
