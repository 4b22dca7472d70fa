package evaluation

import (
	"cmp"
	"slices"

	"github.com/taupier-eu/taupier/internal/core"
)

// Kind is how one kind of infiltration fared over all trials.
type Kind struct {
	Kind       string              `json:"kind"`
	World      string              `json:"world"`
	Evasive    bool                `json:"evasive"`
	People     int                 `json:"people"`
	Reached    map[core.Level]int  `json:"reached"`     // people who reached the level
	Median     map[core.Level]int  `json:"median_days"` // from the first clue; people who never did count as longest
	Slowest    int                 `json:"slowest_review_days"`
	MedianRank int                 `json:"median_rank"`
	Never      map[core.Level]bool `json:"median_never"` // at least half never reached it
	Signals    []string            `json:"signals"`      // that fired for at least half
}

// Innocence is how one kind of innocence fared.
type Innocence struct {
	Kind   string             `json:"kind"`
	World  string             `json:"world"`
	People int                `json:"people"`
	Last   map[core.Level]int `json:"levels"` // levels on the last day
	Alarms int                `json:"alarms"` // people who stood at review or above on any day
}

// Rate is a number of false alarms.
type Rate struct {
	Name         string  `json:"name"`
	People       int     `json:"people"` // honest
	PersonMonths float64 `json:"person_months"`
	Alarms       int     `json:"alarms"`
	Per1000      float64 `json:"per_1000_people_and_month"`
}

// Report is what an evaluation found.
type Report struct {
	Kinds      []Kind      `json:"infiltrations"`
	Among      []Kind      `json:"infiltrations_among_many"` // in worlds of realistic size: level and rank, no delays
	Innocences []Innocence `json:"innocences"`
	Worlds     []Rate      `json:"false_alarms"`
	Large      Rate        `json:"false_alarms_realistic"` // worlds of at least LargeFrom honest people
	All        Rate        `json:"false_alarms_all"`
	Missing    []Lack      `json:"missing_sources"`
	Bins       []Bin       `json:"calibration"`
	Swayed     []Swayed    `json:"sensitivity"`
	Alarms     []Alarm     `json:"-"`
	Scans      int         `json:"scans"`
}

// Lack is what is lost without a source.
type Lack struct {
	Source  string             `json:"source"`
	People  int                `json:"people"`
	Reached map[core.Level]int `json:"reached"`
	With    map[core.Level]int `json:"reached_with_it"`
	Lost    []string           `json:"lost"` // kinds of which fewer reached review on the last day
	Alarms  Rate               `json:"false_alarms"`
}

// LargeFrom is the number of honest people from which a world counts as realistic in size.
const LargeFrom = 900

// large worlds are looked at too seldom to tell delays: they tell ranks and false alarms.
func (t Trial) large() bool { return t.Honest() >= LargeFrom }

// month is the number of days of a month, for rates.
const month = 30.4

// Summarise counts.
func Summarise(trials []Trial) Report {
	var r Report
	full := filter(trials, func(t Trial) bool { return t.Missing == "" })
	r.Kinds = kinds(filter(full, func(t Trial) bool { return !t.large() }))
	r.Among = kinds(filter(full, Trial.large))
	r.Innocences = innocences(full)
	r.Bins = calibration(full)
	r.Swayed = sensitivity(full)
	r.All.Name, r.Large.Name = "all", "large"
	byWorld := map[string]*Rate{}
	for _, t := range full {
		if byWorld[t.World] == nil {
			byWorld[t.World] = &Rate{Name: t.World}
		}
		byWorld[t.World].add(t)
		r.All.add(t)
		if t.large() {
			r.Large.add(t)
		}
		r.Alarms = append(r.Alarms, t.Alarms...)
	}
	for _, t := range trials {
		r.Scans += t.Scans
	}
	for _, w := range byWorld {
		r.Worlds = append(r.Worlds, *w)
	}
	slices.SortFunc(r.Worlds, func(a, b Rate) int { return cmp.Compare(a.Name, b.Name) })
	r.Missing = lacks(trials, full)
	return r
}

func (r *Rate) add(t Trial) {
	r.People += t.Honest()
	r.PersonMonths += float64(t.Honest()) * float64(t.Days) / month
	r.Alarms += len(t.Alarms)
	r.Per1000 = 1000 * float64(r.Alarms) / r.PersonMonths
}

func filter(list []Trial, keep func(Trial) bool) []Trial {
	return slices.DeleteFunc(slices.Clone(list), func(t Trial) bool { return !keep(t) })
}

