package sigma

import (
	"math/big"
	"net/netip"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// field answers "name|modifier|…: value or values".
func (e refEvent) field(key string, value any) bool {
	parts := strings.Split(key, "|")
	name, mods := parts[0], parts[1:]
	all := slices.Contains(mods, "all")
	holds := all
	for _, v := range refList(value) {
		if e.value(name, mods, v) != all {
			holds = !all
		}
	}
	return holds != slices.Contains(mods, "neq")
}

// value answers for one value of the rule.
func (e refEvent) value(name string, mods []string, value any) bool {
	has := func(names ...string) bool {
		return slices.ContainsFunc(names, func(n string) bool { return slices.Contains(mods, n) })
	}
	switch {
	case has("exists"):
		return (len(e.lookUp(name)) > 0) == value.(bool)
	case value == nil:
		found := e.lookUp(name)
		return len(found) == 0 || slices.ContainsFunc(found, refNull)
	case has("fieldref"):
		return e.related(name, value.(string), mods)
	}
	for _, text := range e.texts(name) {
		if refHolds(text, name, mods, value, has) {
			return true
		}
	}
	return false
}

// related: any text of the one field to any of the other.
func (e refEvent) related(name, other string, mods []string) bool {
	for _, a := range e.texts(name) {
		for _, b := range e.texts(other) {
			if refText(a, regexp.QuoteMeta(b), mods) {
				return true
			}
		}
	}
	return false
}

// refHolds answers for one value of the rule and one text of the record.
func refHolds(text, name string, mods []string, value any, has func(...string) bool) bool {
	number, isNumber := value.(refNumber)
	switch {
	case has("re"):
		flags := ""
		for _, f := range []string{"i", "m", "s"} {
			if has(f) {
				flags += "(?" + f + ")"
			}
		}
		return refRegexp(flags + refWritten(value)).MatchString(text)
	case has("cidr"):
		return refWithin(text, value.(string))
	case has("minute", "hour", "day", "week", "month", "year"):
		part, ok := refTimePart(text, mods)
		return ok && refCompare(big.NewRat(int64(part), 1), number.value, mods)
	case isNumber && has("gt", "gte", "lt", "lte"), isNumber && name != "" && !has(append(refPlaces, refEncodings...)...):
		n, ok := refDecimal(text)
		return ok && refCompare(n, number.value, mods)
	}
	if name == "" {
		mods = append(slices.Clone(mods), "contains")
	}
	return slices.ContainsFunc(refPatterns(refWritten(value), mods), func(p string) bool { return refText(text, p, mods) })
}

func refCompare(a, b *big.Rat, mods []string) bool {
	c := a.Cmp(b)
	for _, m := range mods {
		switch m {
		case "gt":
			return c > 0
		case "gte":
			return c >= 0
		case "lt":
			return c < 0
		case "lte":
			return c <= 0
		}
	}
	return c == 0
}

// refWritten is a value of a rule as text.
func refWritten(value any) string {
	switch v := value.(type) {
	case refNumber:
		return v.text
	case bool:
		return strconv.FormatBool(v)
	}
	return value.(string)
}

var refDecimalShape = regexp.MustCompile(`^[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]{1,3})?$`)

func refDecimal(text string) (*big.Rat, bool) {
	if !refDecimalShape.MatchString(text) {
		return nil, false
	}
	return new(big.Rat).SetString(text)
}

// refWithin: IPv4 within IPv6 counts as IPv4, zones are left out, a single address is a network of one.
func refWithin(text, network string) bool {
	text, _, _ = strings.Cut(text, "%")
	ip, err := netip.ParseAddr(text)
	if err != nil {
		return false
	}
	if single, err := netip.ParseAddr(network); err == nil {
		return ip.Unmap() == single.Unmap()
	}
	p := netip.MustParsePrefix(network)
	if p.Addr().Is4In6() && p.Bits() >= 96 {
		return ip.Unmap().Is4() && p.Contains(netip.AddrFrom16(ip.Unmap().As16()))
	}
	return p.Contains(ip.Unmap())
}

var refUnix = regexp.MustCompile(`^[1-9][0-9]{8,13}$`)

// refTimePart is the part of a time that the modifiers name.
func refTimePart(text string, mods []string) (int, bool) {
	var t time.Time
	var err error
	switch {
	case refUnix.MatchString(text):
		n, _ := strconv.ParseInt(text, 10, 64)
		if t = time.Unix(n, 0).UTC(); n >= 100_000_000_000 {
			t = time.UnixMilli(n).UTC()
		}
	case len(text) == 10:
		t, err = time.Parse("2006-01-02", text)
		if slices.Contains(mods, "hour") || slices.Contains(mods, "minute") {
			return 0, false
		}
	case len(text) >= 16:
		t, err = time.Parse("2006-01-02 15:04", strings.Replace(text[:16], "T", " ", 1))
	default:
		return 0, false
	}
	_, week := t.ISOWeek()
	parts := map[string]int{"minute": t.Minute(), "hour": t.Hour(), "day": t.Day(), "week": week, "month": int(t.Month()), "year": t.Year()}
	for _, m := range mods {
		if part, ok := parts[m]; ok {
			return part, err == nil
		}
	}
	return 0, false
}
