package web

import (
	"strconv"
	"time"

	"github.com/taupier-eu/taupier/internal/core"
)

// Stamps is how the time stamps of this ledger stand.
type Stamps struct {
	Planned bool // an authority is asked
	Every   time.Duration
	Size    int64     // entries that the last stamp covers; 0 when there is none
	Since   int64     // signed entries that it does not cover
	Before  time.Time // those entries were there before it, as the authority says
	Asked   time.Time // by this server's clock
	By      string
	Ends    time.Time // of the authority's certificate
	Problem string    // of the last try
}

// stampSection is what Trust says of time stamps.
type stampSection struct {
	Stamps
	Warns []string
	Quiet string
	Says  string
}

// clocksApart is how far the authority's clock and the server's may differ before it is said.
const clocksApart = 5 * time.Minute

// stampSection says what the last time stamp says, and what is wrong.
func (s *site) stampSection(r *request) (stampSection, error) {
	var v stampSection
	if s.Stamps == nil {
		return v, nil
	}
	var err error
	if v.Stamps, err = s.Stamps(r.Context()); err != nil {
		return v, err
	}
	word := func(key string, args core.Args) string { return words[key].Render(r.lang, args) }
	warn := func(when bool, key string, args core.Args) {
		if when {
			v.Warns = append(v.Warns, word(key, args))
		}
	}
	age, apart := r.now.Sub(v.Asked), v.Before.Sub(v.Asked).Abs()
	switch {
	case !v.Planned:
		v.Quiet = word("stamps_none", nil)
	case v.Size == 0 && v.Problem == "":
		v.Quiet = word("stamps_first", nil)
	}
	warn(v.Planned && v.Problem != "", "stamps_failed", nil)
	if v.Size > 0 {
		v.Says = word("stamps_say", core.Args{"n": strconv.FormatInt(v.Size, 10), "at": v.Before.UTC().Format("2006-01-02 15:04:05 UTC")})
		warn(v.Planned && v.Since > 0 && age > 2*v.Every, "stamps_late", core.Args{"age": ageIn(age, r.lang)})
		warn(apart > clocksApart, "stamps_clock", core.Args{"age": ageIn(apart, r.lang)})
	}
	if !v.Planned {
		v.Problem = ""
	}
	return v, nil
}
