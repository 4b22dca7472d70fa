package evtx

import (
	"encoding/binary"
	"errors"
)

// value is a typed value in a chunk.
type value struct {
	typ      byte
	from, to int
}

// template reads an instance of a template: the form of the XML, here or elsewhere in the chunk, and
// the values to put in.
func (p *parser) template(parent int32) error {
	at, err := p.take(9)
	if err != nil {
		return err
	}
	from, to, err := p.c.definition(p.c.u32(at + 5))
	if err != nil {
		return err
	}
	if from-definitionHeader == p.pos {
		if err := p.skip(to - p.pos); err != nil {
			return err
		}
	}
	subs, err := p.values()
	if err != nil {
		return err
	}
	inner := parser{c: p.c, cost: p.cost, pos: from, end: to, depth: p.depth, subs: subs}
	err = inner.content(parent)
	p.cost = inner.cost
	return err
}

const definitionHeader = 24 // the next definition, a GUID and the size

// definition finds the binary XML of the template at an offset.
func (c *chunk) definition(offset uint32) (from, to int, err error) {
	if offset < 128 || offset > chunkSize-definitionHeader {
		return 0, 0, errors.New("a template lies outside its chunk")
	}
	from = int(offset) + definitionHeader
	size := c.u32(from - 4)
	if size > uint32(chunkSize-from) {
		return 0, 0, errors.New("a template is longer than its chunk")
	}
	return from, from + int(size), nil
}

// values reads the list of sizes and types, and the values that follow it.
func (p *parser) values() ([]value, error) {
	at, err := p.take(4)
	if err != nil {
		return nil, err
	}
	count := p.c.u32(at)
	if count > uint32(p.end-p.pos)/4 {
		return nil, errors.New("it has fewer values than it says")
	}
	n := int(count)
	if p.cost.tokens -= n; p.cost.tokens < 0 {
		return nil, errTokens
	}
	list, err := p.take(4 * n)
	if err != nil {
		return nil, err
	}
	t := &p.c.tree
	first := len(t.subs)
	for i := range n {
		entry := p.c.buf[list+4*i:]
		size := int(binary.LittleEndian.Uint16(entry))
		from, err := p.take(size)
		if err != nil {
			return nil, errors.New("its values are longer than the record")
		}
		t.subs = append(t.subs, value{typ: entry[2], from: from, to: from + size})
	}
	return t.subs[first:len(t.subs):len(t.subs)], nil
}

// substitute puts the value in that a substitution names. One that is null leaves no trace: neither
// an attribute nor a text.
func (p *parser) substitute(r run, parent int32) (run, error) {
	at, err := p.take(3)
	if err != nil {
		return r, err
	}
	i := int(binary.LittleEndian.Uint16(p.c.buf[at:]))
	if i >= len(p.subs) {
		return r, errors.New("it asks for a value that it does not have")
	}
	v := p.subs[i]
	if v.typ != typeBinXML {
		return p.put(r, v)
	}
	if parent < 0 {
		return r, errors.New("an attribute holds elements")
	}
	inner := parser{c: p.c, cost: p.cost, pos: v.from, end: v.to, depth: p.depth, bare: true}
	p.c.tree.elements[parent].content = r
	err = inner.content(parent)
	p.cost = inner.cost
	return p.c.tree.elements[parent].content, err
}

// put writes a value at the end of r.
func (p *parser) put(r run, v value) (run, error) {
	t := &p.c.tree
	from := len(t.text)
	k, err := t.encode(v.typ, p.c.buf[v.from:v.to])
	if err != nil || k == kindNull {
		t.text = t.text[:from]
		return r, err
	}
	return p.spend(t.add(r, k, from), from)
}

// value reads a value whose type and content stand in the XML itself.
func (p *parser) value(r run) (run, error) {
	at, err := p.take(1)
	if err != nil {
		return r, err
	}
	typ := p.c.buf[at]
	size := width(typ)
	if size == 0 {
		s, err := p.take(2)
		if err != nil {
			return r, err
		}
		size = int(binary.LittleEndian.Uint16(p.c.buf[s:]))
		if typ == typeString {
			size *= 2
		}
	}
	from, err := p.take(size)
	if err != nil {
		return r, err
	}
	return p.put(r, value{typ: typ, from: from, to: from + size})
}
