package demo

import (
	"encoding/binary"
	"hash/crc32"
	"html"
	"strings"
	"time"
)

// docx writes a small Word document: one paragraph a line, the author in its properties.
func docx(author string, lines []string) []byte {
	return docxWith(docxMeta{author: author}, lines)
}

// docxMeta is what a document says of itself.
type docxMeta struct {
	author            string
	created, modified time.Time // zero: not said
	hidden            string    // a paragraph marked as hidden; "": none
}

func (m docxMeta) dates() string {
	var b strings.Builder
	for _, d := range []struct {
		name string
		at   time.Time
	}{{"created", m.created}, {"modified", m.modified}} {
		if !d.at.IsZero() {
			b.WriteString(`<dcterms:` + d.name + ` xsi:type="dcterms:W3CDTF">` + d.at.Format("2006-01-02T15:04:05Z") + `</dcterms:` + d.name + `>`)
		}
	}
	return b.String()
}

func docxWith(meta docxMeta, lines []string) []byte {
	author := meta.author
	const head = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
	var body strings.Builder
	for _, l := range lines {
		body.WriteString(`<w:p><w:r><w:t xml:space="preserve">` + html.EscapeString(strings.TrimLeft(l, "# ")) + `</w:t></w:r></w:p>`)
	}
	if meta.hidden != "" {
		body.WriteString(`<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>` + html.EscapeString(meta.hidden) + `</w:t></w:r></w:p>`)
	}
	var z zipper
	z.add("[Content_Types].xml", head+`<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>`)
	z.add("_rels/.rels", head+`<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>`)
	z.add("docProps/core.xml", head+`<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:creator>`+html.EscapeString(author)+`</dc:creator><cp:lastModifiedBy>`+html.EscapeString(author)+`</cp:lastModifiedBy>`+meta.dates()+`</cp:coreProperties>`)
	z.add("word/document.xml", head+`<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>`+body.String()+`</w:body></w:document>`)
	return z.close()
}

// zipper writes a ZIP archive of stored files without times, so that its bytes depend on the content alone.
type zipper struct {
	out, dir []byte
	files    uint16
}

func (z *zipper) add(name, content string) {
	at := uint32(len(z.out))
	var h []byte
	h = binary.LittleEndian.AppendUint16(h, 20)   // version needed
	h = binary.LittleEndian.AppendUint16(h, 0)    // flags
	h = binary.LittleEndian.AppendUint16(h, 0)    // stored
	h = binary.LittleEndian.AppendUint16(h, 0)    // time
	h = binary.LittleEndian.AppendUint16(h, 0x21) // 1980-01-01
	h = binary.LittleEndian.AppendUint32(h, crc32.ChecksumIEEE([]byte(content)))
	h = binary.LittleEndian.AppendUint32(h, uint32(len(content)))
	h = binary.LittleEndian.AppendUint32(h, uint32(len(content)))
	h = binary.LittleEndian.AppendUint16(h, uint16(len(name)))
	h = binary.LittleEndian.AppendUint16(h, 0) // extra
	z.out = append(append(append(append(z.out, "PK\x03\x04"...), h...), name...), content...)
	z.dir = append(append(append(z.dir, "PK\x01\x02"...), 20, 0), h...)
	z.dir = append(z.dir, make([]byte, 10)...) // comment, disk, attributes
	z.dir = append(binary.LittleEndian.AppendUint32(z.dir, at), name...)
	z.files++
}

func (z *zipper) close() []byte {
	at := uint32(len(z.out))
	end := append(z.out, z.dir...)
	end = append(end, "PK\x05\x06\x00\x00\x00\x00"...)
	end = binary.LittleEndian.AppendUint16(end, z.files)
	end = binary.LittleEndian.AppendUint16(end, z.files)
	end = binary.LittleEndian.AppendUint32(end, uint32(len(z.dir)))
	end = binary.LittleEndian.AppendUint32(end, at)
	return binary.LittleEndian.AppendUint16(end, 0)
}
