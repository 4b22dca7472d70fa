package store

import (
	"database/sql"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/casework"
	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/link"
	"github.com/taupier-eu/taupier/internal/link/shared"
)

// wallHolder is wallPerson for somebody h who has a thing.
var wallHolder = strings.ReplaceAll(wallPerson, "p.id", "h.person")

// hidden are whom wallPerson keeps from the viewer $1, and selectHidden asks for them.
const (
	hidden       = "(" + selectHidden + ")"
	selectHidden = "select s.person from superiors s where s.superior = $1 union all select cast($1 as text)"
)

// thingID writes the number of a thing.
func thingID(n int64) string {
	var b [8]byte
	binary.BigEndian.PutUint64(b[:], uint64(n))
	return hex.EncodeToString(b[:])
}

func thingNumber(id string) (int64, error) {
	n, err := strconv.ParseUint(id, 16, 64)
	if err != nil || thingID(int64(n)) != id {
		return 0, core.ErrNotFound
	}
	return int64(n), nil
}

func (v *View) unsealThing(t *link.Thing) error {
	n, err := thingNumber(t.ID)
	return errors.Join(err, v.unseal("link_things.shown", strconv.FormatInt(n, 10), &t.Shown))
}

// listOf writes "($from, ...)" for values, and gives them as arguments.
func listOf[T any](from int, values []T) (string, []any) {
	var b strings.Builder
	args := make([]any, len(values))
	for i, v := range values {
		fmt.Fprintf(&b, ", $%d", from+i)
		args[i] = v
	}
	if len(values) == 0 {
		return "(null)", nil
	}
	return "(" + b.String()[2:] + ")", args
}

// SharedThings are the things of people that make links, with everybody who has them and whom the viewer may see. What he would
// see one holder of, or none, is left out: it says nothing to him but that there is another.
func (v *View) SharedThings(viewer access.Actor, kinds []core.TraitKind, people []string) ([]link.Thing, error) {
	weights, err := v.weights()
	if err != nil {
		return nil, err
	}
	var out []link.Thing
	for some := range slices.Chunk(people, manyArgs-20) {
		list, args := listOf(2, some)
		of, more := ofKinds("x.kind", kinds, len(args)+2)
		err := v.each(func(r *sql.Rows) error {
			var id, began, ended int64
			var h link.Holder
			var kind core.TraitKind
			if err := r.Scan(&id, &kind, &h.Person, &began, &ended); err != nil {
				return err
			}
			h.From, h.To = fromMicros(began), fromMicros(ended)
			out = withHolder(out, thingID(id), kind, h)
			return nil
		}, "select x.thing, x.kind, h.person, h.began, h.ended from link_holders x join link_holders h on h.thing = x.thing where x.common = 0 and x.person in "+list+of+" and"+wallHolder+"order by x.thing, h.person",
			slices.Concat([]any{viewer.Person}, args, more)...)
		if err != nil {
			return nil, err
		}
	}
	return slices.DeleteFunc(joined(out, weights), func(t link.Thing) bool { return t.Count < 2 }), nil
}

func (v *View) weights() (map[core.TraitKind]int, error) {
	out := map[core.TraitKind]int{}
	return out, v.each(func(r *sql.Rows) error {
		var kind core.TraitKind
		var weight int
		err := r.Scan(&kind, &weight)
		out[kind] = weight
		return err
	}, "select kind, weight from link_kinds")
}

func ofKinds(column string, kinds []core.TraitKind, from int) (string, []any) {
	if len(kinds) == 0 {
		return "", nil
	}
	list, args := listOf(from, texts(kinds))
	return " and " + column + " in " + list, args
}

func texts[T ~string](list []T) []string {
	out := make([]string, len(list))
	for i, x := range list {
		out[i] = string(x)
	}
	return out
}

