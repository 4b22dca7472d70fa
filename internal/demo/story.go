package demo

import (
	"cmp"
	"fmt"
	"io/fs"
	"slices"
	"strconv"
	"time"
)

// Scenario is a company with a cast: what a world file describes.
type Scenario struct {
	Name    string
	People  int // staff without a part; contractors and applicants grow with it
	Days    int // days of logs
	Stories []Story
	Missing []string // sources the company lacks; see Sources
}

// Story is what happens to one person, or to a few who belong together.
type Story struct {
	Kind     string
	Innocent bool
	Evasive  bool
	Post     string // contractor, staff, admin, coder, applicant
	Members  int    // who belong together; 0 means 1
	Copies   int    // how often the story happens in the company, to other people; 0 means 1
	Begins   int    // day of the logs that is day 0 of the story; copies are spread over the days after it
	Hired    int    // first day of work, in days of the story: 0 is day 0, -300 long before; applicants have none
	Acts     []Act
}

// Act is one thing that happens.
type Act struct {
	Line   int    // in the world file
	Do     string // one of Verbs
	On     int    // day of the story
	Until  int    // last day of a thing that lasts; On when it does not
	Member int    // 1 is the first; 0 means all
	Quiet  bool   // not a clue: a judge who knew everything could learn nothing from it
	With   map[string]string
}

// Role is who was given a part in a scenario. It is truth, never written into a folder.
type Role struct {
	ID       string
	Kind     string
	Innocent bool
	Evasive  bool
	First    time.Time // day of the first clue; of an innocent story, its first act
}

// Company is a scenario with everybody in it, before it is written.
type Company struct {
	w     *world
	roles []Role
	miss  []string
}

const long = -300 // hired so many days before a story means: long before

// Plan draws the company. The same scenario, seed and end give the same bytes.
func (s Scenario) Plan(seed int64, end time.Time) (*Company, error) {
	if s.Days < minDays {
		return nil, fmt.Errorf("%s: a world needs at least %d days, got %d", s.Name, minDays, s.Days)
	}
	if err := s.Check(); err != nil {
		return nil, err
	}
	end = end.UTC().Truncate(24 * time.Hour)
	w := emptyWorld(Options{Seed: seed, People: s.People, Days: s.Days, End: end})
	w.lines.untagged = slices.Contains(s.Missing, "tunnels")
	staffs, contractors, applicants := s.crowd()
	w.populateWith(staffs, contractors, applicants)
	c := &Company{w: w, miss: s.Missing}
	r := drawn(seed, "stories", s.Name)
	for i := range s.Stories {
		st := &s.Stories[i]
		for k := range max(1, st.Copies) {
			c.roles = append(c.roles, w.tell(st, r, k)...)
		}
	}
	w.settleAll()
	slices.SortFunc(c.roles, func(a, b Role) int { return cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.ID, b.ID)) })
	return c, nil
}

// crowd is how many people of each kind there must be, so that every part finds somebody.
func (s Scenario) crowd() (staffs, contractors, applicants int) {
	staffs, contractors, applicants = s.People, 4+s.People*38/420, 4+s.People*25/420
	for _, st := range s.Stories {
		n := max(1, st.Members) * max(1, st.Copies)
		switch st.Post {
		case "contractor":
			contractors += n
		case "applicant":
			applicants += n
		default:
			staffs += n
		}
	}
	return staffs, contractors, applicants
}

// Roles is the truth.
func (c *Company) Roles() []Role { return slices.Clone(c.roles) }

// People is how many there are in all.
func (c *Company) People() int { return len(c.w.people) }

// Days is the number of days of logs, and Day the midnight that begins one of them.
func (c *Company) Days() int { return c.w.days }

// Day is the midnight that begins a day of the logs.
func (c *Company) Day(n int) time.Time { return c.w.day(n) }

// AsOf is the company folder as it stood at the end of a day of the logs, from 0: nothing later is in
// it. What the company lacks is left out, and so are the sources named.
func (c *Company) AsOf(n int, without ...string) (fs.FS, error) {
	n = min(max(n, 0), c.w.days-1)
	m := newMemory()
	v := view{days: n + 1, until: c.w.day(n + 1), missing: slices.Concat(c.miss, without)}
	if _, err := c.w.writeAll(m, v); err != nil {
		return nil, err
	}
	return m.files, nil
}

// tale is a story being told.
type tale struct {
	w      *world
	r      *rnd
	s      *Story
	people []*person
	zero   int // day of the logs that is day 0
	lines  map[string][]int32
	words  map[string]string
	cities map[string]int
	first  map[int]int // first clue of each member
}

