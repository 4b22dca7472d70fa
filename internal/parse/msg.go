package parse

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/richardlehane/mscfb"
)

const maxStreams = 4_000 // of one compound file

var (
	errOldWord   = errors.New("an old Word file (.doc): save it as DOCX or PDF")
	errEncrypted = errors.New("the file asks for a password: save it without one")
)

// readCompound reads what Microsoft's compound files hold: mail of Outlook. Others are named.
func (d *document) readCompound(data []byte) error {
	if len(data) > maxPart*4 {
		return fmt.Errorf("a compound file of more than %d MiB: it was not read; save the mail as .eml", maxPart*4>>20)
	}
	r, err := mscfb.New(bytes.NewReader(data))
	if err != nil {
		return fmt.Errorf("the compound file is cut short or damaged (%w); save it again", err)
	}
	m := outlookReader{document: d, left: maxUnpacked, attached: map[string]*outlookFile{}}
	mailFound := false
	for n := 0; ; n++ {
		entry, err := r.Next()
		switch {
		case errors.Is(err, io.EOF) && mailFound:
			return m.settle()
		case errors.Is(err, io.EOF):
			return errForm
		case err != nil:
			return fmt.Errorf("the compound file is damaged (%w); save it again", err)
		case n > maxStreams:
			return errBomb
		}
		switch {
		case entry.Name == "WordDocument":
			d.Kind = "doc"
			return errOldWord
		case entry.Name == "EncryptedPackage":
			return errEncrypted
		case entry.Name == "__properties_version1.0", strings.HasPrefix(entry.Name, "__substg1.0_"):
			mailFound = true
			d.Kind = "mail"
			if err := m.stream(entry); err != nil {
				return err
			}
		}
	}
}

// outlookReader gathers the properties of a mail of Outlook (MS-OXMSG).
type outlookReader struct {
	*document
	left              int
	subject           string
	body, markupBytes string
	order             []string
	attached          map[string]*outlookFile
}

type outlookFile struct {
	name string
	data []byte
}

// Properties by their tag; the last four digits of a stream's name are its type.
const (
	tagSubject  = "0037"
	tagBody     = "1000"
	tagHTML     = "1013"
	tagData     = "3701"
	tagFile     = "3704"
	tagLongFile = "3707"
)

func (m *outlookReader) stream(e *mscfb.File) error {
	name, ok := strings.CutPrefix(e.Name, "__substg1.0_")
	if !ok || len(name) < 8 {
		return nil
	}
	tag, form := name[:4], name[4:8]
	switch tag {
	case tagSubject, tagBody, tagHTML, tagData, tagFile, tagLongFile:
	default:
		return nil
	}
	limit := min(maxPart, m.left)
	data, err := io.ReadAll(io.LimitReader(e, int64(limit)+1))
	if err != nil {
		return fmt.Errorf("the mail is damaged (%w); save it again", err)
	}
	if m.left -= len(data); len(data) > limit {
		return errBomb
	}
	text := ""
	switch form {
	case "001F":
		text = strings.TrimRight(wide(data, binary.LittleEndian), "\x00")
	case "001E":
		text = inCharset("windows-1252", data)
	}
	folder := ""
	for _, p := range e.Path {
		switch {
		case strings.HasPrefix(p, "__recip"), strings.HasPrefix(p, "__nameid"):
			return nil
		case strings.HasPrefix(p, "__attach"):
			folder = p
		}
	}
	if folder == "" {
		m.message(tag, text, data)
		return nil
	}
	f := m.attached[folder]
	if f == nil {
		f = &outlookFile{}
		m.attached[folder], m.order = f, append(m.order, folder)
	}
	switch {
	case tag == tagData && form == "0102":
		f.data = data
	case tag == tagLongFile, tag == tagFile && f.name == "":
		f.name = text
	}
	return nil
}

func (m *outlookReader) message(tag, text string, data []byte) {
	switch tag {
	case tagSubject:
		m.subject = text
	case tagBody:
		m.body = text
	case tagHTML:
		m.markupBytes = first(text, string(data))
	}
}

// settle hands over the text and the attachments.
func (m *outlookReader) settle() error {
	m.lines(m.subject, m.body)
	if m.body == "" {
		m.markup(strings.ToValidUTF8(m.markupBytes, "\ufffd"))
	}
	for _, folder := range m.order {
		m.inside(first(m.attached[folder].name, "part"), m.attached[folder].data)
	}
	return nil
}
