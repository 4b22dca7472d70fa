package parse

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/xml"
	"slices"
	"strings"
	"unicode"

	"github.com/taupier-eu/taupier/internal/core"
)

// What is kept of the traces of one file.
const (
	maxTraces   = 64
	maxLinks    = 64
	maxAttached = 64
	maxPart     = 8 << 20 // of one file inside the file
	maxXMP      = 256 << 10
)

// addTo adds a value once, cleaned, to a list of bounded length.
func addTo(list []string, value string) []string {
	shown, _ := visible(value)
	value = clip(strings.Join(strings.FieldsFunc(shown, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }), " "), maxField)
	if value == "" || len(list) >= maxTraces || slices.Contains(list, value) {
		return list
	}
	return append(list, value)
}

// programs adds to the chain of programs that made the file.
func (d *document) programs(names ...string) {
	for _, name := range names {
		d.Programs = addTo(d.Programs, name)
	}
}

// conceal keeps a passage that nobody sees, and where it is.
func (d *document) conceal(c core.Concealed) {
	text := strings.TrimSpace(c.Text)
	if text == "" {
		return
	}
	d.hide(text + "\n")
	if len(d.Concealed) < maxTraces {
		c.Text = clip(strings.Join(strings.Fields(text), " "), maxField)
		d.Concealed = append(d.Concealed, c)
	}
}

// attach names a file inside the file. Data is nil when it was not opened; size is what the outer file says then.
func (d *document) attach(name string, data []byte, size int64) {
	if len(d.Attached) >= maxAttached {
		return
	}
	a := core.Attached{Name: clip(strings.ToValidUTF8(name, ""), maxField), Kind: "unknown", Size: max(size, 0)}
	if data != nil {
		sum := sha256.Sum256(data)
		a.Kind, a.Size, a.SHA256 = kindOf(name, data), int64(len(data)), hex.EncodeToString(sum[:])
	}
	d.Attached = append(d.Attached, a)
}

// guardPart runs a reader of traces, whose failure must not lose the text.
func (d *document) guardPart(read func()) {
	defer func() { _ = recover() }()
	read()
}

// xmpPrograms are the properties of an XMP packet that name a program, by local name.
var xmpPrograms = []string{"CreatorTool", "Producer", "softwareAgent"}

// readXMP reads a packet as far as it can be read.
func (d *document) readXMP(packet []byte) {
	d.XMP = d.XMP || len(packet) > 0
	var path []string
	take := func(name, value string) {
		switch value = strings.TrimSpace(value); {
		case value == "":
		case slices.Contains(xmpPrograms, name):
			d.programs(value)
		case name == "DocumentID" || name == "OriginalDocumentID":
			d.Lineage = addTo(d.Lineage, "xmp:"+value)
		case name == "CreateDate" && !d.Created.Given():
			d.Created, d.Zone = stamp(value)
		case name == "ModifyDate" && !d.Modified.Given():
			d.Modified, _ = stamp(value)
		case name == "li" && slices.Contains(path, "language"):
			d.Languages = addTo(d.Languages, value)
		}
	}
	_ = walkXML(packet, func(e xml.StartElement) { // a packet that breaks off is no fault of the file
		path = append(path, e.Name.Local)
		for _, a := range e.Attr {
			take(a.Name.Local, a.Value)
		}
	}, func(s string) {
		if len(path) > 0 {
			take(path[len(path)-1], s)
		}
	}, func(string) { path = path[:max(len(path)-1, 0)] })
}
