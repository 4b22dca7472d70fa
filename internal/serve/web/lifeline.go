package web

import (
	"fmt"
	"html"
	"html/template"
	"slices"
	"strings"
	"time"

	"github.com/taupier-eu/taupier/internal/casework"
	"github.com/taupier-eu/taupier/internal/casework/task"
	"github.com/taupier-eu/taupier/internal/core"
)

// lifeMark is one thing on a dossier's life-line.
type lifeMark struct {
	At   time.Time
	Lane int
	Text string
}

// The lanes of a life-line, from above.
const (
	lifeStages = iota // application, interview, hired, employed, leaving
	lifeSeen          // what was seen
	lifeWork          // what people did in the open case
	lifeTold          // what the person was asked or told, and answered
	lifeLanes
)

// life lists what has a day in a dossier, in order: the stages, what was seen, and of the open case what the viewer may see of it.
func life(b base, seen casework.Seen) []lifeMark {
	var out []lifeMark
	for _, d := range seen.Person.Days {
		if t, err := time.Parse(time.DateOnly, d.On); err == nil {
			out = append(out, lifeMark{t, lifeStages, b.W("day_" + d.What)})
		}
	}
	for _, q := range seen.Person.Questions {
		if t, err := time.Parse(time.RFC3339, q.At); err == nil {
			out = append(out, lifeMark{t, lifeSeen, b.T(q.Title)})
		}
	}
	if seen.Open != nil && !seen.Locked {
		for _, e := range seen.Open.Events {
			out = append(out, lifeEvent(b, e))
		}
	}
	slices.SortStableFunc(out, func(x, y lifeMark) int { return x.At.Compare(y.At) })
	return out
}

func lifeEvent(b base, e casework.Event) lifeMark {
	m := lifeMark{e.At, lifeWork, b.W("event_" + string(e.Kind))}
	if e.Outcome != "" {
		m.Text += ": " + b.W("outcome_"+string(e.Outcome))
	}
	switch {
	case e.Kind == casework.Contesting, e.Kind == casework.Deciding && e.Outcome == casework.Ask:
		m.Lane = lifeTold
	case e.Kind == task.Asked, e.Kind == task.Answered:
		m.Text += ": " + e.Text
	}
	return m
}

// The size of the drawing.
const (
	lifeWidth, lifeLeft, lifeRow, lifeTop = 720, 150, 26, 20
)

// lifeDrawing draws marks by their day, a lane under another. The table beside it says the same.
func lifeDrawing(b base, marks []lifeMark) template.HTML {
	if len(marks) < 2 {
		return ""
	}
	first, last := marks[0].At, marks[len(marks)-1].At
	span := max(last.Sub(first), 24*time.Hour)
	x := func(t time.Time) float64 {
		return lifeLeft + 10 + float64(lifeWidth-lifeLeft-30)*float64(t.Sub(first))/float64(span)
	}
	height := lifeTop + lifeLanes*lifeRow + 20
	var s strings.Builder
	label := words["life_says"].Render(b.Lang, core.Args{"n": fmt.Sprint(len(marks)), "from": b.Day(first), "to": b.Day(last)})
	fmt.Fprintf(&s, `<svg class="strip life" viewBox="0 0 %d %d" role="img" aria-label="%s">`, lifeWidth, height, html.EscapeString(label))
	for lane := range lifeLanes {
		y := lifeTop + lane*lifeRow
		fmt.Fprintf(&s, `<text x="0" y="%d">%s</text><line class="strip-line" x1="%d" y1="%d" x2="%d" y2="%d"/>`, y+4, html.EscapeString(b.W(fmt.Sprintf("life_%d", lane))), lifeLeft, y, lifeWidth, y)
	}
	for _, m := range marks {
		fmt.Fprintf(&s, `<circle class="strip-%d" cx="%.1f" cy="%d" r="5"><title>%s</title></circle>`, m.Lane%3, x(m.At), lifeTop+m.Lane*lifeRow, html.EscapeString(b.Day(m.At)+" "+m.Text))
	}
	fmt.Fprintf(&s, `<text x="%d" y="%d">%s</text><text x="%d" y="%d" text-anchor="end">%s</text></svg>`, lifeLeft, height-4, b.Day(first), lifeWidth, height-4, b.Day(last))
	return template.HTML(s.String()) //nolint:gosec // every text in it is escaped above
}

// Life is what has a day in the dossier.
func (v personView) Life() []lifeMark { return life(v.base, v.Seen) }

// LifeDrawing is the same, drawn.
func (v personView) LifeDrawing() template.HTML { return lifeDrawing(v.base, v.Life()) }

// Lane is the name of a lane.
func (v personView) Lane(n int) string { return v.W(fmt.Sprintf("life_%d", n)) }
