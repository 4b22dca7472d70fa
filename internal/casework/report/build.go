package report

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/taupier-eu/taupier/internal/casework"
	"github.com/taupier-eu/taupier/internal/core"
)

// Make puts facts into words for an audience.
func Make(f Facts, a Audience, lang core.Lang) Document {
	m := maker{Facts: f, a: a, lang: lang}
	d := Document{Lang: lang, For: a, Fictional: f.Company.Fictional, Title: m.w("title_"+string(a), core.Args{"name": f.Person.Name}), TLP: a.tlp(),
		Level: a.Name().In(lang), Case: f.Case.ID, At: f.Now.UTC()}
	d.Printed = m.w("printed", core.Args{"name": f.Viewer.Name, "at": at(f.Now)})
	d.Cover = m.cover()
	for _, part := range []func() Section{m.standing, m.sources, m.questions, m.unknown, m.timeline, m.items, m.custody, m.rights} {
		if s := part(); len(s.Blocks) > 0 {
			d.Sections = append(d.Sections, s)
		}
	}
	if a.tells(Strip) {
		d.Marks = Marks(f.Case.Events, f.Items, f.Custody)
	}
	return d
}

type maker struct {
	Facts
	a    Audience
	lang core.Lang
}

func (m maker) w(key string, args core.Args) string {
	t, ok := words[key]
	if !ok {
		panic("BUG: no word for " + key)
	}
	return t.Typeset().Render(m.lang, args)
}

func at(t time.Time) string { return t.UTC().Format("2006-01-02 15:04 UTC") }

func (m maker) cover() []Pair {
	var out []Pair
	pair := func(f Fact, key, value string) {
		if m.a.tells(f) && value != "" {
			out = append(out, Pair{m.w(key, nil), value})
		}
	}
	pair(Subject, "about", m.Person.Name)
	pair(Subject, "work", m.Person.Title)
	pair(Subject, "company", m.Company.Name)
	pair(Subject, "case", m.Case.ID)
	pair(Subject, "opened", at(m.Case.Opened))
	pair(Decisions, "state", m.w("state_"+string(m.Case.State), nil))
	pair(Staff, "holder", m.holder())
	pair(Items, "items", strconv.Itoa(len(m.Items)))
	pair(Count, "items", strconv.Itoa(len(m.Items)))
	pair(Checkpoint, "ledger", m.w("ledger_at", core.Args{"n": strconv.FormatInt(m.Ledger.Size, 10), "signed": strconv.FormatInt(m.Ledger.Signed, 10), "root": m.Ledger.Root}))
	return out
}

// holder is the name of whoever holds the case.
func (m maker) holder() string {
	for _, e := range m.Case.Events {
		if e.By == m.Case.Owner && e.Name != "" {
			return e.Name
		}
	}
	return m.Case.Owner
}

// standing says what this paper is, and what it is not.
func (m maker) standing() Section {
	s := Section{Title: m.w("standing", nil)}
	s.add(Block{Text: m.w("standing_"+string(m.a), nil)})
	if m.a == Person && m.Case.State == casework.Open {
		s.add(Block{Text: m.w("nothing_concluded", nil)})
	}
	if m.a.tells(Weights) && m.Case.Viewed[m.Viewer.User] {
		s.add(Block{Text: m.w("sum", core.Args{"level": m.w("level_"+string(m.Person.Level), nil), "sum": m.decimal(m.Person.Score)})})
	}
	return s
}

func (m maker) decimal(hundredths int) string {
	text := strconv.FormatFloat(float64(hundredths)/100, 'f', 2, 64)
	if m.lang == core.French {
		return strings.Replace(text, ".", ",", 1)
	}
	return text
}

// sources lists what was compared, without a place or a name.
func (m maker) sources() Section {
	s := Section{Title: m.w("sources", nil)}
	var kinds []string
	for _, q := range m.Person.Questions {
		for _, e := range q.Evidence {
			if k := m.source(e.Input); !slices.Contains(kinds, k) {
				kinds = append(kinds, k)
			}
		}
	}
	slices.Sort(kinds)
	if m.a.tells(Sources) && len(kinds) > 0 {
		s.add(Block{List: kinds})
	}
	return s
}

// source is the kind of an input of the company's folder.
func (m maker) source(input string) string {
	parts := strings.Split(input, "/")
	switch {
	case parts[0] == "people":
		return m.w("source_people", nil)
	case parts[0] == "logs" && len(parts) > 2:
		return m.w("source_logs", core.Args{"kind": parts[1]})
	case parts[0] == "lists":
		return m.w("source_lists", nil)
	}
	return m.w("source_other", nil)
}

