package app

import (
	"testing"
	"time"

	"github.com/taupier-eu/taupier/internal/store"
)

func TestALetterIsWrittenOnceADayAndAgainAfterAnHourWhenItFailed(t *testing.T) {
	now := time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC)
	letter := witnessTo{Name: "notary", Mail: "notary@example.com"}
	for name, c := range map[string]struct {
		to    witnessTo
		a     store.WitnessAnswer
		rests bool
	}{
		"never written":            {letter, store.WitnessAnswer{}, false},
		"an hour ago":              {letter, store.WitnessAnswer{Tried: now.Add(-time.Hour)}, true},
		"a day ago":                {letter, store.WitnessAnswer{Tried: now.Add(-24 * time.Hour)}, false},
		"every two hours":          {witnessTo{Mail: "x@example.com", Every: 2 * time.Hour}, store.WitnessAnswer{Tried: now.Add(-2 * time.Hour)}, false},
		"failed a minute ago":      {letter, store.WitnessAnswer{Tried: now.Add(-time.Minute), Problem: "no"}, true},
		"failed an hour ago":       {letter, store.WitnessAnswer{Tried: now.Add(-time.Hour), Problem: "no"}, false},
		"a file, a minute ago":     {witnessTo{File: "x"}, store.WitnessAnswer{Tried: now.Add(-time.Minute)}, false},
		"a file that failed again": {witnessTo{File: "x"}, store.WitnessAnswer{Tried: now, Problem: "no"}, false},
	} {
		if got := c.to.rests(c.a, now); got != c.rests {
			t.Errorf("%s: rests %v", name, got)
		}
	}
}

// A letter a day leaves its witness behind for a day: that is no reason to warn.
func TestAWitnessByMailIsLateOnlyAfterItsTime(t *testing.T) {
	now := time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC)
	for name, c := range map[string]struct {
		to   witnessTo
		ago  time.Duration
		late bool
	}{
		"a file, an hour ago":                {witnessTo{File: "x"}, time.Hour, false},
		"a file, two hours ago":              {witnessTo{File: "x"}, 2 * time.Hour, true},
		"a letter, a day ago":                {witnessTo{Mail: "x@example.com"}, 24 * time.Hour, false},
		"a letter, 26 hours ago":             {witnessTo{Mail: "x@example.com"}, 26 * time.Hour, true},
		"a letter a week, six days ago":      {witnessTo{Mail: "x@example.com", Every: 7 * 24 * time.Hour}, 6 * 24 * time.Hour, false},
		"a letter every hour, two hours ago": {witnessTo{Mail: "x@example.com", Every: time.Hour}, 2*time.Hour + time.Second, true},
	} {
		if got := c.to.late(store.WitnessAnswer{Answered: now.Add(-c.ago)}, now); got != c.late {
			t.Errorf("%s: late %v", name, got)
		}
	}
}

func TestAWitnessIsOneThing(t *testing.T) {
	for name, c := range map[string]struct {
		w  witnessTo
		ok bool
	}{
		"a file":                {witnessTo{Name: "x", File: "f"}, true},
		"a letter":              {witnessTo{Name: "x", Mail: "x@example.com", Every: time.Hour}, true},
		"both":                  {witnessTo{Name: "x", File: "f", Mail: "x@example.com"}, false},
		"nothing":               {witnessTo{Name: "x"}, false},
		"a file once in a time": {witnessTo{Name: "x", File: "f", Every: time.Hour}, false},
		"letters every minute":  {witnessTo{Name: "x", Mail: "x@example.com", Every: time.Minute}, false},
	} {
		if err := c.w.check(); (err == nil) != c.ok {
			t.Errorf("%s: %v", name, err)
		}
	}
}
