package ofac

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/taupier-eu/taupier/screen/list"
	"github.com/taupier-eu/taupier/screen/list/source"
)

// readRemarks takes the facts out of the remarks, whose parts are separated by semicolons.
func readRemarks(e *list.Entry, remarks string) {
	for _, part := range strings.Split(remarks, "; ") {
		part = strings.TrimSuffix(strings.TrimSpace(part), ".")
		readRemark(e, strings.TrimPrefix(part, "alt. "))
	}
}

func readRemark(e *list.Entry, s string) {
	switch {
	case strings.HasPrefix(s, "DOB "):
		if b, ok := birth(s[4:]); ok {
			e.Births = append(e.Births, b)
		}
	case strings.HasPrefix(s, "POB "):
		e.BirthPlaces = append(e.BirthPlaces, s[4:])
	case strings.HasPrefix(s, "nationality "):
		e.Nations = source.Add(e.Nations, list.Country(s[len("nationality "):]))
	case strings.HasPrefix(s, "citizen "):
		e.Nations = source.Add(e.Nations, list.Country(s[len("citizen "):]))
	case strings.HasPrefix(s, "Digital Currency Address - "):
		if currency, address, ok := strings.Cut(s[len("Digital Currency Address - "):], " "); ok {
			e.Wallets = append(e.Wallets, list.WalletAddress{Currency: currency, Address: strings.TrimSpace(address)})
		}
	case strings.HasPrefix(s, "Email Address "):
		e.Emails = append(e.Emails, strings.TrimSpace(s[len("Email Address "):]))
	case strings.HasPrefix(s, "Website "):
		e.Websites = append(e.Websites, strings.TrimSpace(s[len("Website "):]))
	case strings.HasPrefix(s, "a.k.a. '"), strings.HasPrefix(s, "f.k.a. '"), strings.HasPrefix(s, "n.k.a. '"):
		n := nameOf(strings.Trim(s[len("a.k.a. "):], "' "), e.Kind)
		n.Weak, n.Former = true, s[0] == 'f' // OFAC puts weak aliases into the remarks, in quotation marks
		e.Names = append(e.Names, n)
	default:
		if d, ok := document(s); ok {
			d.Type = ofVessel(d.Type, e.Kind)
			e.Documents = append(e.Documents, d)
		}
	}
}

var issuedBy = regexp.MustCompile(`\(([^()]+)\)`)

// document reads "Passport A10472263 (Malaysia) expires 05 Feb 2014".
func document(s string) (list.Document, bool) {
	at := begun(s)
	if at < 0 {
		return list.Document{}, false
	}
	d := list.Document{Type: documents[at].kind}
	rest := strings.TrimSpace(s[len(documents[at].begins):])
	if m := issuedBy.FindStringSubmatchIndex(rest); m != nil {
		d.Country = list.Country(rest[m[2]:m[3]])
		d.Note = strings.TrimSpace(rest[m[1]:])
		rest = strings.TrimSpace(rest[:m[0]])
	}
	for _, word := range []string{" issued ", " expires "} {
		if number, note, ok := strings.Cut(rest, word); ok {
			rest, d.Note = number, strings.TrimSpace(word+note)
		}
	}
	d.Number = strings.TrimSpace(strings.TrimPrefix(rest, "IMO "))
	return d, d.Number != ""
}

// birth reads "10 Dec 1948", "Sep 1958", "1936", "circa 1951", "1958 to 1960" and "01 Jan 1958 to 31 Dec 1959".
func birth(s string) (list.Birth, bool) {
	var b list.Birth
	s = strings.TrimSpace(s)
	if rest, ok := strings.CutPrefix(s, "circa "); ok {
		b.Circa, s = true, rest
	}
	if from, to, ok := strings.Cut(s, " to "); ok {
		first, ok1 := birth(from)
		last, ok2 := birth(strings.TrimPrefix(to, "circa "))
		if !ok1 || !ok2 {
			return b, false
		}
		return list.Birth{Year: first.Year, Until: last.Year, Circa: b.Circa}, true
	}
	for layout, known := range map[string]int{"02 Jan 2006": 3, "2 Jan 2006": 3, "Jan 2006": 2} {
		t, err := time.Parse(layout, s)
		if err != nil {
			continue
		}
		b.Year, b.Month = t.Year(), int(t.Month())
		if known == 3 {
			b.Day = t.Day()
		}
		return b, true
	}
	year, err := strconv.Atoi(s)
	if err != nil || len(s) != 4 {
		return b, false
	}
	b.Year = year
	return b, true
}
