package evaluation

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/taupier-eu/taupier/internal/core"
)

// Swayed is a weight whose change by half, alone, moves people of one kind of infiltration to another level.
type Swayed struct {
	Kind    string     `json:"kind"`
	Evasive bool       `json:"evasive"`
	Signal  string     `json:"signal"`
	Factor  string     `json:"factor"`
	From    core.Level `json:"from"`
	To      core.Level `json:"to"`
	People  int        `json:"people"`
	Of      int        `json:"of"` // people of the kind
}

// Below reports whether somebody who is found is lost.
func (s Swayed) Below() bool {
	return s.From.AtLeast(core.LevelReview) && !s.To.AtLeast(core.LevelReview)
}

func sensitivity(trials []Trial) []Swayed {
	type key struct {
		kind string
		core.Sway
	}
	counts, of, evasive := map[key]int{}, map[string]int{}, map[string]bool{}
	for _, t := range trials {
		for _, p := range t.Parts {
			if p.Innocent {
				continue
			}
			of[p.Kind]++
			evasive[p.Kind] = p.Evasive
			for _, s := range p.Sways {
				counts[key{p.Kind, s}]++
			}
		}
	}
	var out []Swayed
	for k, n := range counts {
		out = append(out, Swayed{k.kind, evasive[k.kind], k.Signal, k.Factor, k.From, k.To, n, of[k.kind]})
	}
	slices.SortFunc(out, func(a, b Swayed) int {
		return cmp.Or(cmp.Compare(btoi(b.Below()), btoi(a.Below())), cmp.Compare(btoi(a.Evasive), btoi(b.Evasive)), cmp.Compare(a.Kind, b.Kind),
			cmp.Compare(a.Signal, b.Signal), cmp.Compare(a.Factor, b.Factor), cmp.Compare(a.From, b.From))
	})
	return out
}

func (p *printer) sensitivity(list []Swayed) {
	var rows [][]string
	for _, s := range list {
		rows = append(rows, []string{p.title(s.Kind), s.Signal, s.Factor, p.level(s.From) + " → " + p.level(s.To), fmt.Sprintf("%d/%d", s.People, s.Of)})
	}
	p.table(p.say("sensitivity"), []string{p.say("kind"), p.say("signal"), p.say("change"), p.say("level"), p.say("people")}, rows)
}

func (p *printer) level(l core.Level) string {
	if l == core.LevelNone {
		return p.say("none")
	}
	return p.say(string(l))
}