// grouped gives the parts of each kind, in order of kind.
func grouped(trials []Trial, keep func(Part) bool) (order []string, parts map[string][]Part, world map[string]string) {
	parts, world = map[string][]Part{}, map[string]string{}
	for _, t := range trials {
		for _, p := range t.Parts {
			if !keep(p) {
				continue
			}
			if parts[p.Kind] == nil {
				order = append(order, p.Kind)
			}
			if world[p.Kind] == "" || t.World < world[p.Kind] {
				world[p.Kind] = t.World
			}
			parts[p.Kind] = append(parts[p.Kind], p)
		}
	}
	slices.Sort(order)
	return order, parts, world
}

func kinds(trials []Trial) []Kind {
	order, parts, world := grouped(trials, func(p Part) bool { return !p.Innocent })
	var out []Kind
	for _, k := range order {
		out = append(out, kindOf(k, world[k], parts[k]))
	}
	slices.SortStableFunc(out, func(a, b Kind) int { return cmp.Compare(btoi(a.Evasive), btoi(b.Evasive)) })
	return out
}

func kindOf(name, world string, parts []Part) Kind {
	k := Kind{Kind: name, World: world, People: len(parts), Evasive: parts[0].Evasive,
		Reached: map[core.Level]int{}, Median: map[core.Level]int{}, Never: map[core.Level]bool{}}
	seen := map[string]int{}
	var ranks []int
	for _, p := range parts {
		ranks = append(ranks, p.Rank)
		for l := range p.Reached {
			k.Reached[l]++
		}
		for _, s := range p.Signals {
			seen[s]++
		}
		k.Slowest = max(k.Slowest, p.Reached[core.LevelReview])
	}
	for _, l := range core.Levels[1:] {
		k.Median[l], k.Never[l] = medianDays(parts, l)
	}
	k.MedianRank = median(ranks)
	for s, n := range seen {
		if 2*n >= len(parts) {
			k.Signals = append(k.Signals, s)
		}
	}
	slices.Sort(k.Signals)
	return k
}

// medianDays is the median over everybody: those who never reached the level count as later than all.
func medianDays(parts []Part, l core.Level) (days int, never bool) {
	const later = 1 << 30
	var list []int
	for _, p := range parts {
		d, ok := p.Reached[l]
		if !ok {
			d = later
		}
		list = append(list, d)
	}
	if d := median(list); d < later {
		return d, false
	}
	return 0, true
}

// median is the upper median, so that half of an even number is not flattered.
func median(list []int) int {
	if len(list) == 0 {
		return 0
	}
	s := slices.Sorted(slices.Values(list))
	return s[len(s)/2]
}

func innocences(trials []Trial) []Innocence {
	order, parts, world := grouped(trials, func(p Part) bool { return p.Innocent })
	alarms := map[string]int{}
	for _, t := range trials {
		for _, a := range t.Alarms {
			alarms[a.Kind]++
		}
	}
	var out []Innocence
	for _, k := range order {
		x := Innocence{Kind: k, World: world[k], People: len(parts[k]), Last: map[core.Level]int{}, Alarms: alarms[k]}
		for _, p := range parts[k] {
			x.Last[p.Last]++
		}
		out = append(out, x)
	}
	return out
}

// lacks compares trials without a source with the full trials of the same worlds and seeds, both by
// where people stood on the last day.
func lacks(trials, full []Trial) []Lack {
	by := map[string]*Lack{}
	lost := map[string]map[string]int{}
	for _, t := range trials {
		if t.Missing == "" {
			continue
		}
		l := by[t.Missing]
		if l == nil {
			l = &Lack{Source: t.Missing, Reached: map[core.Level]int{}, With: map[core.Level]int{}, Alarms: Rate{Name: t.Missing}}
			by[t.Missing], lost[t.Missing] = l, map[string]int{}
		}
		l.Alarms.add(t)
		i := slices.IndexFunc(full, func(f Trial) bool { return f.World == t.World && f.Seed == t.Seed })
		if i < 0 {
			continue
		}
		for j, p := range t.Parts {
			if p.Innocent || p.Evasive {
				continue
			}
			l.People++
			with := full[i].Parts[j]
			for _, level := range core.Levels[1:] {
				l.Reached[level] += btoi(p.Last.AtLeast(level))
				l.With[level] += btoi(with.Last.AtLeast(level))
			}
			if with.Last.AtLeast(core.LevelReview) && !p.Last.AtLeast(core.LevelReview) {
				lost[t.Missing][p.Kind]++
			}
		}
	}
	var out []Lack
	for name, l := range by {
		for k := range lost[name] {
			l.Lost = append(l.Lost, k)
		}
		slices.Sort(l.Lost)
		out = append(out, *l)
	}
	slices.SortFunc(out, func(a, b Lack) int { return cmp.Compare(a.Source, b.Source) })
	return out
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}