// withHolder adds a holder to the last thing, or begins the next.
func withHolder(things []link.Thing, id string, kind core.TraitKind, h link.Holder) []link.Thing {
	if last := len(things) - 1; last >= 0 && things[last].ID == id {
		if of := things[last].Holders; of[len(of)-1].Person == h.Person {
			return things // by another of the people who were asked about
		}
		things[last].Holders = append(things[last].Holders, h)
		return things
	}
	return append(things, link.Thing{ID: id, Kind: kind, Holders: []link.Holder{h}})
}

// joined gives each thing once, with its weight and how many have it.
func joined(things []link.Thing, weights map[core.TraitKind]int) []link.Thing {
	slices.SortStableFunc(things, func(a, b link.Thing) int { return strings.Compare(a.ID, b.ID) })
	things = slices.CompactFunc(things, func(a, b link.Thing) bool { return a.ID == b.ID })
	for i, t := range things {
		things[i].Weight, things[i].Count = weights[t.Kind], len(t.Holders)
	}
	return things
}

// CommonThings are the things of people that so many have that they make no links, with how many the viewer may know of. What
// would not be common to him is left out.
func (v *View) CommonThings(viewer access.Actor, kinds []core.TraitKind, people []string) ([]link.Thing, error) {
	list, args := listOf(2, people)
	of, more := ofKinds("x.kind", kinds, len(args)+2)
	var out []link.Thing
	err := v.each(func(r *sql.Rows) error {
		var id int64
		var h link.Holder
		var t link.Thing
		if err := r.Scan(&id, &t.Kind, &t.Shown, &t.Count, &h.Person); err != nil {
			return err
		}
		if t.ID = thingID(id); !t.Common() {
			return nil
		}
		out = withHolder(out, t.ID, t.Kind, h)
		last := &out[len(out)-1]
		last.Shown, last.Count = t.Shown, t.Count
		return nil
	}, "select t.id, t.kind, t.shown, t.holders - (select count(*) from link_holders z where z.thing = t.id and z.person in "+hidden+"), x.person from link_holders x join link_things t on t.id = x.thing where x.common = 1 and x.person in "+list+of+" order by t.id, x.person",
		slices.Concat([]any{viewer.Person}, args, more)...)
	for i := range out {
		err = errors.Join(err, v.unsealThing(&out[i]))
	}
	return out, err
}

// SharedThing is one thing, with everybody who has it when it makes links. What the viewer would see fewer than two holders of is
// core.ErrNotFound.
func (v *View) SharedThing(viewer access.Actor, id string) (link.Thing, error) {
	n, err := thingNumber(id)
	if err != nil {
		return link.Thing{}, err
	}
	t := link.Thing{ID: id}
	err = v.row("select t.kind, t.shown, t.holders - (select count(*) from link_holders z where z.thing = t.id and z.person in "+hidden+"), coalesce(w.weight, 0) from link_things t left join link_kinds w on w.kind = t.kind where t.id = $2", viewer.Person, n).Scan(&t.Kind, &t.Shown, &t.Count, &t.Weight)
	if err != nil {
		return t, found(err)
	}
	if err := v.unsealThing(&t); err != nil || t.Common() {
		return t, err
	}
	err = v.each(func(r *sql.Rows) error {
		var h link.Holder
		var began, ended int64
		err := r.Scan(&h.Person, &began, &ended)
		h.From, h.To = fromMicros(began), fromMicros(ended)
		t.Holders = append(t.Holders, h)
		return err
	}, "select h.person, h.began, h.ended from link_holders h where h.common = 0 and h.thing = $2 and"+wallHolder+"order by h.person", viewer.Person, n)
	if err == nil && len(t.Holders) < 2 {
		err = core.ErrNotFound
	}
	return t, err
}

// FindThings are the things with one of these values, of any of the kinds, that SharedThing gives the viewer.
func (v *View) FindThings(viewer access.Actor, kinds []core.TraitKind, values []string) ([]link.Thing, error) {
	m, err := v.termer()
	if err != nil {
		return nil, err
	}
	var out []link.Thing
	for _, kind := range kinds {
		for _, value := range values {
			t, err := v.SharedThing(viewer, thingID(m.thing(kind, value)))
			if errors.Is(err, core.ErrNotFound) {
				continue
			}
			if err != nil {
				return nil, err
			}
			out = append(out, t)
		}
	}
	return out, nil
}

