package app

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/report"
	"github.com/taupier-eu/taupier/internal/vetting"
)

// buildReport puts a result into the words of the output contract, the most pressing person first.
func buildReport(r *Result, lang core.Lang) *report.Report {
	rep := &report.Report{
		Schema: report.Schema, Inputs: []report.Input{}, People: []report.Person{}, Links: []report.Link{},
		Clusters: []report.Cluster{}, Screening: []report.Screening{},
		Unassigned: report.Unassigned{Events: r.Unassigned.Events, Accounts: r.Unassigned.Accounts},
	}
	for _, in := range r.Inputs {
		rep.Inputs = append(rep.Inputs, inputOf(in))
	}
	of := map[string][]core.Finding{}
	for _, f := range r.Findings {
		of[f.Person()] = append(of[f.Person()], f)
	}
	for _, d := range r.People {
		rep.People = append(rep.People, personOf(d, r.Assessments[d.ID], of[d.ID], r.Verify[d.ID], lang))
	}
	slices.SortFunc(rep.People, func(a, b report.Person) int {
		return cmp.Or(
			cmp.Compare(slices.Index(core.Levels, core.Level(b.Level)), slices.Index(core.Levels, core.Level(a.Level))),
			cmp.Compare(b.Score, a.Score), cmp.Compare(a.ID, b.ID))
	})
	rep.Screened, rep.Screening = screenedOf(r.Screening, lang)
	for _, l := range r.Links {
		rep.Links = append(rep.Links, linkOf(l))
	}
	for _, c := range r.Clusters {
		out := report.Cluster{ID: c.ID, People: c.People}
		for _, l := range c.Because {
			out.Because = append(out.Because, linkOf(l))
		}
		rep.Clusters = append(rep.Clusters, out)
	}
	return rep
}

func inputOf(in core.Input) report.Input {
	out := report.Input{Path: in.Path, Kind: in.Kind, Records: in.Records, Rejected: in.Rejected}
	for _, p := range in.Problems {
		out.Problems = append(out.Problems, report.Problem{Line: p.Line, Says: p.Says})
	}
	return out
}

func personOf(d *core.Dossier, a core.Assessment, findings []core.Finding, verify []vetting.Task, lang core.Lang) report.Person {
	p := report.Person{
		ID: d.ID, Stage: string(d.Stage), Role: d.Role.Title, Level: string(a.Level()), Score: a.Score(),
		Terms: []report.Term{}, Findings: []report.Finding{}, Unknown: []string{}, Verify: []report.Task{},
	}
	for _, t := range a.Terms() {
		p.Terms = append(p.Terms, report.Term{Finding: t.Finding, Family: string(t.Family), Full: t.Full, Weight: t.Weight, Basis: string(t.Basis), Counted: t.Counted})
	}
	for _, f := range findings {
		p.Findings = append(p.Findings, findingOf(f, lang))
	}
	for _, u := range a.Unknown() {
		p.Unknown = append(p.Unknown, u.Says.In(lang))
	}
	p.First = firstAnswer(a, findings, lang)
	for _, t := range verify {
		p.Verify = append(p.Verify, taskOf(t, lang))
	}
	return p
}

// firstAnswer is the question to put first; nil when nothing calls for one.
func firstAnswer(a core.Assessment, findings []core.Finding, lang core.Lang) *report.Answer {
	answers := a.Answers()
	if len(answers) == 0 || a.Level() == core.LevelNone {
		return nil
	}
	first := answers[0]
	for _, f := range findings {
		if f.ID() == first.Finding {
			ask := f.Signal().Question.In(lang) + " " + f.Signal().Ask[0].In(lang)
			return &report.Answer{Finding: first.Finding, Ask: ask, Score: first.Score, Level: string(first.Level)}
		}
	}
	return nil
}

func taskOf(t vetting.Task, lang core.Lang) report.Task {
	return report.Task{
		Key: t.Kind.Key, Title: t.Title(lang), Who: t.Kind.Who.In(lang), Before: t.Kind.Before.In(lang), Ask: textsIn(t.Kind.Ask, lang), Notes: textsIn(t.Notes, lang),
		Record: t.Record, About: evidenceOf([]core.Evidence{t.About})[0],
	}
}

func textsIn(texts []core.Text, lang core.Lang) []string {
	out := make([]string, len(texts))
	for i, t := range texts {
		out[i] = t.In(lang)
	}
	return out
}

func findingOf(f core.Finding, lang core.Lang) report.Finding {
	s := f.Signal()
	out := report.Finding{
		ID: f.ID(), Signal: s.ID, Family: string(s.Family), Strength: string(s.Strength), Title: s.Title.In(lang),
		Says: f.Says(lang), Question: s.Question.In(lang), Evidence: evidenceOf(f.Evidence()),
	}
	if !f.At().IsZero() {
		out.At = f.At().Format(time.RFC3339)
	}
	out.Innocent, out.Ask = textsIn(s.Innocent, lang), textsIn(s.Ask, lang)
	return out
}

func evidenceOf(list []core.Evidence) []report.Evidence {
	out := make([]report.Evidence, len(list))
	for i, e := range list {
		out[i] = report.Evidence{Input: e.Input, Line: e.Line, Field: e.Field, Value: e.Value}
	}
	return out
}

func linkOf(l core.Link) report.Link {
	return report.Link{A: l.A, B: l.B, Kind: string(l.Kind), Value: l.Value, Stated: l.Stated, Because: evidenceOf(l.Because)}
}

// summary is the last line on standard error: what was read, how long it took, what could not be used.
func summary(r *Result, lang core.Lang, took time.Duration) string {
	records, rejected, troubled := 0, 0, 0
	for _, in := range r.Inputs {
		records += in.Records
		rejected += in.Rejected
		if in.Rejected > 0 || len(in.Problems) > 0 {
			troubled++
		}
	}
	counts := map[core.Level]int{}
	for _, a := range r.Assessments {
		counts[a.Level()]++
	}
	hits := 0
	for i := range r.Screening.Hits {
		if r.Screening.Hits[i].Closed == nil {
			hits++
		}
	}
	words := core.Text{
		EN: "{people} people, {files} files, {records} records in {took}: {urgent} urgent, {review} to review, {ask} to ask, {hits} on official lists to answer; {rejected} records could not be used, in {troubled} files",
		FR: "{people} personnes, {files} fichiers, {records} enregistrements en {took} : {urgent} à examiner maintenant, {review} cette semaine, {ask} à interroger, {hits} sur les listes officielles à traiter ; {rejected} enregistrements inutilisables, dans {troubled} fichiers",
	}
	n := func(v int) string { return fmt.Sprint(v) }
	return strings.TrimSpace(words.Render(lang, core.Args{
		"people": n(len(r.People)), "files": n(len(r.Inputs)), "records": n(records), "took": took.Round(10 * time.Millisecond).String(),
		"urgent": n(counts[core.LevelUrgent]), "review": n(counts[core.LevelReview]), "ask": n(counts[core.LevelAsk]), "hits": n(hits),
		"rejected": n(rejected), "troubled": n(troubled),
	}))
}
