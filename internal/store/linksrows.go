package store

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"

	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/link"
)

// The columns that a reading writes.
const (
	intoThings  = "link_things (id, kind, holders, digest, shown)"
	intoHolders = "link_holders (thing, person, began, ended, kind, common, doc)"

	thingHolders, thingDigest = 2, 3 // places in a row of intoThings
)

// holderDoc is what is sealed of somebody's having a thing.
type holderDoc struct {
	Shown    string          `json:"shown"`
	Evidence []core.Evidence `json:"evidence"`
}

// holderKey is the key of a row of link_holders.
func holderKey(thing int64, person string, began, ended int64) string {
	return fmt.Sprintf("%d/%s/%d/%d", thing, person, began, ended)
}

func (p *putting) thingRow(x freshThing) ([]any, error) {
	shown, err := p.sealer.Seal("link_things.shown", strconv.FormatInt(x.id, 10), x.Shown)
	return []any{x.id, string(x.Kind), x.Count, x.digest, shown}, err
}

func (p *putting) holderRows(x freshThing, holders []link.Holder) ([][]any, error) {
	var out [][]any
	for _, h := range holders {
		doc, err := json.Marshal(holderDoc{h.Shown, h.Evidence})
		if err != nil {
			return nil, fmt.Errorf("thing: %w", err)
		}
		began, ended := micros(h.From), micros(h.To)
		sealed, err := p.sealer.Seal("link_holders.doc", holderKey(x.id, h.Person, began, ended), string(doc))
		if err != nil {
			return nil, err
		}
		out = append(out, []any{x.id, h.Person, began, ended, string(x.Kind), oneIf(x.Common()), sealed})
	}
	return out, nil
}

func (t *Tx) putRows(into string, rows [][]any) error {
	if len(rows) == 0 {
		return nil
	}
	m := t.many(into, len(rows[0]))
	for _, r := range rows {
		m.add(r...)
	}
	return m.end()
}

// forgetThings takes things out.
func (t *Tx) forgetThings(things []int64) error {
	for some := range slices.Chunk(things, manyArgs) {
		list, args := listOf(1, some)
		if err := firstOf(t.exec("delete from link_holders where thing in "+list, args...), t.exec("delete from link_things where id in "+list, args...)); err != nil {
			return err
		}
	}
	return nil
}

func (t *Tx) putWeights(weights map[core.TraitKind]int) error {
	if err := t.exec("delete from link_kinds"); err != nil {
		return err
	}
	rows := t.many("link_kinds (kind, weight)", 2)
	for kind, weight := range weights {
		rows.add(string(kind), weight)
	}
	return rows.end()
}

// relation is what two people state.
type relation struct{ a, b, kind string }

// relations are those that come, or are not as they were, and those that go.
func (p *putting) relations() (come, leave []relation) {
	now := map[[2]string]bool{}
	for _, l := range p.found.Stated {
		pair := [2]string{l.A, l.B}
		if l.Stated == "" || now[pair] {
			continue
		}
		if now[pair] = true; p.stated[pair] != l.Stated {
			come = append(come, relation{l.A, l.B, l.Stated})
		}
	}
	for pair, kind := range p.stated {
		if !now[pair] {
			leave = append(leave, relation{pair[0], pair[1], kind})
		}
	}
	return come, leave
}

func (t *Tx) putStated(list []relation) error {
	rows := t.many("link_stated (a, b, kind)", 3)
	rows.or = " on conflict (a, b) do update set kind = excluded.kind"
	for _, r := range list {
		kind, err := t.seal("link_stated.kind", r.a+"/"+r.b, r.kind)
		if err != nil {
			return err
		}
		rows.add(r.a, r.b, kind)
	}
	return rows.end()
}

func (t *Tx) forgetStated(list []relation) error {
	gone := t.again("delete from link_stated where a = $1 and b = $2")
	for _, r := range list {
		gone.do(r.a, r.b)
	}
	return gone.end()
}
