package parse

import (
	"net/mail"
	"strings"
	"time"

	"github.com/taupier-eu/taupier/internal/core"
)

// stampLayouts are those of office files (W3C) and of PDF, after "D:" and the apostrophes are gone.
var stampLayouts = []string{
	"2006-01-02T15:04:05Z07:00", "2006-01-02T15:04:05", "2006-01-02T15:04Z07:00", "2006-01-02T15:04", time.DateOnly,
	"20060102150405Z0700", "20060102150405Z07", "20060102150405", "200601021504", "20060102", "200601", "2006",
}

// stamp reads a time of metadata with the offset it states. "Z" is what programs write that do not
// know their offset, and so states none. What cannot be read was not given.
func stamp(s string) (d core.Date, zone string) {
	s = strings.TrimSpace(s)
	if rest, ok := strings.CutPrefix(s, "D:"); ok {
		s = strings.ReplaceAll(rest, "'", "")
		if i := strings.IndexByte(s, 'Z'); i >= 0 {
			s = s[:i+1]
		}
	}
	for _, layout := range stampLayouts {
		t, err := time.Parse(layout, s)
		if err != nil || t.Year() < 1970 || t.Year() > 2100 {
			continue
		}
		digits := strings.LastIndexAny(s, "+-") > len("2006-01-02")-1
		if !digits && !strings.HasPrefix(layout, "20060102150405Z") || strings.HasSuffix(s, "Z") {
			return core.Date{Time: t.UTC()}, ""
		}
		zone = t.Format("-07:00")
		_, offset := t.Zone()
		if offset == 0 {
			return core.Date{Time: t.UTC()}, zone
		}
		return core.Date{Time: t.In(time.FixedZone("", offset))}, zone
	}
	return core.Date{}, ""
}

// mailDate reads the date of a mail.
func mailDate(s string) (core.Date, string) {
	t, err := mail.ParseDate(s)
	if err != nil {
		return core.Date{}, ""
	}
	return stamp(t.Format(time.RFC3339))
}
