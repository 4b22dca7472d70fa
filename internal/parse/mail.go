package parse

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/mail"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/text/encoding/htmlindex"
)

// What is read of one mail.
const (
	maxMailParts = 200
	maxMailDepth = 8
)

var words = mime.WordDecoder{CharsetReader: charsetReader}

func charsetReader(charset string, in io.Reader) (io.Reader, error) {
	enc, err := htmlindex.Get(charset)
	if err != nil {
		return nil, err
	}
	return enc.NewDecoder().Reader(in), nil
}

// readMail reads a mail as programs save it. Who sent it and by which ways are not read: a mail in a
// dossier was often forwarded by a colleague.
func (d *document) readMail(data []byte) error {
	msg, err := mail.ReadMessage(bytes.NewReader(data))
	if err != nil {
		return fmt.Errorf("the mail is cut short or damaged (%w); save it again", err)
	}
	d.Kind = "mail"
	d.Created, d.Zone = mailDate(msg.Header.Get("Date"))
	d.programs(msg.Header.Get("X-Mailer"), msg.Header.Get("User-Agent"))
	if subject, err := words.DecodeHeader(msg.Header.Get("Subject")); err == nil {
		d.lines(subject)
	}
	m := mailReader{document: d, left: maxMailParts}
	return m.part(msg.Header.Get, msg.Body, 0)
}

// mailReader follows the parts of a mail.
type mailReader struct {
	*document
	left int
}

func (m *mailReader) part(header func(string) string, body io.Reader, depth int) error {
	if m.left--; m.left < 0 {
		m.problem("the mail has more than %d parts: the rest was not read", maxMailParts)
		return nil
	}
	kind, params, err := mime.ParseMediaType(header("Content-Type"))
	if err != nil {
		kind, params = "text/plain", map[string]string{}
	}
	if strings.HasPrefix(kind, "multipart/") {
		return m.parts(multipart.NewReader(body, params["boundary"]), depth)
	}
	data, err := io.ReadAll(io.LimitReader(decoded(header("Content-Transfer-Encoding"), body), maxEntry+1))
	if len(data) > maxEntry {
		m.problem("a part of the mail is larger than %d MiB: it was not read", maxEntry>>20)
		return nil
	}
	disposition, names, _ := mime.ParseMediaType(header("Content-Disposition"))
	name := first(names["filename"], params["name"])
	if plain, e := words.DecodeHeader(name); e == nil {
		name = plain
	}
	switch {
	case kind == "message/rfc822":
		m.inside(first(name, "mail.eml"), data)
	case disposition == "attachment" || name != "" || !strings.HasPrefix(kind, "text/"):
		m.inside(first(name, "part"), data)
	case kind == "text/html":
		m.markup(inCharset(params["charset"], data))
	default:
		m.lines(inCharset(params["charset"], data))
	}
	if err != nil {
		return fmt.Errorf("a part of the mail is damaged (%w); save it again", err)
	}
	return nil
}

func (m *mailReader) parts(r *multipart.Reader, depth int) error {
	if depth >= maxMailDepth {
		m.problem("the parts of the mail nest deeper than %d: it was not read further", maxMailDepth)
		return nil
	}
	for m.left > 0 {
		p, err := r.NextRawPart()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return fmt.Errorf("the parts of the mail are damaged (%w); save it again", err)
		}
		if err := m.part(p.Header.Get, p, depth+1); err != nil {
			return err
		}
	}
	m.problem("the mail has more than %d parts: the rest was not read", maxMailParts)
	return nil
}

// decoded undoes the encoding of a part for transport.
func decoded(encoding string, body io.Reader) io.Reader {
	switch strings.ToLower(strings.TrimSpace(encoding)) {
	case "base64":
		return base64.NewDecoder(base64.StdEncoding, body)
	case "quoted-printable":
		return quotedprintable.NewReader(body)
	}
	return body
}

// inCharset brings text to UTF-8.
func inCharset(charset string, data []byte) string {
	if charset != "" {
		if r, err := charsetReader(charset, bytes.NewReader(data)); err == nil {
			if text, err := io.ReadAll(io.LimitReader(r, 4*maxText)); err == nil {
				return string(text)
			}
		}
	}
	return strings.ToValidUTF8(string(data), "\ufffd")
}

// markup reads the text of HTML; links are kept.
func (d *document) markup(text string) {
	z := html.NewTokenizer(strings.NewReader(text))
	z.SetMaxBuf(1 << 20)
	silent := 0
	for d.text.Len() < maxText {
		switch z.Next() {
		case html.ErrorToken:
			return
		case html.TextToken:
			if silent == 0 {
				d.write(string(z.Text()))
			}
		case html.StartTagToken, html.SelfClosingTagToken:
			tag, more := z.TagName()
			switch string(tag) {
			case "script", "style", "title":
				silent++
			case "p", "br", "div", "li", "tr", "h1", "h2", "h3":
				d.write("\n")
			}
			for more {
				var key, value []byte
				if key, value, more = z.TagAttr(); string(tag) == "a" && string(key) == "href" {
					d.link(string(value))
				}
			}
		case html.EndTagToken:
			switch tag, _ := z.TagName(); string(tag) {
			case "script", "style", "title":
				silent = max(silent-1, 0)
			}
		}
	}
}
