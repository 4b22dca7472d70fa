package web

import (
	"fmt"
	"html"
	"html/template"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/taupier-eu/taupier/internal/core"
)

// Hidden are the fields of a query that a form keeps as they are, those left out that it asks for itself.
func (q linksQuery) Hidden(asked ...string) []choice {
	_, text, _ := strings.Cut(q.At(""), "?")
	values, _ := url.ParseQuery(text) // At made it
	var out []choice
	for name, all := range values {
		for _, v := range all {
			if !slices.Contains(asked, name) {
				out = append(out, choice{Name: name, Value: v})
			}
		}
	}
	slices.SortStableFunc(out, func(a, b choice) int { return strings.Compare(a.Name, b.Name) })
	return out
}

// FromDay and ToDay are the bounds as a field of a date takes them.
func (q linksQuery) FromDay() string { return dateField(q.During.From) }

// ToDay is the other bound.
func (q linksQuery) ToDay() string { return dateField(q.During.To) }

func dateField(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.DateOnly)
}

// DuringSays says of which days the drawing is; nothing when it is of all.
func (v *linksView) DuringSays() string {
	d := v.Query.During
	args := core.Args{"from": v.Day(d.From), "to": v.Day(d.To)}
	switch {
	case !d.Bounded():
		return ""
	case d.From.IsZero():
		return v.render("links_during_to", args)
	case d.To.IsZero():
		return v.render("links_during_from", args)
	}
	return v.render("links_during", args)
}

// Steps lead to how it was one change earlier and one later.
func (v *linksView) Steps() []choice {
	var out []choice
	to := v.Query.During.To
	step := func(word string, day time.Time) {
		q := v.Query
		if q.During.To = day; q.During.To.Before(q.During.From) {
			q.During.From = time.Time{}
		}
		out = append(out, choice{Name: v.render(word, core.Args{"to": v.Day(day)}), Path: q.At("/links")})
	}
	if i := v.before(to); i >= 0 {
		step("links_earlier", v.Began[i])
	}
	if i := slices.IndexFunc(v.Began, func(d time.Time) bool { return d.After(to) }); i >= 0 && !to.IsZero() {
		step("links_later", v.Began[i])
	}
	return out
}

// before is where in Began the last change before a day is; before the last of all when there is no day, for with it all is drawn.
func (v *linksView) before(to time.Time) int {
	if to.IsZero() {
		return len(v.Began) - 2
	}
	i, _ := slices.BinarySearchFunc(v.Began, to, time.Time.Compare)
	return i - 1
}

// Whole is the address without bounds.
func (v *linksView) Whole() string {
	q := v.Query
	q.During.From, q.During.To = time.Time{}, time.Time{}
	return q.At("/links")
}

// The strip that shows when the drawing grew.
const (
	growWidth, growHeight, growEdge, growMid = 720, 46, 12, 14
)

// Grew draws the days on which somebody began to have something, and the chosen days as a band. The table says the same.
func (v *linksView) Grew() template.HTML {
	if len(v.Began) < 2 {
		return ""
	}
	first, last := v.Began[0], v.Began[len(v.Began)-1]
	x := func(t time.Time) float64 {
		at := float64(t.Sub(first)) / float64(last.Sub(first))
		return growEdge + (growWidth-2*growEdge)*min(max(at, 0), 1)
	}
	var s strings.Builder
	label := v.render("links_grew", core.Args{"n": fmt.Sprint(len(v.Began)), "from": v.Day(first), "to": v.Day(last)})
	fmt.Fprintf(&s, `<svg class="strip" viewBox="0 0 %d %d" role="img" aria-label="%s">`, growWidth, growHeight, html.EscapeString(label))
	if d := v.Query.During; d.Bounded() {
		from, to := x(d.From)-4, x(last)+4
		if !d.To.IsZero() {
			to = x(d.To) + 4
		}
		fmt.Fprintf(&s, `<rect class="strip-band" x="%.1f" y="4" width="%.1f" height="20" rx="3"/>`, from, to-from)
	}
	fmt.Fprintf(&s, `<line class="strip-line" x1="0" y1="%d" x2="%d" y2="%d"/>`, growMid, growWidth, growMid)
	for _, d := range v.Began {
		fmt.Fprintf(&s, `<circle class="strip-0" cx="%.1f" cy="%d" r="5"><title>%s</title></circle>`, x(d), growMid, v.Day(d))
	}
	fmt.Fprintf(&s, `<text x="0" y="%d">%s</text><text x="%d" y="%d" text-anchor="end">%s</text></svg>`, growHeight-4, v.Day(first), growWidth, growHeight-4, v.Day(last))
	return template.HTML(s.String()) //nolint:gosec // it holds numbers, days and words of ours
}
