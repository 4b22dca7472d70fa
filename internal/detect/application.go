package detect

import (
	"net/netip"
	"net/url"
	"slices"
	"strconv"
	"time"

	"github.com/taupier-eu/taupier/internal/core"
)

// applications watches what an applicant-tracking system records: many posts at once (A01), a
// referrer that is a bare address (A13), and the line an application came from, which package link
// compares between applicants (A12).
type applications struct {
	w    *World
	seen dossiers[applied]
}

type applied struct {
	posts []post
	bare  Proof
	lines map[string]*Proof
}

type post struct {
	at          moment
	requisition string
}

const (
	postsKept   = 128
	manyPosts   = 3
	manyPostsIn = 24 * time.Hour
)

func newApplications(w *World) Detector { return &applications{w: w, seen: dossiers[applied]{}} }

func (a *applications) Feed(d *core.Dossier, o *core.Observation) {
	if o.Kind != core.KindApplication {
		return
	}
	s := a.seen.of(d)
	if o.Target != "" && len(s.posts) < postsKept {
		s.posts = append(s.posts, post{moment{o.At.UnixMilli(), int32(o.Line), o.Input}, o.Target})
	}
	if bareReferrer(o.Value) {
		s.bare.Add(o, "referrer", o.Value)
	}
	if line := core.HouseholdLine(o.IP); line != "" && o.Where == core.WhereUnknown {
		if s.lines == nil {
			s.lines = map[string]*Proof{}
		}
		if s.lines[line] == nil {
			s.lines[line] = &Proof{}
		}
		s.lines[line].Add(o, "ip", o.IP.String())
	}
}

// bareReferrer reports whether a referrer names a public address instead of a host.
func bareReferrer(s string) bool {
	if s == "" {
		return false
	}
	u, err := url.Parse(s)
	if err != nil {
		return false
	}
	ip, err := netip.ParseAddr(u.Hostname())
	return err == nil && !ip.IsPrivate() && !ip.IsLoopback()
}

func (a *applications) Raise(out *core.Sink) {
	a.seen.each(a.w, func(d *core.Dossier, s *applied) {
		s.raiseMany(d, out)
		if s.bare.Count > 0 {
			ev := s.bare.Evidence()
			out.Raise("A13", d.ID, s.bare.First, core.Args{"referrer": ev[0].Value}, ev...)
		}
		for line, p := range s.lines {
			out.Share(core.Trait{Person: d.ID, Kind: core.TraitAppliedIP, Value: line, Shown: line, Days: 1, First: p.First, Last: p.Last, Evidence: p.Evidence()})
		}
	})
}

// raiseMany raises A01 for the fullest window of a day.
func (s *applied) raiseMany(d *core.Dossier, out *core.Sink) {
	slices.SortFunc(s.posts, func(a, b post) int {
		if a.at.before(b.at) {
			return -1
		}
		return 1
	})
	var best []post
	for i := range s.posts {
		var window []post
		for _, p := range s.posts[i:] {
			if p.at.time().Sub(s.posts[i].at.time()) > manyPostsIn {
				break
			}
			if !slices.ContainsFunc(window, func(o post) bool { return o.requisition == p.requisition }) {
				window = append(window, p)
			}
		}
		if len(window) > len(best) {
			best = window
		}
	}
	if len(best) < manyPosts {
		return
	}
	ev := make([]core.Evidence, len(best))
	for i, p := range best {
		ev[i] = core.Evidence{Input: p.at.input, Line: int(p.at.line), Field: "requisition", Value: p.requisition}
	}
	first := best[0].at.time()
	out.Raise("A01", d.ID, first, core.Args{"count": strconv.Itoa(len(best)), "day": first.Format(time.DateOnly)}, ev...)
}
