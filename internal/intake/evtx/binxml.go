package evtx

import (
	"encoding/binary"
	"errors"
	"fmt"
	"unicode/utf8"
)

// Tokens of binary XML. Bit 6 says that more follows, which the tokens that follow say as well.
const (
	tokenEnd = iota
	tokenElement
	tokenCloseStart
	tokenCloseEmpty
	tokenCloseElement
	tokenValue
	tokenAttribute
	tokenCDATA
	tokenCharRef
	tokenEntityRef
	tokenTarget
	tokenData
	tokenTemplate
	tokenNormal
	tokenOptional
	tokenFragment
	tokenMore = 0x40
)

var errShort = errors.New("its binary XML ends too early")

// parser reads the binary XML of one record into the tree of the chunk. Positions are those of the
// chunk, since names and templates are referred to by them.
type parser struct {
	c        *chunk
	cost     cost
	pos, end int
	depth    int
	subs     []value // that the tokens refer to
	bare     bool    // elements are written without a dependency, as outside of templates
}

// render turns the binary XML between two positions into JSON.
func (c *chunk) render(from, to int) ([]byte, error) {
	if c.cost.tokens <= 0 || c.cost.bytes <= 0 {
		return nil, errChunk
	}
	c.tree.reset()
	p := parser{c: c, cost: recordCost, pos: from, end: to, bare: true}
	err := p.content(0)
	c.cost.tokens -= recordCost.tokens - p.cost.tokens
	c.cost.bytes -= len(c.tree.text)
	switch {
	case err != nil:
		return nil, err
	case c.tree.elements[0].first == 0:
		return nil, errors.New("it holds no event")
	}
	err = c.tree.write()
	c.cost.bytes -= len(c.tree.out)
	return c.tree.out, err
}