// Seen says of the holders of things what stands with them and where it was seen.
func (v *View) Seen(things []link.Thing) error {
	for i, t := range things {
		n, err := thingNumber(t.ID)
		if err != nil {
			return err
		}
		list, args := listOf(2, peopleOf(t))
		docs := map[string]holderDoc{}
		err = v.each(func(r *sql.Rows) error {
			var person, text string
			var began, ended int64
			if err := r.Scan(&person, &began, &ended, &text); err != nil {
				return err
			}
			if err := v.unseal("link_holders.doc", holderKey(n, person, began, ended), &text); err != nil {
				return err
			}
			var d holderDoc
			err := json.Unmarshal([]byte(text), &d)
			docs[person] = d
			return err
		}, "select person, began, ended, doc from link_holders where thing = $1 and person in "+list, append([]any{n}, args...)...)
		if err != nil {
			return err
		}
		for k, h := range t.Holders {
			things[i].Holders[k].Shown, things[i].Holders[k].Evidence = docs[h.Person].Shown, docs[h.Person].Evidence
		}
	}
	return nil
}

func peopleOf(t link.Thing) []string {
	var out []string
	for _, h := range t.Holders {
		out = append(out, h.Person)
	}
	return out
}

// Named are people by id, of those whom the viewer may see.
func (v *View) Named(viewer access.Actor, people []string) (map[string]shared.Person, error) {
	out := map[string]shared.Person{}
	for some := range slices.Chunk(people, manyArgs) {
		list, args := listOf(2, some)
		err := v.each(func(r *sql.Rows) error {
			p, err := v.scanNamed(r.Scan)
			out[p.ID] = p
			return err
		}, "select p.id, p.name, p.title, p.stage from people p where p.id in "+list+" and"+wallPerson, append([]any{viewer.Person}, args...)...)
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

// Stated are the relations that these people state among themselves, by pair.
func (v *View) Stated(people []string) (map[[2]string]string, error) {
	out := map[[2]string]string{}
	for some := range slices.Chunk(people, manyArgs) {
		list, args := listOf(1, some)
		err := v.each(func(r *sql.Rows) error {
			var a, b, kind string
			if err := r.Scan(&a, &b, &kind); err != nil {
				return err
			}
			err := v.unseal("link_stated.kind", a+"/"+b, &kind)
			if slices.Contains(people, b) {
				out[[2]string{a, b}] = kind
			}
			return err
		}, "select a, b, kind from link_stated where a in "+list, args...)
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

// CalledSo are people by the words of a name or an id, of those whom the viewer may see.
func (v *View) CalledSo(viewer access.Actor, text string, most int) ([]shared.Person, error) {
	m, err := v.termer()
	words := casework.Words(text)
	if err != nil || len(words) == 0 {
		return nil, err
	}
	c := newConditions(viewer)
	for _, w := range words {
		c.and(fmt.Sprintf("p.id in (select t.ref from search_terms t where t.term = ? and t.field in (%d, %d))", fieldName, fieldID), m.term(w))
	}
	c.args = append(c.args, most)
	var out []shared.Person
	return out, v.each(func(r *sql.Rows) error {
		p, err := v.scanNamed(r.Scan)
		out = append(out, p)
		return err
	}, "select p.id, p.name, p.title, p.stage from people p where"+c.text.String()+" order by p.id limit $"+strconv.Itoa(len(c.args)), c.args...)
}

func (v *View) scanNamed(scan func(...any) error) (p shared.Person, err error) {
	if err := scan(&p.ID, &p.Name, &p.Title, &p.Stage); err != nil {
		return p, err
	}
	return p, errors.Join(v.unseal("people.name", p.ID, &p.Name), v.unseal("people.title", p.ID, &p.Title))
}
