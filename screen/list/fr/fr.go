// Package fr reads the French register of freezes (Registre national des gels) in JSON, which the Direction générale du
// Trésor publishes at https://gels-avoirs.dgtresor.gouv.fr.
package fr

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/taupier-eu/taupier/screen/list"
	"github.com/taupier-eu/taupier/screen/list/source"
)

// Key is the name of the member that holds the register.
const Key = "Publications"

// publication is an entry: what it is, and fields that hold values.
type publication struct {
	ID     text    `json:"IdRegistre"`
	Nature text    `json:"Nature"`
	Name   text    `json:"Nom"`
	Fields []field `json:"RegistreDetail"`
}

type field struct {
	Kind   string  `json:"TypeChamp"`
	Values []value `json:"Valeur"`
}

type value map[string]text

// text is a string; numbers stand for themselves, null for nothing.
type text string

func (t *text) UnmarshalJSON(data []byte) error {
	switch {
	case string(data) == "null":
		return nil
	case data[0] == '"':
		var s string
		if err := json.Unmarshal(data, &s); err != nil {
			return err
		}
		*t = text(source.Trim(s))
	case data[0] == '{' || data[0] == '[':
		return fmt.Errorf("a text is %.20q", data)
	default:
		*t = text(data)
	}
	return nil
}

// Read reads the register entry by entry. Entries that cannot be used are in Rejected; an error means that the file is
// no register, or is cut.
func Read(in io.Reader, file string) (*list.List, error) {
	lines := source.NewLines(in)
	r := &reader{
		d: json.NewDecoder(lines), lines: lines, file: file, seen: map[string]bool{}, unknown: map[string]int{},
		list: &list.List{Name: "fr", Title: "Registre national des gels", Publisher: "Direction générale du Trésor"},
	}
	found := false
	err := r.object(func(key string) error {
		if key != Key {
			return r.skip()
		}
		found = true
		return r.object(r.member)
	})
	if err != nil {
		return nil, r.damaged(err)
	}
	if _, err := r.d.Token(); !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("%s: line %d: the register goes on after its end: the file is damaged: fetch it again", file, r.line())
	}
	if !found {
		return nil, fmt.Errorf("%s: no %q in it: this is another file or another version of the format", file, Key)
	}
	return r.done()
}

type reader struct {
	d       *json.Decoder
	lines   *source.Lines
	file    string
	list    *list.List
	seen    map[string]bool
	unknown map[string]int // fields that this reader does not know, with the line of the first
}

func (r *reader) line() int { return r.lines.Line(r.d.InputOffset()) }

func (r *reader) damaged(err error) error {
	if errors.Is(err, io.EOF) {
		err = io.ErrUnexpectedEOF
	}
	return fmt.Errorf("%s: line %d: the file is cut or damaged (%w): fetch it again", r.file, r.line(), err)
}

// object hands over the members of an object by name; use reads the value.
func (r *reader) object(use func(key string) error) error {
	if err := r.delimiter('{'); err != nil {
		return err
	}
	for r.d.More() {
		key, err := r.d.Token()
		if err != nil {
			return err
		}
		if err := use(key.(string)); err != nil { // the decoder lets nothing else stand there
			return err
		}
	}
	return r.delimiter('}')
}

func (r *reader) delimiter(want json.Delim) error {
	t, err := r.d.Token()
	if err != nil {
		return err
	}
	if t != want {
		return fmt.Errorf("found %v, want %v", t, want)
	}
	return nil
}

func (r *reader) skip() error {
	var raw json.RawMessage
	return r.d.Decode(&raw)
}

func (r *reader) member(key string) error {
	switch key {
	case "DatePublication":
		var date text
		if err := r.d.Decode(&date); err != nil {
			return err
		}
		for _, layout := range []string{time.DateTime, time.RFC3339, "2006-01-02T15:04:05", time.DateOnly, "02/01/2006"} {
			if t, err := time.Parse(layout, string(date)); err == nil {
				r.list.Published = t
			}
		}
		return nil
	case "PublicationDetail":
		return r.entries()
	}
	return r.skip()
}

func (r *reader) entries() error {
	if err := r.delimiter('['); err != nil {
		return err
	}
	for r.d.More() {
		r.lines.Next()
		var raw json.RawMessage
		if err := r.d.Decode(&raw); err != nil {
			return err
		}
		line := r.line() - bytes.Count(raw, []byte("\n"))
		var p publication
		if err := json.Unmarshal(raw, &p); err != nil {
			r.reject(line, "entry %q is of another form: %v", p.ID, source.Mismatch(err))
			continue
		}
		r.take(&p, line)
	}
	return r.delimiter(']')
}

func (r *reader) reject(line int, format string, args ...any) {
	r.list.Rejected = append(r.list.Rejected, list.Problem{File: r.file, Line: line, Reason: fmt.Sprintf(format, args...)})
}

func (r *reader) take(p *publication, line int) {
	id := string(p.ID)
	switch {
	case id == "" || p.Name == "":
		r.reject(line, "entry %q without a number or a name", id)
	case r.seen[id]:
		r.reject(line, "entry %s stands twice: the first counts", id)
	default:
		r.seen[id] = true
		e, unknown := p.entry(line)
		for _, k := range unknown {
			if r.unknown[k] == 0 {
				r.unknown[k] = line
			}
		}
		r.list.Entries = append(r.list.Entries, e)
	}
}

func (r *reader) done() (*list.List, error) {
	if len(r.list.Entries) == 0 {
		return nil, fmt.Errorf("%s: no entry in it: fetch it again", r.file)
	}
	var kinds []string
	for k := range r.unknown {
		kinds = append(kinds, k)
	}
	slices.Sort(kinds)
	for _, k := range kinds {
		r.reject(r.unknown[k], "the field %s is not known to this version and is not kept; the entries are", k)
	}
	return r.list, nil
}

// natures are the kinds of the register.
var natures = map[string]list.Kind{"personne physique": list.Person, "personne morale": list.Company, "navire": list.Vessel, "aéronef": list.Aircraft}

func kindOf(nature text) list.Kind {
	if k, ok := natures[strings.ToLower(string(nature))]; ok {
		return k
	}
	return list.Other
}
