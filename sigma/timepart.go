package sigma

import (
	"slices"
	"strconv"
	"time"
)

// timePart is a part of the time that a field holds; 0 takes the field as a number.
type timePart uint8

const (
	partMinute timePart = iota + 1
	partHour
	partDay
	partWeek
	partMonth
	partYear
)

var timeParts = []string{"", "minute", "hour", "day", "week", "month", "year"}

// timeRange bounds the values that a part can have.
var timeRange = [][2]float64{{}, {0, 59}, {0, 23}, {1, 31}, {1, 53}, {1, 12}, {0, 9999}}

// timePartNamed is the part that a modifier names, or 0.
func timePartNamed(name string) timePart {
	if name == "" {
		return 0
	}
	return timePart(max(slices.Index(timeParts, name), 0))
}

// of reads the part from a text. A date and time is taken as written, without regard to its zone; a
// whole number is Unix seconds, or milliseconds from 10¹¹ on, in UTC.
func (p timePart) of(s string) (float64, bool) {
	if p == 0 {
		return readNumber(s)
	}
	if isWhole(s) && s[0] != '-' && len(s) > 8 && len(s) < 15 {
		n, _ := strconv.ParseInt(s, 10, 64)
		if n >= 1e11 {
			n /= 1000
		}
		return p.from(time.Unix(n, 0).UTC()), true
	}
	t, timed, ok := readTime(s)
	if !ok || !timed && (p == partMinute || p == partHour) {
		return 0, false
	}
	return p.from(t), true
}

func (p timePart) from(t time.Time) float64 {
	switch p {
	case partMinute:
		return float64(t.Minute())
	case partHour:
		return float64(t.Hour())
	case partDay:
		return float64(t.Day())
	case partWeek:
		_, week := t.ISOWeek()
		return float64(week)
	case partMonth:
		return float64(t.Month())
	}
	return float64(t.Year())
}

// readTime reads "2006-01-02", and "2006-01-02T15:04" or "2006-01-02 15:04" with whatever follows.
func readTime(s string) (t time.Time, timed, ok bool) {
	if len(s) < 10 || !fits(s[:10], "0000-00-00") {
		return t, false, false
	}
	year, month, day := digits(s[:4]), digits(s[5:7]), digits(s[8:10])
	hour, minute := 0, 0
	if len(s) > 10 {
		if len(s) < 16 || s[10] != 'T' && s[10] != 't' && s[10] != ' ' || !fits(s[11:16], "00:00") {
			return t, false, false
		}
		hour, minute, timed = digits(s[11:13]), digits(s[14:16]), true
	}
	t = time.Date(year, time.Month(month), day, hour, minute, 0, 0, time.UTC)
	// Date carries 31 April over to May: what does not come back the same was no date.
	ok = t.Day() == day && t.Month() == time.Month(month) && t.Hour() == hour && t.Minute() == minute
	return t, timed, ok
}

// fits reports whether s has digits where shape has 0, and else the same bytes. Both are of one length.
func fits(s, shape string) bool {
	for i := range len(shape) {
		if shape[i] == '0' && !isDigit(s[i]) || shape[i] != '0' && s[i] != shape[i] {
			return false
		}
	}
	return true
}

func digits(s string) int {
	n := 0
	for i := range len(s) {
		n = 10*n + int(s[i]-'0')
	}
	return n
}
