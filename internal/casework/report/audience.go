// Package report puts a case on paper: for those who work on it, for counsel, for the police, and for the person it is about. Who
// is told which facts is one table (Shows); the page, the PDF and the JSON of a bundle are made from the same document, so that
// nothing can be in one of them that the table keeps out of another.
package report

import (
	"slices"

	"github.com/taupier-eu/taupier/internal/core"
)

// Audience is for whom a report is made.
type Audience string

// The audiences.
const (
	Internal Audience = "internal" // those who work on the case
	Legal    Audience = "legal"    // counsel, a court
	Police   Audience = "police"   // the police, a prosecutor
	Person   Audience = "person"   // the person whom the case is about
)

// Audiences lists them.
var Audiences = []Audience{Internal, Legal, Police, Person}

// Fact is a kind of thing that a report may say.
type Fact string

// The facts.
const (
	Subject    Fact = "subject"    // name, title, stage
	Asked      Fact = "asked"      // what is unclear, in the words of the catalogue: the same for everybody
	Seen       Fact = "seen"       // what was seen in this case, which may name other people
	Values     Fact = "values"     // the records behind it: place, field, value
	Sources    Fact = "sources"    // kinds of records that were compared
	Innocent   Fact = "innocent"   // ordinary explanations
	Unknown    Fact = "unknown"    // what could not be checked
	Rules      Fact = "rules"      // ids of rules and findings
	Weights    Fact = "weights"    // what a question counts, the sum, the level; only to whoever wrote a first view
	Views      Fact = "views"      // first views
	Notes      Fact = "notes"      // notes, and whatever else was written down in the case
	Decisions  Fact = "decisions"  // that something was decided, what and when
	Reasons    Fact = "reasons"    // the reasons given for it
	Staff      Fact = "staff"      // names of those who worked on the case
	Items      Fact = "items"      // evidence, each with its SHA-256
	Custody    Fact = "custody"    // who put it in, opened and exported it
	Strip      Fact = "strip"      // how dense the steps were over time
	Count      Fact = "count"      // how many items are kept, and nothing else of them
	Rights     Fact = "rights"     // how to correct, and with whom: a named human
	Checkpoint Fact = "checkpoint" // how far the ledger was
)

// Shows is the whole policy: what is not here is left out.
var Shows = map[Fact][]Audience{
	Subject: {Internal, Legal, Police, Person},
	Asked:   {Internal, Legal, Police, Person}, Innocent: {Internal, Legal, Police, Person}, Unknown: {Internal, Legal, Police, Person},
	Sources: {Internal, Legal, Police, Person}, Checkpoint: {Internal, Legal, Police, Person},
	Seen: {Internal, Legal, Police}, Values: {Internal, Legal, Police}, Decisions: {Internal, Legal, Police}, Staff: {Internal, Legal, Police},
	Items: {Internal, Legal, Police}, Custody: {Internal, Legal, Police}, Strip: {Internal, Legal, Police},
	Rules: {Internal, Legal}, Views: {Internal, Legal}, Notes: {Internal, Legal}, Reasons: {Internal, Legal},
	Weights: {Internal},
	Count:   {Person}, Rights: {Person},
}

// tells reports whether an audience is told a fact.
func (a Audience) tells(f Fact) bool { return slices.Contains(Shows[f], a) }

// tlp is the mark of the Traffic Light Protocol 2.0 (FIRST, 2022) on the cover. What is for the person carries none: it is his.
func (a Audience) tlp() string {
	switch a {
	case Internal, Legal:
		return "TLP:AMBER+STRICT"
	case Police:
		return "TLP:AMBER"
	}
	return ""
}

// Name is what an audience is called.
func (a Audience) Name() core.Text { return words["for_"+string(a)] }
