package web

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"

	"github.com/taupier-eu/taupier/internal/casework"
	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/csvsafe"
	"github.com/taupier-eu/taupier/internal/link"
)

// linksCSV gives the table of a page of links as a file for a spreadsheet.
func (s *site) linksCSV(r *request) error {
	q, _ := parseLinks(r.URL.Query())
	v, err := s.linksFile(r, q)
	if err != nil {
		return err
	}
	var file bytes.Buffer
	if err := csvsafe.Write(&file, v.rows()); err != nil {
		return err
	}
	r.attach("links.csv", "text/csv; charset=utf-8", file.Bytes())
	return nil
}

// linksSVG gives the drawing as a file.
func (s *site) linksSVG(r *request) error {
	q, _ := parseLinks(r.URL.Query())
	v, err := s.linksFile(r, q)
	if err != nil {
		return err
	}
	svg, err := s.svg(v)
	if err != nil {
		return err
	}
	r.attach("links.svg", "image/svg+xml", svg)
	return nil
}

// svg is a drawing as a file of its own, without addresses of this server.
func (s *site) svg(v *linksView) ([]byte, error) {
	d := *v.Drawing
	d.Plain = true
	var b bytes.Buffer
	if err := s.pages["links"].ExecuteTemplate(&b, "links_svg", &d); err != nil {
		return nil, fmt.Errorf("draw: %w", err)
	}
	return b.Bytes(), nil
}

// linksDoc is the data of a drawing, as it is kept with a case. It is part of the interface.
type linksDoc struct {
	People []linksDocPerson `json:"people"` // of a chain: in order
	Things []linksDocThing  `json:"things"`
	Common []linksDocThing  `json:"common,omitempty"` // what so many have that it links nobody
	Kinds  []core.TraitKind `json:"kinds,omitempty"`  // only these were looked at
	From   string           `json:"from,omitempty"`   // only what was there from this day on
	To     string           `json:"to,omitempty"`     // and until this one, both within
	Cut    bool             `json:"cut,omitempty"`    // there was no room for everybody
}

type linksDocPerson struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

type linksDocThing struct {
	Kind    core.TraitKind   `json:"kind"`
	Shown   string           `json:"shown"`
	People  int              `json:"people"` // who have it
	Holders []linksDocHolder `json:"holders,omitempty"`
}

type linksDocHolder struct {
	Person   string          `json:"person"`
	From     string          `json:"from,omitempty"`
	To       string          `json:"to,omitempty"`
	Evidence []core.Evidence `json:"evidence"`
}

// doc is the data of a drawing.
func (v *linksView) doc() ([]byte, error) {
	d := linksDoc{Kinds: v.Query.Kinds, From: v.Query.FromDay(), To: v.Query.ToDay(), Cut: v.Picture.Cut, Things: v.docThings(v.Picture.Things), Common: v.docThings(v.Picture.Common)}
	for _, p := range v.Picture.People {
		d.People = append(d.People, linksDocPerson{p.ID, p.Name})
	}
	text, err := json.MarshalIndent(d, "", " ")
	if err != nil {
		return nil, fmt.Errorf("links: %w", err)
	}
	return append(text, '\n'), nil
}

func (v *linksView) docThings(things []link.Thing) []linksDocThing {
	var out []linksDocThing
	for _, t := range things {
		x := linksDocThing{Kind: t.Kind, Shown: t.Shown, People: t.Count}
		for _, h := range t.Holders {
			if !t.Common() {
				x.Holders = append(x.Holders, linksDocHolder{h.Person, v.Day(h.From), v.Day(h.To), h.Evidence})
			}
		}
		out = append(out, x)
	}
	return out
}

// linksSave keeps the drawing and its data with a case that the actor holds.
func (s *site) linksSave(r *request) error {
	if err := r.ParseForm(); err != nil {
		return fmt.Errorf("%w: form", core.ErrInvalid)
	}
	q, _ := parseLinks(r.PostForm)
	v, err := s.linksFile(r, q)
	if err != nil {
		return err
	}
	id := r.PostForm.Get("case")
	if !slices.ContainsFunc(v.Cases, func(c casework.Row) bool { return c.Case == id }) {
		v.Problem = "links_no_case"
		return s.show(r, http.StatusUnprocessableEntity, "links", v)
	}
	err = s.linksKeep(r, v, id)
	if status, word := refusal(err); word != "" && !errors.Is(err, core.ErrNotFound) {
		v.Problem = word
		return s.show(r, status, "links", v)
	}
	if err != nil {
		return err
	}
	return r.redirect("/cases/" + id + "/evidence")
}

func (s *site) linksKeep(r *request, v *linksView, id string) error {
	svg, err := s.svg(v)
	if err != nil {
		return err
	}
	doc, err := v.doc()
	if err != nil {
		return err
	}
	for _, f := range []struct {
		name string
		body []byte
	}{{"links.svg", svg}, {"links.json", doc}} {
		if _, err := s.Evidence.Add(r.Context(), r.actor, id, f.name, v.W("links_note"), bytes.NewReader(f.body), r.now); err != nil {
			return err
		}
	}
	return nil
}
