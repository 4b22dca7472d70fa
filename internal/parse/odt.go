package parse

import (
	"encoding/xml"
	"errors"
	"strconv"
	"strings"
)

// readODT reads the properties and the text of an OpenDocument text.
func (d *document) readODT(a *archive) error {
	mime, err := a.read("mimetype")
	if err != nil {
		return err
	}
	if !strings.HasPrefix(string(mime), "application/vnd.oasis.opendocument.text") {
		d.Kind = "unknown"
		return errForm
	}
	content, err := a.read("content.xml")
	if err == nil && content == nil {
		err = errors.New("the file holds no text; save it again")
	}
	if err == nil {
		o := openReader{document: d, unseen: map[string]bool{}}
		err = walkXML(content, o.start, o.chars, o.end)
	}
	return firstError([]error{d.openProperties(a), err})
}

func (d *document) openProperties(a *archive) error {
	data, err := a.read("meta.xml")
	if err != nil || data == nil {
		return err
	}
	p, err := leaves(data)
	d.Author, d.Editor, d.Producer = p["initial-creator"], p["creator"], p["generator"]
	d.Created, d.Zone = stamp(p["creation-date"])
	d.Modified, _ = stamp(p["date"])
	return firstError([]error{err, walkXML(data, func(e xml.StartElement) {
		if e.Name.Local == "template" {
			d.Template = attr(e, "title")
		}
	}, func(string) {}, func(string) {})})
}

// openReader follows paragraphs and spans.
type openReader struct {
	*document
	style  string          // that is being described
	unseen map[string]bool // styles that are not displayed
	body   bool
	spans  []bool // for each span and paragraph that is open: unseen
}

func (o *openReader) start(e xml.StartElement) {
	switch e.Name.Local {
	case "style":
		o.style = attr(e, "name")
	case "text-properties":
		if attr(e, "display") == "none" {
			o.unseen[o.style] = true
		}
	case "text":
		o.body = o.body || strings.HasSuffix(e.Name.Space, ":office:1.0")
	case "p", "h", "span":
		o.spans = append(o.spans, o.hides() || o.unseen[attr(e, "style-name")])
	case "s":
		n, _ := strconv.Atoi(attr(e, "c"))
		o.chars(strings.Repeat(" ", min(max(n, 1), 100)))
	case "tab":
		o.chars("\t")
	case "line-break":
		o.chars("\n")
	}
}

func (o *openReader) hides() bool { return len(o.spans) > 0 && o.spans[len(o.spans)-1] }

func (o *openReader) chars(s string) {
	switch {
	case !o.body || len(o.spans) == 0:
	case o.hides():
		o.hide(s)
	default:
		o.write(s)
	}
}

func (o *openReader) end(name string) {
	switch name {
	case "p", "h", "span":
		if len(o.spans) > 0 {
			o.spans = o.spans[:len(o.spans)-1]
		}
		if name != "span" {
			o.write("\n")
		}
	}
}
