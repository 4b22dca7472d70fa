package interview

import (
	"errors"
	"fmt"
	"slices"

	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/intake/schema"
)

// Script is content/interview/script.yaml: what every candidate is told and asked.
type Script struct {
	Version string `yaml:"version" json:"version"`
	Parts   []Part `yaml:"parts" json:"parts"`
}

// Part is one stretch of the interview.
type Part struct {
	Key     string    `yaml:"key" json:"key"`
	Title   core.Text `yaml:"title" json:"title"`
	Minutes int       `yaml:"minutes" json:"minutes,omitempty"` // 0 lies outside the call
	Steps   []Step    `yaml:"steps" json:"steps"`
}

// Step is one thing to do, to say or to ask.
type Step struct {
	Do      core.Text `yaml:"do" json:"do,omitzero"`
	Say     core.Text `yaml:"say" json:"say,omitzero"`
	Ask     core.Text `yaml:"ask" json:"ask,omitzero"`
	Note    string    `yaml:"note" json:"note,omitempty"`       // key of recorded.interviews[] where the answer goes
	Request string    `yaml:"request" json:"request,omitempty"` // word of recorded.interviews[].requests[].what
}

// text is what the step says, and how: "do", "say" or "ask".
func (s Step) text() (how string, t core.Text) {
	switch {
	case s.Say.Complete():
		return "say", s.Say
	case s.Ask.Complete():
		return "ask", s.Ask
	}
	return "do", s.Do
}

// Openings is content/interview/cards.yaml: how to put what is open.
type Openings struct {
	Signals    map[string]core.Text `yaml:"signals"`
	Unknowns   map[string]core.Text `yaml:"unknowns"`
	Statements map[string]core.Text `yaml:"statements"`
}

// Book is the script with the openings of cards.
type Book struct {
	Script   Script
	Openings Openings
}

// Validate reports texts that do not exist in both languages, notes that are no key of an interview, and
// openings of signals that are not in the catalogue.
func (b *Book) Validate(c core.Catalogue) error {
	var errs []error
	need := func(ok bool, format string, args ...any) {
		if !ok {
			errs = append(errs, fmt.Errorf("interview: "+format, args...))
		}
	}
	keys := schema.Names(notes)
	need(b.Script.Version != "" && len(b.Script.Parts) > 0, "the script has no version or no part")
	for _, p := range b.Script.Parts {
		need(p.Title.Complete() && len(p.Steps) > 0, "part %q has no title in en and fr, or no step", p.Key)
		for _, s := range p.Steps {
			how, t := s.text()
			need(t.Complete(), "a step of part %q (%s) is not in en and fr", p.Key, how)
			need(s.Note == "" || slices.Contains(keys, s.Note), "part %q notes %q, which is no key of recorded.interviews", p.Key, s.Note)
			need(s.Request == "" || slices.Contains(requestWords, s.Request), "part %q requests %q, which is no word of recorded.interviews.requests.what", p.Key, s.Request)
		}
	}
	for id, t := range b.Openings.Signals {
		_, known := c[id]
		need(known && t.Complete(), "the opening of signal %q is not in en and fr, or the catalogue has no such signal", id)
	}
	for _, m := range []map[string]core.Text{b.Openings.Unknowns, b.Openings.Statements} {
		for key, t := range m {
			need(t.Complete(), "the opening of %q is not in en and fr", key)
		}
	}
	return errors.Join(errs...)
}
