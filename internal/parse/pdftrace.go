package parse

import (
	"bytes"
	"encoding/hex"
	"io"
	"strings"

	"github.com/ledongthuc/pdf"
)

// pdfTraces reads what a PDF tells of its making beside its properties.
func (d *document) pdfTraces(data []byte, trailer, root pdf.Value) {
	d.Revisions = pdfUpdates(data)
	if id := trailer.Key("ID"); id.Kind() == pdf.Array && id.Len() > 0 {
		if first := id.Index(0).RawString(); len(first) >= 8 {
			d.Lineage = addTo(d.Lineage, "pdf:"+hex.EncodeToString([]byte(clip(first, 64))))
		}
	}
	d.Languages = addTo(d.Languages, root.Key("Lang").Text())
	if meta := root.Key("Metadata"); meta.Kind() == pdf.Stream {
		packet, _ := io.ReadAll(io.LimitReader(meta.Reader(), maxXMP))
		d.readXMP(packet)
	}
	d.C2PA = bytes.Contains(data, []byte("C2PA_Manifest"))
	names := root.Key("Names")
	d.Active = isScript(root.Key("OpenAction")) || names.Key("JavaScript").Kind() == pdf.Dict || root.Key("AA").Kind() == pdf.Dict
	budget := maxAttached
	d.embedded(names.Key("EmbeddedFiles"), 0, &budget)
}

func isScript(action pdf.Value) bool {
	s := action.Key("S").Name()
	return s == "JavaScript" || s == "Launch"
}

// pdfUpdates counts the times a PDF was written to after it was made. A file laid out for the web ends
// twice from the start.
func pdfUpdates(data []byte) int {
	n := bytes.Count(data, []byte("startxref")) - 1
	if bytes.Contains(data[:min(len(data), 1024)], []byte("/Linearized")) {
		n--
	}
	return max(n, 0)
}

// embedded walks the tree of the names of attached files.
func (d *document) embedded(node pdf.Value, depth int, budget *int) {
	if depth > 8 || node.Kind() != pdf.Dict {
		return
	}
	names := node.Key("Names")
	for i := 0; i+1 < names.Len() && *budget > 0; i += 2 {
		*budget--
		d.fileSpec(names.Index(i + 1))
	}
	for kids, i := node.Key("Kids"), 0; i < kids.Len() && *budget > 0; i++ {
		*budget--
		d.embedded(kids.Index(i), depth+1, budget)
	}
}

// fileSpec takes one attached file; it is named and signed, not opened.
func (d *document) fileSpec(spec pdf.Value) {
	stream := spec.Key("EF").Key("F")
	if stream.Kind() != pdf.Stream {
		return
	}
	data, err := io.ReadAll(io.LimitReader(stream.Reader(), maxPart+1))
	if err != nil || len(data) > maxPart {
		data = nil
	}
	d.attach(first(spec.Key("UF").Text(), spec.Key("F").Text()), data, stream.Key("Params").Key("Size").Int64())
}

// annotations reads the links and the attachments of a page.
func (d *document) annotations(page pdf.Value) {
	list := page.Key("Annots")
	for i := range min(list.Len(), maxLinks) {
		a := list.Index(i)
		switch a.Key("Subtype").Name() {
		case "Link":
			d.link(a.Key("A").Key("URI").Text())
		case "FileAttachment":
			d.fileSpec(a.Key("FS"))
		}
		d.Active = d.Active || isScript(a.Key("A"))
	}
}

// link keeps an address that the file links to.
func (d *document) link(to string) {
	if len(d.Links) < maxLinks && strings.Contains(to, ":") {
		d.Links = addTo(d.Links, to)
	}
}
