// Package evaluation counts how well known stories were found: detection, delay, rank and false alarms.
// It is arithmetic on what was seen; it neither makes worlds nor judges them.
package evaluation

import (
	"cmp"
	"slices"
	"time"

	"github.com/taupier-eu/taupier/internal/core"
)

// Trial is one world, drawn from one seed, looked at on several days.
type Trial struct {
	World   string
	Seed    int64
	Missing string // the source that was taken away, or ""
	People  int
	Days    int
	Parts   []Part
	Alarms  []Alarm // honest people at review or above, once each
	Bins    []Bin   // everybody by sum, on the last day
	Scans   int
}

// Part is one person of whom the truth is known.
type Part struct {
	Person   string
	Kind     string
	Innocent bool
	Evasive  bool
	First    time.Time          // day of the first clue
	Reached  map[core.Level]int // days from the first clue to the level; absent when never
	Last     core.Level         // level on the last day
	Rank     int                // place on the last day, 1 is first
	Signals  []string           // that fired by the last day
	Sways    []core.Sway        // weights that decide the level of the last day
}

// Alarm is an honest person at review or above.
type Alarm struct {
	Person  string
	Kind    string // of an innocent story, or "" for somebody without one
	Day     time.Time
	Level   core.Level
	Signals []string
}

// Standing is where everybody stood on one day of a trial.
type Standing struct {
	Day         time.Time
	Assessments map[string]core.Assessment
	Sways       map[string][]core.Sway // by person
}

// See takes in where everybody stood on a day. Days come in order.
func (t *Trial) See(s Standing) {
	t.Scans++
	ranks := ranked(s.Assessments)
	parts := map[string]*Part{}
	for i := range t.Parts {
		parts[t.Parts[i].Person] = &t.Parts[i]
	}
	for id, a := range s.Assessments {
		p := parts[id]
		if p != nil {
			p.see(s.Day, a, ranks[id])
			p.Sways = s.Sways[id]
		}
		if (p == nil || p.Innocent) && a.Level().AtLeast(core.LevelReview) {
			t.alarm(id, p, s.Day, a)
		}
	}
	t.Bins = binned(s.Assessments, parts)
	slices.SortFunc(t.Alarms, func(a, b Alarm) int { return cmp.Or(a.Day.Compare(b.Day), cmp.Compare(a.Person, b.Person)) })
}

func (p *Part) see(day time.Time, a core.Assessment, rank int) {
	p.Last, p.Rank, p.Signals = a.Level(), rank, signals(a)
	if day.Before(p.First) { // what is said before the first clue is not about the story
		return
	}
	if p.Reached == nil {
		p.Reached = map[core.Level]int{}
	}
	for _, l := range core.Levels[1:] {
		if _, ok := p.Reached[l]; !ok && a.Level().AtLeast(l) {
			p.Reached[l] = int(day.Sub(p.First).Hours()) / 24
		}
	}
}

func (t *Trial) alarm(id string, p *Part, day time.Time, a core.Assessment) {
	for i := range t.Alarms {
		if x := &t.Alarms[i]; x.Person == id {
			if !x.Level.AtLeast(a.Level()) {
				x.Level, x.Signals = a.Level(), signals(a)
			}
			return
		}
	}
	x := Alarm{Person: id, Day: day, Level: a.Level(), Signals: signals(a)}
	if p != nil {
		x.Kind = p.Kind
	}
	t.Alarms = append(t.Alarms, x)
}

// Open reports whether an infiltration has not reached a level, of those whose first clue was at most
// that many days before.
func (t *Trial) Open(l core.Level, day time.Time, within int) bool {
	return slices.ContainsFunc(t.Parts, func(p Part) bool {
		age := int(day.Sub(p.First).Hours()) / 24
		_, done := p.Reached[l]
		return !p.Innocent && !done && age >= 0 && age <= within
	})
}

// Honest is the number of people without an infiltration.
func (t *Trial) Honest() int {
	n := t.People
	for _, p := range t.Parts {
		if !p.Innocent {
			n--
		}
	}
	return n
}

func signals(a core.Assessment) []string {
	var out []string
	for _, t := range a.Terms() {
		out = append(out, t.Signal)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// ranked gives everybody's place: the highest level first, then the highest sum. Equals share the
// worse place, so that a tie never looks like a success.
func ranked(all map[string]core.Assessment) map[string]int {
	better := func(a, b core.Assessment) int {
		return cmp.Or(cmp.Compare(slices.Index(core.Levels, b.Level()), slices.Index(core.Levels, a.Level())), cmp.Compare(b.Score(), a.Score()))
	}
	list := make([]core.Assessment, 0, len(all))
	for _, a := range all {
		list = append(list, a)
	}
	slices.SortFunc(list, better)
	out := make(map[string]int, len(all))
	for i := 0; i < len(list); {
		j := i
		for j < len(list) && better(list[i], list[j]) == 0 {
			j++
		}
		for k := i; k < j; k++ {
			out[list[k].Person()] = j
		}
		i = j
	}
	return out
}
