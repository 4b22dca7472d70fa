package evaluation

import (
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/taupier-eu/taupier/internal/core"
)

// Title is the name of a kind of story.
type Title struct{ EN, FR string }

// words of the tables, English and French.
var words = map[string][2]string{
	"found": {"Infiltrations", "Infiltrations"}, "evasive": {"Evasive variants", "Variantes dissimulées"},
	"among":    {"Among a thousand people", "Parmi mille personnes"},
	"innocent": {"Innocent look-alikes", "Ressemblances innocentes"}, "alarms": {"False alarms (honest people at review or above)", "Fausses alertes (personnes honnêtes à « à examiner » ou plus)"},
	"missing": {"Without one source", "Sans une source"}, "kind": {"kind", "genre"}, "people": {"people", "personnes"},
	"ask": {"ask", "question"}, "review": {"review", "à examiner"}, "urgent": {"urgent", "urgent"},
	"days": {"days to review (median)", "jours jusqu'à l'examen (médiane)"}, "slowest": {"slowest", "le plus lent"}, "rank": {"rank (median)", "rang (médian)"},
	"signals": {"signals", "signaux"}, "never": {"never", "jamais"}, "none": {"none", "aucun"}, "world": {"world", "monde"},
	"honest": {"honest people", "personnes honnêtes"}, "months": {"person-months", "personnes-mois"}, "count": {"false alarms", "fausses alertes"},
	"rate": {"per 1,000 people and month", "pour 1 000 personnes et par mois"}, "source": {"source", "source"}, "with": {"review with it", "à examiner avec"},
	"without": {"review without", "à examiner sans"}, "lost": {"kinds lost or weakened", "genres perdus ou affaiblis"},
	"large": {"worlds of realistic size", "mondes de taille réaliste"}, "all": {"all worlds", "tous les mondes"},
	"calibration": {"Calibration: the share of infiltrations by sum", "Calibration : part des infiltrations selon la somme"},
	"sum":         {"sum", "somme"}, "parts": {"infiltrations", "infiltrations"}, "share": {"share", "part"}, "implied": {"what the sum implies", "ce que la somme implique"},
	"sensitivity": {"Sensitivity: one weight halved or raised by half", "Sensibilité : un poids diminué ou augmenté de moitié"},
	"signal":      {"signal", "signal"}, "change": {"change", "changement"}, "level": {"level", "niveau"},
	"who": {"Who was a false alarm", "Qui a été une fausse alerte"}, "ordinary": {"ordinary person", "personne ordinaire"}, "any": {"ever at review", "un jour à examiner"},
}

// printer writes tables, as Markdown or for a terminal.
type printer struct {
	w        io.Writer
	lang     core.Lang
	markdown bool
	titles   map[string]Title
	err      error
}

// Write writes the tables of a report.
func Write(w io.Writer, r Report, titles map[string]Title, lang core.Lang, markdown bool) error {
	p := &printer{w: w, lang: lang, markdown: markdown, titles: titles}
	p.kinds("found", r.Kinds, false)
	p.kinds("evasive", r.Kinds, true)
	p.among(r.Among)
	p.innocences(r.Innocences)
	p.rates(r)
	p.alarms(r)
	p.lacks(r.Missing)
	p.calibration(r.Bins)
	p.sensitivity(r.Swayed)
	return p.err
}

func (p *printer) say(key string) string {
	if p.lang == core.French {
		return words[key][1]
	}
	return words[key][0]
}

func (p *printer) title(kind string) string {
	t := p.titles[kind]
	s := t.EN
	if p.lang == core.French {
		s = t.FR
	}
	if s == "" {
		return kind
	}
	return s
}

func (p *printer) print(format string, args ...any) {
	if p.err == nil {
		_, p.err = fmt.Fprintf(p.w, format, args...)
	}
}

// table writes a heading and rows.
func (p *printer) table(heading string, head []string, rows [][]string) {
	if len(rows) == 0 {
		return
	}
	if p.markdown {
		p.print("## %s\n\n| %s |\n|%s\n", heading, strings.Join(head, " | "), strings.Repeat("---|", len(head)))
		for _, r := range rows {
			p.print("| %s |\n", strings.Join(r, " | "))
		}
		p.print("\n")
		return
	}
	p.print("%s\n\n", heading)
	width := make([]int, len(head))
	for _, r := range append([][]string{head}, rows...) {
		for i, c := range r {
			width[i] = max(width[i], utf8.RuneCountInString(c))
		}
	}
	for _, r := range append([][]string{head}, rows...) {
		var b strings.Builder
		for i, c := range r {
			b.WriteString("  " + c + strings.Repeat(" ", width[i]-utf8.RuneCountInString(c)))
		}
		p.print("%s\n", strings.TrimRight(b.String(), " "))
	}
	p.print("\n")
}

