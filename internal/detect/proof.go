package detect

import (
	"slices"
	"time"

	"github.com/taupier-eu/taupier/internal/core"
)

// Proof keeps the earliest few pieces of evidence and their count, whatever order they come in.
// The zero Proof is ready.
type Proof struct {
	Count       int
	First, Last time.Time
	items       []dated
}

type dated struct {
	at time.Time
	ev core.Evidence
}

func (a dated) compare(b dated) int {
	if c := a.at.Compare(b.at); c != 0 {
		return c
	}
	return a.ev.Compare(b.ev)
}

// proofItems is how many pieces a Proof keeps: less than a finding may hold, so that several proofs
// fit into one finding.
const proofItems = 3

// Add counts one observation and keeps its field as evidence when it is among the earliest.
func (p *Proof) Add(o *core.Observation, field, value string) {
	if p.Count == 0 || o.At.Before(p.First) {
		p.First = o.At
	}
	if p.Count == 0 || o.At.After(p.Last) {
		p.Last = o.At
	}
	p.Count++
	d := dated{o.At, core.Evidence{Input: o.Input, Line: o.Line, Field: field, Value: value}}
	if len(p.items) == proofItems && d.compare(p.items[proofItems-1]) >= 0 {
		return
	}
	i, dup := slices.BinarySearchFunc(p.items, d, dated.compare)
	if dup {
		return
	}
	p.items = slices.Insert(p.items, i, d)
	if len(p.items) > proofItems {
		p.items = p.items[:proofItems]
	}
}

// Evidence is what was kept, earliest first.
func (p *Proof) Evidence() []core.Evidence {
	out := make([]core.Evidence, len(p.items))
	for i, d := range p.items {
		out[i] = d.ev
	}
	return out
}
