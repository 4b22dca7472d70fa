package core

import (
	"cmp"
	"time"
)

// Problem is something in an input that could not be used: what, where, and what to do about it.
// The rest of the run goes on.
type Problem struct {
	Input string `json:"input"`
	Line  int    `json:"line,omitempty"`
	Says  string `json:"says"` // plain words with the mend, e.g. "unknown key \"emial\"; did you mean \"emails\"?"
}

// Compare orders problems by input, line and words.
func (p Problem) Compare(o Problem) int {
	return cmp.Or(cmp.Compare(p.Input, o.Input), cmp.Compare(p.Line, o.Line), cmp.Compare(p.Says, o.Says))
}

// MaxProblems is how many problems of one input are kept; more are counted only.
const MaxProblems = 20

// Input is one file of the company folder and what became of it.
type Input struct {
	Path     string    `json:"path"`
	Kind     string    `json:"kind"` // reader that took it, e.g. "okta.system_log", "person", "cv", "unknown"
	Records  int       `json:"records"`
	Rejected int       `json:"rejected"`
	Problems []Problem `json:"problems,omitempty"`

	// Newest is the time of the newest event of a log, whoever it was about; events ahead of the clock do not count.
	Newest time.Time `json:"-"`
}

// Reject counts a rejected record and keeps the first MaxProblems reasons.
func (in *Input) Reject(line int, says string) {
	in.Rejected++
	if len(in.Problems) < MaxProblems {
		in.Problems = append(in.Problems, Problem{Input: in.Path, Line: line, Says: says})
	}
}
