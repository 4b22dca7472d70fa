package observe

import (
	"fmt"
	"strings"

	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/sigma"
)

// House reads the columns that the house formats share: time, ip, country, city, asn, as_org, tag,
// session, user_agent. Kind, source and the rest are the caller's.
func House(rec sigma.Value, k *Keeper) (core.Observation, error) {
	at, err := Time(rec, "time", "timestamp", "date")
	if err != nil {
		return core.Observation{}, err
	}
	return core.Observation{
		At:      at,
		IP:      Addr(rec.Get("ip").Text()),
		Place:   k.NamedPlace(Text(rec, "country"), Text(rec, "city")),
		ASN:     ASN(rec.Get("asn").Text()),
		ASOrg:   k.Keep(Text(rec, "as_org")),
		Tag:     k.Keep(Text(rec, "tag")),
		Session: k.Keep(Text(rec, "session")),
		Agent:   k.Keep(Text(rec, "user_agent")),
	}, nil
}

// Place is a place by country code and city. A city without its country is no place.
func (k *Keeper) Place(country, city string) core.Place {
	c := k.Country(country)
	if c == "" {
		return core.Place{}
	}
	return core.Place{Country: c, City: k.Keep(strings.TrimSpace(city))}
}

// Tri reads a yes or a no as forms and exports write it.
func Tri(s string) core.Tri {
	switch strings.ToLower(strings.TrimSpace(s)) {
	case "true", "yes", "1", "y":
		return core.Yes
	case "false", "no", "0", "n":
		return core.No
	}
	return core.Unstated
}

// Has reports whether the record has every one of the named fields, empty ones included.
func Has(rec sigma.Value, names ...string) bool {
	for _, n := range names {
		if !rec.Get(n).Exists() {
			return false
		}
	}
	return true
}

// IsHouse scores a record against a house format: by its type or, for a CSV file without that
// column, by the columns that only this format has together.
func IsHouse(rec sigma.Value, kind string, columns ...string) int {
	if t := rec.Get("type").Text(); t != "" {
		if t == kind {
			return 100
		}
		return 0
	}
	if Has(rec, columns...) {
		return 85
	}
	return 0
}

// HasAny reports whether the record has at least one of the named fields, empty ones included.
func HasAny(rec sigma.Value, names ...string) bool {
	for _, n := range names {
		if rec.Get(n).Exists() {
			return true
		}
	}
	return false
}

// Need is the named field, or an error that says what to give.
func Need(rec sigma.Value, name, example string) (string, error) {
	s := Text(rec, name)
	if s == "" {
		return "", fmt.Errorf("no %s: give the record a field %q such as %s", name, name, example)
	}
	return s, nil
}
