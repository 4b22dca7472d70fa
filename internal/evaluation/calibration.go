package evaluation

import (
	"fmt"
	"math"

	"github.com/taupier-eu/taupier/internal/core"
)

// Bin is everybody whose sum lies between two bounds on the last day of a world.
type Bin struct {
	From   int `json:"from"` // hundredths of log odds, included
	To     int `json:"to"`   // not included; 0 for no bound
	People int `json:"people"`
	True   int `json:"infiltrations"`
	Sum    int `json:"sum"` // of the sums
}

// bounds are the thresholds of the levels, and the middle of what lies between them.
var bounds = []int{0, 1, 80, 200, 320, 450, 600}

func binned(all map[string]core.Assessment, parts map[string]*Part) []Bin {
	out := make([]Bin, len(bounds))
	for i, from := range bounds {
		out[i].From = from
		if i+1 < len(bounds) {
			out[i].To = bounds[i+1]
		}
	}
	for id, a := range all {
		at := 0
		for i, from := range bounds {
			if a.Score() >= from {
				at = i
			}
		}
		out[at].People++
		out[at].Sum += a.Score()
		if p := parts[id]; p != nil && !p.Innocent {
			out[at].True++
		}
	}
	return out
}

// calibration adds the bins of all trials up.
func calibration(trials []Trial) []Bin {
	out := binned(nil, nil)
	for _, t := range trials {
		for i, b := range t.Bins {
			out[i].People += b.People
			out[i].True += b.True
			out[i].Sum += b.Sum
		}
	}
	return out
}

// implied is the share that the mean sum of a bin promises by Bayes' rule, given how many of all people have a part: prior
// odds times e to the sum.
func implied(b Bin, all []Bin) float64 {
	people, parts := 0, 0
	for _, x := range all {
		people, parts = people+x.People, parts+x.True
	}
	if b.People == 0 || parts == 0 || parts == people {
		return 0
	}
	odds := float64(parts) / float64(people-parts) * math.Exp(float64(b.Sum)/float64(b.People)/100)
	return odds / (1 + odds)
}

func (p *printer) calibration(bins []Bin) {
	var rows [][]string
	for _, b := range bins {
		if b.People == 0 {
			continue
		}
		name := fmt.Sprintf("%d–%d", b.From, b.To-1)
		if b.To == 0 {
			name = fmt.Sprintf("%d+", b.From)
		} else if b.To == b.From+1 {
			name = fmt.Sprint(b.From)
		}
		rows = append(rows, []string{name, fmt.Sprint(b.People), fmt.Sprint(b.True), percent(float64(b.True) / float64(b.People)), percent(implied(b, bins))})
	}
	p.table(p.say("calibration"), []string{p.say("sum"), p.say("people"), p.say("parts"), p.say("share"), p.say("implied")}, rows)
}

func percent(v float64) string { return fmt.Sprintf("%.1f %%", 100*v) }
