package parse

import (
	"bytes"
	"errors"
	"fmt"
	"strings"

	"github.com/ledongthuc/pdf"
)

const (
	maxPages = 200
	maxForms = 4 // how deep drawings stand in drawings
)

// readPDF reads the properties and the text of a PDF.
func (d *document) readPDF(data []byte) error {
	data, err := trimPDF(data)
	if err != nil {
		return err
	}
	r, err := pdf.NewReader(bytes.NewReader(data), int64(len(data)))
	switch {
	case errors.Is(err, pdf.ErrInvalidPassword):
		return errors.New("the PDF asks for a password: save it without one")
	case err != nil:
		return fmt.Errorf("the PDF is cut short or damaged (%w); fetch it again", err)
	}
	info := r.Trailer().Key("Info")
	d.Author, d.Company = info.Key("Author").Text(), info.Key("Company").Text()
	d.Producer = first(info.Key("Creator").Text(), info.Key("Producer").Text())
	if maker := info.Key("Producer").Text(); maker != "" && maker != d.Producer {
		d.Producer += "; " + maker
	}
	d.Created, d.Zone = stamp(info.Key("CreationDate").Text())
	d.Modified, _ = stamp(info.Key("ModDate").Text())
	var errs []error
	for n := 1; n <= min(r.NumPage(), maxPages) && d.text.Len() < maxText; n++ {
		errs = append(errs, d.page(r.Page(n).V))
	}
	if strings.TrimSpace(d.text.String()) == "" && firstError(errs) == nil {
		return errors.New("the PDF holds pictures but no text: ask for one that was not scanned")
	}
	return firstError(errs)
}

// trimPDF cuts what stands around a PDF, and gives it a header that the reader knows.
func trimPDF(data []byte) ([]byte, error) {
	start := bytes.Index(data, []byte("%PDF-"))
	end := bytes.LastIndex(data, []byte("%%EOF"))
	if end < start || len(data)-start < 100 {
		return nil, errors.New("the PDF is cut short: fetch it again")
	}
	data = bytes.Clone(data[start : end+len("%%EOF")])
	if data[8] != '\r' && data[8] != '\n' || data[5] != '1' || data[7] > '7' {
		copy(data[5:], "1.7\n")
	}
	return data, nil
}

// page reads one page. What went wrong in it is returned; what was read before is kept.
func (d *document) page(v pdf.Value) (err error) {
	if v.IsNull() {
		return nil
	}
	p := pageReader{document: d}
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
// on the page, and text without ink belongs to a scan when the page shows no other.
type pageReader struct {
	*document
	font       pdf.Font
	fonts      map[string]pdf.Font
	noInk      bool
	white      bool
	painted    bool
	seen       strings.Builder
	inkless    strings.Builder
	whiteTexts strings.Builder
}

func (p *pageReader) finish() {
	seen := strings.TrimSpace(p.seen.String()) != ""
	p.write(p.seen.String())
	if seen {
		p.hide(p.inkless.String())
	} else {
		p.write(p.inkless.String())
	}
	if p.painted {
		p.write(p.whiteTexts.String())
	} else {
		p.hide(p.whiteTexts.String())
	}
	p.write("\n")
}

// show writes text in the state of the page.
func (p *pageReader) show(raw string) {
	enc := p.font.Encoder()
	p.put(enc.Decode(raw))
}

func (p *pageReader) put(s string) {
	to := &p.seen
	switch {
	case p.noInk:
		to = &p.inkless
	case p.white:
		to = &p.whiteTexts
	}
	if to.WriteString(s); to.Len() > maxText {
		panic(errFull)
	}
}

// pageState is what q saves and Q brings back.
type pageState struct {
	font         pdf.Font
	noInk, white bool
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
				saved = append(saved, pageState{p.font, p.noInk, p.white})
			}
		case "Q":
			if n := len(saved) - 1; n >= 0 {
				p.font, p.noInk, p.white = saved[n].font, saved[n].noInk, saved[n].white
				saved = saved[:n]
			}
		case "Do":
			if len(args) == 1 {
				p.draw(resources.Key("XObject").Key(args[0].Name()), resources, depth)
			}
		case "Tf":
			if len(args) == 2 {
				p.setFont(resources, args[0].Name())
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
	}
	p.font = f
}

// draw follows a drawing that may hold text; a picture paints.
func (p *pageReader) draw(object, resources pdf.Value, depth int) {
	if object.Key("Subtype").Name() != "Form" {
		p.painted = true
		return
	}
	if depth >= maxForms {
		return
	}
	own := object.Key("Resources")
	if own.IsNull() {
		own = resources
	}
	before, fonts := pageState{p.font, p.noInk, p.white}, p.fonts
	p.walk(object, own, depth+1)
	p.font, p.noInk, p.white, p.fonts = before.font, before.noInk, before.white, fonts
}

// operate takes the operators of text and colour.
func (p *pageReader) operate(op string, args []pdf.Value) {
	switch op {
	case "f", "F", "f*", "B", "B*", "b", "b*", "sh":
		p.painted = p.painted || !p.white
	case "g", "rg", "k", "sc", "scn":
		p.white = isWhite(op, args)
	case "Tr":
		p.noInk = len(args) == 1 && args[0].Int64() == 3
	case "BT", "T*", "Tm":
		p.put("\n")
	case "Td", "TD":
		if len(args) == 2 && args[1].Float64() == 0 {
			p.put(" ")
		} else {
			p.put("\n")
		}
	case "'", "\"":
		p.put("\n")
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
	full := 1.0
	if op == "k" {
		full = 0
	}
	for _, a := range args {
		if k := a.Kind(); k != pdf.Integer && k != pdf.Real || a.Float64() != full {
			return false
		}
	}
	return len(args) > 0
}
