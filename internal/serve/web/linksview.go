package web

import (
	"cmp"
	"strconv"
	"strings"
	"time"

	"github.com/taupier-eu/taupier/internal/casework"
	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/link"
	"github.com/taupier-eu/taupier/internal/link/shared"
)

// linksView shows a chain in words and drawn, or what is around somebody, or asks whom.
type linksView struct {
	base
	Query   linksQuery
	Chain   *shared.Path
	Picture *shared.Picture
	Began   []time.Time // the days on which the whole picture grew
	Drawing *drawing
	Found   []link.Thing
	Choices []linksChoice
	Cases   []casework.Row // that the viewer holds
}

// linksChoice asks which of the people of a name is meant; none when nobody is called so.
type linksChoice struct {
	Text   string
	People []linksChoose
}

type linksChoose struct {
	shared.Person
	Path string
}

// Asks reports whether nothing is shown yet.
func (v *linksView) Asks() bool { return v.Chain == nil && v.Picture == nil }

// What is a thing in words: its kind, and how it is shown.
func (b base) What(kind core.TraitKind, shown string) string {
	return strings.TrimSpace(b.T(link.Name(kind)) + " " + shown)
}

func (b base) render(word string, args core.Args) string { return words[word].Render(b.Lang, args) }

// Shares says that two people share something.
func (b base) Shares(x, y shared.Person) string {
	return b.render("links_share", core.Args{"a": x.Name, "b": y.Name})
}

// Others says how many more have it.
func (b base) Others(n int) string {
	return b.render("links_others", core.Args{"n": strconv.Itoa(n)})
}

// StatedRelation says that there is nothing to ask.
func (b base) StatedRelation(kind string) string {
	return b.render("links_stated", core.Args{"stated": strings.ReplaceAll(kind, "_", " ")})
}

// CommonThing says that a thing links nobody.
func (b base) CommonThing(t link.Thing) string {
	return b.render("links_common", core.Args{"what": b.What(t.Kind, t.Shown), "n": strconv.Itoa(t.Count)})
}

// Span says from when to when somebody has a thing.
func (b base) Span(h link.Holder) string {
	from, to := b.Day(h.From), b.Day(h.To)
	switch {
	case h.From.IsZero() && h.To.IsZero():
		return ""
	case h.To.IsZero():
		return b.render("links_since", core.Args{"from": from})
	case h.From.IsZero():
		return b.render("links_until", core.Args{"to": to})
	}
	return b.render("links_from", core.Args{"from": from, "to": to})
}

// Where is where it was seen.
func (b base) Where(e core.Evidence) string {
	if e.Line == 0 {
		return e.Input
	}
	return e.Input + ":" + strconv.Itoa(e.Line)
}

// Says is what a search came to.
func (v *linksView) Says() string {
	p := v.Chain
	args := core.Args{"a": p.A.Name, "b": p.B.Name, "n": strconv.Itoa(len(p.Steps))}
	if len(p.Steps) > 0 {
		return v.render("links_chain", args)
	}
	if p.Chain.Ended {
		return v.render("links_no_end", args)
	}
	args["n"], args["steps"] = strconv.Itoa(p.Chain.People), strconv.Itoa(p.Chain.Steps)
	return v.render("links_no_chain", args)
}

// Around says how much somebody shares.
func (v *linksView) Around() string {
	p := v.Picture
	if v.Query.Thing != "" {
		return v.What(p.Thing.Kind, p.Thing.Shown)
	}
	things, others := 0, map[string]bool{}
	for _, t := range p.Things {
		mine := false
		for _, h := range t.Holders {
			mine = mine || h.Person == p.Middle.ID
		}
		if !mine {
			continue
		}
		things++
		for _, h := range t.Holders {
			others[h.Person] = true
		}
	}
	if things == 0 {
		return v.render("links_around_none", core.Args{"who": p.Middle.Name})
	}
	return v.render("links_around", core.Args{"who": p.Middle.Name, "n": strconv.Itoa(things), "others": strconv.Itoa(len(others) - 1)})
}

// linksRow is a line of the table beside the drawing: a thing, and one of those who have it.
type linksRow struct {
	link.Thing
	Holder              link.Holder
	Who                 shared.Node
	NewThing, NewPerson bool // the table comes to it, or to him, for the first time: what one can do from there stands once
}

