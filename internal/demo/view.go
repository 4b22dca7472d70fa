package demo

import (
	"regexp"
	"slices"
	"strings"
	"time"
)

// view is what a company knows on a day, with the sources it has. It changes nothing of the world.
type view struct {
	days    int       // days of logs
	until   time.Time // the midnight after the last of them
	all     bool      // the whole of the world: dossiers are as they were made
	missing []string

	dossiersOnly bool
}

func whole(w *world) view { return view{days: w.days, until: w.end.AddDate(0, 0, 1), all: true} }

// A source is something a company may lack: folders of logs, and what is recorded in dossiers.
type source struct {
	logs     []string // beginnings of paths
	recorded func(*person)
}

var sources = map[string]source{
	"identity":   {logs: []string{"logs/okta/", "logs/entra/"}},
	"endpoint":   {logs: []string{"logs/windows/", "logs/osquery/"}},
	"mdm":        {logs: []string{"logs/mdm/"}},
	"vpn":        {logs: []string{"logs/vpn/"}},
	"meetings":   {logs: []string{"logs/zoom/"}, recorded: func(p *person) { p.interviews = nil }},
	"workspace":  {logs: []string{"logs/google/", "logs/slack/"}},
	"code":       {logs: []string{"logs/github/"}},
	"applicants": {logs: []string{"logs/ats/"}, recorded: func(p *person) { p.papers = nil }},
	"hr":         {logs: []string{"logs/hr/"}, recorded: func(p *person) { p.payroll = nil }},
	"agreements": {recorded: func(p *person) {
		p.tickets, p.relations, p.stays, p.equipment, p.accommodations = nil, nil, nil, nil, nil
	}},
	"shipping": {logs: []string{"logs/shipments.jsonl"}, recorded: func(p *person) { p.shipments = nil }},
	"checks":   {recorded: func(p *person) { p.idChecks, p.verifications, p.inPerson = nil, nil, nil }},
	"tunnels":  {}, // no commercial enrichment of addresses: see world.untag
}

// Sources are the names of what a company may lack, in order.
func Sources() []string {
	var out []string
	for name := range sources {
		out = append(out, name)
	}
	slices.Sort(out)
	return out
}

func (v view) hides(path string) bool {
	for _, m := range v.missing {
		for _, prefix := range sources[m].logs {
			if strings.HasPrefix(path, prefix) {
				return true
			}
		}
	}
	return false
}

// person is the dossier as the view shows it: nil when nobody has heard of the person yet.
func (v view) person(p *person) *person {
	if v.all && len(v.missing) == 0 {
		return p
	}
	q := *p
	if !v.all {
		last := day(v.until.AddDate(0, 0, -1))
		if q.dates = datesUntil(p.dates, last); len(q.dates) == 0 {
			return nil
		}
		q.stage = stageOf(q.dates, q.stage)
		for _, list := range []*[]item{&q.devices, &q.shipments, &q.payroll, &q.interviews, &q.idChecks, &q.verifications,
			&q.inPerson, &q.accommodations, &q.tickets, &q.incidents, &q.equipment, &q.codeAccounts} {
			*list = itemsUntil(*list, last)
		}
	}
	for _, m := range v.missing {
		if f := sources[m].recorded; f != nil {
			f(&q)
		}
	}
	return &q
}

// datesUntil keeps the milestones up to a day.
func datesUntil(dates item, last string) item {
	var out item
	for i := 0; i+1 < len(dates); i += 2 {
		if dates[i+1] <= last {
			out = append(out, dates[i], dates[i+1])
		}
	}
	return out
}

// stageOf is where somebody stands by the milestones reached so far.
func stageOf(dates item, final string) string {
	stage := "application"
	for i := 0; i+1 < len(dates); i += 2 {
		switch dates[i] {
		case "interviewed":
			stage = "interview"
		case "hired":
			stage = "hired"
		case "started":
			stage = "employed"
			if final == "hired" {
				stage = final
			}
		case "notice", "left":
			stage = "leaving"
		}
	}
	return stage
}

// itemsUntil keeps what was recorded up to a day, and of each what was known by then.
func itemsUntil(list []item, last string) []item {
	var out []item
	for _, it := range list {
		if k := begins(it); k == "" || k <= last {
			out = append(out, partsUntil(it, last))
		}
	}
	return out
}

// begins is the day on which an entry was made.
func begins(it item) string {
	for _, key := range []string{"at", "ordered", "issued", "from"} {
		for i := 0; i+1 < len(it); i += 2 {
			if it[i] == key {
				return it[i+1]
			}
		}
	}
	return ""
}

var nestedDay = regexp.MustCompile(`\bat: (\d{4}-\d\d-\d\d)`)

// partsUntil leaves out what happened to an entry later: redirections, delivery, return, renaming.
func partsUntil(it item, last string) item {
	out := make(item, 0, len(it))
	gone := false
	for i := 0; i+1 < len(it); i += 2 {
		switch it[i] {
		case "redirected", "delivered":
			if m := nestedDay.FindStringSubmatch(it[i+1]); m != nil && m[1] > last {
				continue
			}
		case "returned", "renamed":
			if it[i+1] > last {
				gone = true
				continue
			}
		case "returned_from":
			if gone {
				continue
			}
		}
		out = append(out, it[i], it[i+1])
	}
	return out
}
