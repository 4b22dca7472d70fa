package store

import (
	"crypto/hmac"
	"crypto/sha256"
	"database/sql"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"

	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/link"
)

// What people have in common stands as things and holders. A thing is named by a number, the first eight bytes of an HMAC-SHA-256
// of its kind and value, so that it can be asked for by its value and keeps its name over readings; what it is, and where it was
// seen, is sealed. Whoever has the files sees which people have something in common, of which kind and when, and not what.

// PutLinks puts what one reading found people to share in the place of what the one before found. A thing that is as it was is
// not touched. links are asked only which of two people state a relation.
func (t *Tx) PutLinks(things []link.Thing, links []core.Link) error {
	m, err := t.termer()
	if err != nil {
		return err
	}
	before, err := t.knownThings()
	if err != nil {
		return err
	}
	p := putting{t: t, m: m, weights: map[core.TraitKind]int{}, used: map[int64]bool{}}
	gone, err := p.choose(things, before)
	if err != nil {
		return err
	}
	if err := t.forget(gone); err != nil {
		return err
	}
	return firstOf(p.putThings(), p.putWeights(), t.putStated(links))
}

// knownThings are the digests of what is kept, by thing.
func (v *View) knownThings() (map[int64]int64, error) {
	out := map[int64]int64{}
	return out, v.each(func(r *sql.Rows) error {
		var id, digest int64
		err := r.Scan(&id, &digest)
		out[id] = digest
		return err
	}, "select id, digest from link_things")
}

// putting is one replacement of what people share.
type putting struct {
	t       *Tx
	m       *termer
	weights map[core.TraitKind]int
	used    map[int64]bool
	fresh   []freshThing
}

// freshThing is one that is new, or not as it was.
type freshThing struct {
	link.Thing
	id, digest int64
}

// choose finds what is new or has changed, and what of the things before has to go.
func (p *putting) choose(things []link.Thing, before map[int64]int64) (gone []int64, err error) {
	for _, x := range things {
		p.weights[x.Kind] = x.Weight
		id := p.name(x)
		text, err := json.Marshal([]any{x.Count, x.Shown, x.Holders})
		if err != nil {
			return nil, fmt.Errorf("thing: %w", err)
		}
		digest := p.m.number("of a thing", string(text))
		if was, ok := before[id]; ok && was == digest {
			delete(before, id)
			continue
		}
		p.fresh = append(p.fresh, freshThing{x, id, digest})
	}
	for id := range before {
		gone = append(gone, id)
	}
	slices.Sort(gone)
	return gone, nil
}

// name is the number of a thing. Should two of one reading fall together, the second gets another.
func (p *putting) name(x link.Thing) int64 {
	for again := ""; ; again += "+" {
		if id := p.m.thing(x.Kind, x.Value+again); !p.used[id] {
			p.used[id] = true
			return id
		}
	}
}

// thing is the number of a thing by its kind and value.
func (m *termer) thing(kind core.TraitKind, value string) int64 {
	return m.number("thing", string(kind), value)
}

// number is a keyed number of texts.
func (m *termer) number(texts ...string) int64 {
	h := hmac.New(sha256.New, m.key)
	fmt.Fprintf(h, "%q", texts)
	return int64(binary.BigEndian.Uint64(h.Sum(nil)))
}

// forget takes things out.
func (t *Tx) forget(things []int64) error {
	for some := range slices.Chunk(things, manyArgs) {
		list, args := listOf(1, some)
		if err := firstOf(t.exec("delete from link_holders where thing in "+list, args...), t.exec("delete from link_things where id in "+list, args...)); err != nil {
			return err
		}
	}
	return nil
}

// holderDoc is what is sealed of somebody's having a thing.
type holderDoc struct {
	Shown    string          `json:"shown"`
	Evidence []core.Evidence `json:"evidence"`
}

// holderKey is the key of a row of link_holders.
func holderKey(thing int64, person string, began, ended int64) string {
	return fmt.Sprintf("%d/%s/%d/%d", thing, person, began, ended)
}

func (p *putting) putThings() error {
	things := p.t.many("link_things (id, kind, holders, digest, shown)", 5)
	holders := p.t.many("link_holders (thing, person, began, ended, kind, common, doc)", 7)
	for _, x := range p.fresh {
		shown, err := p.t.seal("link_things.shown", strconv.FormatInt(x.id, 10), x.Shown)
		if err != nil {
			return err
		}
		things.add(x.id, string(x.Kind), x.Count, x.digest, shown)
		for _, h := range x.Holders {
			doc, err := json.Marshal(holderDoc{h.Shown, h.Evidence})
			if err != nil {
				return fmt.Errorf("thing: %w", err)
			}
			sealed, err := p.t.seal("link_holders.doc", holderKey(x.id, h.Person, micros(h.From), micros(h.To)), string(doc))
			if err != nil {
				return err
			}
			holders.add(x.id, h.Person, micros(h.From), micros(h.To), string(x.Kind), oneIf(x.Common()), sealed)
		}
	}
	return firstOf(things.end(), holders.end())
}

func (p *putting) putWeights() error {
	if err := p.t.exec("delete from link_kinds"); err != nil {
		return err
	}
	rows := p.t.many("link_kinds (kind, weight)", 2)
	for kind, weight := range p.weights {
		rows.add(string(kind), weight)
	}
	return rows.end()
}

func (t *Tx) putStated(links []core.Link) error {
	if err := t.exec("delete from link_stated"); err != nil {
		return err
	}
	rows := t.many("link_stated (a, b, kind)", 3)
	done := map[[2]string]bool{}
	for _, l := range links {
		pair := [2]string{l.A, l.B}
		if l.Stated == "" || done[pair] {
			continue
		}
		done[pair] = true
		kind, err := t.seal("link_stated.kind", l.A+"/"+l.B, l.Stated)
		if err != nil {
			return err
		}
		rows.add(l.A, l.B, kind)
	}
	return rows.end()
}
