package store

import (
	"cmp"
	"crypto/hmac"
	"crypto/sha256"
	"database/sql"
	"encoding/binary"
	"slices"
	"strconv"

	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/link"
)

// What people have in common stands as things and holders. A thing is named by a number, the first eight bytes of an HMAC-SHA-256
// of its kind and value, so that it can be asked for by its value and keeps its name over readings; what it is, and where it was
// seen, is sealed. Whoever has the files sees which people have something in common, of which kind and when, and not what.

// Links are what a reading found people to share, and which two of them state a relation (Stated of each link; the rest of it is not
// looked at).
type Links struct {
	Things []link.Thing
	Stated []core.Link
}

// PutLinks puts what one reading found people to share in the place of what the one before found, in one act. A thing that is as it
// was is not touched.
func (t *Tx) PutLinks(things []link.Thing, links []core.Link) error {
	p := &putting{found: Links{things, links}, sealer: t.sealer}
	if err := p.look(&t.View); err != nil {
		return err
	}
	return p.put(func(do func(*Tx) error) error { return do(t) })
}

// putting is one replacement of what people share. In parts, each thing is written whole, with everybody who has it: what is between
// two parts is what some things were and others are.
type putting struct {
	found  Links
	sealer *Sealer
	m      *termer

	before  map[int64]knownThing
	weights map[core.TraitKind]int // as they were
	stated  map[[2]string]string   // as it was
}

// knownThing is what is kept of a thing: of what, and in how many rows. An empty one was not written to its end.
type knownThing struct{ digest, holders int64 }

// large reports whether there may be more rows of it than go in one act.
func (k knownThing) large() bool { return k.holders == 0 || k.holders > holdersAtOnce }

// look finds out what was there before.
func (p *putting) look(v *View) (err error) {
	if p.m, err = v.termer(); err != nil {
		return err
	}
	p.before, p.stated = map[int64]knownThing{}, map[[2]string]string{}
	err = v.each(func(r *sql.Rows) error {
		var id int64
		var k knownThing
		err := r.Scan(&id, &k.digest, &k.holders)
		p.before[id] = k
		return err
	}, "select id, digest, holders from link_things")
	if err != nil {
		return err
	}
	if p.weights, err = v.weights(); err != nil {
		return err
	}
	return v.each(func(r *sql.Rows) error {
		var a, b, kind string
		if err := r.Scan(&a, &b, &kind); err != nil {
			return err
		}
		err := v.unseal("link_stated.kind", a+"/"+b, &kind)
		p.stated[[2]string{a, b}] = kind
		return err
	}, "select a, b, kind from link_stated")
}

// freshThing is one that is new, or not as it was.
type freshThing struct {
	link.Thing
	id, digest int64
	old        int64 // rows that are there of it
}

// rows is how many are written or go for it.
func (f freshThing) rows() int { return len(f.Holders) + int(f.old) }

// choose finds what is new or has changed, and what of the things before has to go. Both are in the order of the table: in another,
// each row would fall on another page of it.
func (p *putting) choose() (fresh []freshThing, gone []int64, weights map[core.TraitKind]int) {
	weights = map[core.TraitKind]int{}
	used := make(map[int64]bool, len(p.found.Things))
	for _, x := range p.found.Things {
		weights[x.Kind] = x.Weight
		id := p.m.name(x, used)
		digest := p.m.thingDigest(x)
		was := p.before[id]
		if used[id] = true; was.digest != digest || was.holders == 0 {
			fresh = append(fresh, freshThing{x, id, digest, was.holders})
		}
	}
	for id := range p.before {
		if !used[id] {
			gone = append(gone, id)
		}
	}
	slices.SortFunc(fresh, func(a, b freshThing) int { return cmp.Compare(a.id, b.id) })
	slices.Sort(gone)
	return fresh, gone, weights
}

// name is the number of a thing. Should two of one reading fall together, the second gets another.
func (m *termer) name(x link.Thing, used map[int64]bool) int64 {
	for again := ""; ; again += "+" {
		if id := m.thing(x.Kind, x.Value+again); !used[id] {
			return id
		}
	}
}

// thingDigest tells whether a thing is as it was. It is keyed, as what it is of is sealed.
func (m *termer) thingDigest(x link.Thing) int64 {
	b := strconv.AppendQuote(nil, x.Shown)
	b = strconv.AppendInt(b, int64(x.Count), 10)
	for _, h := range x.Holders {
		for _, text := range []string{h.Person, h.Shown} {
			b = strconv.AppendQuote(b, text)
		}
		b = strconv.AppendInt(append(strconv.AppendInt(b, micros(h.From), 10), '-'), micros(h.To), 10)
		for _, e := range h.Evidence {
			for _, text := range []string{e.Input, e.Field, e.Value} {
				b = strconv.AppendQuote(b, text)
			}
			b = strconv.AppendInt(b, int64(e.Line), 10)
		}
	}
	return m.number("of a thing", string(b))
}

// thing is the number of a thing by its kind and value.
func (m *termer) thing(kind core.TraitKind, value string) int64 {
	return m.number("thing", string(kind), value)
}

// number is a keyed number of texts.
func (m *termer) number(texts ...string) int64 {
	if m.mac == nil {
		m.mac = hmac.New(sha256.New, m.key)
	}
	m.mac.Reset()
	b := []byte{'['}
	for i, text := range texts {
		if i > 0 {
			b = append(b, ' ')
		}
		b = strconv.AppendQuote(b, text)
	}
	m.mac.Write(append(b, ']'))
	return int64(binary.BigEndian.Uint64(m.mac.Sum(b[:0])))
}