func (m maker) questions() Section {
	s := Section{Title: m.w("questions", nil)}
	if !m.a.tells(Asked) {
		return s
	}
	if len(m.Person.Questions) == 0 {
		s.add(Block{Text: m.w("no_questions", nil)})
	}
	for i, q := range m.Person.Questions {
		m.question(&s, i+1, q)
	}
	return s
}

func (m maker) question(s *Section, n int, q casework.Question) {
	head := fmt.Sprintf("%d. %s", n, q.Title.Typeset().In(m.lang))
	if m.a.tells(Rules) {
		head += " (" + q.Signal + ", " + q.ID + ")"
	}
	b := Block{Head: head, Text: q.Asks.Typeset().In(m.lang)}
	if m.a.tells(Seen) {
		b.Text = q.Says.Typeset().In(m.lang) + "\n" + b.Text
	}
	if m.a.tells(Weights) && m.Case.Viewed[m.Viewer.User] {
		b.Text += "\n" + m.w("counts", core.Args{"n": m.decimal(q.Counted)})
	}
	s.add(b)
	if m.a.tells(Innocent) {
		explain := Block{Text: m.w("innocent", nil)}
		for _, t := range q.Innocent {
			explain.List = append(explain.List, t.Typeset().In(m.lang))
		}
		s.add(explain)
	}
	if m.a.tells(Values) && len(q.Evidence) > 0 {
		t := Table{Head: []string{m.w("place", nil), m.w("field", nil), m.w("value", nil)}, Share: []float64{.4, .2, .4}}
		for _, e := range q.Evidence {
			place := e.Input
			if e.Line > 0 {
				place += ":" + strconv.Itoa(e.Line)
			}
			t.Rows = append(t.Rows, []string{place, e.Field, e.Value})
		}
		s.add(Block{Table: &t})
	}
}

func (m maker) unknown() Section {
	s := Section{Title: m.w("unknown", nil)}
	if !m.a.tells(Unknown) || len(m.Person.Unknown) == 0 {
		return s
	}
	var b Block
	for _, t := range m.Person.Unknown {
		b.List = append(b.List, t.Typeset().In(m.lang))
	}
	s.add(b)
	return s
}

func (m maker) items() Section {
	s := Section{Title: m.w("items", nil)}
	if m.a.tells(Count) {
		s.add(Block{Text: m.w("count", core.Args{"n": strconv.Itoa(len(m.Items))})})
	}
	if !m.a.tells(Items) {
		return s
	}
	if len(m.Items) == 0 {
		s.add(Block{Text: m.w("no_items", nil)})
	}
	for _, i := range m.Items {
		s.add(Block{Head: fmt.Sprintf("%d. %s", i.N, i.Name), Text: i.Note, List: []string{
			"SHA-256 " + i.SHA256, m.w("taken", core.Args{"n": strconv.FormatInt(i.Size, 10), "at": at(i.At), "name": i.ByName}),
		}})
	}
	return s
}

func (m maker) custody() Section {
	s := Section{Title: m.w("custody", nil)}
	if !m.a.tells(Custody) || len(m.Custody) == 0 {
		return s
	}
	t := Table{Head: []string{m.w("item", nil), m.w("when", nil), m.w("who", nil), m.w("what", nil), m.w("entry", nil)}, Share: []float64{.08, .25, .25, .3, .12}}
	for _, h := range m.Custody {
		what := m.w("custody_"+string(h.Act), nil)
		if h.Why != "" {
			what += ", " + m.w("why_"+string(h.Why), nil)
		}
		t.Rows = append(t.Rows, []string{strconv.Itoa(h.Number), at(h.At), h.Name, what, strconv.FormatInt(h.Seq, 10)})
	}
	s.add(Block{Text: m.w("custody_is", nil), Table: &t})
	return s
}

// rights says how to correct, and with whom.
func (m maker) rights() Section {
	s := Section{Title: m.w("rights", nil)}
	if !m.a.tells(Rights) {
		return s
	}
	s.add(Block{Text: m.w("correct", core.Args{"name": m.holder()})})
	s.add(Block{List: []string{m.w("right_copy", nil), m.w("right_correct", nil), m.w("right_object", nil), m.w("right_human", nil), m.w("right_complain", nil)}})
	return s
}
