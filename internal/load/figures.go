package load

import (
	"cmp"
	"slices"
	"time"
)

// Figure is how long one kind of page took. Times are milliseconds.
type Figure struct {
	Page    string  `json:"page"`
	Kind    string  `json:"kind"`
	Asked   int     `json:"asked"`
	Failed  int     `json:"failed"`
	Problem string  `json:"problem,omitempty"` // of the first that failed
	P50     float64 `json:"p50_ms"`
	P95     float64 `json:"p95_ms"`
	P99     float64 `json:"p99_ms"`
	GoalMS  float64 `json:"goal_ms"` // of p95
	Bytes   int     `json:"bytes"`   // of the largest
	OK      bool    `json:"ok"`
}

// figures are in the order of the pages; a page that nobody asked for has none.
func figures(all []answer) []Figure {
	var out []Figure
	for _, p := range pages {
		f := Figure{Page: p.name, Kind: p.kind, GoalMS: ms(Goals[p.kind])}
		var took []time.Duration
		for _, a := range all {
			if a.page != p.name {
				continue
			}
			f.Asked++
			f.Bytes = max(f.Bytes, a.bytes)
			took = append(took, a.took)
			if a.err != nil {
				f.Failed++
				f.Problem = cmp.Or(f.Problem, a.err.Error())
			}
		}
		if f.Asked == 0 {
			continue
		}
		slices.Sort(took)
		f.P50, f.P95, f.P99 = ms(quantile(took, 50)), ms(quantile(took, 95)), ms(quantile(took, 99))
		f.OK = f.Failed == 0 && f.P95 <= f.GoalMS && f.Bytes <= PageGoal
		out = append(out, f)
	}
	return out
}

// quantile is the smallest time that so many of a hundred do not pass (nearest rank).
func quantile(sorted []time.Duration, percent int) time.Duration {
	return sorted[(len(sorted)*percent+99)/100-1]
}

func ms(d time.Duration) float64 { return float64(d.Round(100*time.Microsecond).Microseconds()) / 1000 }