// Table is the drawing as a table.
func (v *linksView) Table() []linksRow {
	var out []linksRow
	met := map[string]bool{}
	for _, t := range v.Picture.Things {
		for i, h := range t.Holders {
			out = append(out, linksRow{Thing: t, Holder: h, Who: v.Named(h.Person), NewThing: i == 0, NewPerson: !met[h.Person]})
			met[h.Person] = true
		}
	}
	return out
}

// Named is a drawn person by id.
func (v *linksView) Named(id string) shared.Node {
	for _, n := range v.Picture.People {
		if n.ID == id {
			return n
		}
	}
	return shared.Node{Person: shared.Person{ID: id, Name: id}}
}

// Centre is the address with somebody in the middle.
func (v *linksView) Centre(id string) string {
	return linksQuery{Focus: id, Depth: 1, Kinds: v.Query.Kinds, During: v.Query.During}.At("/links")
}

// Opened is the address with everybody drawn with whom somebody shares something.
func (v *linksView) Opened(id string) string {
	q := v.Query
	if q.A != "" {
		return v.Centre(id)
	}
	q.Open = append(append([]string{}, q.Open...), id)
	return q.At("/links")
}

// OpenName says what following that address does.
func (v *linksView) OpenName(n shared.Node) string {
	return v.render("links_open", core.Args{"who": n.Name, "n": strconv.Itoa(n.More)})
}

// ThingAt is the address of a thing.
func (v *linksView) ThingAt(id string) string { return linksQuery{Thing: id, Depth: 1}.At("/links") }

// File is the address of the same as a file.
func (v *linksView) File(ext string) string { return v.Query.At("/links." + ext) }

// Kinds are the kinds of links that one can choose, those that are chosen marked.
func (v *linksView) Kinds() []choice {
	var out []choice
	for _, k := range link.Kinds() {
		here := false
		for _, c := range v.Query.Kinds {
			here = here || c == k
		}
		out = append(out, choice{Value: string(k), Name: v.T(link.Name(k)), Here: here})
	}
	return out
}

// AllKinds is the address without a choice of kinds.
func (v *linksView) AllKinds() string { q := v.Query; q.Kinds = nil; return q.At("/links") }

// Depths are how far one can go from the middle.
func (v *linksView) Depths() []choice {
	var out []choice
	for d := 1; d <= shared.MaxDepth; d++ {
		q := v.Query
		q.Depth = d
		out = append(out, choice{Name: v.render("links_depth_n", core.Args{"n": strconv.Itoa(d)}), Path: q.At("/links"), Here: d == v.Query.Depth})
	}
	return out
}

// linksTop is how many things the page of a person lists.
const linksTop = 5

// Few are the most telling things that a person shares.
func (v personView) Few() []shared.Tie { return v.Held.Ties[:min(len(v.Held.Ties), linksTop)] }

// LinksAt is the address of all of them.
func (v personView) LinksAt() string {
	return linksQuery{Focus: v.Person.ID, Depth: 1}.At("/links")
}

// Between is the address of why a person is linked with another.
func (v personView) Between(other string) string {
	return linksQuery{A: v.Person.ID, B: other, Depth: 1}.At("/links")
}

// rows is the table of a picture, for a file.
func (v *linksView) rows() [][]string {
	out := [][]string{{v.W("kind"), v.W("links_thing"), "id", v.W("person"), v.W("links_seen_from"), v.W("links_seen_to"), v.W("evidence")}}
	day := func(t time.Time) string {
		if t.IsZero() {
			return ""
		}
		return t.UTC().Format(time.RFC3339)
	}
	for _, t := range v.Picture.Things {
		for _, h := range t.Holders {
			var seen []string
			for _, e := range h.Evidence {
				seen = append(seen, strings.TrimSpace(v.Where(e)+" "+e.Field+" "+e.Value))
			}
			out = append(out, []string{v.T(link.Name(t.Kind)), cmp.Or(h.Shown, t.Shown), h.Person, v.Named(h.Person).Name, day(h.From), day(h.To), strings.Join(seen, " · ")})
		}
	}
	for _, t := range v.Picture.Common {
		out = append(out, []string{v.T(link.Name(t.Kind)), t.Shown, "", v.CommonThing(t), "", "", ""})
	}
	return out
}
