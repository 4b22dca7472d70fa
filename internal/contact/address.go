package contact

import (
	"fmt"
	"slices"
	"strings"
)

// AddressKind is what the words of a street line say stands there.
type AddressKind string

// The kinds of addresses that words tell. AddressOther is every other address.
const (
	AddressOther     AddressKind = ""
	AddressPOBox     AddressKind = "po_box"
	AddressMailbox   AddressKind = "mailbox"
	AddressForwarder AddressKind = "forwarder"
	AddressShop      AddressKind = "parcel_shop"
	AddressCoworking AddressKind = "coworking"
)

var addressKinds = []AddressKind{AddressPOBox, AddressMailbox, AddressForwarder, AddressShop, AddressCoworking}

type addressWords struct {
	words []string
	kind  AddressKind
}

func (d *Directory) readWords(data []byte) error {
	rows, err := table(data, "words", "kind", "source")
	if err != nil {
		return err
	}
	for _, r := range rows {
		kind := AddressKind(r[1])
		if !slices.Contains(addressKinds, kind) {
			return fmt.Errorf("%q: unknown kind %q", r[0], r[1])
		}
		d.words = append(d.words, addressWords{strings.Fields(r[0]), kind})
	}
	return nil
}

// AddressKind is what the words of a street line say, and the words. The line is in folded form: lower
// case, no accents, words parted by spaces. A street that is named after a word ("12 rue du Postfach") is
// taken for what it names, which is why the answer is never more than a reason to look.
func (d *Directory) AddressKind(folded string) (AddressKind, string) {
	if d == nil {
		return AddressOther, ""
	}
	line := strings.Fields(folded)
	for _, w := range d.words {
		for i := 0; i+len(w.words) <= len(line); i++ {
			if slices.Equal(line[i:i+len(w.words)], w.words) {
				return w.kind, strings.Join(w.words, " ")
			}
		}
	}
	return AddressOther, ""
}

// streetWords writes out the abbreviations of streets, in folded form. "st" is left alone: it is a street
// and a saint.
var streetWords = map[string]string{
	"av": "avenue", "ave": "avenue", "bd": "boulevard", "blvd": "boulevard", "bld": "boulevard", "pl": "place", "r": "rue", "chem": "chemin",
	"ch": "chemin", "imp": "impasse", "all": "allee", "rte": "route", "fg": "faubourg", "fbg": "faubourg", "res": "residence", "sq": "square",
	"str": "strasse", "rd": "road", "ln": "lane", "dr": "drive", "apt": "apartment", "appt": "apartment", "app": "apartment", "appartement": "apartment",
	"flat": "apartment", "unit": "apartment", "bat": "batiment", "bldg": "building", "ul": "ulica", "c": "calle", "cl": "calle", "pza": "plaza", "avda": "avenida",
}

// NormalAddress makes the ways of writing one address equal: the number before or after the street,
// abbreviations, "Lindenstraße" and "Lindenstr.". Line and city are in folded form. Everything else stays: two flats of one
// house are two addresses. The postcode stands for the city when it is given, since cities have several
// spellings.
func NormalAddress(line, postcode, city, country string) string {
	words := strings.Fields(line)
	for i, w := range words {
		w = strings.ReplaceAll(w, "ß", "ss")
		if long, ok := streetWords[w]; ok {
			w = long
		} else if stem, ok := strings.CutSuffix(w, "str"); ok && len(stem) > 2 {
			w = stem + "strasse"
		}
		words[i] = w
	}
	words = numberFirst(slices.DeleteFunc(words, func(w string) bool { return slices.Contains(filler, w) }))
	town := strings.ToLower(strings.Join(strings.Fields(postcode), ""))
	if town == "" {
		town = city
	}
	return strings.Join(words, " ") + "|" + town + "|" + strings.ToLower(country)
}

// filler are words that are written or left out.
var filler = []string{"de", "du", "des", "la", "le", "les", "l", "d", "the", "no", "nr", "n"}

// numberFirst puts the first number of a street line before the rest.
func numberFirst(words []string) []string {
	i := slices.IndexFunc(words, func(w string) bool { return w[0] >= '0' && w[0] <= '9' })
	if i <= 0 {
		return words
	}
	return slices.Concat(words[i:i+1], words[:i], words[i+1:])
}
