package report

import (
	"fmt"
	"html"
	"html/template"
	"math"
	"strings"
	"unicode/utf8"

	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/link"
)

const (
	drawWidth   = 720.0
	drawMargin  = 70.0 // around the places, for labels
	manyEdges   = 8    // from here on what is shared is told when pointed at, and in the table
	manyPeople  = 40   // from here on labels are small
	pastPrefix  = "past/"
	heightOfTwo = 126.0
)

// draw draws a cluster: its members where package link places them, one line per pair with what they
// share. The table beside it says the same in words. A group of more than link.MaxDrawn is not drawn.
func draw(c Cluster, links []Link, v View) template.HTML {
	if len(c.People) > link.MaxDrawn {
		return ""
	}
	pairs := edges(links)
	at, height := places(c.People, pairs)
	var b strings.Builder
	class := ""
	if len(c.People) >= manyPeople {
		class = ` class="many"`
	}
	fmt.Fprintf(&b, `<svg%s role="img" viewBox="0 0 %.0f %.0f" aria-label="%s">`, class, drawWidth, height, html.EscapeString(v.word("links")))
	for _, e := range pairs {
		p, q := at[e.a], at[e.b]
		kinds := make([]string, len(e.kinds))
		for i, k := range e.kinds {
			kinds[i] = Kind(core.TraitKind(k), v.Lang)
		}
		says := html.EscapeString(strings.Join(kinds, ", "))
		class := ""
		if e.stated {
			class = ` class="stated"`
		}
		fmt.Fprintf(&b, `<line%s x1="%.1f" y1="%.1f" x2="%.1f" y2="%.1f"><title>%s – %s : %s</title></line>`, class, p[0], p[1], q[0], q[1],
			html.EscapeString(v.name(e.a)), html.EscapeString(v.name(e.b)), says)
		if len(pairs) < manyEdges {
			fmt.Fprintf(&b, `<text class="edge" x="%.1f" y="%.1f">%s</text>`, (p[0]+q[0])/2, (p[1]+q[1])/2-8, says)
		}
	}
	for _, id := range c.People {
		p := at[id]
		class, radius, below := "", 9.0, 26.0
		if strings.HasPrefix(id, pastPrefix) {
			class = ` class="past"`
		}
		if len(c.People) >= manyPeople {
			radius, below = 5, 16
		}
		x, anchor := beside(p[0], v.name(id))
		fmt.Fprintf(&b, `<circle%s cx="%.1f" cy="%.1f" r="%.0f"/><text%s x="%.1f" y="%.1f">%s</text>`, class, p[0], p[1], radius, anchor, x, p[1]+below, html.EscapeString(v.name(id)))
	}
	b.WriteString("</svg>")
	return template.HTML(b.String()) //nolint:gosec // every value is escaped above
}

// beside is where a label begins or ends that would leave the drawing if it were centred.
func beside(x float64, label string) (at float64, anchor string) {
	const sign, edge = 7.5, 4.0 // width of a letter, about; room kept free
	half := sign * float64(utf8.RuneCountInString(label)) / 2
	switch {
	case x-half < edge:
		return edge, ` style="text-anchor:start"`
	case x+half > drawWidth-edge:
		return drawWidth - edge, ` style="text-anchor:end"`
	}
	return x, ""
}

// places puts people on the drawing, and says how high it is.
func places(people []string, pairs []edge) (at map[string][2]float64, height float64) {
	number := map[string]int{}
	for i, id := range people {
		number[id] = i
	}
	lines := make([][2]int, 0, len(pairs))
	for _, e := range pairs {
		lines = append(lines, [2]int{number[e.a], number[e.b]})
	}
	height = heightOfTwo
	if len(people) > 2 {
		height = math.Min(1200, 2*drawMargin+max(90, 200-10*float64(len(people)))*math.Sqrt(float64(len(people))))
	}
	at = map[string][2]float64{}
	for i, p := range link.Layout(len(people), lines) {
		at[people[i]] = [2]float64{
			drawWidth/2 + p[0]*(drawWidth/2-drawMargin),
			height/2 + p[1]*(height/2-drawMargin/1.4),
		}
	}
	return at, height
}

// edge is everything one pair shares.
type edge struct {
	a, b   string
	kinds  []string
	stated bool
}

func edges(links []Link) []edge {
	var out []edge
	for _, l := range links {
		i := len(out) - 1
		if i < 0 || out[i].a != l.A || out[i].b != l.B {
			out = append(out, edge{a: l.A, b: l.B, stated: l.Stated != ""})
			i++
		}
		out[i].kinds = append(out[i].kinds, l.Kind)
	}
	return out
}
