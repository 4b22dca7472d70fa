package evtx

// write writes the document as one JSON object.
func (t *tree) write() error {
	if err := t.object(0); err != nil {
		return err
	}
	if len(t.out) > recordCost.bytes {
		return errBytes
	}
	return nil
}

// element writes the value of an element: an object when it has attributes or children, else its text.
func (t *tree) element(n int32) error {
	e := &t.elements[n]
	if len(t.out) > recordCost.bytes {
		return errBytes
	}
	if e.first != 0 || t.given(e) {
		return t.object(n)
	}
	t.run(e.content)
	return nil
}

// given reports whether an element has an attribute that says something.
func (t *tree) given(e *element) bool {
	for _, a := range t.attrs[e.attrFrom:e.attrTo] {
		if a.content.first != 0 {
			return true
		}
	}
	return false
}

// object writes the attributes, the text and the children of an element.
func (t *tree) object(n int32) error {
	e := &t.elements[n]
	var used keys
	t.out = append(t.out, '{')
	if t.given(e) {
		t.key(&used, "#attributes")
		t.attributes(e)
	}
	if e.content.first != 0 && n != 0 {
		t.key(&used, "#text")
		t.run(e.content)
	}
	listed := false
	for at := e.first; at != 0; at = t.elements[at].next {
		c := &t.elements[at]
		name, labelled := t.label(c)
		if c.name == "Data" && !labelled {
			if !listed {
				t.key(&used, "Data")
				if err := t.list(at); err != nil {
					return err
				}
			}
			listed = true
			continue
		}
		t.key(&used, name)
		if labelled && c.first == 0 {
			t.run(c.content)
		} else if err := t.element(at); err != nil {
			return err
		}
	}
	t.out = append(t.out, '}')
	return nil
}

// attributes writes an object of those that say something.
func (t *tree) attributes(e *element) {
	var used keys
	t.out = append(t.out, '{')
	for _, a := range t.attrs[e.attrFrom:e.attrTo] {
		if a.content.first != 0 {
			t.key(&used, a.name)
			t.run(a.content)
		}
	}
	t.out = append(t.out, '}')
}

// label is the key of an element: its name, or for <Data Name="Image"> what Name says.
func (t *tree) label(e *element) (string, bool) {
	if e.name != "Data" {
		return e.name, false
	}
	for _, a := range t.attrs[e.attrFrom:e.attrTo] {
		if p := t.pieces[a.content.first]; a.name == "Name" && a.content.first != 0 && p.kind == kindString && p.next == 0 && p.from < p.to {
			return t.labels.get(t.text[p.from:p.to]), true
		}
	}
	return "", false
}

// list writes what stands in the <Data> elements without a name, from the first on. An array is a run
// of such elements.
func (t *tree) list(at int32) error {
	t.out = append(t.out, '[')
	open := len(t.out)
	for ; at != 0; at = t.elements[at].next {
		e := &t.elements[at]
		if _, labelled := t.label(e); e.name != "Data" || labelled {
			continue
		}
		p := t.pieces[e.content.first]
		many := p.kind == kindList && p.next == 0 && e.first == 0
		if many && p.to-p.from == 2 {
			continue
		}
		if len(t.out) > open {
			t.out = append(t.out, ',')
		}
		switch {
		case e.first != 0:
			if err := t.element(at); err != nil {
				return err
			}
		case many:
			t.out = append(t.out, t.text[p.from+1:p.to-1]...)
		case e.content.first == 0:
			t.out = append(t.out, `""`...)
		default:
			t.run(e.content)
		}
	}
	t.out = append(t.out, ']')
	return nil
}

// run writes a text: one value as what it is, several as one string.
func (t *tree) run(r run) {
	p := t.pieces[r.first]
	switch {
	case r.first == 0:
		t.out = append(t.out, "null"...)
		return
	case p.next == 0 && p.kind != kindString:
		t.out = append(t.out, t.text[p.from:p.to]...)
		return
	}
	t.out = append(t.out, '"')
	for at := r.first; at != 0; at = t.pieces[at].next {
		p := t.pieces[at]
		if p.kind != kindList {
			t.out = append(t.out, t.text[p.from:p.to]...)
			continue
		}
		for _, b := range t.text[p.from:p.to] {
			if b == '"' || b == '\\' {
				t.out = append(t.out, '\\')
			}
			t.out = append(t.out, b)
		}
	}
	t.out = append(t.out, '"')
}

// key writes a key and its colon.
func (t *tree) key(used *keys, name string) {
	if last := t.out[len(t.out)-1]; last != '{' {
		t.out = append(t.out, ',')
	}
	t.out = append(t.out, '"')
	t.out = append(t.out, used.unique(name)...)
	t.out = append(t.out, '"', ':')
}
