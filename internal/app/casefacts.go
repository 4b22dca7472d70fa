package app

import (
	"slices"
	"strings"

	"github.com/taupier-eu/taupier/internal/casework"
	"github.com/taupier-eu/taupier/internal/core"
)

// factsOf puts what a person stated into lines, in the person's own words.
func factsOf(d *core.Dossier) []casework.Fact {
	var out []casework.Fact
	put := func(kind string, parts ...string) {
		parts = slices.DeleteFunc(parts, func(s string) bool { return strings.TrimSpace(s) == "" })
		if len(parts) > 0 {
			out = append(out, casework.Fact{Kind: kind, Value: strings.Join(parts, ", ")})
		}
	}
	s := d.Stated
	put("residence", s.Residence.Line, strings.TrimSpace(s.Residence.Postcode+" "+s.Residence.City), s.Residence.Country)
	put("contract", d.Role.Contract)
	put("team", d.Role.Team)
	put("agency", d.Role.Agency.Name)
	for _, m := range s.Emails {
		put("email", m)
	}
	for _, n := range s.Phones {
		put("phone", n)
	}
	for _, j := range s.Work {
		put("work", j.Employer, j.Title, months(j.From, j.To))
	}
	for _, e := range s.Education {
		put("study", e.School, e.Degree, months(e.From, e.To))
	}
	for _, a := range s.Accounts {
		put("account", a.Kind, a.Handle)
	}
	for _, r := range s.Referees {
		put("referee", r.Employer, r.Email, r.Phone, r.Relation)
	}
	for _, y := range s.Stays {
		put("stay", y.City, y.Country, months(y.From, y.To))
	}
	for _, e := range s.Equipment {
		put("equipment", e.Kind, e.What)
	}
	return out
}

func months(from, to core.Date) string {
	switch {
	case !from.Given() && !to.Given():
		return ""
	case !to.Given():
		return from.Format("2006-01") + " –"
	case !from.Given():
		return "– " + to.Format("2006-01")
	}
	return from.Format("2006-01") + " – " + to.Format("2006-01")
}

// daysOf lists the milestones of a dossier that have a day.
func daysOf(d *core.Dossier) []casework.Day {
	var out []casework.Day
	for _, m := range []struct {
		what string
		on   core.Date
	}{{"applied", d.Dates.Applied}, {"interviewed", d.Dates.Interviewed}, {"offered", d.Dates.Offered}, {"hired", d.Dates.Hired}, {"started", d.Dates.Started}, {"notice", d.Dates.Notice}, {"left", d.Dates.Left}} {
		if m.on.Given() {
			out = append(out, casework.Day{What: m.what, On: m.on.Format("2006-01-02")})
		}
	}
	slices.SortStableFunc(out, func(a, b casework.Day) int { return strings.Compare(a.On, b.On) })
	return out
}
