package parse

import (
	"errors"
	"fmt"
	"math"
	"strings"

	"github.com/ledongthuc/pdf"

	"github.com/taupier-eu/taupier/internal/core"
)

// page reads one page. What went wrong in it is returned; what was read before is kept.
func (d *document) page(number int, v pdf.Value) (err error) {
	p := pageReader{document: d, number: number, box: boxOf(v), pageState: pageState{ctm: unit}}
	defer func() {
		if r := recover(); r != nil && r != errFull {
			err = fmt.Errorf("a page of the PDF is damaged (%.100v); save it again", r)
		}
		p.finish()
	}()
	p.walk(v.Key("Contents"), inherited(v, "Resources"), 0)
	return nil
}

var errFull = errors.New("enough text")

// inherited finds what a page has from its parents.
func inherited(v pdf.Value, key string) pdf.Value {
	for range 32 {
		if found := v.Key(key); !found.IsNull() {
			return found
		}
		v = v.Key("Parent")
	}
	return pdf.Value{}
}

// pageReader follows what a page writes. Text in white is there to be read once anything was painted
// on the page, and text without ink belongs to a scan when the page shows a picture or no other text.
type pageReader struct {
	*document
	pageState
	number  int
	box     box
	fonts   map[string]pdf.Font
	painted bool
	picture bool
	draws   int
	seen    strings.Builder
	parts   []*part
}

// pageState is what q saves and Q brings back, and the place of the text.
type pageState struct {
	font         pdf.Font
	size         float64
	noInk, white bool
	ctm          matrix
	tm, line     matrix
	leading      float64
}

func (p *pageReader) finish() {
	inked := strings.TrimSpace(p.seen.String()) != ""
	p.write(p.seen.String())
	for i := range p.parts {
		h := p.parts[i]
		h.Text = h.buf.String()
		switch {
		case h.Way == "no_ink" && (p.picture || !inked), h.Way == "white" && p.painted:
			p.write(h.Text + "\n")
		default:
			p.conceal(h.Concealed)
		}
	}
	p.write("\n")
}

// show writes text in the state of the page.
func (p *pageReader) show(raw string) {
	enc := p.font.Encoder()
	p.put(enc.Decode(raw))
}

// way is how the text that is written now is kept from being seen; "" when it is not.
func (p *pageReader) way() (way string, x, y, size float64) {
	m := p.tm.times(p.ctm)
	x, y, size = m.e, m.f, p.size*math.Hypot(m.c, m.d)
	switch {
	case p.noInk:
		return "no_ink", x, y, size
	case !p.box.around(x, y):
		return "off_page", x, y, size
	case size < tinyPoints:
		return "tiny", x, y, size
	case p.white:
		return "white", x, y, size
	}
	return "", x, y, size
}

// tinyPoints is the size below which letters are dots on paper.
const tinyPoints = 2

func (p *pageReader) put(s string) {
	way, x, y, size := p.way()
	to := &p.seen
	if way != "" {
		n := len(p.parts)
		if n == 0 || p.parts[n-1].Way != way {
			if strings.TrimSpace(s) == "" {
				return
			}
			if n >= maxParts {
				panic(errFull)
			}
			p.parts = append(p.parts, &part{Concealed: core.Concealed{Way: way, Page: p.number, X: round(x), Y: round(y), Size: round(size)}})
			n++
		}
		to = &p.parts[n-1].buf
	}
	to.WriteString(s)
	if to.Len() > maxText {
		panic(errFull)
	}
}

const maxParts = 2_000

// round keeps a place to a tenth of a point; what no page can hold is left out.
func round(v float64) float64 {
	if math.IsNaN(v) || math.Abs(v) > 1e6 {
		return 0
	}
	return math.Round(v*10) / 10
}

func (p *pageReader) walk(contents, resources pdf.Value, depth int) {
	if contents.IsNull() {
		return
	}
	var saved []pageState
	p.fonts = map[string]pdf.Font{}
	pdf.Interpret(contents, func(stk *pdf.Stack, op string) {
		args := make([]pdf.Value, stk.Len())
		for i := len(args) - 1; i >= 0; i-- {
			args[i] = stk.Pop()
		}
		switch op {
		case "q":
			if len(saved) < 1000 {
				saved = append(saved, p.pageState)
			}
		case "Q":
			if n := len(saved) - 1; n >= 0 {
				p.pageState, saved = saved[n], saved[:n]
			}
		case "Do":
			if len(args) == 1 {
				p.draw(resources.Key("XObject").Key(args[0].Name()), resources, depth)
			}
		case "Tf":
			if len(args) == 2 {
				p.setFont(resources, args[0].Name())
				p.size = math.Abs(args[1].Float64())
			}
		default:
			p.operate(op, args)
		}
	})
}

// setFont changes the font; the table of its characters is read once.
func (p *pageReader) setFont(resources pdf.Value, name string) {
	f, ok := p.fonts[name]
	if !ok {
		f = pdf.Font{V: resources.Key("Font").Key(name)}
		f.Encoder()
		p.fonts[name] = f
		_, base, subset := strings.Cut(f.BaseFont(), "+")
		if !subset {
			base = f.BaseFont()
		}
		p.Fonts = addTo(p.Fonts, base)
	}
	p.font = f
}

// draw follows a drawing that may hold text; a picture paints.
func (p *pageReader) draw(object, resources pdf.Value, depth int) {
	if object.Key("Subtype").Name() != "Form" {
		p.painted, p.picture = true, true
		return
	}
	if p.draws++; depth >= maxForms || p.draws > maxDraws {
		return
	}
	own := object.Key("Resources")
	if own.IsNull() {
		own = resources
	}
	before, fonts := p.pageState, p.fonts
	p.ctm = matrixOf(object.Key("Matrix")).times(p.ctm)
	p.walk(object, own, depth+1)
	p.pageState, p.fonts = before, fonts
}

// operate takes the operators of text and colour.
func (p *pageReader) operate(op string, args []pdf.Value) {
	if p.place(op, args) {
		return
	}
	switch op {
	case "f", "F", "f*", "B", "B*", "b", "b*", "sh":
		p.painted = p.painted || !p.white
	case "BI":
		p.painted, p.picture = true, true
	case "g", "rg", "k", "sc", "scn":
		p.white = isWhite(op, args)
	case "Tr":
		p.noInk = len(args) == 1 && args[0].Int64() == 3
	case "'", "\"":
		p.newLine()
		if len(args) > 0 {
			p.show(args[len(args)-1].RawString())
		}
	case "Tj":
		if len(args) == 1 {
			p.show(args[0].RawString())
		}
	case "TJ":
		if len(args) == 1 {
			p.showSpaced(args[0])
		}
	}
}

// wordGap is the gap, in thousandths of the size, that is read as a space.
const wordGap = 200

func (p *pageReader) showSpaced(parts pdf.Value) {
	for i := range parts.Len() {
		switch part := parts.Index(i); part.Kind() {
		case pdf.String:
			p.show(part.RawString())
		case pdf.Integer, pdf.Real:
			if part.Float64() < -wordGap {
				p.put(" ")
			}
		}
	}
}

// isWhite reads a colour in grey, in light or in ink.
func isWhite(op string, args []pdf.Value) bool {
	if (op == "sc" || op == "scn") && len(args) != 3 {
		return false // one part may be a share of ink
	}
	full, nearly := 1.0, 0.98
	for _, a := range args {
		v := a.Float64()
		if op == "k" {
			v = full - v
		}
		if k := a.Kind(); k != pdf.Integer && k != pdf.Real || v < nearly {
			return false
		}
	}
	return len(args) > 0
}
