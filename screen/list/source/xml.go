package source

import (
	"bufio"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"

	"golang.org/x/text/encoding/charmap"
)

// maxDepth bounds the nesting of elements: published lists have some 15 levels.
const maxDepth = 100

// Element is an element of a list that is being read.
type Element struct {
	xml.StartElement
	Line int // 1-based
	d    *xml.Decoder
	t    *tokens
}

// Decode reads the whole element into v. An error ends the reading of the file: the XML is cut or damaged.
func (e *Element) Decode(v any) error {
	if err := e.d.DecodeElement(v, &e.StartElement); err != nil {
		return e.t.damaged(err)
	}
	return nil
}

// Skip passes over the element and what it holds.
func (e *Element) Skip() error {
	for depth := e.t.depth; e.t.depth >= depth; {
		e.t.meter.Next()
		if _, err := e.d.Token(); err != nil {
			return e.t.damaged(err)
		}
	}
	return nil
}

// InSpace refuses an element whose name space does not end so: the file is of another version.
func (e *Element) InSpace(end string) error {
	if strings.HasSuffix(e.Name.Space, end) {
		return nil
	}
	return fmt.Errorf("%s: line %d: the name space is %q, want one that ends with %q: this is another file or another version of the format", e.t.file, e.Line, e.Name.Space, end)
}

// Attribute is the value of an attribute, "" when it is not there.
func (e *Element) Attribute(name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// XML reads a document as a stream and hands over every element, the root first. An element that use neither decodes nor
// skips is entered. A document that is cut, has another root, declares types or entities of its own, or is nested beyond
// reason is an error that names the file, the line and what to do; so is the first error that use returns.
func XML(in io.Reader, file, root string, use func(*Element) error) error {
	meter := NewMeter(in)
	t := &tokens{file: file, meter: meter, in: xml.NewDecoder(bufio.NewReaderSize(meter, 32<<10))}
	t.in.CharsetReader = charset
	d := xml.NewTokenDecoder(t)
	opened, closed := false, false
	for {
		meter.Next()
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return t.damaged(err)
		}
		switch token := token.(type) {
		case xml.EndElement:
			closed = t.depth == 0
		case xml.StartElement:
			if !opened && token.Name.Local != root {
				return fmt.Errorf("%s: line %d: the document is a %q, want %q: this is another file or another version of the format", file, t.line, token.Name.Local, root)
			}
			if closed {
				return fmt.Errorf("%s: line %d: the list goes on after its end: the file is damaged: fetch it again", file, t.line)
			}
			opened = true
			if err := use(&Element{StartElement: token, Line: t.line, d: d, t: t}); err != nil {
				return err
			}
			closed = t.depth == 0
		}
	}
	if !opened || !closed {
		return fmt.Errorf("%s: line %d: no end of the list: the file is empty or cut: fetch it again", file, t.line)
	}
	return nil
}

// tokens hands the tokens of a document to the decoder that checks and reads them, and keeps the line and the depth.
type tokens struct {
	file        string
	meter       *Meter
	in          *xml.Decoder
	line, depth int
}

var (
	errDeclares = errors.New("the file declares types or entities, which the list never does")
	errDeep     = fmt.Errorf("elements are nested more than %d deep, which they never are in a list", maxDepth)
)

func (t *tokens) Token() (xml.Token, error) {
	t.line, _ = t.in.InputPos()
	token, err := t.in.RawToken()
	switch token.(type) {
	case xml.StartElement:
		if t.depth++; t.depth > maxDepth {
			return nil, errDeep
		}
	case xml.EndElement:
		t.depth--
	case xml.Directive:
		return nil, errDeclares
	}
	return token, err
}

func (t *tokens) damaged(err error) error {
	if errors.Is(err, errDeclares) || errors.Is(err, errDeep) {
		return fmt.Errorf("%s: line %d: %w: fetch it again", t.file, t.line, err)
	}
	var syntax *xml.SyntaxError
	if errors.As(err, &syntax) { // its own line is not that of the file
		return fmt.Errorf("%s: line %d: the file is cut or damaged (%s): fetch it again", t.file, t.line, syntax.Msg)
	}
	return fmt.Errorf("%s: line %d: the file is cut or damaged (%w): fetch it again", t.file, t.line, err)
}

// charset reads the encodings that lists are published in. UTF-8 needs none.
func charset(name string, in io.Reader) (io.Reader, error) {
	switch strings.ToLower(name) {
	case "us-ascii", "ascii":
		return in, nil
	case "iso-8859-1", "latin1", "windows-1252":
		return charmap.Windows1252.NewDecoder().Reader(in), nil
	}
	return nil, fmt.Errorf("its encoding is %q: save it as UTF-8", name)
}
