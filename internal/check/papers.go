package check

import (
	"slices"
	"strings"

	"github.com/taupier-eu/taupier/internal/core"
)

// sortedPapers are the papers of a dossier by path.
func sortedPapers(d *core.Dossier) []*core.Paper {
	out := make([]*core.Paper, 0, len(d.Files))
	for _, p := range d.Files {
		out = append(out, p)
	}
	slices.SortFunc(out, func(a, b *core.Paper) int { return strings.Compare(a.Input, b.Input) })
	return out
}
