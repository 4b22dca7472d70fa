package load

import (
	"fmt"
	"math/rand/v2"
	"net/url"
	"strings"
	"time"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/casework"
)

// Goals are what 95 of 100 requests of a kind shall take at most.
var Goals = map[string]time.Duration{"list": 200 * time.Millisecond, "case": 300 * time.Millisecond, "search": 300 * time.Millisecond, "path": 500 * time.Millisecond}

// PageGoal is how large a page may be, in bytes as sent without compression.
const PageGoal = 300_000

// page is something that users look at.
type page struct {
	name, kind string
	need       access.Permission
	weight     int // how often, against the others
	path       func(*visit) string
}

// visit is what a user knows when he asks for a page.
type visit struct {
	r      *rand.Rand
	people []casework.Person // some of the company, most with questions
	cases  []Case            // that he opened
	day    time.Time
	next   string // where the queue goes on, as he last saw it
}

func at(path string) func(*visit) string { return func(*visit) string { return path } }

func (v *visit) person() casework.Person { return v.people[v.r.IntN(len(v.people))] }

func (v *visit) ownCase() Case {
	if len(v.cases) == 0 {
		return Case{}
	}
	return v.cases[v.r.IntN(len(v.cases))]
}

// some is a signal, a family or another property of somebody's first question.
func (v *visit) some(of func(casework.Question) string) string {
	for range 50 {
		if p := v.person(); len(p.Questions) > 0 {
			return of(p.Questions[0])
		}
	}
	return ""
}

func asking(name string, value func(*visit) string) func(*visit) string {
	return func(v *visit) string { return "/queue?view=all&" + name + "=" + url.QueryEscape(value(v)) }
}

// pages are the mix. Each weight is of a hundred or so page views of an analyst.
var pages = []page{
	{"today", "list", access.SignedIn, 8, at("/")},
	{"queue", "list", access.SeePeople, 12, at("/queue")},
	{"queue, next page", "list", access.SeePeople, 4, func(v *visit) string { return v.next }},
	{"queue, my open cases", "list", access.SeePeople, 8, at("/queue?view=mine")},
	{"queue, in a case", "list", access.SeePeople, 3, at("/queue?view=case")},
	{"queue, in no case", "list", access.SeePeople, 3, at("/queue?view=nocase")},
	{"queue, changed since", "list", access.SeePeople, 6, asking("since", func(v *visit) string { return v.day.AddDate(0, 0, -v.r.IntN(14)).Format("2006-01-02") })},
	{"queue, signal", "list", access.SeePeople, 3, asking("signal", func(v *visit) string { return v.some(func(q casework.Question) string { return q.Signal }) })},
	{"queue, family", "list", access.SeePeople, 3, asking("family", func(v *visit) string { return v.some(func(q casework.Question) string { return string(q.Family) }) })},
	{"queue, source", "list", access.SeePeople, 2, asking("source", at("okta.system_log"))},
	{"queue, stage", "list", access.SeePeople, 2, asking("stage", at("hired"))},
	{"search, a name", "search", access.SeePeople, 6, asking("text", func(v *visit) string { return v.person().Name })},
	{"search, a beginning", "search", access.SeePeople, 6, asking("text", func(v *visit) string { return beginning(v.person().Name) })},
	{"search, words of a question", "search", access.SeePeople, 3, asking("text", func(v *visit) string { return v.some(func(q casework.Question) string { return q.Title.EN }) })},
	{"person", "case", access.SeePeople, 10, func(v *visit) string { return "/people/" + v.person().ID }},
	{"case", "case", access.WorkCases, 12, func(v *visit) string { return "/cases/" + v.ownCase().ID }},
	{"links of a person", "case", access.SeePeople, 4, func(v *visit) string { return "/links?focus=" + v.person().ID }},
	{"path between two", "path", access.SeePeople, 4, func(v *visit) string { return "/links?a=" + v.person().ID + "&b=" + v.person().ID }},
	{"drawing of 300", "path", access.SeePeople, 2, func(v *visit) string { return "/links?depth=3&focus=" + v.person().ID }},
	{"my tasks", "list", access.DoTasks, 3, at("/tasks")},
	{"payments", "list", access.SeePayments, 8, at("/payments")},
	{"to verify", "list", access.SeeVetting, 4, at("/vetting")},
	{"trust", "list", access.SeeTrust, 2, at("/trust")},
	{"API people", "list", access.SeePeople, 3, at("/api/v1/people")},
	{"API cases", "list", access.WorkCases, 3, at("/api/v1/cases?state=open")},
	{"API case", "case", access.WorkCases, 3, func(v *visit) string { return "/api/v1/cases/" + v.ownCase().ID }},
}

// beginning is what somebody types who has not typed all yet.
func beginning(name string) string {
	words := strings.Fields(name)
	last := []rune(words[len(words)-1])
	return fmt.Sprintf("%s %s", words[0], string(last[:min(3, len(last))]))
}

// draw picks a page that somebody may see.
func draw(r *rand.Rand, who access.Actor, v *visit) (page, string) {
	for {
		total := 0
		for _, p := range pages {
			total += p.weight
		}
		n := r.IntN(total)
		for _, p := range pages {
			if n -= p.weight; n >= 0 {
				continue
			}
			if path := p.path(v); access.May(who, p.need) && path != "" && !strings.HasSuffix(path, "/cases/") {
				return p, path
			}
			break
		}
	}
}
