package app

import (
	"slices"
	"strings"
	"time"

	"github.com/taupier-eu/taupier/internal/casework"
	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/vetting"
)

// intakeOf puts a result into the words of casework, in both languages, for the server to keep.
func intakeOf(r *Result, fictional bool, now time.Time) casework.Intake {
	in := casework.Intake{Company: casework.Company{Name: r.Company.Name, Fictional: fictional, Read: now.UnixMicro(), Sources: sourcesOf(r.Inputs)}}
	of := map[string][]core.Finding{}
	for _, f := range r.Findings {
		of[f.Person()] = append(of[f.Person()], f)
	}
	kinds := map[string]string{}
	for _, i := range r.Inputs {
		kinds[i.Path] = i.Kind
	}
	manager := map[string]string{}
	for _, d := range r.People {
		manager[d.ID] = d.Role.Manager
		p := caseOf(d, r.Assessments[d.ID], of[d.ID], r.Verify[d.ID])
		for i := range p.Questions {
			p.Questions[i].Sources = kindsOf(p.Questions[i].Evidence, kinds)
		}
		if p.Name = r.Names[d.ID]; p.Name == "" {
			p.Name = d.ID
		}
		in.People = append(in.People, p)
	}
	in.Superiors = casework.Line(manager)
	in.Accounts = accountChanges(r)
	return in
}

// kindsOf lists the kinds of input that evidence comes from.
func kindsOf(evidence []core.Evidence, kinds map[string]string) []string {
	var out []string
	for _, e := range evidence {
		if kind := kinds[e.Input]; kind != "" && !slices.Contains(out, kind) {
			out = append(out, kind)
		}
	}
	return out
}

func sourcesOf(inputs []core.Input) []casework.Source {
	var out []casework.Source
	at := map[string]int{}
	for _, in := range inputs {
		i, ok := at[in.Kind]
		if !ok {
			i = len(out)
			at[in.Kind] = i
			out = append(out, casework.Source{Kind: in.Kind})
		}
		out[i].Files++
		out[i].Records += in.Records
		out[i].Rejected += in.Rejected
	}
	return out
}

func caseOf(d *core.Dossier, a core.Assessment, findings []core.Finding, verify []vetting.Task) casework.Person {
	p := casework.Person{ID: d.ID, Stage: d.Stage, Title: d.Role.Title, Manager: d.Role.Manager, Level: a.Level(), Score: a.Score()}
	counted := map[string]int{}
	for _, t := range a.Terms() {
		counted[t.Finding] = t.Counted
	}
	p.Contacts, p.Stated, p.Days = contactsOf(d), factsOf(d), daysOf(d)
	for _, f := range findings {
		p.Questions = append(p.Questions, questionOf(f, counted[f.ID()]))
	}
	slices.SortStableFunc(p.Questions, func(x, y casework.Question) int { return y.Counted - x.Counted })
	for _, u := range a.Unknown() {
		p.Unknown = append(p.Unknown, u.Says)
	}
	if answers := a.Answers(); len(answers) > 0 && a.Level() != core.LevelNone {
		for _, f := range findings {
			if f.ID() == answers[0].Finding {
				p.First = &casework.First{Ask: f.Signal().Ask[0], Level: answers[0].Level}
			}
		}
	}
	for _, t := range verify {
		p.Tasks = append(p.Tasks, casework.Task{
			Title: core.Text{EN: t.Title(core.English), FR: t.Title(core.French)}, Who: t.Kind.Who, Before: t.Kind.Before, Ask: t.Kind.Ask, Notes: t.Notes,
		})
	}
	return p
}

func questionOf(f core.Finding, counted int) casework.Question {
	s := f.Signal()
	q := casework.Question{
		ID: f.ID(), Signal: s.ID, Family: s.Family, Title: s.Title, Says: core.Text{EN: f.Says(core.English), FR: f.Says(core.French)},
		Asks: s.Question, Innocent: s.Innocent, Ask: s.Ask, Evidence: f.Evidence(), Counted: counted,
	}
	if !f.At().IsZero() {
		q.At = f.At().Format(time.RFC3339)
	}
	return q
}

// contactsOf lists the addresses and numbers by which a person is found.
func contactsOf(d *core.Dossier) []string {
	out := slices.Concat(d.Stated.Emails, d.Stated.Phones)
	if a := d.Stated.Residence; a.Given() {
		out = append(out, strings.Join([]string{a.Line, a.Postcode, a.City}, " "))
	}
	for _, a := range d.Stated.Accounts {
		out = append(out, a.Handle)
	}
	return out
}