// tell gives the parts of one story to people and lets it happen.
func (w *world) tell(s *Story, r *rnd, copy int) []Role {
	t := &tale{w: w, r: r, s: s, lines: map[string][]int32{}, words: map[string]string{}, cities: map[string]int{}, first: map[int]int{}}
	t.zero = w.workday(min(s.Begins+t.spread(copy), w.days-2))
	for range max(1, s.Members) {
		t.people = append(t.people, w.take(r, s.Kind, posts[s.Post]))
	}
	for i, p := range t.people {
		t.first[i] = w.days - 1
		if p.kind == contractor || p.kind == applicant {
			w.move(p, r, r.n(euroCities))
		}
	}
	for i := range s.Acts {
		if a := &s.Acts[i]; a.early() {
			t.perform(a)
		}
	}
	for _, p := range t.people {
		t.enter(p)
	}
	for i := range s.Acts {
		if a := &s.Acts[i]; !a.early() {
			t.perform(a)
		}
	}
	var out []Role
	for i, p := range t.people {
		out = append(out, Role{ID: p.id, Kind: s.Kind, Innocent: s.Innocent, Evasive: s.Evasive, First: w.day(t.first[i])})
	}
	return out
}

// spread puts copies of a story a week apart, as far as the logs have room.
func (t *tale) spread(copy int) int {
	room := max(1, t.w.days-t.s.Begins-t.s.length()-2)
	return copy * 7 % room
}

// length is the last day of a story.
func (s *Story) length() int {
	n := 0
	for _, a := range s.Acts {
		n = max(n, a.On, a.Until)
	}
	return n
}

var posts = map[string]func(*person) bool{
	"contractor": isContractor, "applicant": isApplicant, "staff": isOfficer, "coder": isCoder,
	"admin": func(p *person) bool { return p.kind == staff && p.privileged },
}

// enter gives somebody the beginnings that the story does not tell itself.
func (t *tale) enter(p *person) {
	if p.kind == applicant {
		p.stage, p.dates = "application", nil
		t.w.career(p, t.w.day(t.zero))
		p.date("applied", t.w.day(t.zero))
		if !t.s.has("apply") {
			t.w.application(p, t.r, t.zero, p.home)
		}
		return
	}
	start := t.w.workday(t.zero + t.s.Hired)
	if t.s.Hired <= long {
		start = t.w.long(t.r)
	}
	p.ownStart = true
	t.w.hire(p, t.r, start)
	if t.s.has("interview") {
		p.interviews = nil
	}
	if t.s.has("check") {
		p.idChecks = nil
	}
	if !t.s.has("factor") || t.s.Hired <= long {
		t.w.enrol(p, t.r, start)
	}
	if !t.s.has("sign") {
		t.w.sign(p, t.r, t.w.day(start-15), p.home)
	}
	if !t.s.has("deliver") {
		t.w.deliver(p, t.r, start)
	}
}

// early acts settle where people live: contracts and parcels follow from it.
func (a *Act) early() bool {
	return a.Do == "share" && slices.Contains([]string{"home", "town", "line"}, a.With["what"])
}

func (s *Story) has(verb string) bool {
	return slices.ContainsFunc(s.Acts, func(a Act) bool { return a.Do == verb })
}

// perform lets one act happen to its members.
func (t *tale) perform(a *Act) {
	v := verbs[a.Do]
	for i, p := range t.people {
		if a.Member != 0 && a.Member != i+1 {
			continue
		}
		d := t.zero + a.On
		if !v.anyDay {
			d = t.w.workday(d)
		}
		v.do(&scene{tale: t, act: a, p: p, i: i, d: d, last: t.zero + max(a.On, a.Until)})
		if !a.Quiet && !v.quiet {
			t.clue(i, d)
		}
	}
}

// clue takes in a day on which something could have been noticed about a member.
func (t *tale) clue(i, d int) { t.first[i] = min(t.first[i], max(0, d)) }

// scene is one act of one person.
type scene struct {
	*tale
	act     *Act
	p       *person
	i       int // place in the story
	d, last int // days of the logs
}

// get is what the act says under a key, or the default.
func (s *scene) get(key, otherwise string) string { return cmp.Or(s.act.With[key], otherwise) }

func (s *scene) number(key string, otherwise int) int {
	n, err := strconv.Atoi(s.act.With[key])
	if err != nil {
		return otherwise
	}
	return n
}

// time is the local instant of the act.
func (s *scene) time(d int) int64 {
	return s.w.at(d, s.number("hour", 10), s.r.n(55), s.p.city)
}

// once draws a word that the members of the story share.
func (t *tale) once(key string, draw func() string) string {
	if _, ok := t.words[key]; !ok {
		t.words[key] = draw()
	}
	return t.words[key]
}
