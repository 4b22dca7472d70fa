package casework

import (
	"cmp"
	"context"
	"slices"
	"time"

	"github.com/taupier-eu/taupier/internal/access"
)

// Past is a closed case that asked about some of the same signals.
type Past struct {
	Case    string
	Class   Class
	Closed  time.Time
	Signals []string
	Shared  []string
	Percent int // Jaccard index of the signals, in hundredths
}

// MostSimilar is how many past cases are shown.
const MostSimilar = 5

// Similar orders past cases by how much of their signals is the same: the size of what both have over the size of what either has
// (P. Jaccard, 1901). Those that share nothing are left out.
func Similar(signals []string, past []Past) []Past {
	mine := set(signals)
	var out []Past
	for _, p := range past {
		theirs := set(p.Signals)
		for _, s := range theirs {
			if has(mine, s) {
				p.Shared = append(p.Shared, s)
			}
		}
		if n := len(p.Shared); n > 0 {
			p.Percent = 100 * n / (len(mine) + len(theirs) - n)
			out = append(out, p)
		}
	}
	slices.SortFunc(out, func(a, b Past) int {
		return cmp.Or(cmp.Compare(b.Percent, a.Percent), b.Closed.Compare(a.Closed), cmp.Compare(a.Case, b.Case))
	})
	return out[:min(MostSimilar, len(out))]
}

func set(list []string) []string {
	out := slices.Clone(list)
	slices.Sort(out)
	return slices.Compact(out)
}

// signals are what a person's questions are about.
func signals(p Person) []string {
	var out []string
	for _, q := range p.Questions {
		out = append(out, q.Signal)
	}
	return set(out)
}

// Similar lists closed cases like a person's, that the viewer may see.
func (d Desk) Similar(ctx context.Context, who access.Actor, p Person) ([]Past, error) {
	var past []Past
	err := d.Store.View(ctx, func(r Reader) (err error) { past, err = r.Past(who); return err })
	return Similar(signals(p), past), err
}
