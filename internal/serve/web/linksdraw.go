package web

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"unicode"

	"github.com/taupier-eu/taupier/internal/link"
	"github.com/taupier-eu/taupier/internal/link/shared"
)

// drawing is people and things as they are placed. Numbers are whole: the same data give the same drawing, byte for byte.
type drawing struct {
	Label, Note   string // what it is; of which days, if not of all
	Width, Height int
	Lines         []drawnLine
	Nodes         []drawnNode
	Small, Plain  bool // small letters; no addresses, for a file
}

type drawnLine struct {
	X1, Y1, X2, Y2 int
	Common         bool
}

// drawnNode is a person, a thing or a common thing, with its label below or beside it.
type drawnNode struct {
	Kind           string // person, thing, common
	Middle         bool
	Cut, Beside    bool // the label is not whole; it stands beside the sign, not below
	X, Y, TX, TY   int
	Label, Sub     string // drawn, perhaps cut
	Name           string // whole
	Path           string
	More           int // people who are linked and not drawn
	MorePath, Open string
}

const (
	chainWidth, chainX, chainStep = 520, 40, 42
	aroundWidth                   = 1000
	drawMarginX                   = 110
	drawMarginY                   = 40
	drawBelow                     = 30 // more, for labels and the note
	manyDrawn                     = 60 // from here on letters are small
	labelMost                     = 24 // letters
)

// drawChain draws a chain from above to below: a person, what he shares with the next, the next.
func (v *linksView) drawChain() *drawing {
	p := v.Chain
	d := &drawing{Label: v.Says(), Width: chainWidth}
	y := drawMarginY
	person := func(who shared.Person, end bool) {
		d.Nodes = append(d.Nodes, v.personNode(shared.Node{Person: who}, end, point{chainX, y}, true))
	}
	person(p.A, true)
	for i, s := range p.Steps {
		from := y
		for _, t := range s.Ties {
			y += chainStep
			d.Nodes = append(d.Nodes, v.thingNode(link.Thing{ID: t.Thing, Kind: t.Kind, Shown: t.Shown}, point{chainX, y}, true))
		}
		y += chainStep
		d.Lines = append(d.Lines, drawnLine{X1: chainX, Y1: from, X2: chainX, Y2: y})
		person(s.B, i == len(p.Steps)-1)
	}
	d.Height = y + drawMarginY
	return d
}

type point struct{ x, y int }

// drawAround draws who shares what, neighbours near each other.
func (v *linksView) drawAround() *drawing {
	p := v.Picture
	if len(p.Things) == 0 {
		return nil
	}
	common := p.Common[:min(len(p.Common), max(0, link.MaxDrawn-len(p.People)-len(p.Things)))]
	n := len(p.People) + len(p.Things) + len(common)
	d := &drawing{Label: v.Around(), Note: v.DuringSays(), Width: aroundWidth, Height: int(min(1800, 160+drawBelow+115*math.Sqrt(float64(n)))), Small: n > manyDrawn}
	number := map[string]int{}
	for i, x := range p.People {
		number[x.ID] = i
	}
	var lines [][2]int
	for i, t := range p.Things {
		for _, h := range t.Holders {
			lines = append(lines, [2]int{number[h.Person], len(p.People) + i})
		}
	}
	for i := range common {
		lines = append(lines, [2]int{0, len(p.People) + len(p.Things) + i})
	}
	at := d.places(n, lines)
	for _, l := range lines {
		d.Lines = append(d.Lines, drawnLine{at[l[0]].x, at[l[0]].y, at[l[1]].x, at[l[1]].y, l[1] >= len(p.People)+len(p.Things)})
	}
	for i, x := range p.People {
		d.Nodes = append(d.Nodes, v.personNode(x, x.ID == p.Middle.ID, at[i], false))
	}
	for i, t := range p.Things {
		d.Nodes = append(d.Nodes, v.thingNode(t, at[len(p.People)+i], false))
	}
	for i, t := range common {
		c := v.thingNode(t, at[len(p.People)+len(p.Things)+i], false)
		c.Kind, c.Name, c.Sub = "common", v.CommonThing(t), v.Matches(t.Count)
		d.Nodes = append(d.Nodes, c)
	}
	return d
}

// places puts nodes on the drawing (link.Layout).
func (d *drawing) places(n int, lines [][2]int) []point {
	out := make([]point, n)
	for i, at := range link.Layout(n, lines) {
		out[i] = point{d.Width/2 + int(at[0]*float64(d.Width/2-drawMarginX)), (d.Height-drawBelow)/2 + int(at[1]*float64((d.Height-drawBelow)/2-drawMarginY))}
	}
	return out
}

func (v *linksView) personNode(n shared.Node, middle bool, at point, beside bool) drawnNode {
	d := drawnNode{Kind: "person", Middle: middle, Label: short(n.Name, labelMost), Name: plainText(n.Name), Path: v.Centre(n.ID), More: n.More}
	if beside {
		d.Path = "/people/" + n.ID
	}
	if n.More > 0 {
		d.MorePath, d.Open = v.Opened(n.ID), v.OpenName(n)
	}
	return d.put(at, beside)
}

func (v *linksView) thingNode(t link.Thing, at point, beside bool) drawnNode {
	d := drawnNode{Kind: "thing", Label: short(t.Shown, labelMost), Sub: v.T(link.Name(t.Kind)), Name: plainText(v.What(t.Kind, t.Shown)), Path: v.ThingAt(t.ID)}
	if beside {
		d.Label, d.Sub = short(d.Name, 2*labelMost), ""
	}
	return d.put(at, beside)
}

// put places a node and its label, below it or beside it.
func (n drawnNode) put(at point, beside bool) drawnNode {
	n.X, n.Y, n.TX, n.TY, n.Beside = at.x, at.y, at.x, at.y+26, beside
	if beside {
		n.TX, n.TY = at.x+22, at.y+5
	}
	n.Cut = strings.HasSuffix(n.Label, "…")
	return n
}

// Ties are the lines to what is common, or all others, as the data of one path (SVG 1.1, 8.3).
func (d *drawing) Ties(common bool) string {
	var s []byte
	for _, l := range d.Lines {
		if l.Common == common {
			s = fmt.Appendf(s, "M%d %dL%d %d", l.X1, l.Y1, l.X2, l.Y2)
		}
	}
	return string(s)
}

// Foot is where the note is.
func (d *drawing) Foot() int { return d.Height - 10 }

// Second is where the second line of a label is.
func (n drawnNode) Second() int { return n.TY + 15 }

// Left and Top are the corner of a thing's sign.
func (n drawnNode) Left() int { return n.X - 8 }

// Top is the other side of it.
func (n drawnNode) Top() int { return n.Y - 8 }

// MoreX and MoreY are where the sign for more people is.
func (n drawnNode) MoreX() int { return n.X + 16 }

// MoreY is the other side of it.
func (n drawnNode) MoreY() int { return n.Y - 12 }

// short cuts a label.
func short(s string, most int) string {
	r := []rune(plainText(s))
	if len(r) <= most {
		return string(r)
	}
	return strings.TrimSpace(string(r[:most-1])) + "…"
}

// plainText leaves out what no file of XML may hold.
func plainText(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || r == unicode.ReplacementChar || slices.Contains([]rune{0xfffe, 0xffff}, r) {
			return ' '
		}
		return r
	}, s)
}
