package demo

import (
	"cmp"
	"slices"
	"testing"
)

// Nobody but those who were given such a part is ever in two places at once, or faster than a plane.
func TestOnlyPlantedPeopleAreInTwoPlacesAtOnce(t *testing.T) {
	fast := map[string]map[string]bool{}
	for seed := range int64(6) {
		w := newWorld(Options{Seed: seed + 1, People: 150, Days: 45, End: end})
		planted := map[string]bool{}
		for _, p := range w.truth.Planted {
			planted[p.ID] = true
		}
		leaps := leaps(w)
		for _, p := range w.people {
			for _, leap := range leaps[p.at] {
				if !planted[p.id] {
					t.Errorf("seed %d: %s (%q) was in %s and minutes later in %s", seed+1, p.id, p.part, leap[0], leap[1])
				}
				if fast[p.part] == nil {
					fast[p.part] = map[string]bool{}
				}
				fast[p.part][p.id] = true
			}
		}
	}
	for _, part := range []string{"it_insider", "payroll_reroute"} {
		if len(fast[part]) == 0 {
			t.Errorf("no %s leaps", part)
		}
	}
}

// leaps are the pairs of towns that a person's events on access lines join too fast.
func leaps(w *world) map[int][][2]string {
	seen := map[int][]ev{}
	for d := range w.days {
		for _, events := range w.planDay(d).events {
			for _, e := range events {
				if l := w.lines.all[e.net]; l.tag == "" && l.org != "Example Mobile" && l.org != "Armorel" {
					seen[int(e.who)] = append(seen[int(e.who)], e)
				}
			}
		}
	}
	out := map[int][][2]string{}
	for who, events := range seen {
		slices.SortFunc(events, func(a, b ev) int { return cmp.Compare(a.at, b.at) })
		for i := range events[1:] {
			a, b := w.lines.all[events[i].net].city, w.lines.all[events[i+1].net].city
			hours := float64(events[i+1].at-events[i].at) / 3_600_000
			if away := km(a, b); away > 60 && away/max(hours, 0.01) > 900 {
				out[who] = append(out[who], [2]string{cities[a].name, cities[b].name})
			}
		}
	}
	return out
}

func TestHonestPeopleWorkFromWhereTheySaid(t *testing.T) {
	w := newWorld(Options{Seed: 4, People: 200, Days: 60, End: end})
	for d := range w.days {
		for _, events := range w.planDay(d).events {
			for _, e := range events {
				p, l := w.people[e.who], w.lines.all[e.net]
				away := false
				for _, trip := range p.trips {
					away = away || d >= trip.first-1 && d <= trip.last+1
				}
				if p.part == "" && !away && l.org != "Example Mobile" && l.org != "Armorel" && e.net != p.home {
					t.Fatalf("%s used %s (%s) on day %d", p.id, l.ip, cities[l.city].name, d)
				}
			}
		}
	}
}

func TestDaysOfWork(t *testing.T) {
	w := newWorld(Options{Seed: 4, People: 300, Days: 60, End: end})
	events, workdays := 0, 0
	for d := range w.days {
		if w.workday(d) != d {
			continue
		}
		for _, p := range w.people {
			workdays += btoi(p.worksOn(d))
		}
		for _, l := range w.planDay(d).events {
			events += len(l)
		}
	}
	if per := float64(events) / float64(workdays); per < 10 || per > 20 {
		t.Errorf("%.1f events per person and working day", per)
	}
}
