package opensanctions

import (
	"strings"
	"time"

	"github.com/taupier-eu/taupier/screen/list"
	"github.com/taupier-eu/taupier/screen/list/source"
)

// settle adds what other entities say of the entries.
func (r *reader) settle() {
	for of, ids := range r.living {
		at, ok := r.at[of]
		if !ok {
			continue // it was rejected
		}
		e := &r.list.Entries[at]
		for _, id := range ids {
			e.Addresses = source.Add(e.Addresses, list.Address{Text: source.Trim(r.addresses[id])})
		}
	}
	for i := range r.about {
		a := &r.about[i]
		of := a.Properties["holder"]
		if a.Schema == "Sanction" {
			of = a.Properties["entity"]
		}
		for _, id := range of {
			if at, ok := r.at[id]; ok {
				r.add(&r.list.Entries[at], a)
			}
		}
	}
	r.about, r.addresses, r.living = nil, nil, nil
}

func (r *reader) add(e *list.Entry, a *entity) {
	p := a.Properties
	switch a.Schema {
	case "Sanction":
		r.sanction(e, p)
	case "CryptoWallet":
		addWallet(e, p)
	case "Passport":
		addDocument(e, document("passport", p))
	case "Identification":
		kind := "national-id"
		if t := strings.ToLower(p.first("type")); t != "" && !strings.Contains(t, "id") && !strings.Contains(t, "cedula") {
			kind = "other"
		}
		addDocument(e, document(kind, p))
	}
}

func document(kind string, p property) list.Document {
	d := list.Document{Type: kind, Number: source.Trim(p.first("number"))}
	if c := p.first("country"); len(c) == 2 {
		d.Country = strings.ToUpper(c)
	}
	notes := []string{p.first("type"), p.first("summary")}
	if end := p.first("endDate"); end != "" {
		notes = append(notes, "expires "+end)
	}
	d.Note = source.Sentences(notes...)
	return d
}

// sanction adds the programme and the day of a listing that is in force.
func (r *reader) sanction(e *list.Entry, p property) {
	if end := p.first("endDate"); end != "" && end < r.list.Published.Format(time.DateOnly) {
		return
	}
	ids := p["programId"]
	if len(ids) == 0 {
		ids = p["program"]
	}
	for _, id := range ids {
		e.Programmes = source.Add(e.Programmes, source.Trim(id))
	}
	day := p.first("listingDate")
	if day == "" {
		day = p.first("startDate")
	}
	if len(day) >= len(time.DateOnly) && (e.Listed == "" || day[:10] < e.Listed) {
		e.Listed = day[:10]
	}
}
