package web

import (
	"strconv"
	"time"

	"github.com/taupier-eu/taupier/internal/core"
)

// Backups is how the backups of this server stand.
type Backups struct {
	Planned  bool // the server makes them itself
	Every    time.Duration
	Last     time.Time // the last good one; the zero time when there is none
	Kept     int
	Bad      int    // kept files that are no longer as they were written
	Problem  string // of the last try
	Restored []Restored
}

// Restored says that what is here came out of a backup.
type Restored struct {
	At, Made   time.Time
	By, Backup string
}

// backupSection is what a page says of backups.
type backupSection struct {
	Warns    []string
	Says     string
	Problem  string
	Restored []Restored
}

// backupSection says what is wrong with the backups, and otherwise how old the last is.
func (s *site) backupSection(r *request) (backupSection, error) {
	var v backupSection
	if s.Backups == nil {
		return v, nil
	}
	b, err := s.Backups(r.Context())
	if err != nil {
		return v, err
	}
	v.Restored = b.Restored
	warn := func(when bool, word string, args core.Args) {
		if when {
			v.Warns = append(v.Warns, words[word].Render(r.lang, args))
		}
	}
	age := r.now.Sub(b.Last)
	args := core.Args{"at": base{}.At(b.Last), "age": ageIn(age, r.lang), "n": strconv.Itoa(b.Kept)}
	warn(!b.Planned && !s.Fictional, "backup_unplanned", nil)
	warn(b.Planned && b.Problem != "", "backup_failed", nil)
	warn(b.Planned && b.Last.IsZero() && b.Problem == "", "backup_first", nil)
	warn(b.Planned && !b.Last.IsZero() && age > 2*b.Every, "backup_late", args)
	warn(b.Bad > 0, "backup_bad", core.Args{"n": strconv.Itoa(b.Bad)})
	if b.Planned {
		v.Problem = b.Problem
	}
	if !b.Last.IsZero() {
		v.Says = words["backup_last"].Render(r.lang, args)
	}
	return v, nil
}

// ageIn is an age in the largest unit that fits.
func ageIn(d time.Duration, lang core.Lang) string {
	word, n := "age_days", int(d.Hours())/24
	switch {
	case d < time.Hour:
		word, n = "age_minutes", int(d.Minutes())
	case d < 48*time.Hour:
		word, n = "age_hours", int(d.Hours())
	}
	return words[word].Render(lang, core.Args{"n": strconv.Itoa(max(0, n))})
}
