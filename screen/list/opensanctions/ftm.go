package opensanctions

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/taupier-eu/taupier/screen/list"
	"github.com/taupier-eu/taupier/screen/list/source"
)

// entity is one line.
type entity struct {
	ID         string   `json:"id"`
	Caption    string   `json:"caption"`
	Schema     string   `json:"schema"`
	Seen       string   `json:"last_seen"`
	Properties property `json:"properties"`
}

type property map[string][]string

// first is the first value of a property, "" when there is none.
func (p property) first(name string) string {
	if v := p[name]; len(v) > 0 {
		return v[0]
	}
	return ""
}

// Marks are the members by which a line is known.
var Marks = []string{`"schema"`, `"properties"`}

// ReadFTM reads entities.ftm.json. Entities with the topic "sanction" become entries; what others say of them (listings,
// passports, wallets, addresses) is added at the end, for they stand in any order. Lines that cannot be used are in
// Rejected; a file that ends within a line is an error.
func ReadFTM(in io.Reader, file string) (*list.List, error) {
	r := &reader{collector: *newCollector(file), addresses: map[string]string{}, living: map[string][]string{}}
	meter := source.NewMeter(in)
	lines := bufio.NewReaderSize(meter, 1<<20)
	for n := 1; ; n++ {
		meter.Next()
		line, err := lines.ReadBytes('\n')
		if err != nil && !errors.Is(err, io.EOF) {
			return nil, fmt.Errorf("%s: line %d: read: %w", file, n, err)
		}
		if len(bytes.TrimSpace(line)) > 0 {
			if bad := r.line(line, n); bad != nil {
				if err != nil {
					return nil, fmt.Errorf("%s: line %d: the file ends within a line (%w): it is cut: fetch it again", file, n, bad)
				}
				r.reject(n, "line cannot be read: %v", source.Mismatch(bad))
			}
		}
		if err != nil {
			break
		}
	}
	r.settle()
	return r.done()
}

type reader struct {
	collector
	about     []entity            // listings, documents and wallets, which name the entity that they are about
	addresses map[string]string   // text by id
	living    map[string][]string // ids of addresses by entry
}

func (r *reader) line(data []byte, n int) error {
	var e entity
	if err := json.Unmarshal(data, &e); err != nil {
		return err
	}
	r.seen(e.Seen)
	switch e.Schema {
	case "Sanction", "Passport", "Identification", "CryptoWallet":
		e.Seen = ""
		r.about = append(r.about, e)
		if e.Schema != "CryptoWallet" || len(e.Properties["holder"]) > 0 {
			return nil
		}
	case "Address":
		r.addresses[e.ID] = e.Properties.first("full")
		return nil
	}
	if !slices.Contains(e.Properties["topics"], "sanction") {
		if len(e.Properties["topics"]) > 0 {
			r.without++
		}
		return nil
	}
	if ids := e.Properties["addressEntity"]; len(ids) > 0 && len(r.living[e.ID]) == 0 {
		r.living[e.ID] = ids
	}
	r.take(e.entry(n))
	return nil
}

// numbers are the properties that hold numbers, by kind.
var numbers = []struct{ kind, property string }{
	{"passport", "passportNumber"}, {"national-id", "idNumber"}, {"national-id", "socialSecurityNumber"}, {"tax", "taxNumber"}, {"tax", "innCode"}, {"tax", "vatCode"},
	{"registration", "registrationNumber"}, {"registration", "ogrnCode"}, {"registration", "uscCode"}, {"registration", "leiCode"}, {"registration", "okpoCode"},
	{"imo", "imoNumber"}, {"swift", "swiftBic"}, {"other", "mmsi"}, {"other", "serialNumber"},
}

func (e *entity) entry(line int) list.Entry {
	p := e.Properties
	out := list.Entry{List: short, ID: e.ID, Kind: kindOf(e.Schema), Line: line, Names: e.names()}
	for _, b := range p["birthDate"] {
		addBirth(&out, b)
	}
	for _, s := range p["birthPlace"] {
		out.BirthPlaces = source.Add(out.BirthPlaces, source.Trim(s))
	}
	for _, name := range []string{"nationality", "citizenship", "flag", "jurisdiction"} {
		for _, c := range p[name] {
			addNation(&out, c)
		}
	}
	for _, n := range numbers {
		for _, v := range p[n.property] {
			addDocument(&out, list.Document{Type: n.kind, Number: source.Trim(v)})
		}
	}
	for _, a := range p["address"] {
		out.Addresses = source.Add(out.Addresses, list.Address{Text: source.Trim(a)})
	}
	for _, v := range p["programId"] {
		out.Programmes = source.Add(out.Programmes, v)
	}
	out.Emails, out.Websites = p["email"], p["website"]
	if out.Kind == list.Wallet {
		addWallet(&out, p)
	}
	out.Remarks = source.Sentences(slices.Concat([]string{out.Remarks}, p["title"], p["position"], p["legalForm"], p["notes"])...)
	return out
}

// names begin with the caption, which is one of them.
func (e *entity) names() []list.Name {
	var out []list.Name
	add := func(text string, weak, former bool) {
		if text = source.Trim(text); text == "" || slices.ContainsFunc(out, func(n list.Name) bool { return n.Text == text }) {
			return
		}
		out = append(out, list.Name{Text: text, Weak: weak, Former: former, Primary: len(out) == 0})
	}
	p := e.Properties
	add(e.Caption, false, false)
	for _, kind := range []struct {
		property     string
		weak, former bool
	}{{"name", false, false}, {"alias", false, false}, {"previousName", false, true}, {"weakAlias", true, false}, {"abbreviation", true, false}} {
		for _, v := range p[kind.property] {
			add(v, kind.weak, kind.former)
		}
	}
	if given, family := p["firstName"], p["lastName"]; len(out) > 0 && e.Schema == "Person" && len(given) == 1 && len(family) == 1 {
		out[0].Given, out[0].Family = source.Trim(given[0]), source.Trim(family[0])
		if middle := p["middleName"]; len(middle) == 1 {
			out[0].Middle = source.Trim(middle[0])
		}
	}
	return out
}

func addDocument(e *list.Entry, d list.Document) {
	if d.Type == "imo" {
		d.Number = source.Trim(strings.TrimPrefix(d.Number, "IMO"))
		if e.Kind != list.Vessel { // companies that own ships have IMO numbers too
			d.Type = "registration"
		}
	}
	if d.Number != "" {
		e.Documents = source.Add(e.Documents, d)
	}
}

func addWallet(e *list.Entry, p property) {
	for _, key := range p["publicKey"] {
		e.Wallets = source.Add(e.Wallets, list.WalletAddress{Currency: p.first("currency"), Address: source.Trim(key)})
	}
}
