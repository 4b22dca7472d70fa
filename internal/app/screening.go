package app

import (
	"cmp"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/screen"
	"github.com/taupier-eu/taupier/screen/list"
	"github.com/taupier-eu/taupier/screen/wallet"
)

// screening compares everybody in a folder with official lists: those the folder brings in lists/, else those that opt
// opens. It is a procedure of its own: nothing of it reaches a finding.
func (f *folder) screening(opt ScanOptions) (core.Screening, error) {
	o, err := f.officialLists(opt)
	if err != nil || o == nil {
		return core.Screening{}, err
	}
	s, err := o.screener()
	if err != nil {
		return core.Screening{}, err
	}
	out := core.Screening{People: len(f.people), Warning: o.warning}
	for _, l := range o.lists {
		out.Lists = append(out.Lists, core.ScreenedList{Name: l.Name, Title: l.Title, Published: l.Published, Entries: len(l.Entries)})
	}
	opt.Progress.Phase("screen", len(f.people))
	for _, id := range sortedKeys(f.people) {
		opt.Progress.Step(id)
		out.Hits = append(out.Hits, f.screenPerson(s, id)...)
		f.file(unaskedOf(f.people[id], f.identities[id]))
	}
	return out, nil
}

// unaskedOf says what the lists could not be asked of a person, so that no silence is taken for an answer. It tells no
// name. An account of payroll may be a token that stands for a wallet, which no list knows.
func unaskedOf(d *core.Dossier, who core.Identity) []core.Problem {
	var out []core.Problem
	ask := func(at string, q screen.Query) {
		for _, err := range q.Unasked() {
			out = append(out, core.Problem{Input: d.Input, Line: d.Lines[at], Says: at + ": not compared whole with official lists: " + err.Error()})
		}
	}
	ask("identity.name", screen.Query{Name: who.Name, Kind: list.Person})
	for i, alias := range who.Aliases {
		ask(core.Key("identity.aliases", i), screen.Query{Name: alias, Kind: list.Person})
	}
	ask("role.agency.name", screen.Query{Name: d.Role.Agency.Name, Kind: list.Company})
	return out
}

// officialLists are the lists to ask, nil when there are none.
func (f *folder) officialLists(opt ScanOptions) (*officialLists, error) {
	own := slices.ContainsFunc(f.inputs, func(in core.Input) bool { return in.Kind == "list" })
	if !own {
		if opt.Lists == nil {
			return nil, nil
		}
		return opt.Lists()
	}
	sub, err := fs.Sub(f.fsys, "lists")
	if err != nil {
		return nil, fmt.Errorf("open lists: %w", err)
	}
	o, err := listsIn(sub, opt.Now)
	if err != nil {
		return f.unreadableLists(err, opt)
	}
	f.fileListProblems(o)
	return o, nil
}

// unreadableLists goes on without the folder's own lists, and says so: the rest of the report stands.
func (f *folder) unreadableLists(err error, opt ScanOptions) (*officialLists, error) {
	for i := range f.inputs {
		if f.inputs[i].Kind == "list" {
			f.inputs[i].Reject(0, err.Error())
		}
	}
	if opt.Lists == nil {
		return nil, nil
	}
	return opt.Lists()
}

// fileListProblems puts what could not be used under the files it was in, and counts entries as records.
func (f *folder) fileListProblems(o *officialLists) {
	at := map[string]int{}
	for i, in := range f.inputs {
		at[in.Path] = i
	}
	reject := func(p list.Problem) {
		if i, ok := at["lists/"+p.File]; ok {
			f.inputs[i].Reject(p.Line, p.Reason)
		}
	}
	for _, p := range o.problems {
		reject(p)
	}
	for _, l := range o.lists {
		for _, p := range l.Rejected {
			reject(p)
		}
	}
}

// screenPerson asks the lists about one person, under each name given, and about the agency that supplies the person.
func (f *folder) screenPerson(s *screen.Screener, id string) []core.ScreeningHit {
	d, who := f.people[id], f.identities[id]
	best := map[string]core.ScreeningHit{}
	add := func(h screen.Hit, about core.Text) {
		hit := screeningHit(id, h, about)
		key := hit.List + "\x00" + hit.Entry
		if before, ok := best[key]; !ok || before.Percent < hit.Percent {
			best[key] = hit
		}
	}
	for _, q := range questions(d, who) {
		for _, h := range s.Screen(q) {
			add(h, core.Text{})
		}
	}
	if firm := d.Role.Agency.Name; firm != "" {
		for _, h := range s.Screen(screen.Query{Name: firm, Kind: list.Company}) {
			add(h, core.Text{EN: "The agency “" + firm + "”: ", FR: "L'agence « " + firm + " » : "})
		}
	}
	var out []core.ScreeningHit
	for _, key := range sortedKeys(best) {
		out = append(out, answered(best[key], who.Screened))
	}
	slices.SortStableFunc(out, func(a, b core.ScreeningHit) int { return cmp.Compare(b.Percent, a.Percent) })
	return out
}

// questions are what is known of a person, once for each name.
func questions(d *core.Dossier, who core.Identity) []screen.Query {
	q := screen.Query{Kind: list.Person, Countries: who.Nationality, Emails: d.Stated.Emails}
	if t := who.Born.Time; !t.IsZero() {
		q.Born = screen.Date{Year: t.Year(), Month: int(t.Month()), Day: t.Day()}
	}
	for _, p := range d.Recorded.Payroll {
		if p.Method == "crypto" {
			q.Wallets = append(q.Wallets, p.Account)
		}
	}
	for _, path := range sortedKeys(d.Files) {
		for _, found := range wallet.Find(d.Files[path].Text) {
			q.Wallets = append(q.Wallets, found.Text)
		}
	}
	var out []screen.Query
	for _, n := range append([]string{who.Name}, who.Aliases...) {
		if n = strings.TrimSpace(n); n != "" || len(out) == 0 {
			asked := q
			asked.Name = n
			out = append(out, asked)
		}
	}
	return out
}

// screeningHit puts a hit into the words of core.
func screeningHit(person string, h screen.Hit, about core.Text) core.ScreeningHit {
	out := core.ScreeningHit{
		Person: person, List: h.List, Entry: h.Entry.ID, Name: h.Name, Version: h.Entry.Version(),
		Percent: min(99, int(100*h.Probability)), Level: core.ScreeningLevel(h.Level),
	}
	for i, r := range h.Why {
		t := reasonText(r)
		if i == 0 {
			t = core.Text{EN: about.EN + t.EN, FR: about.FR + t.FR}
		}
		out.Why = append(out.Why, t)
	}
	for _, r := range h.Differs {
		out.Differs = append(out.Differs, reasonText(r))
	}
	en, fr := h.Closing(screen.English), h.Closing(screen.French)
	for i := range en {
		out.Close = append(out.Close, core.Text{EN: en[i], FR: fr[i]})
	}
	return out
}

func reasonText(r screen.Reason) core.Text {
	return core.Text{EN: sentence(r.In(screen.English)), FR: sentence(r.In(screen.French))}
}

// sentence begins with a capital and ends with a full stop.
func sentence(s string) string {
	first, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(first)) + s[n:] + "."
}

// answered adds the answer that a human gave to this version of the entry.
func answered(h core.ScreeningHit, closings []core.Closing) core.ScreeningHit {
	for i := range closings {
		if closings[i].Answers(h) {
			h.Closed = &closings[i]
		}
	}
	return h
}
