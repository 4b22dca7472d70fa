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
	maxNodes = 5_000 // of the tree of pages
	maxForms = 4     // how deep drawings stand in drawings
	maxDraws = 2_000 // drawings of one page
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
	d.programs(info.Key("Creator").Text(), info.Key("Producer").Text())
	root := r.Trailer().Key("Root")
	d.guardPart(func() { d.pdfTraces(data, r.Trailer(), root) })
	var errs []error
	for i, page := range pagesOf(root.Key("Pages")) {
		if d.text.Len() >= maxText {
			break
		}
		errs = append(errs, d.page(i+1, page))
		d.guardPart(func() { d.annotations(page) })
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

// pagesOf lists the pages below a node of the tree, which in a hostile file is no tree.
func pagesOf(root pdf.Value) (pages []pdf.Value) {
	nodes := 0
	var walk func(node pdf.Value, depth int)
	walk = func(node pdf.Value, depth int) {
		if nodes++; nodes > maxNodes || depth > 32 || len(pages) >= maxPages || node.Kind() != pdf.Dict {
			return
		}
		kids := node.Key("Kids")
		if kids.Kind() != pdf.Array {
			pages = append(pages, node)
			return
		}
		for i := range kids.Len() {
			if nodes > maxNodes {
				return
			}
			walk(kids.Index(i), depth+1)
		}
	}
	walk(root, 0)
	return pages
}
