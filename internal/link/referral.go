package link

import (
	"github.com/taupier-eu/taupier/internal/core"
)

// raiseReferrals asks about people who were referred by somebody with whom they share something but
// state no relation (signal J07).
func raiseReferrals(people map[string]*core.Dossier, links []core.Link, out *core.Sink) {
	shared := unstated(links)
	for _, d := range people {
		by := d.Stated.ReferredBy
		l, ok := shared[pair(d.ID, by)]
		if by == "" || !ok {
			continue
		}
		ev := append([]core.Evidence{d.At("stated.referred_by", by)}, l.Because...)
		for _, p := range [2][2]string{{d.ID, by}, {by, d.ID}} {
			out.Raise("J07", p[0], d.Dates.Applied.Time, core.Args{"others": p[1], "value": l.Value}, ev...)
		}
	}
}

// raiseSuccessors asks about an applicant who shares something with a person who is leaving or left,
// and states no relation (signal K08).
func raiseSuccessors(people map[string]*core.Dossier, links []core.Link, out *core.Sink) {
	asked := map[string]bool{}
	for _, l := range links {
		if l.Stated != "" {
			continue
		}
		for _, p := range [2][2]string{{l.A, l.B}, {l.B, l.A}} {
			applicant, gone := people[p[0]], people[p[1]]
			if asked[applicant.ID] || applicant.Past || applicant.Works() || gone.Stage != core.Leaving {
				continue
			}
			asked[applicant.ID] = true
			ev := append([]core.Evidence{applicant.At("stage", string(applicant.Stage)), gone.At("stage", string(gone.Stage))}, l.Because...)
			out.Raise("K08", applicant.ID, applicant.Dates.Applied.Time, core.Args{"others": gone.ID, "value": l.Value}, ev...)
		}
	}
}

func pair(a, b string) [2]string {
	if b < a {
		a, b = b, a
	}
	return [2]string{a, b}
}

// unstated keeps the first link of each pair that states no relation.
func unstated(links []core.Link) map[[2]string]core.Link {
	out := map[[2]string]core.Link{}
	for _, l := range links {
		key := pair(l.A, l.B)
		if _, seen := out[key]; !seen && l.Stated == "" {
			out[key] = l
		}
	}
	return out
}
