package report

import (
	_ "embed"
	"fmt"
	"html/template"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/taupier-eu/taupier/internal/core"
)

//go:embed page.tmpl.html
var pageHTML string

//go:embed page.css
var pageCSS string

// page is what the template sees.
type page struct {
	View
	Report *Report
	CSS    template.CSS
	People []Person
	Below  int // people at a level that is not shown
}

// writePage writes one self-contained page: no script, no font, nothing fetched. It can be read,
// searched, printed and kept as evidence.
func writePage(w io.Writer, r *Report, v View) error {
	t, err := template.New("page").Funcs(template.FuncMap{
		"add1": func(i int) int { return i + 1 },
		"draw": func(c Cluster, links []Link, v View) template.HTML { return draw(c, links, v) },
	}).Parse(pageHTML)
	if err != nil {
		return fmt.Errorf("read page template: %w", err)
	}
	shown := v.shown(r)
	p := page{View: v, Report: r, CSS: template.CSS(pageCSS), People: shown, Below: len(r.People) - len(shown)} //nolint:gosec // our own file
	return t.Execute(w, p)
}

// Words of the template.

// Word is a fixed word.
func (p page) Word(key string) string { return p.word(key) }

// Number writes a count.
func (p page) Number(n int) string { return p.number(n) }

// Sum writes hundredths.
func (p page) Sum(n int) string { return p.sum(n) }

// Name is how a person is called.
func (p page) Name(id string) string { return p.name(id) }

// Day is the day of the report.
func (p page) Day() string { return p.day() }

// At writes the time of a finding.
func (p page) At(rfc3339 string) string {
	day, hour, ok := strings.Cut(strings.TrimSuffix(rfc3339, "Z"), "T")
	if !ok || hour == "00:00:00" { // a date of the dossier, not an instant of a log
		return day
	}
	return day + " " + hour[:min(5, len(hour))] + " UTC"
}

// Questions counts questions.
func (p page) Questions(n int) string { return p.questions(n) }

// Levels lists the levels from the top.
func (p page) Levels() []string {
	return []string{string(core.LevelUrgent), string(core.LevelReview), string(core.LevelAsk), string(core.LevelNone)}
}

// Count is how many people are at a level.
func (p page) Count(level string) int { return p.Report.levels()[level] }

// Read is how many records were read.
func (p page) Read() int { read, _ := p.Report.records(); return read }

// Rejected is how many records could not be used.
func (p page) Rejected() int { _, rejected := p.Report.records(); return rejected }

// OpenHits says how many hits on official lists wait for an answer.
func (p page) OpenHits() string { return p.openHits(p.Report) }

// Troubled are the inputs with problems.
func (p page) Troubled() []Trouble { return p.Report.troubles() }

// Families are a person's families with what each counts, the heaviest first.
func (p page) Families(of Person) []FamilySum {
	sums := map[string]int{}
	for _, t := range of.Terms {
		sums[t.Family] += t.Counted
	}
	var out []FamilySum
	for _, f := range of.families() {
		out = append(out, FamilySum{p.word("family." + f), sums[f]})
	}
	return out
}

// FamilySum is what one family counts.
type FamilySum struct {
	Name string
	Sum  int
}

// Width is the sum as a share of the scale of the bar, in percent.
func (f FamilySum) Width() int { return min(100, f.Sum/3) }

// Top are a person's first questions, in the order of their weight.
func (p page) Top(of Person) []Finding {
	const shown = 3
	return of.Findings[:min(shown, len(of.Findings))]
}

// Counted is what a finding adds to the sum.
func (p page) Counted(of Person, finding string) int { return of.counted()[finding] }

// Family is a family's name.
func (p page) Family(f string) string { return p.word("family." + f) }

// Strength is a strength's name.
func (p page) Strength(s string) string { return p.word("strength." + s) }

// Kind is a link's kind.
func (p page) Kind(k string) string { return Kind(core.TraitKind(k), p.Lang) }

// LinksOf is everything that members of a cluster share with each other.
func (p page) LinksOf(c Cluster) []Link {
	var out []Link
	for _, l := range p.Report.Links {
		if slices.Contains(c.People, l.A) && slices.Contains(c.People, l.B) {
			out = append(out, l)
		}
	}
	return out
}

// Where points at a record.
func (p page) Where(e Evidence) string {
	if e.Line == 0 {
		return e.Input
	}
	return e.Input + ":" + strconv.Itoa(e.Line)
}

// Lang is the language of the page, for screen readers and hyphenation.
func (p page) Language() string { return string(p.Lang) }
