package parse

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"maps"
	"path"
	"slices"
	"strings"
)

// What an archive may unpack to. A long CV unpacks to less than a MiB of text.
const (
	maxEntries  = 2_000
	maxEntry    = 16 << 20
	maxUnpacked = 48 << 20
	maxRatio    = 200 // for entries of more than a MiB
	maxXMLDepth = 256
)

var errBomb = errors.New("the file unpacks to far more than a document holds: it was not read; save it as PDF")

// archive is a ZIP file that is unpacked within limits.
type archive struct {
	entries  map[string]*zip.File
	unpacked int
}

func openArchive(data []byte) (*archive, error) {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, fmt.Errorf("the file is cut short or damaged (%w); fetch it again", err)
	}
	if len(z.File) > maxEntries {
		return nil, errBomb
	}
	a := &archive{entries: map[string]*zip.File{}}
	for _, f := range z.File {
		if a.entries[f.Name] == nil {
			a.entries[f.Name] = f
		}
	}
	return a, nil
}

// read unpacks one entry; nil when there is none.
func (a *archive) read(name string) ([]byte, error) {
	f := a.entries[name]
	if f == nil {
		return nil, nil
	}
	r, err := f.Open()
	if err != nil {
		return nil, fmt.Errorf("%s in the file cannot be read (%w); fetch it again", name, err)
	}
	defer r.Close()
	limit := min(maxEntry, maxUnpacked-a.unpacked)
	data, err := io.ReadAll(io.LimitReader(r, int64(limit)+1))
	a.unpacked += len(data)
	packed := max(int(f.CompressedSize64), 1)
	if len(data) > limit || len(data) > 1<<20 && len(data)/packed > maxRatio {
		return nil, errBomb
	}
	if err != nil {
		return nil, fmt.Errorf("%s in the file is damaged (%w); fetch it again", name, err)
	}
	return data, nil
}

// readZip reads the documents that are ZIP archives.
func (d *document) readZip(data []byte) error {
	a, err := openArchive(data)
	if err != nil {
		return err
	}
	switch {
	case a.entries["word/document.xml"] != nil:
		d.Kind = "docx"
		return d.readDOCX(a)
	case a.entries["content.xml"] != nil && a.entries["mimetype"] != nil:
		d.Kind = "odt"
		return d.readODT(a)
	case a.entries["[Content_Types].xml"] != nil || a.entries["mimetype"] != nil || a.entries["META-INF/MANIFEST.MF"] != nil:
		return errForm // another office file, or a program
	}
	d.Kind = "archive"
	return d.readArchive(a)
}

// readArchive reads the documents in an archive, in the order of their names.
func (d *document) readArchive(a *archive) error {
	names := slices.Sorted(maps.Keys(a.entries))
	for _, name := range names {
		if strings.HasSuffix(name, "/") || strings.HasPrefix(path.Base(name), ".") || strings.HasPrefix(name, "__MACOSX/") {
			continue
		}
		if d.room != nil && d.room.files <= 0 {
			d.problem("more than %d files are packed in it: the rest was named and not read; unpack it", maxInside)
			d.attach(baseName(name), nil, int64(a.entries[name].UncompressedSize64))
			continue
		}
		data, err := a.read(name)
		if err != nil {
			d.attach(baseName(name), nil, int64(a.entries[name].UncompressedSize64))
			d.problem("%s", err)
			if errors.Is(err, errBomb) {
				return nil
			}
			continue
		}
		d.inside(name, data)
	}
	return nil
}

// walkXML calls start, text and end for what an XML document holds, by local names.
func walkXML(data []byte, start func(xml.StartElement), text func(string), end func(name string)) error {
	dec := xml.NewDecoder(bytes.NewReader(data))
	dec.Strict = true
	depth := 0
	for {
		tok, err := dec.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("the text of the file is damaged (%w); save it again", err)
		}
		switch t := tok.(type) {
		case xml.StartElement:
			if depth++; depth > maxXMLDepth {
				return fmt.Errorf("the text of the file nests deeper than %d: it was not read further; save it as PDF", maxXMLDepth)
			}
			start(t)
		case xml.CharData:
			text(string(t))
		case xml.EndElement:
			depth--
			end(t.Name.Local)
		}
	}
}

// leaves reads a flat XML document, such as properties, as local name → text; the first of each name counts.
func leaves(data []byte) (map[string]string, error) {
	out := map[string]string{}
	name := ""
	err := walkXML(data, func(e xml.StartElement) { name = e.Name.Local }, func(s string) {
		if _, ok := out[name]; !ok && name != "" {
			out[name] = s
		}
	}, func(string) { name = "" })
	return out, err
}

// attr is an attribute of an element by its local name.
func attr(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}
