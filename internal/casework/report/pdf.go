package report

import (
	"bytes"
	"fmt"
	"strconv"

	"codeberg.org/go-pdf/fpdf"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/goregular"

	"github.com/taupier-eu/taupier/internal/core"
)

// Sizes of the paper, in millimetres, and of its letters, in points.
const (
	margin, lineHigh           = 18.0, 5.2
	small, plain, middle, tall = 8.5, 10.5, 13.0, 20.0
)

// PDF sets a document on A4. The same document gives the same bytes.
func PDF(d Document) ([]byte, error) {
	first, err := set(d, 0)
	if err != nil {
		return nil, err
	}
	second, err := set(d, first.PageNo())
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	if err := second.Output(&b); err != nil {
		return nil, fmt.Errorf("write PDF: %w", err)
	}
	return b.Bytes(), nil
}

// sheet is the paper that is being written on.
type sheet struct {
	*fpdf.Fpdf
	*letters
	d Document
}

// set sets a document whose number of pages is known, or 0 to count them.
func set(d Document, pages int) (*fpdf.Fpdf, error) {
	l, err := newLetters()
	if err != nil {
		return nil, err
	}
	f := fpdf.New("P", "mm", "A4", "")
	f.AddUTF8FontFromBytes("go", "", goregular.TTF)
	f.AddUTF8FontFromBytes("go", "B", gobold.TTF)
	f.SetCatalogSort(true)
	f.SetCreationDate(d.At)
	f.SetModificationDate(d.At)
	f.SetLang(string(d.Lang))
	f.SetTitle(l.visible(d.Title), true)
	f.SetMargins(margin, margin+8, margin)
	f.SetAutoPageBreak(true, margin+6)
	s := sheet{f, l, d}
	f.SetHeaderFunc(s.head)
	f.SetFooterFunc(func() { s.foot(pages) })
	s.cover()
	f.AddPage()
	for _, part := range d.Sections {
		s.section(part)
	}
	if l.numbers {
		s.write(small, "", words["numbers"].Typeset().In(d.Lang))
	}
	if err := f.Error(); err != nil {
		return nil, fmt.Errorf("set PDF: %w", err)
	}
	return f, nil
}

func (s sheet) write(size float64, style, text string) {
	s.SetFont("go", style, size)
	s.MultiCell(0, size*lineHigh/plain, s.visible(text), "", "L", false)
}

// head stands on each page: how it may be passed on, and for whom it was made.
func (s sheet) head() {
	s.SetY(margin - 8)
	s.SetFont("go", "B", small)
	mark := s.d.TLP
	if s.d.Fictional {
		mark += "  " + words["fictional"].In(s.d.Lang)
	}
	s.CellFormat(0, 5, s.visible(s.d.Level+"  "+mark), "", 0, "R", false, 0, "")
	s.SetY(margin + 8)
}

// foot stands on each page: who printed it and when, the case, the page and how many there are.
func (s sheet) foot(pages int) {
	s.SetY(-margin + 2)
	s.SetFont("go", "", small)
	page := words["page"].Render(s.d.Lang, core.Args{"n": strconv.Itoa(s.PageNo()), "of": strconv.Itoa(pages)})
	s.MultiCell(0, 4, s.visible(s.d.Printed+" · "+s.d.Case+" · "+page), "", "L", false)
}

func (s sheet) cover() {
	s.AddPage()
	s.SetY(70)
	s.write(tall, "B", s.d.Title)
	s.Ln(4)
	s.write(middle, "", s.d.Level)
	if s.d.TLP != "" {
		s.Ln(2)
		s.write(middle, "B", s.d.TLP)
	}
	s.Ln(8)
	for _, p := range s.d.Cover {
		s.write(small, "B", p.Name)
		s.write(plain, "", p.Value)
		s.Ln(1.5)
	}
	s.Ln(4)
	s.write(plain, "", s.d.Printed)
}

func (s sheet) section(part Section) {
	s.Ln(4)
	s.keep(24)
	s.write(middle, "B", part.Title)
	s.Ln(1)
	for _, b := range part.Blocks {
		s.block(b)
	}
}

// keep begins a new page when less than high is left of this one.
func (s sheet) keep(high float64) {
	if _, page := s.GetPageSize(); s.GetY()+high > page-margin-6 {
		s.AddPage()
	}
}

func (s sheet) block(b Block) {
	if b.Head != "" {
		s.Ln(1.5)
		s.keep(14)
		s.write(plain, "B", b.Head)
	}
	if b.Text != "" {
		s.write(plain, "", b.Text)
	}
	for _, line := range b.List {
		s.write(plain, "", "– "+line)
	}
	if b.Table != nil {
		s.table(*b.Table)
	}
	if b.Strip {
		s.strip()
	}
	s.Ln(1)
}

func (s sheet) table(t Table) {
	s.Ln(1)
	s.row(t, t.Head, "B")
	for _, row := range t.Rows {
		s.row(t, row, "")
	}
}

// row sets the cells of a row beside one another, as high as the highest of them. One that is higher than a page is cut over pages
// cell by cell.
func (s sheet) row(t Table, cells []string, style string) {
	s.SetFont("go", style, small)
	wide, page := s.GetPageSize()
	wide -= 2 * margin
	lines, most := make([][]string, len(cells)), 1
	for i, c := range cells {
		lines[i] = s.SplitText(s.visible(c), t.Share[i]*wide-2)
		most = max(most, len(lines[i]))
	}
	const high = 4.2
	for at := range most {
		if s.GetY()+high > page-margin-6 {
			s.AddPage()
			s.SetFont("go", style, small)
		}
		y, x := s.GetY(), margin
		for i := range cells {
			if at < len(lines[i]) {
				s.SetXY(x, y)
				s.CellFormat(t.Share[i]*wide, high, lines[i][at], "", 0, "L", false, 0, "")
			}
			x += t.Share[i] * wide
		}
		s.SetXY(margin, y+high)
	}
	s.Line(margin, s.GetY()+.5, margin+wide, s.GetY()+.5)
	s.Ln(1)
}

// strip draws what SVG draws, in grey.
func (s sheet) strip() {
	if len(s.d.Marks) == 0 {
		return
	}
	s.keep(26)
	count, from, to := density(s.d.Marks)
	wide, _ := s.GetPageSize()
	step, top := (wide-2*margin)/bins, s.GetY()
	for lane := range lanes {
		foot := top + float64(lane+1)*6
		s.Line(margin, foot, wide-margin, foot)
		s.SetFillColor(70+40*int(lane), 70+40*int(lane), 70+40*int(lane))
		for i, n := range count[lane] {
			if h := float64(height(n)) / 2; h > 0 {
				s.Rect(margin+float64(i)*step, foot-h, step*.8, h, "F")
			}
		}
	}
	s.SetY(top + float64(lanes)*6 + 1)
	s.write(small, "", at(from)+" – "+at(to)+" · "+words["lanes"].In(s.d.Lang))
}
