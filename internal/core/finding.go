package core

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"slices"
	"time"
)

// Evidence is one field of one record that a reader can go and look at.
type Evidence struct {
	Input string `json:"input"`          // path inside the company folder
	Line  int    `json:"line,omitempty"` // 1-based; 0 when the input has no lines (a PDF, an image)
	Field string `json:"field"`
	Value string `json:"value"`
}

// Compare orders evidence by input, line, field and value.
func (e Evidence) Compare(o Evidence) int {
	return cmp.Or(cmp.Compare(e.Input, o.Input), cmp.Compare(e.Line, o.Line), cmp.Compare(e.Field, o.Field), cmp.Compare(e.Value, o.Value))
}

// MaxEvidence is how many pieces of evidence one finding keeps: enough to check it, not a dump.
const MaxEvidence = 8

// Finding is a signal that fired for one person: a question raised, never a verdict. Its fields
// are closed, so that the only way to have one is NewFinding.
type Finding struct {
	id       string
	signal   Signal
	person   string
	at       time.Time
	args     Args
	evidence []Evidence
}

// NewFinding makes a finding of signal s about a person's dossier. It refuses one without evidence,
// one whose signal offers no innocent explanation or nothing to ask, and one whose words would have
// a gap. The id is derived from signal, person, time and evidence, so the same input gives the same id.
func NewFinding(s Signal, person string, at time.Time, args Args, evidence ...Evidence) (Finding, error) {
	if err := s.Validate(); err != nil {
		return Finding{}, err
	}
	if person == "" {
		return Finding{}, fmt.Errorf("finding of signal %s is about nobody", s.ID)
	}
	if len(evidence) == 0 {
		return Finding{}, fmt.Errorf("finding of signal %s has no evidence", s.ID)
	}
	if err := s.Says.missing(args); err != nil {
		return Finding{}, fmt.Errorf("finding of signal %s: %w", s.ID, err)
	}
	ev := slices.Clone(evidence)
	slices.SortFunc(ev, Evidence.Compare)
	ev = slices.Compact(ev)
	if len(ev) > MaxEvidence {
		ev = ev[:MaxEvidence]
	}
	f := Finding{signal: s, person: person, at: at.UTC(), args: maps.Clone(args), evidence: ev}
	f.id = f.digest()
	return f, nil
}

func (f Finding) digest() string {
	h := sha256.New()
	fmt.Fprintf(h, "%s\x00%s\x00%d\x00", f.signal.ID, f.person, f.at.UnixMilli())
	for _, e := range f.evidence {
		fmt.Fprintf(h, "%s\x00%d\x00%s\x00%s\x00", e.Input, e.Line, e.Field, e.Value)
	}
	return "fnd_" + hex.EncodeToString(h.Sum(nil)[:8])
}

// ID is stable for the same signal, person, time and evidence.
func (f Finding) ID() string { return f.id }

// Signal is the catalogue entry that fired.
func (f Finding) Signal() Signal { return f.signal }

// Person is the id of the dossier the question is about.
func (f Finding) Person() string { return f.person }

// At is when the thing happened; zero when the input has no time.
func (f Finding) At() time.Time { return f.at }

// Says is what was seen, in words.
func (f Finding) Says(lang Lang) string { return f.signal.Says.Render(lang, f.args) }

// Evidence is at least one record to look at, in a fixed order.
func (f Finding) Evidence() []Evidence { return slices.Clone(f.evidence) }

// Compare orders findings by person, then the heavier first, then signal, time and id.
func (f Finding) Compare(o Finding) int {
	return cmp.Or(
		cmp.Compare(f.person, o.person),
		cmp.Compare(o.signal.Strength.Weight(), f.signal.Strength.Weight()),
		cmp.Compare(f.signal.ID, o.signal.ID),
		f.at.Compare(o.at),
		cmp.Compare(f.id, o.id),
	)
}

// Sink collects what the judges raise. It is not safe for concurrent use.
type Sink struct {
	catalogue Catalogue
	findings  []Finding
	traits    []Trait
	off       map[string]bool
}

// NewSink makes a sink that knows the catalogue. Signals named in off are dropped: the company
// switched them off.
func NewSink(c Catalogue, off ...string) *Sink {
	s := &Sink{catalogue: c, off: map[string]bool{}}
	for _, id := range off {
		s.off[id] = true
	}
	return s
}

// Raise records that a signal fired. A signal that is not in the catalogue or a finding without
// evidence is a mistake in the judge, not in the input, and panics.
func (s *Sink) Raise(signal, person string, at time.Time, args Args, evidence ...Evidence) {
	if s.off[signal] {
		return
	}
	sig, ok := s.catalogue[signal]
	if !ok {
		panic(fmt.Sprintf("BUG: signal %s is not in the catalogue", signal))
	}
	f, err := NewFinding(sig, person, at, args, evidence...)
	if err != nil {
		panic("BUG: " + err.Error())
	}
	s.findings = append(s.findings, f)
}

// Share records a trait that may turn out to be shared.
func (s *Sink) Share(t Trait) { s.traits = append(s.traits, t) }

// Findings returns what was raised, ordered, the same finding once.
func (s *Sink) Findings() []Finding {
	out := slices.Clone(s.findings)
	slices.SortFunc(out, Finding.Compare)
	return slices.CompactFunc(out, func(a, b Finding) bool { return a.id == b.id })
}

// Traits returns what was shared, ordered.
func (s *Sink) Traits() []Trait {
	out := slices.Clone(s.traits)
	slices.SortFunc(out, Trait.Compare)
	return out
}
