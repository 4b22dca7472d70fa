package report

import (
	"fmt"
	"html"
	"strings"
	"time"

	"github.com/taupier-eu/taupier/internal/casework"
	"github.com/taupier-eu/taupier/internal/casework/evidence"
	"github.com/taupier-eu/taupier/internal/core"
)

// Mark is one thing that happened, for the strip.
type Mark struct {
	At   time.Time `json:"at"`
	Lane Lane      `json:"lane"`
}

// Lane is the row of the strip that a mark is in.
type Lane int

// The lanes, from above.
const (
	Steps   Lane = iota // steps of the case
	Intakes             // evidence put in
	Access              // evidence opened or exported
	lanes
)

// Marks are what happened in a case.
func Marks(events []casework.Event, items []evidence.Item, custody []evidence.Handling) []Mark {
	var out []Mark
	for _, e := range events {
		out = append(out, Mark{e.At, Steps})
	}
	for _, i := range items {
		out = append(out, Mark{i.At, Intakes})
	}
	for _, h := range custody {
		if h.Act != evidence.Adding {
			out = append(out, Mark{h.At, Access})
		}
	}
	return out
}

// bins is how many steps of time a strip has.
const bins = 60

// density counts marks by lane and step of time, and gives the time of the first and of the last.
func density(marks []Mark) (count [lanes][bins]int, from, to time.Time) {
	for i, m := range marks {
		if i == 0 || m.At.Before(from) {
			from = m.At
		}
		if i == 0 || m.At.After(to) {
			to = m.At
		}
	}
	span := to.Sub(from)
	for _, m := range marks {
		at := 0
		if span > 0 {
			at = min(bins-1, int(float64(bins)*float64(m.At.Sub(from))/float64(span)))
		}
		count[m.Lane][at]++
	}
	return count, from, to
}

// height is how high a bar is, in tenths of its lane: one is seen, and many do not hide one.
func height(n int) int {
	h := 0
	for tall := 0; n > 0; n /= 2 {
		tall += 3
		h = min(10, tall)
	}
	return h
}

// Sizes of the strip, in units of its drawing.
const (
	stripWide, laneHigh, laneGap, stripFoot = 600, 20, 6, 18
)

// SVG draws the strip: a lane for each kind of thing, time from left to right, a bar where something happened. The list of steps
// beside it says the same in words. Colours are the style sheet's.
func SVG(marks []Mark, lang core.Lang) string {
	if len(marks) == 0 {
		return ""
	}
	count, from, to := density(marks)
	sums := [lanes]int{}
	for _, m := range marks {
		sums[m.Lane]++
	}
	high := int(lanes)*(laneHigh+laneGap) + stripFoot
	var b strings.Builder
	label := words["strip"].Render(lang, core.Args{"steps": fmt.Sprint(sums[Steps]), "intakes": fmt.Sprint(sums[Intakes]), "access": fmt.Sprint(sums[Access]), "from": at(from), "to": at(to)})
	fmt.Fprintf(&b, `<svg class="strip" role="img" viewBox="0 0 %d %d" aria-label="%s">`+"\n", stripWide, high, html.EscapeString(label))
	for lane := range lanes {
		foot := int(lane)*(laneHigh+laneGap) + laneHigh
		fmt.Fprintf(&b, `<line class="strip-line" x1="0" y1="%d" x2="%d" y2="%d"/>`+"\n", foot, stripWide, foot)
		for i, n := range count[lane] {
			if h := height(n) * laneHigh / 10; h > 0 {
				fmt.Fprintf(&b, `<rect class="strip-%d" x="%d" y="%d" width="%d" height="%d"/>`+"\n", lane, i*stripWide/bins, foot-h, stripWide/bins-2, h)
			}
		}
	}
	fmt.Fprintf(&b, `<text x="0" y="%d">%s</text><text x="%d" y="%d" text-anchor="end">%s</text>`+"\n", high-4, from.UTC().Format("2006-01-02"), stripWide, high-4, to.UTC().Format("2006-01-02"))
	b.WriteString("</svg>")
	return b.String()
}