// content reads into parent until the element or the fragment is closed.
func (p *parser) content(parent int32) error {
	if p.depth++; p.depth > maxDepth {
		return errDepth
	}
	defer func() { p.depth-- }()
	for p.pos < p.end {
		token, err := p.token()
		if err != nil {
			return err
		}
		switch token {
		case tokenEnd:
			return nil
		case tokenCloseElement:
			return nil
		case tokenElement, tokenElement | tokenMore:
			err = p.element(parent, token&tokenMore != 0)
		case tokenTemplate:
			if err = p.template(parent); err == nil && parent == 0 {
				return nil // what follows fills the record up
			}
		case tokenFragment:
			err = p.skip(3)
		case tokenTarget:
			_, err = p.name()
		case tokenData:
			_, err = p.counted()
		default:
			var r run
			if r, err = p.piece(token, p.c.tree.elements[parent].content, parent); err == nil {
				p.c.tree.elements[parent].content = r
			}
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// element reads an element whose token was read.
func (p *parser) element(parent int32, attributes bool) error {
	t := &p.c.tree
	if len(t.elements) > maxElements {
		return errElements
	}
	if err := p.skip(p.prefix()); err != nil {
		return err
	}
	name, err := p.name()
	if err != nil {
		return err
	}
	n := t.child(parent, name)
	if attributes {
		if err := p.attributes(n); err != nil {
			return err
		}
	}
	token, err := p.token()
	switch {
	case err != nil:
		return err
	case token == tokenCloseEmpty:
		return nil
	case token != tokenCloseStart:
		return fmt.Errorf("the element %q is not closed where it should be", name)
	}
	return p.content(n)
}

// prefix is how many bytes come before the name of an element: its size, and in templates a
// dependency before that. Some writers do it the other way round; where the name stands tells.
func (p *parser) prefix() int {
	usual, other := 6, 4
	if p.bare {
		usual, other = other, usual
	}
	if !p.names(p.pos+usual) && p.names(p.pos+other) {
		return other
	}
	return usual
}

// names reports whether the bytes at a position can refer to a name: here, or before.
func (p *parser) names(at int) bool {
	if at+4 > p.end {
		return false
	}
	offset := p.c.u32(at)
	return offset >= 128 && offset <= uint32(at+4)
}

// attributes reads those of element n; the size of their list comes first.
func (p *parser) attributes(n int32) error {
	t := &p.c.tree
	if err := p.skip(4); err != nil {
		return err
	}
	t.elements[n].attrFrom = int32(len(t.attrs))
	for p.pos < p.end && p.c.buf[p.pos]&^tokenMore == tokenAttribute {
		if _, err := p.token(); err != nil {
			return err
		}
		name, err := p.name()
		if err != nil {
			return err
		}
		var r run
		for p.pos < p.end && isPiece(p.c.buf[p.pos]) {
			token, err := p.token()
			if err != nil {
				return err
			}
			if r, err = p.piece(token, r, -1); err != nil {
				return err
			}
		}
		t.attrs = append(t.attrs, attr{name: name, content: r})
	}
	t.elements[n].attrTo = int32(len(t.attrs))
	return nil
}

func isPiece(token byte) bool {
	switch token &^ tokenMore {
	case tokenValue, tokenCDATA, tokenCharRef, tokenEntityRef, tokenNormal, tokenOptional:
		return true
	}
	return false
}

// piece reads a part of a text into r. In the content of an element, not of an attribute, a value may
// hold elements; these are added to parent.
func (p *parser) piece(token byte, r run, parent int32) (run, error) {
	t := &p.c.tree
	from := len(t.text)
	switch token &^ tokenMore {
	case tokenValue:
		return p.value(r)
	case tokenCDATA:
		s, err := p.counted()
		if err != nil {
			return r, err
		}
		t.text = appendUTF16(t.text, s)
	case tokenCharRef:
		at, err := p.take(2)
		if err != nil {
			return r, err
		}
		t.text = appendRune(t.text, rune(binary.LittleEndian.Uint16(p.c.buf[at:])))
	case tokenEntityRef:
		name, err := p.name()
		if err != nil {
			return r, err
		}
		t.text = appendEntity(t.text, name)
	case tokenNormal, tokenOptional:
		return p.substitute(r, parent)
	default:
		return r, fmt.Errorf("its binary XML holds a token %#x, which does not belong there", token)
	}
	return p.spend(t.add(r, kindString, from), from)
}

// spend counts the text written since from.
func (p *parser) spend(r run, from int) (run, error) {
	if p.cost.bytes -= len(p.c.tree.text) - from; p.cost.bytes < 0 {
		return r, errBytes
	}
	return r, nil
}

// token takes one byte.
func (p *parser) token() (byte, error) {
	if p.cost.tokens--; p.cost.tokens < 0 {
		return 0, errTokens
	}
	at, err := p.take(1)
	if err != nil {
		return 0, err
	}
	return p.c.buf[at], nil
}

// take passes n bytes and gives where they begin.
func (p *parser) take(n int) (int, error) {
	if n < 0 || n > p.end-p.pos {
		return 0, errShort
	}
	p.pos += n
	return p.pos - n, nil
}

func (p *parser) skip(n int) error {
	_, err := p.take(n)
	return err
}

// counted takes text that follows the number of its characters.
func (p *parser) counted() ([]byte, error) {
	at, err := p.take(2)
	if err != nil {
		return nil, err
	}
	n := 2 * int(binary.LittleEndian.Uint16(p.c.buf[at:]))
	if at, err = p.take(n); err != nil {
		return nil, err
	}
	return p.c.buf[at : at+n], nil
}

// name reads where a name stands, which may be here, and gives it.
func (p *parser) name() (string, error) {
	at, err := p.take(4)
	if err != nil {
		return "", err
	}
	offset := p.c.u32(at)
	s, known := p.c.names[offset]
	if !known {
		if s, err = p.c.name(offset); err != nil {
			return "", err
		}
		p.c.names[offset] = s
	}
	if int(offset) != p.pos {
		return s, nil
	}
	n := 2 * int(binary.LittleEndian.Uint16(p.c.buf[offset+6:]))
	return s, p.skip(8 + n + 2) // the next name, a hash, the count, the text and a zero
}

// name reads the name at an offset of the chunk.
func (c *chunk) name(offset uint32) (string, error) {
	if offset < 128 || offset > chunkSize-10 {
		return "", errors.New("a name lies outside its chunk")
	}
	n := int(binary.LittleEndian.Uint16(c.buf[offset+6:]))
	from := int(offset) + 8
	if n == 0 || n > maxName || from+2*n > chunkSize {
		return "", errors.New("a name is empty, or longer than 512 characters")
	}
	s := string(appendUTF16(nil, c.buf[from:from+2*n]))
	if !utf8.ValidString(s) {
		return "", errors.New("a name is no text")
	}
	return s, nil
}
