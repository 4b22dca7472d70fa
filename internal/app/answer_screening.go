package app

import (
	"strings"
	"time"

	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/report"
)

// screenedOf puts a screening into the words of the output contract.
func screenedOf(s core.Screening, lang core.Lang) (report.ScreenedAgainst, []report.Screening) {
	with := report.ScreenedAgainst{People: s.People, Lists: []report.ScreenedList{}, Warning: s.Warning.In(lang)}
	for _, l := range s.Lists {
		out := report.ScreenedList{Name: l.Name, Title: l.Title, Entries: l.Entries}
		if !l.Published.IsZero() {
			out.Published = l.Published.Format(time.DateOnly)
		}
		with.Lists = append(with.Lists, out)
	}
	hits := []report.Screening{}
	for _, h := range s.Hits {
		hits = append(hits, hitOf(h, lang))
	}
	return with, hits
}

func hitOf(h core.ScreeningHit, lang core.Lang) report.Screening {
	out := report.Screening{
		Person: h.Person, List: h.List, Entry: h.Entry, Name: h.Name, Version: h.Version, Level: string(h.Level), Score: h.Percent,
		Why: strings.Join(inWords(h.Why, lang), " "), Differs: inWords(h.Differs, lang), Close: inWords(h.Close, lang),
	}
	if c := h.Closed; c != nil {
		out.Closed = &report.Closed{Outcome: c.Outcome, Reason: c.Reason, On: c.On.Format(time.DateOnly)}
	}
	return out
}

func inWords(texts []core.Text, lang core.Lang) []string {
	out := make([]string, len(texts))
	for i, t := range texts {
		out[i] = t.In(lang)
	}
	return out
}
