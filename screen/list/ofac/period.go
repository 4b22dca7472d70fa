package ofac

import (
	"fmt"
	"strconv"
	"time"

	"github.com/taupier-eu/taupier/screen/list"
	"github.com/taupier-eu/taupier/screen/list/source"
)

// date is a day of the advanced form.
type date struct {
	Year  string `xml:"Year"`
	Month string `xml:"Month"`
	Day   string `xml:"Day"`
}

// parts are 0 for what is not known.
func (d *date) parts() (year, month, day int) {
	number := func(s string, least, most int) int {
		n, err := strconv.Atoi(source.Trim(s))
		if err != nil || n < least || n > most {
			return 0
		}
		return n
	}
	year, month, day = number(d.Year, 1, 9999), number(d.Month, 1, 12), number(d.Day, 1, 31)
	return year, month, day
}

// iso is the day, "" unless it is known whole.
func (d *date) iso() string {
	if y, m, day := d.parts(); y*m*day != 0 {
		return fmt.Sprintf("%04d-%02d-%02d", y, m, day)
	}
	return ""
}

// period is a DatePeriod: something between the first and the last of its days. OFAC writes a year as the days from the
// first of January to the last of December.
type period struct {
	Start edge `xml:"Start"`
	End   edge `xml:"End"`
}

type edge struct {
	Approximate string `xml:"Approximate,attr"`
	From        date   `xml:"From"`
	To          date   `xml:"To"`
}

// birth brings a period to what is known of a date of birth.
func (p *period) birth() (list.Birth, bool) {
	b := list.Birth{Circa: p.Start.Approximate == "true" || p.End.Approximate == "true"}
	y, m, d := p.Start.From.parts()
	if y == 0 {
		return b, false
	}
	uy, um, ud := p.End.To.parts()
	if uy == 0 {
		uy, um, ud = p.Start.To.parts()
	}
	if uy == 0 {
		uy, um, ud = y, m, d
	}
	b.Year = y
	switch {
	case y == uy && m == um && d == ud:
		b.Month, b.Day = m, d
	case y == uy && m == um && m != 0 && d <= 1 && ud == lastOf(y, m):
		b.Month = m
	case y != uy:
		b.Until = uy
	}
	return b, true
}

func lastOf(year, month int) int {
	return time.Date(year, time.Month(month)+1, 0, 0, 0, 0, 0, time.UTC).Day()
}

// day is what a period says in words: "2030-01-01", "2030-01", "2030", "2029 to 2030".
func (p *period) day() string {
	b, ok := p.birth()
	switch {
	case !ok:
		return ""
	case b.Until != 0:
		return fmt.Sprintf("%d to %d", b.Year, b.Until)
	case b.Day != 0:
		return fmt.Sprintf("%d-%02d-%02d", b.Year, b.Month, b.Day)
	case b.Month != 0:
		return fmt.Sprintf("%d-%02d", b.Year, b.Month)
	}
	return strconv.Itoa(b.Year)
}
