package fr

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/taupier-eu/taupier/screen/list"
	"github.com/taupier-eu/taupier/screen/list/source"
)

func (v value) get(key string) string { return string(v[key]) }

// comment is what the register remarks on a value; the name of its member differs.
func (v value) comment() string {
	var all []string
	for k, t := range v {
		if strings.HasPrefix(k, "Commentaire") {
			all = append(all, string(t))
		}
	}
	slices.Sort(all)
	return source.Sentences(all...)
}

// entry brings a publication to the common form, and tells which fields are not known.
func (p *publication) entry(line int) (list.Entry, []string) {
	e := list.Entry{List: "fr", ID: string(p.ID), Kind: kindOf(p.Nature), Line: line}
	e.Names = names(string(p.Name), p.Fields, e.Kind)
	var unknown, remarks []string
	for _, f := range p.Fields {
		for _, v := range f.Values {
			more, known := v.into(&e, f.Kind)
			if !known {
				unknown = append(unknown, f.Kind)
			}
			remarks = append(remarks, more...)
		}
	}
	e.Remarks = source.Sentences(remarks...)
	return e, unknown
}

// names are the family name with each given name, or the whole name of what is no person.
func names(family string, fields []field, kind list.Kind) []list.Name {
	var out []list.Name
	for _, f := range fields {
		for _, v := range f.Values {
			if given := v.get("Prenom"); f.Kind == "PRENOM" && given != "" && kind == list.Person {
				out = source.Add(out, list.Name{Text: source.Joined(given, family), Family: family, Given: given, Primary: len(out) == 0})
			}
		}
	}
	if len(out) == 0 {
		out = append(out, list.Name{Text: family, Primary: true})
	}
	return out
}

// into adds a value of a field to the entry. What has no place of its own comes back for the remarks.
func (v value) into(e *list.Entry, kind string) (remarks []string, known bool) {
	switch kind {
	case "PRENOM", "SEXE", "TELEPHONE": // in the names; not kept; not kept
		return nil, true
	case "ALIAS":
		if s := v.get("Alias"); s != "" {
			e.Names = source.Add(e.Names, list.Name{Text: s})
		}
	case "DATE_DE_NAISSANCE":
		if b := v.birth(); b.Year != 0 {
			e.Births = source.Add(e.Births, b)
		}
	case "LIEU_DE_NAISSANCE":
		e.BirthPlaces = source.Add(e.BirthPlaces, source.Commas(v.get("Lieu"), v.get("Pays")))
	case "NATIONALITE":
		e.Nations = source.Add(e.Nations, list.Pays(v.get("Pays")))
	case "ADRESSE_PP", "ADRESSE_PM":
		e.Addresses = source.Add(e.Addresses, list.Address{Text: v.get("Adresse"), Country: list.Pays(v.get("Pays"))})
	case "PASSEPORT":
		document(e, "passport", v.get("NumeroPasseport"), v.comment())
		return nil, true
	case "AUTRE_IDENTITE":
		document(e, "national-id", v.get("NumeroCarte"), v.comment())
		return nil, true
	case "NUMERO_OMI":
		document(e, "imo", v.get("NumeroOMI"), "")
	case "COURRIEL":
		e.Emails = source.Add(e.Emails, v.get("Courriel"))
	case "SITE_INTERNET":
		e.Websites = source.Add(e.Websites, v.get("SiteInternet"))
	case "FONDEMENT_JURIDIQUE":
		e.Programmes = source.Add(e.Programmes, v.get("FondementJuridiqueLabel"))
	case "IDENTIFICATION":
		numbers(e, v.comment()+": "+v.get("Identification"))
		return []string{v.get("Identification"), v.comment()}, true
	case "TITRE":
		return []string{v.get("Titre"), v.comment()}, true
	case "MOTIFS":
		return []string{v.get("Motifs")}, true
	case "REFERENCE_UE":
		return []string{source.Joined("UE", v.get("ReferenceUe"))}, true
	case "REFERENCE_ONU":
		return []string{source.Joined("ONU", v.get("ReferenceOnu"))}, true
	default:
		return nil, false
	}
	return []string{v.comment()}, true
}

var about = regexp.MustCompile(`(?i)\b(vers|environ|approximati\w+|circa)\b`)

func (v value) birth() list.Birth {
	number := func(key string, most int) int {
		n, err := strconv.Atoi(v.get(key))
		if err != nil || n < 0 || n > most {
			return 0
		}
		return n
	}
	return list.Birth{Year: number("Annee", 9999), Month: number("Mois", 12), Day: number("Jour", 31), Circa: about.MatchString(v.comment())}
}

func document(e *list.Entry, kind, number, note string) {
	if number != "" {
		e.Documents = source.Add(e.Documents, list.Document{Type: kind, Number: number, Note: note})
	}
}

// inText are the numbers that the free text of an identification names beyond doubt.
var inText = []struct {
	kind    string
	pattern *regexp.Regexp
}{
	{"tax", regexp.MustCompile(`\bINN\b\D{0,5}(\d{10}(?:\d\d)?)\b`)},
	{"registration", regexp.MustCompile(`\b(?:OGRN|PSRN)\b\D{0,5}(\d{13}(?:\d\d)?)\b`)},
	{"swift", regexp.MustCompile(`\b(?:SWIFT|BIC)(?:/BIC)?\s*:?\s*([A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?)\b`)},
	{"imo", regexp.MustCompile(`\b(?:OMI|IMO)\b\D{0,5}(\d{7})\b`)},
}

func numbers(e *list.Entry, s string) {
	for _, n := range inText {
		if n.kind == "imo" && e.Kind != list.Vessel { // of a ship that somebody else owns
			continue
		}
		for _, m := range n.pattern.FindAllStringSubmatch(s, -1) {
			document(e, n.kind, m[1], "")
		}
	}
}
