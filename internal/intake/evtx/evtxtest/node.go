package evtxtest

import "encoding/binary"

// Node is a part of the binary XML. bare nodes stand outside of a template.
type Node interface {
	write(c *chunk, bare bool)
}

type (
	// Element is an element with its attributes and its content.
	Element struct {
		Name    string
		Attrs   []Attr
		Content []Node
	}
	// Attr is an attribute.
	Attr struct {
		Name    string
		Content []Node
	}
	// Text is text as it stands.
	Text string
	// CDATA is a section of text.
	CDATA string
	// CharRef is a character by its number.
	CharRef uint16
	// EntityRef is a character by its name.
	EntityRef string
	// PI is a processing instruction.
	PI struct{ Target, Data string }
	// Literal is a typed value outside of a list of values.
	Literal Value
	// Sub stands for the value with an index.
	Sub struct {
		Index    int
		Type     byte
		Optional bool
	}
	// Template is a form that instances fill. It is written where it is used first in a chunk.
	Template struct{ Body []Node }
	// Instance fills a template with values.
	Instance struct {
		Template *Template
		Values   []Value
	}
)

// fragment writes nodes with the header of a fragment.
func (c *chunk) fragment(nodes []Node) {
	c.buf = append(c.buf, 0x0f, 1, 1, 0)
	for _, n := range nodes {
		n.write(c, true)
	}
	c.token(0)
}

func (e Element) write(c *chunk, bare bool) {
	if len(e.Attrs) > 0 {
		c.token(0x41)
	} else {
		c.token(0x01)
	}
	if !bare {
		c.u16(0xffff)
	}
	size := len(c.buf)
	c.u32(0)
	c.name(e.Name)
	if len(e.Attrs) > 0 {
		list := len(c.buf)
		c.u32(0)
		for i, a := range e.Attrs {
			if i < len(e.Attrs)-1 {
				c.token(0x46)
			} else {
				c.token(0x06)
			}
			c.name(a.Name)
			for _, n := range a.Content {
				n.write(c, bare)
			}
		}
		c.patch(list, uint32(len(c.buf)-list-4))
	}
	if len(e.Content) == 0 {
		c.token(0x03)
	} else {
		c.token(0x02)
		for _, n := range e.Content {
			n.write(c, bare)
		}
		c.token(0x04)
	}
	c.patch(size, uint32(len(c.buf)-size-4))
}

// name refers to a name, which follows when the chunk does not have it yet.
func (c *chunk) name(s string) {
	if at, ok := c.names[s]; ok {
		c.u32(uint32(at))
		return
	}
	at := len(c.buf) + 4
	c.names[s] = at
	c.u32(uint32(at))
	c.u32(0)
	c.u16(0)
	c.counted(s)
	c.u16(0)
}

func (c *chunk) counted(s string) {
	p := UTF16(s)
	c.u16(len(p) / 2)
	c.buf = append(c.buf, p...)
}

func (t Text) write(c *chunk, _ bool) {
	c.buf = append(c.buf, 0x05, 0x01)
	c.counted(string(t))
}

func (t CDATA) write(c *chunk, _ bool) {
	c.token(0x07)
	c.counted(string(t))
}

func (r CharRef) write(c *chunk, _ bool) {
	c.token(0x08)
	c.u16(int(r))
}

func (r EntityRef) write(c *chunk, _ bool) {
	c.token(0x09)
	c.name(string(r))
}

func (p PI) write(c *chunk, _ bool) {
	c.token(0x0a)
	c.name(p.Target)
	c.token(0x0b)
	c.counted(p.Data)
}

func (l Literal) write(c *chunk, _ bool) {
	c.buf = append(c.buf, 0x05, l.Type)
	switch {
	case l.Type == typeString:
		c.u16(len(l.Data) / 2)
	case l.sized:
		c.u16(len(l.Data))
	}
	c.buf = append(c.buf, l.Data...)
}

func (s Sub) write(c *chunk, _ bool) {
	if s.Optional {
		c.token(0x0e)
	} else {
		c.token(0x0d)
	}
	c.u16(s.Index)
	c.token(s.Type)
}

func (i Instance) write(c *chunk, _ bool) {
	c.buf = append(c.buf, 0x0c, 1)
	c.u32(0)
	at, known := c.templates[i.Template]
	if !known {
		at = len(c.buf) + 4
		c.templates[i.Template] = at
	}
	c.u32(uint32(at))
	if !known {
		c.buf = append(c.buf, make([]byte, 20)...)
		c.u32(0)
		c.fragmentIn(i.Template.Body)
		c.patch(at+20, uint32(len(c.buf)-at-24))
	}
	c.values(i.Values)
}

func (c *chunk) fragmentIn(nodes []Node) {
	c.buf = append(c.buf, 0x0f, 1, 1, 0)
	for _, n := range nodes {
		n.write(c, false)
	}
	c.token(0)
}

// values writes the list of sizes and types, and the values.
func (c *chunk) values(values []Value) {
	c.u32(uint32(len(values)))
	list := len(c.buf)
	for _, v := range values {
		c.u16(0)
		c.buf = append(c.buf, v.Type, 0)
	}
	for i, v := range values {
		from := len(c.buf)
		if v.nested != nil {
			c.fragment(v.nested)
		}
		c.buf = append(c.buf, v.Data...)
		binary.LittleEndian.PutUint16(c.buf[list+4*i:], uint16(len(c.buf)-from))
	}
}
