package sigma

import (
	"time"
)

// CorrelationType says what a correlation asks of the hits of its rules.
type CorrelationType string

// The types of the specification 2.1, and those that pySigma adds.
const (
	EventCount              CorrelationType = "event_count"
	ValueCount              CorrelationType = "value_count"
	ValueSum                CorrelationType = "value_sum"
	ValueAvg                CorrelationType = "value_avg"
	ValuePercentile         CorrelationType = "value_percentile"
	ValueMedian             CorrelationType = "value_median"
	Temporal                CorrelationType = "temporal"
	TemporalOrdered         CorrelationType = "temporal_ordered"
	TemporalExtended        CorrelationType = "temporal_extended"
	TemporalOrderedExtended CorrelationType = "temporal_ordered_extended"
)

// Window says which hits are judged together.
type Window string

const (
	Sliding  Window = "sliding"  // those not older than the timespan, at each hit
	Tumbling Window = "tumbling" // those of one timespan counted from 1970-01-01, when it is over
	Session  Window = "session"  // those that follow each other within the timespan, when none does
)

// Correlation is one parsed Sigma correlation. Its text fields are as written.
type Correlation struct {
	ID, Name, Title, Description string
	Level, Status                string
	Author, Date, Modified       string
	File                         string // as given to ParseAll
	Line                         int    // first line of the correlation in File
	Tags                         []string
	FalsePositives               []string
	References                   []string
	Custom                       map[string]any // top-level keys outside the specification

	Type     CorrelationType
	Rules    []string // names or ids of rules or correlations
	GroupBy  []string
	Timespan time.Duration
	Bounds   []Bound             // all of which hold
	Fields   []string            // whose values are counted or reckoned with
	Rank     float64             // of value_percentile and value_median, 0 to 100
	Logic    string              // of the extended types: a condition over Rules
	Aliases  map[string][]Naming // in the order written
	Generate bool                // the rules are reported by themselves as well
	Window   Window
	Absent   string // a rule that must not follow; "" is none
	logic    *expr  // tests name the rules
	parsed   bool
	share    bool // value_percentile without a rank
}

// Bound is one comparison of a condition.
type Bound struct {
	Op    string // gt, gte, lt, lte, eq or neq
	Value float64
}

// Naming says what an alias is called in the events of a rule.
type Naming struct{ Rule, Field string }

func (b Bound) holds(v float64) bool {
	switch b.Op {
	case "gt":
		return v > b.Value
	case "gte":
		return v >= b.Value
	case "lt":
		return v < b.Value
	case "lte":
		return v <= b.Value
	case "eq":
		return v == b.Value
	}
	return v != b.Value
}

// reckons says whether the type reads a field.
func (t CorrelationType) reckons() bool {
	return t == ValueCount || t.numeric()
}

func (t CorrelationType) numeric() bool {
	return t == ValueSum || t == ValueAvg || t == ValuePercentile || t == ValueMedian
}

func (t CorrelationType) extended() bool {
	return t == TemporalExtended || t == TemporalOrderedExtended
}

// label is what a correlation is called in errors.
func (c *Correlation) label() string {
	switch {
	case c.Name != "":
		return c.Name
	case c.ID != "":
		return c.ID
	}
	return c.Title
}
