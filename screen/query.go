package screen

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/taupier-eu/taupier/screen/list"
)

// Query is what is known of somebody or something.
type Query struct {
	Name      string
	Kind      list.Kind // "" compares with entries of every kind
	Born      Date
	Countries []string // ISO 3166-1 alpha-2: nationalities, residence
	IDs       []string // passports, identity cards, registrations, IMO numbers; as written
	Wallets   []string
	Emails    []string
}

// Date is a date of birth, as far as it is known: Month and Day are 0 when unknown. The zero Date is unknown.
type Date struct{ Year, Month, Day int }

// String is the date as ISO 8601, as far as it is known.
func (d Date) String() string {
	switch {
	case d.Year == 0:
		return ""
	case d.Month == 0:
		return strconv.Itoa(d.Year)
	case d.Day == 0:
		return fmt.Sprintf("%04d-%02d", d.Year, d.Month)
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day)
}

// ParseDate reads "1972", "1972-03" or "1972-03-09"; "" is the zero Date.
func ParseDate(s string) (Date, error) {
	var d Date
	if s == "" {
		return d, nil
	}
	parts := strings.Split(s, "-")
	into := []*int{&d.Year, &d.Month, &d.Day}
	if len(parts) > len(into) {
		return Date{}, fmt.Errorf("date %q: want YYYY, YYYY-MM or YYYY-MM-DD", s)
	}
	for i, p := range parts {
		n, err := strconv.Atoi(p)
		if err != nil || i == 0 && len(p) != 4 || i > 0 && (len(p) != 2 || n == 0) {
			return Date{}, fmt.Errorf("date %q: want YYYY, YYYY-MM or YYYY-MM-DD", s)
		}
		*into[i] = n
	}
	if d.Year < 1850 || d.Year > 2100 || d.Month > 12 || d.Day > 31 {
		return Date{}, fmt.Errorf("date %q: no date of birth", s)
	}
	return d, nil
}
