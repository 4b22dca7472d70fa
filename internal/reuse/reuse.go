// Package reuse finds what was handed in more than once: passages of text, pictures, and, against
// the applications of former months, contacts and other things that belong to one person. It keeps
// an index of past applications on disk that holds ids, keyed hashes and days, and nothing else.
//
// What many people have says nothing: a template, a job advertisement, a stock picture. How many is
// learned by counting who has it, among the dossiers of a scan and among those of the past.
//
// Pictures are compared as files, by coarse patterns of light and dark. No face is looked for, found
// or measured, and no biometric data is made.
package reuse

import (
	"slices"

	"github.com/taupier-eu/taupier/internal/core"
)

// CommonFrom is how many people make a passage a template and a picture a stock picture.
const CommonFrom = 6

// World is what the comparison is made over. It is read-only.
type World struct {
	People  map[string]*core.Dossier
	Adverts []string // texts everybody may quote: the company's own job advertisements
}

// sortedIDs are the dossiers in a fixed order.
func sortedIDs(people map[string]*core.Dossier) []string {
	ids := make([]string, 0, len(people))
	for id := range people {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	return ids
}

// sortedPapers are the papers of a dossier in a fixed order.
func sortedPapers(d *core.Dossier) []*core.Paper {
	out := make([]*core.Paper, 0, len(d.Files))
	for _, p := range d.Files {
		out = append(out, p)
	}
	slices.SortFunc(out, func(a, b *core.Paper) int {
		if a.Input < b.Input {
			return -1
		}
		return 1
	})
	return out
}

// fileOf points at a file by the beginning of its digest.
func fileOf(p *core.Paper) core.Evidence {
	const shown = 16
	return core.Evidence{Input: p.Input, Field: "sha256", Value: p.SHA256[:min(shown, len(p.SHA256))]}
}

func pairOf(a, b string) string {
	if b < a {
		a, b = b, a
	}
	return a + "+" + b
}
