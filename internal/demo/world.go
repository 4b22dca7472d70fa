package demo

import (
	"fmt"
	"slices"
	"strconv"
	"time"
)

const domain = "armorel.test"

// world is the fictional company before it is written.
type world struct {
	seed   int64
	days   int
	start  time.Time // first day of the logs
	end    time.Time // last day
	people []*person
	lines  lines
	truth  Truth

	officeLines, vpnLines                   []int32
	streets                                 map[int]int // households so far, by city
	extras                                  [][]extra   // by day of the logs
	hr, signatures, shipments, applications []entry
}

func newWorld(o Options) *world {
	w := emptyWorld(o)
	w.populate(o.People)
	w.arrange()
	return w
}

// emptyWorld has offices and lines, and nobody yet.
func emptyWorld(o Options) *world {
	w := &world{seed: o.Seed, days: o.Days, end: o.End, start: o.End.AddDate(0, 0, 1-o.Days), streets: map[int]int{}}
	w.extras = make([][]extra, o.Days)
	w.lines.salt = uint32(drawn(o.Seed, "lines").next())
	for i, c := range offices {
		w.officeLines = append(w.officeLines, w.lines.add(line{ip: "198.51.100." + strconv.Itoa(18+16*i), city: c, asn: 64510, org: "Armorel"}))
	}
	for i := range 6 {
		w.vpnLines = append(w.vpnLines, w.lines.add(line{ip: "198.51.100." + strconv.Itoa(2+i), city: 0, asn: 64510, org: "Armorel"}))
	}
	return w
}

// crowd is how many people there are of each kind.
func crowd(people int) (staffs, contractors, applicants int) {
	return people, max(16, people*38/420), max(10, people*25/420)
}

// populate makes everybody: names first, then the rest of an ordinary life, then the parts.
func (w *world) populate(people int) {
	w.populateWith(crowd(people))
}

func (w *world) populateWith(s, c, a int) {
	var ids []string
	var kinds []kind
	add := func(n int, prefix string, width int, k kind) {
		for i := 1; i <= n; i++ {
			ids, kinds = append(ids, fmt.Sprintf("%s-%0*d", prefix, width, i)), append(kinds, k)
		}
	}
	add(s, "s", 4, staff)
	add(c, "c", 3, contractor)
	add(a, "a", 3, applicant)
	names := christen(w.seed, ids)
	for i, id := range ids {
		w.people = append(w.people, w.ordinary(i, id, kinds[i], names[i]))
	}
	w.managers()
}

// day is the midnight of a day of the logs.
func (w *world) day(n int) time.Time { return w.start.AddDate(0, 0, n) }

// workday is the first working day at or after a day of the logs.
func (w *world) workday(n int) int {
	for {
		switch w.day(n).Weekday() {
		case time.Saturday, time.Sunday:
			n++
		default:
			return n
		}
	}
}

// part of the logs' days, e.g. w.part(25) is a quarter into them.
func (w *world) part(percent int) int { return percent * (w.days - 1) / 100 }

// at is an instant: a day of the logs and a local time in a city.
func (w *world) at(n, hour, minute, city int) int64 {
	t := w.day(n)
	return t.UnixMilli() + int64(hour*60+minute)*60_000 - int64(offset(cities[city], t))*3_600_000
}

// offset is the number of hours a place is ahead of UTC on a day.
func offset(c city, t time.Time) int {
	if c.country == "CN" {
		return c.zone
	}
	if summer(t) {
		return c.zone + 1
	}
	return c.zone
}

// summer reports summer time in Europe: from the last Sunday of March to the last Sunday of October.
func summer(t time.Time) bool {
	last := func(m time.Month) time.Time {
		d := time.Date(t.Year(), m, 31, 0, 0, 0, 0, time.UTC)
		return d.AddDate(0, 0, -int(d.Weekday()))
	}
	return !t.Before(last(time.March)) && t.Before(last(time.October))
}

// managers gives everybody of the company a manager in the same team, or the first of the staff.
func (w *world) managers() {
	heads := map[string]string{}
	for _, p := range w.people {
		if p.kind != staff {
			continue
		}
		if _, ok := heads[p.team]; !ok {
			heads[p.team] = p.id
		}
	}
	for _, p := range w.people {
		if p.employed() {
			p.manager = heads[p.team]
			if p.manager == p.id || p.manager == "" {
				p.manager = w.people[0].id
			}
			if p.manager == p.id {
				p.manager = ""
			}
		}
	}
}

// free are the people of a kind without a part, in a drawn order.
func (w *world) free(r *rnd, ok func(*person) bool) []*person {
	var out []*person
	for _, p := range w.people {
		if p.part == "" && ok(p) {
			out = append(out, p)
		}
	}
	shuffle(r, out)
	return out
}

// sort orders the truth by kind and id.
func (t *Truth) sort() {
	for _, l := range [][]Planted{t.Planted, t.Lookalikes} {
		slices.SortFunc(l, func(a, b Planted) int {
			if a.Kind != b.Kind {
				return cmpString(a.Kind, b.Kind)
			}
			return cmpString(a.ID, b.ID)
		})
	}
}

func cmpString(a, b string) int {
	if a < b {
		return -1
	}
	if a > b {
		return 1
	}
	return 0
}