func share(n, of int) string {
	if of == 0 {
		return "-"
	}
	return fmt.Sprintf("%d/%d", n, of)
}

func (p *printer) kinds(heading string, list []Kind, evasive bool) {
	var rows [][]string
	for _, k := range list {
		if k.Evasive != evasive {
			continue
		}
		days, slowest := p.say("never"), p.say("never")
		if !k.Never[core.LevelReview] {
			days = fmt.Sprint(k.Median[core.LevelReview])
		}
		if k.Reached[core.LevelReview] == k.People {
			slowest = fmt.Sprint(k.Slowest)
		}
		rows = append(rows, []string{p.title(k.Kind), share(k.Reached[core.LevelAsk], k.People), share(k.Reached[core.LevelReview], k.People), share(k.Reached[core.LevelUrgent], k.People),
			days, slowest, fmt.Sprint(k.MedianRank), strings.Join(k.Signals, " ")})
	}
	p.table(p.say(heading), []string{p.say("kind"), p.say("ask"), p.say("review"), p.say("urgent"), p.say("days"), p.say("slowest"), p.say("rank"), p.say("signals")}, rows)
}

func (p *printer) among(list []Kind) {
	var rows [][]string
	for _, k := range list {
		rows = append(rows, []string{p.title(k.Kind), share(k.Reached[core.LevelAsk], k.People), share(k.Reached[core.LevelReview], k.People), share(k.Reached[core.LevelUrgent], k.People), fmt.Sprint(k.MedianRank)})
	}
	p.table(p.say("among"), []string{p.say("kind"), p.say("ask"), p.say("review"), p.say("urgent"), p.say("rank")}, rows)
}

func (p *printer) innocences(list []Innocence) {
	var rows [][]string
	for _, k := range list {
		rows = append(rows, []string{p.title(k.Kind), fmt.Sprint(k.People), fmt.Sprint(k.Last[core.LevelNone]), fmt.Sprint(k.Last[core.LevelAsk]),
			fmt.Sprint(k.Last[core.LevelReview] + k.Last[core.LevelUrgent]), fmt.Sprint(k.Alarms)})
	}
	p.table(p.say("innocent"), []string{p.say("kind"), p.say("people"), p.say("none"), p.say("ask"), p.say("review"), p.say("any")}, rows)
}

func (p *printer) rates(r Report) {
	var rows [][]string
	row := func(name string, x Rate) {
		rows = append(rows, []string{name, fmt.Sprint(x.People), fmt.Sprintf("%.0f", x.PersonMonths), fmt.Sprint(x.Alarms), fmt.Sprintf("%.2f", x.Per1000)})
	}
	for _, w := range r.Worlds {
		row(w.Name, w)
	}
	if r.Large.People > 0 {
		row(p.say("large"), r.Large)
	}
	row(p.say("all"), r.All)
	p.table(p.say("alarms"), []string{p.say("world"), p.say("honest"), p.say("months"), p.say("count"), p.say("rate")}, rows)
}

func (p *printer) alarms(r Report) {
	var rows [][]string
	for _, a := range r.Alarms {
		kind := p.say("ordinary")
		if a.Kind != "" {
			kind = p.title(a.Kind)
		}
		rows = append(rows, []string{kind, a.Person, string(a.Level), strings.Join(a.Signals, " ")})
	}
	p.table(p.say("who"), []string{p.say("kind"), "id", p.say("review"), p.say("signals")}, rows)
}

func (p *printer) lacks(list []Lack) {
	var rows [][]string
	for _, l := range list {
		var lost []string
		for _, k := range l.Lost {
			lost = append(lost, p.title(k))
		}
		rows = append(rows, []string{l.Source, share(l.With[core.LevelReview], l.People), share(l.Reached[core.LevelReview], l.People), fmt.Sprintf("%.2f", l.Alarms.Per1000), strings.Join(lost, "; ")})
	}
	p.table(p.say("missing"), []string{p.say("source"), p.say("with"), p.say("without"), p.say("rate"), p.say("lost")}, rows)
}
