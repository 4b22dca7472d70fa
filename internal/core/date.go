package core

import (
	"fmt"
	"strings"
	"time"
)

// Date is a day, a month, or an instant, as people write it in a dossier: 2026-05-01, 2026-05 or
// RFC 3339. The zero Date is "not given".
type Date struct {
	time.Time
}

var dateLayouts = []string{time.DateOnly, "2006-01", "2006", time.RFC3339, "2006-01-02T15:04:05", "2006-01-02 15:04:05", "2006-01-02 15:04", "2006-01-02T15:04"}

// ParseDate reads a date in any of the accepted forms; times without a zone are UTC.
func ParseDate(s string) (Date, error) {
	s = strings.TrimSpace(s)
	if s == "" {
		return Date{}, nil
	}
	for _, layout := range dateLayouts {
		if t, err := time.Parse(layout, s); err == nil {
			return Date{t.UTC()}, nil
		}
	}
	return Date{}, fmt.Errorf("%q is not a date: write 2026-05-01, 2026-05 or 2026-05-01T09:30:00Z", s)
}

// UnmarshalText implements encoding.TextUnmarshaler.
func (d *Date) UnmarshalText(b []byte) error {
	v, err := ParseDate(string(b))
	*d = v
	return err
}

// MarshalText implements encoding.TextMarshaler.
func (d Date) MarshalText() ([]byte, error) {
	if d.IsZero() {
		return nil, nil
	}
	if d.Equal(d.Truncate(24 * time.Hour)) {
		return []byte(d.Format(time.DateOnly)), nil
	}
	return []byte(d.Format(time.RFC3339)), nil
}

// Given reports whether the date was stated.
func (d Date) Given() bool { return !d.IsZero() }

// Day is the number of days since 1970-01-01 in UTC.
func Day(t time.Time) int { return int(t.UTC().Unix() / 86400) }
