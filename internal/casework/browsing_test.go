package casework

import (
	"errors"
	"testing"
	"time"

	"github.com/taupier-eu/taupier/internal/access"
)

func TestOfLooksAtTheSameTimeNoMoreCountThanOneMay(t *testing.T) {
	b, now := &Browsing{Most: 2}, time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC)
	people := []string{"p-1", "p-2", "p-3"}
	for _, p := range people {
		if err := b.admit("u-1", p, now); err != nil {
			t.Errorf("%s is not admitted: %v", p, err)
		}
	}
	for i, p := range people {
		if _, _, err := b.count("u-1", p, now); errors.Is(err, access.ErrTooMany) != (i == 2) {
			t.Errorf("%s: %v", p, err)
		}
	}
	if _, _, err := b.count("u-1", "p-2", now); err != nil {
		t.Errorf("the same person again: %v", err)
	}
}

func TestWhatCouldNotBeToldIsToldWithTheNextLook(t *testing.T) {
	b, now := &Browsing{Tell: 1}, time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC)
	want := func(person string, want bool) {
		t.Helper()
		if _, tell, err := b.count("u-1", person, now); tell != want || err != nil {
			t.Errorf("%s: told %t, %v", person, tell, err)
		}
	}
	want("p-1", false)
	want("p-2", true)
	want("p-3", false)
	b.untold("u-1")
	want("p-3", true)
}
