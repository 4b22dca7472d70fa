package screen

import (
	"strings"

	"github.com/taupier-eu/taupier/screen/list"
)

// What facts are worth, in log-odds: ln of how often they agree in this way for the same bearer over how often by chance.
// Set from how they vary in a population (60 birth years, 365 days), not fitted: lists have too few facts to fit on.
const (
	bornSameDay  = 7.0  // 0.8 over 1 in 60 × 365 would be 9.8; lists repeat guessed days (1 January)
	bornSwapped  = 4.0  // day and month exchanged
	bornSameYear = 3.5  // 0.9 over 1 in 40 (people screened are near in age)
	bornInRange  = 1.5  // inside a range, or within two years of "circa"
	bornNear     = 0.5  // one year off
	bornOtherDay = -1.5 // the same year, another day
	bornOther    = -7.0 // two years or more off: another person, or a wrong date on one side
	countrySame  = 0.7
	countryOther = -0.3
	numberSame   = 12.0
	emailSame    = 12.0
	walletSame   = 14.0
)

// birth compares a date of birth with those of an entry; the best agreement counts. Nothing known on a side says nothing.
func birth(born Date, births []list.Birth) (Reason, bool) {
	if born.Year == 0 || len(births) == 0 {
		return Reason{}, false
	}
	best := Reason{Code: BornOther, LogOdds: bornOther}
	for _, b := range births {
		if b.Year == 0 {
			continue
		}
		if code, worth := bornAgainst(born, b); worth > best.LogOdds {
			best.Code, best.LogOdds = code, worth
		}
	}
	best.Query, best.Entry = born.String(), birthWords(births)
	return best, best.Entry != ""
}

func bornAgainst(born Date, b list.Birth) (Code, float64) {
	off := born.Year - b.Year
	switch {
	case b.Until > b.Year && off >= 0 && born.Year <= b.Until:
		return BornRange, bornInRange
	case b.Circa && off >= -2 && off <= 2:
		return BornRange, bornInRange
	case off == 1 || off == -1:
		return BornNear, bornNear
	case off != 0:
		return BornOther, bornOther
	case born.Month == 0 || b.Month == 0:
		return BornYear, bornSameYear
	case born.Month == b.Month && born.Day == b.Day && born.Day != 0:
		return BornDay, bornSameDay
	case born.Month == b.Day && born.Day == b.Month && born.Day != 0:
		return BornSwapped, bornSwapped
	case born.Month == b.Month && (born.Day == 0 || b.Day == 0):
		return BornYear, bornSameYear
	}
	return BornOtherDay, bornOtherDay
}

func birthWords(births []list.Birth) string {
	var out []string
	for _, b := range births {
		if b.Year == 0 {
			continue
		}
		s := Date{b.Year, b.Month, b.Day}.String()
		if b.Until > b.Year {
			s += "–" + Date{Year: b.Until}.String()
		}
		if b.Circa {
			s = "c. " + s
		}
		if !contains(out, s) {
			out = append(out, s)
		}
	}
	return strings.Join(out, ", ")
}

// countries compares; an entry is of its nations and of the countries of its addresses.
func countries(asked []string, e *list.Entry) (Reason, bool) {
	known := nationsOf(e)
	if len(asked) == 0 || len(known) == 0 {
		return Reason{}, false
	}
	r := Reason{Code: CountryOther, LogOdds: countryOther, Query: strings.Join(asked, ", "), Entry: strings.Join(known, ", ")}
	for _, c := range asked {
		for _, k := range known {
			if strings.EqualFold(strings.TrimSpace(c), k) {
				r.Code, r.LogOdds, r.Query, r.Entry = CountrySame, countrySame, c, k
			}
		}
	}
	return r, true
}

func nationsOf(e *list.Entry) []string {
	var out []string
	for _, n := range e.Nations {
		if n != "" && !contains(out, n) {
			out = append(out, n)
		}
	}
	for _, a := range e.Addresses {
		if a.Country != "" && !contains(out, a.Country) {
			out = append(out, a.Country)
		}
	}
	return out
}

// number brings a document number to its letters and digits: "IMO 9187629" and "9187629" are one. Numbers of fewer than
// five signs say too little and are "".
func number(s string) string {
	var b strings.Builder
	for _, r := range strings.ToUpper(s) {
		if r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' || r > 0x7f {
			b.WriteRune(r)
		}
	}
	n := strings.TrimPrefix(b.String(), "IMO")
	if len(n) < 5 || !strings.ContainsAny(n, "0123456789") {
		return ""
	}
	return n
}

func mail(s string) string {
	s = strings.ToLower(strings.TrimSpace(s))
	if at := strings.IndexByte(s, '@'); at < 1 || at == len(s)-1 {
		return ""
	}
	return s
}
