package evtx

// tree is the XML of one record. It lives in slices that the next record uses again; an index of 0
// in first, next and the like means none, since index 0 is the document itself.
type tree struct {
	elements []element
	attrs    []attr
	pieces   []piece
	subs     []value // substitution values of the templates that are open
	text     []byte  // JSON of the pieces; of strings, what stands between the quotes
	out      []byte
	labels   labels
}

type element struct {
	name              string
	attrFrom, attrTo  int32
	first, last, next int32 // children and the sibling
	content           run
}

type attr struct {
	name    string
	content run
}

// run is a list of pieces.
type run struct{ first, last int32 }

// piece is a value in the text.
type piece struct {
	kind     kind
	from, to int32
	next     int32
}

type kind byte

const (
	kindNull kind = iota
	kindString
	kindPlain // a number or a truth value
	kindList  // of strings or plain values, in brackets
)

// reset empties the tree but for the document.
func (t *tree) reset() {
	clear(t.elements)
	t.elements = append(t.elements[:0], element{})
	t.pieces = append(t.pieces[:0], piece{})
	clear(t.attrs)
	t.attrs, t.subs, t.text, t.out = t.attrs[:0], t.subs[:0], t.text[:0], t.out[:0]
}

// child adds an element to parent.
func (t *tree) child(parent int32, name string) int32 {
	n := int32(len(t.elements))
	t.elements = append(t.elements, element{name: name})
	p := &t.elements[parent]
	if p.first == 0 {
		p.first = n
	} else {
		t.elements[p.last].next = n
	}
	p.last = n
	return n
}

// add puts the text written since from at the end of a run.
func (t *tree) add(r run, k kind, from int) run {
	n := int32(len(t.pieces))
	t.pieces = append(t.pieces, piece{kind: k, from: int32(from), to: int32(len(t.text))})
	if r.first == 0 {
		return run{n, n}
	}
	t.pieces[r.last].next = n
	r.last = n
	return r
}
