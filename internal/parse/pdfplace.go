package parse

import "github.com/ledongthuc/pdf"

// matrix maps the plane as PDF does: x' = ax + cy + e, y' = bx + dy + f.
type matrix struct{ a, b, c, d, e, f float64 }

var unit = matrix{a: 1, d: 1}

// times applies m first and then n.
func (m matrix) times(n matrix) matrix {
	return matrix{
		m.a*n.a + m.b*n.c, m.a*n.b + m.b*n.d,
		m.c*n.a + m.d*n.c, m.c*n.b + m.d*n.d,
		m.e*n.a + m.f*n.c + n.e, m.e*n.b + m.f*n.d + n.f,
	}
}

// matrixOf reads a matrix; what is none changes nothing.
func matrixOf(v pdf.Value) matrix {
	if v.Kind() != pdf.Array || v.Len() != 6 {
		return unit
	}
	return matrix{v.Index(0).Float64(), v.Index(1).Float64(), v.Index(2).Float64(), v.Index(3).Float64(), v.Index(4).Float64(), v.Index(5).Float64()}
}

func matrixFrom(args []pdf.Value) matrix {
	return matrix{args[0].Float64(), args[1].Float64(), args[2].Float64(), args[3].Float64(), args[4].Float64(), args[5].Float64()}
}

// box is the visible part of a page, in points.
type box struct{ left, bottom, right, top float64 }

// boxOf is the box that a page is cropped to; everything when it states none.
func boxOf(page pdf.Value) box {
	for _, key := range []string{"CropBox", "MediaBox"} {
		v := inherited(page, key)
		if v.Kind() != pdf.Array || v.Len() != 4 {
			continue
		}
		x0, y0, x1, y1 := v.Index(0).Float64(), v.Index(1).Float64(), v.Index(2).Float64(), v.Index(3).Float64()
		if b := (box{min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)}); b.right > b.left && b.top > b.bottom {
			return b
		}
	}
	return box{-1e9, -1e9, 1e9, 1e9}
}

// around reports whether a place is on the page, or so near that letters may reach into it.
func (b box) around(x, y float64) bool {
	const near = 20
	return x >= b.left-b.right && x <= b.right && y >= b.bottom-near && y <= b.top+near
}

// place takes the operators that move the text.
func (p *pageReader) place(op string, args []pdf.Value) bool {
	switch {
	case op == "cm" && len(args) == 6:
		p.ctm = matrixFrom(args).times(p.ctm)
	case op == "BT":
		p.tm, p.line = unit, unit
		p.put("\n")
	case op == "Tm" && len(args) == 6:
		p.line = matrixFrom(args)
		p.tm = p.line
		p.put("\n")
	case op == "TL" && len(args) == 1:
		p.leading = args[0].Float64()
	case (op == "Td" || op == "TD") && len(args) == 2:
		p.move(args[0].Float64(), args[1].Float64())
		if op == "TD" {
			p.leading = -args[1].Float64()
		}
		if args[1].Float64() == 0 {
			p.put(" ")
		} else {
			p.put("\n")
		}
	case op == "T*":
		p.newLine()
	default:
		return false
	}
	return true
}

func (p *pageReader) newLine() {
	p.move(0, -p.leading)
	p.put("\n")
}

func (p *pageReader) move(x, y float64) {
	p.line = matrix{1, 0, 0, 1, x, y}.times(p.line)
	p.tm = p.line
}
