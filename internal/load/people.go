// Package load makes a large fictional company for measuring: people with open questions, users and their cases, from a seed, and
// asks a server for its pages as those users would. It knows the server only by its addresses.
package load

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"time"

	"github.com/taupier-eu/taupier/internal/casework"
	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/demo"
)

// Size is how large a company is made.
type Size struct {
	Seed   int64 `json:"seed"`
	People int   `json:"people"`
	Cases  int   `json:"cases"`
	Users  int   `json:"users"`
}

// asked is how many of a hundred people have open questions: far more than in an ordinary company, so that lists are long.
const asked = 20

// drawn gives a stream of its own to each use of a seed.
func drawn(seed int64, use string) *rand.Rand {
	var b [32]byte
	copy(b[:], fmt.Sprintf("%d %s", seed, use))
	return rand.New(rand.NewChaCha8(b))
}

// personID is the id of the i-th person.
func personID(i int) string { return fmt.Sprintf("e-%06d", i) }

// Reading is what a company's folder would say on a day. In a later one, two of a hundred people with questions have one more
// ground for them; everybody else is as he was.
func Reading(s Size, catalogue []core.Signal, day time.Time, later bool) casework.Intake {
	in := casework.Intake{Company: casework.Company{Name: "Example Works", Fictional: true, Read: day.UnixMicro(),
		Sources: []casework.Source{{Kind: "person", Files: s.People, Records: s.People}, {Kind: "okta.system_log", Files: 90, Records: 40 * s.People}, {Kind: "entra.sign_in", Files: 90, Records: 20 * s.People}}}}
	r := drawn(s.Seed, "people")
	manager := map[string]string{}
	for i := range s.People {
		p := person(r, s, i, catalogue)
		if later && len(p.Questions) > 0 && i%50 == 0 {
			p.Score++
			p.Questions[0].Counted++
		}
		if p.Manager != "" {
			manager[p.ID] = p.Manager
		}
		in.People = append(in.People, p)
		if i%20 == 0 {
			in.Accounts = append(in.Accounts, accountChange(r, p.ID, i, day))
		}
	}
	in.Superiors = casework.Line(manager)
	return in
}

var titles = []string{"Software engineer", "Data engineer", "Platform engineer", "Designer", "Product manager", "Support engineer", "Accountant", "Buyer", "Site reliability engineer", "Test engineer"}

// width is how many people one manager has.
const width = 8

func person(r *rand.Rand, s Size, i int, catalogue []core.Signal) casework.Person {
	id := personID(i)
	p := casework.Person{ID: id, Name: demo.Called(s.Seed, id), Title: titles[r.IntN(len(titles))], Stage: core.Employed, Level: core.LevelNone}
	if i > 0 {
		p.Manager = personID((i - 1) / width)
	}
	if draw := r.IntN(100); i > s.People/width && draw < 30 { // nobody stands below them
		p.Stage = []core.Stage{core.Application, core.Application, core.Interview, core.Hired, core.Leaving}[draw%5]
	}
	if p.Stage.Before(core.Employed) {
		p.Manager = ""
		p.Tasks = []casework.Task{task(catalogue[r.IntN(len(catalogue))])}
	}
	if r.IntN(100) >= asked {
		return p
	}
	for n := range 1 + r.IntN(4) {
		q := question(r, id, n, catalogue[r.IntN(len(catalogue))])
		p.Questions = append(p.Questions, q)
		p.Score += q.Counted
	}
	p.Level = core.Levels[1+min(p.Score/250, len(core.Levels)-2)]
	p.First = &casework.First{Ask: p.Questions[0].Asks, Level: core.LevelNone}
	return p
}

// inputs are where what was seen was recorded, and the kinds of those.
var inputs = map[string]string{"logs/okta.jsonl.gz": "okta.system_log", "logs/entra.jsonl.gz": "entra.sign_in", "people": "person"}

func question(r *rand.Rand, person string, n int, s core.Signal) casework.Question {
	args := core.Args{}
	for _, name := range core.Placeholders(s.Says.EN) {
		args[name] = []string{"Rennes", "Lyon", "Porto", "3", "12"}[r.IntN(5)]
	}
	q := casework.Question{
		ID: fmt.Sprintf("%s/%s/%d", person, s.ID, n), Signal: s.ID, Family: s.Family, Title: s.Title, Asks: s.Question, Innocent: s.Innocent, Ask: s.Ask,
		Says:    core.Text{EN: s.Says.Render(core.English, args), FR: s.Says.Render(core.French, args)},
		Counted: s.Strength.Weight(),
	}
	for range 1 + r.IntN(3) {
		input := []string{"logs/okta.jsonl.gz", "logs/entra.jsonl.gz", "people"}[r.IntN(3)]
		if kind := inputs[input]; !slices.Contains(q.Sources, kind) {
			q.Sources = append(q.Sources, kind)
		}
		q.Evidence = append(q.Evidence, core.Evidence{Input: input, Line: 1 + r.IntN(1_000_000), Field: "client.ipAddress", Value: fmt.Sprintf("192.0.2.%d", r.IntN(256))})
	}
	return q
}

func task(s core.Signal) casework.Task {
	return casework.Task{Title: s.Title, Who: core.Text{EN: "the school", FR: "l'école"}, Before: core.Text{EN: "before the contract", FR: "avant le contrat"}, Ask: s.Ask}
}

func accountChange(r *rand.Rand, person string, i int, day time.Time) casework.AccountChange {
	return casework.AccountChange{
		ID: fmt.Sprintf("a-%06d", i), Person: person, At: day.AddDate(0, 0, -r.IntN(365)),
		Before: fmt.Sprintf("••••%04d", r.IntN(10000)), Tail: fmt.Sprintf("••••%04d", r.IntN(10000)), Holder: "match",
	}
}
