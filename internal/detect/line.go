package detect

import (
	"net/netip"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/taupier-eu/taupier/internal/core"
)

// sharedLines raises H08: two people who state different cities and no relation use one access
// line over several days. A line that many use is common and says nothing (linkCommon).
type sharedLines struct {
	w     *World
	lines map[netip.Addr]map[string]*lineUse // line → person
}

type lineUse struct {
	days  Days
	proof Proof
}

const (
	lineDays   = 3 // both were on the line on that many days (catalogue, threshold D)
	lineCommon = 6 // from that many people on, a line is common: an office, a café, a carrier
)

func newSharedLines(w *World) Detector {
	return &sharedLines{w: w, lines: map[netip.Addr]map[string]*lineUse{}}
}

func (s *sharedLines) Feed(d *core.Dossier, o *core.Observation) {
	if o.Where != core.WhereUnknown || !ofAccount(o) && o.Kind != core.KindDeviceSeen {
		return
	}
	line, ok := core.Household(o.IP)
	if !ok {
		return
	}
	people := s.lines[line]
	if people == nil {
		people = map[string]*lineUse{}
		s.lines[line] = people
	}
	use := people[d.ID]
	if use == nil {
		use = &lineUse{}
		people[d.ID] = use
	}
	use.days.Add(o.At)
	use.proof.Add(o, "ip", address(o))
}

func (s *sharedLines) Raise(out *core.Sink) {
	for line, people := range s.lines {
		ids := make([]string, 0, len(people))
		for id, use := range people {
			if use.days.Len() >= lineDays && s.w.People[id] != nil {
				ids = append(ids, id)
			}
		}
		if len(ids) < 2 || len(ids) >= lineCommon {
			continue
		}
		slices.Sort(ids)
		for _, id := range ids {
			s.raise(line, id, ids, people, out)
		}
	}
}

func (s *sharedLines) raise(line netip.Addr, id string, ids []string, people map[string]*lineUse, out *core.Sink) {
	var others []string
	ev := people[id].proof.Evidence()
	for _, o := range ids {
		if o != id && s.apart(s.w.People[id], s.w.People[o]) {
			others = append(others, o)
			ev = append(ev, people[o].proof.Evidence()[:1]...)
		}
	}
	if len(others) == 0 {
		return
	}
	out.Raise("H08", id, people[id].proof.First, core.Args{
		"others": strings.Join(others, ", "), "value": core.HouseholdLine(line),
		"days": strconv.Itoa(people[id].days.Len()), "day": people[id].proof.First.Format(time.DateOnly),
	}, ev...)
}

// apart reports whether two people state homes in different cities and no relation.
func (s *sharedLines) apart(a, b *core.Dossier) bool {
	if _, related := core.RelatedTo(a, b); related {
		return false
	}
	p, q := a.Stated.Residence, b.Stated.Residence
	return p.City != "" && q.City != "" && !strings.EqualFold(p.City, q.City)
}
