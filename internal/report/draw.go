package report

import (
	"fmt"
	"html"
	"html/template"
	"math"
	"strings"
)

const (
	drawWidth  = 640.0
	drawMargin = 90.0
)

// draw draws a cluster: its members on a circle, one line per pair with what they share. The table
// beside it says the same in words.
func draw(c Cluster, links []Link, v View) template.HTML {
	n := float64(len(c.People))
	radius := math.Min(190, 60+16*n)
	height := 2*radius + drawMargin
	at := map[string][2]float64{}
	for i, id := range c.People {
		angle := 2*math.Pi*float64(i)/n - math.Pi/2
		at[id] = [2]float64{drawWidth/2 + 1.25*radius*math.Cos(angle), height/2 + radius*math.Sin(angle)}
	}
	if len(c.People) == 2 {
		height = drawMargin * 1.4
		at[c.People[0]] = [2]float64{drawMargin, height / 2}
		at[c.People[1]] = [2]float64{drawWidth - drawMargin, height / 2}
	}
	var b strings.Builder
	fmt.Fprintf(&b, `<svg role="img" viewBox="0 0 %.0f %.0f" aria-label="%s">`, drawWidth, height, html.EscapeString(v.word("links")))
	for _, e := range edges(links) {
		p, q := at[e.a], at[e.b]
		fmt.Fprintf(&b, `<line x1="%.1f" y1="%.1f" x2="%.1f" y2="%.1f"/>`, p[0], p[1], q[0], q[1])
		kinds := make([]string, len(e.kinds))
		for i, k := range e.kinds {
			kinds[i] = v.word("link." + k)
		}
		fmt.Fprintf(&b, `<text class="edge" x="%.1f" y="%.1f">%s</text>`, (p[0]+q[0])/2, (p[1]+q[1])/2-8, html.EscapeString(strings.Join(kinds, ", ")))
	}
	for _, id := range c.People {
		p := at[id]
		fmt.Fprintf(&b, `<circle cx="%.1f" cy="%.1f" r="9"/><text x="%.1f" y="%.1f">%s</text>`, p[0], p[1], p[0], p[1]+26, html.EscapeString(v.name(id)))
	}
	b.WriteString("</svg>")
	return template.HTML(b.String()) //nolint:gosec // every value is escaped above
}

// edge is everything one pair shares.
type edge struct {
	a, b  string
	kinds []string
}

func edges(links []Link) []edge {
	var out []edge
	for _, l := range links {
		i := len(out) - 1
		if i < 0 || out[i].a != l.A || out[i].b != l.B {
			out = append(out, edge{a: l.A, b: l.B})
			i++
		}
		out[i].kinds = append(out[i].kinds, l.Kind)
	}
	return out
}
