// Package seco reads the consolidated list of Swiss sanctions in XML, which the State Secretariat for Economic Affairs
// publishes through https://www.sesam.search.admin.ch (downloadXmlGesamtliste). The file holds the history of each
// target too: what counts is its present state, and those that were taken off the list are not in it.
package seco

import (
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/taupier-eu/taupier/screen/list"
	"github.com/taupier-eu/taupier/screen/list/source"
)

// Root is the name of the element that holds the list.
const Root = "swiss-sanctions-list"

// whole is the type of a file that holds all targets; others hold changes or what a search found.
const whole = "whole-list"

type programme struct {
	Keys []words `xml:"program-key"`
	Sets []words `xml:"sanctions-set"`
}

type words struct {
	Lang string `xml:"lang,attr"`
	ID   string `xml:"ssid,attr"`
	Text string `xml:",chardata"`
}

type target struct {
	ID      string         `xml:"ssid,attr"`
	SetAttr string         `xml:"sanctions-set-id,attr"`
	Sets    []string       `xml:"sanctions-set-id"`
	Foreign string         `xml:"foreign-identifier"`
	Person  *subject       `xml:"individual"`
	Company *subject       `xml:"entity"`
	Object  *subject       `xml:"object"`
	Changes []modification `xml:"modification"`
}

type modification struct {
	Kind      string `xml:"modification-type,attr"`
	Effective string `xml:"effective-date,attr"`
	Enacted   string `xml:"enactment-date,attr"`
	Published string `xml:"publication-date,attr"`
}

// from is the day on which a change takes effect.
func (m *modification) from() string {
	for _, d := range []string{m.Effective, m.Enacted, m.Published} {
		if d = source.Trim(d); d != "" {
			return d
		}
	}
	return ""
}

// Read reads the list target by target. Those that cannot be used are in Rejected; an error means that the file is no
// whole list, or is cut.
func Read(in io.Reader, file string) (*list.List, error) {
	r := &reader{
		list:  &list.List{Name: "ch-seco", Title: "Consolidated list of sanctions measures (SECO)", Publisher: "State Secretariat for Economic Affairs (SECO)"},
		file:  file,
		seen:  map[string]bool{},
		sets:  map[string]string{},
		place: map[string]place{},
	}
	if err := source.XML(in, file, Root, r.element); err != nil {
		return nil, err
	}
	r.settle()
	if len(r.list.Entries) == 0 {
		return nil, fmt.Errorf("%s: no target in it: fetch it again", file)
	}
	return r.list, nil
}

type reader struct {
	list    *list.List
	file    string
	date    string
	seen    map[string]bool
	sets    map[string]string // programmes by the number of a set of measures
	place   map[string]place  // by number; they stand behind the targets
	pending []pending
}

func (r *reader) reject(line int, format string, args ...any) {
	r.list.Rejected = append(r.list.Rejected, list.Problem{File: r.file, Line: line, Reason: fmt.Sprintf(format, args...)})
}

func (r *reader) element(e *source.Element) error {
	switch e.Name.Local {
	case Root:
		if kind := e.Attribute("list-type"); kind != whole {
			return fmt.Errorf("%s: line %d: the list is a %q, want a %q: fetch the complete list (Gesamtliste)", r.file, e.Line, kind, whole)
		}
		r.date = e.Attribute("date")
		r.list.Published, _ = time.Parse(time.DateOnly, r.date) // zero when it is written otherwise
		return nil
	case "sanctions-program":
		var p programme
		if err := e.Decode(&p); err != nil {
			return err
		}
		key := p.key()
		for _, s := range p.Sets {
			r.sets[s.ID] = key
		}
		return nil
	case "place":
		var p place
		if err := e.Decode(&p); err != nil {
			return err
		}
		r.place[p.ID] = p
		return nil
	case "target":
		var t target
		if err := e.Decode(&t); err != nil {
			return err
		}
		r.take(&t, e.Line)
		return nil
	}
	return e.Skip()
}

// key is the name of a programme, in English when there is one.
func (p *programme) key() string {
	best := ""
	for _, k := range p.Keys {
		if best == "" || k.Lang == "eng" {
			best = source.Trim(k.Text)
		}
	}
	return best
}

func (r *reader) take(t *target, line int) {
	id := source.Trim(t.ID)
	of, kind := t.subject()
	switch {
	case id == "":
		r.reject(line, "target without a number")
	case r.seen[id]:
		r.reject(line, "target %s stands twice: the first counts", id)
	case t.delisted(r.date):
		r.seen[id] = true
	case of == nil || !of.named():
		r.reject(line, "target %s without a name", id)
	default:
		r.seen[id] = true
		e := list.Entry{List: r.list.Name, ID: id, Kind: kind, Listed: t.listed(), Line: line}
		for _, s := range append(t.Sets, t.SetAttr) {
			e.Programmes = source.Add(e.Programmes, r.sets[source.Trim(s)])
		}
		at := len(r.list.Entries)
		r.list.Entries = append(r.list.Entries, e)
		of.into(&r.list.Entries[at], func(p pending) { p.entry = at; r.pending = append(r.pending, p) })
		if f := source.Trim(t.Foreign); f != "" {
			e := &r.list.Entries[at]
			e.Remarks = source.Sentences(e.Remarks, "foreign reference "+f)
		}
	}
}

func (t *target) subject() (*subject, list.Kind) {
	switch {
	case t.Person != nil:
		return t.Person, list.Person
	case t.Company != nil:
		return t.Company, list.Company
	case t.Object != nil && strings.EqualFold(t.Object.Sort, "vessel"):
		return t.Object, list.Vessel
	case t.Object != nil && strings.EqualFold(t.Object.Sort, "aircraft"):
		return t.Object, list.Aircraft
	}
	return t.Object, list.Other
}

// delisted tells whether the last change up to the date of the list took the target off it. Of two on a day, the one
// that stands first is the later.
func (t *target) delisted(date string) bool {
	var last *modification
	for i := range t.Changes {
		m := &t.Changes[i]
		if date != "" && m.from() > date { // not yet in force
			continue
		}
		if last == nil || m.from() > last.from() {
			last = m
		}
	}
	return last != nil && last.Kind == "de-listed"
}

// listed is the day of the last listing.
func (t *target) listed() string {
	day := ""
	for i := range t.Changes {
		if m := &t.Changes[i]; m.Kind == "listed" {
			day = max(day, m.from())
		}
	}
	return day
}
