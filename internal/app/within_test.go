package app

import (
	"testing"
	"time"

	"github.com/taupier-eu/taupier/internal/stamp/stamptest"
	"github.com/taupier-eu/taupier/internal/store"
)

// A backup that was made while the clock was a year ahead neither keeps the next one waiting for a year nor takes its place.
func TestAClockThatWasAheadStopsNoBackup(t *testing.T) {
	b, _ := planned(t, 1)
	now := time.Now().Truncate(time.Second)
	for n, at := range []time.Time{now.AddDate(1, 0, 0), now, now.Add(time.Hour)} {
		if err := b.tick(t.Context(), at); err != nil {
			t.Fatal(err)
		}
		if got := files(t, b.config.Dir); len(got) != 1 || got[0] != backupName(at) {
			t.Errorf("after %d: %q, want that of %v", n, got, at)
		}
	}
	if s := b.says(t); !s.Last.Equal(now.Add(time.Hour)) || s.Kept != 1 {
		t.Errorf("%+v", s)
	}
}

func TestAClockThatWasAheadStopsNoTimeStamp(t *testing.T) {
	db, _, _ := openPlain(t, t.TempDir())
	s := stampedBy(t, db, stamptest.New(t, stamptest.Choices{}))
	now := time.Now()
	for _, at := range []time.Time{now.AddDate(1, 0, 0), now, now.Add(2 * time.Hour)} {
		note(t, db, 1, "u-one")
		if err := s.tick(t.Context(), at); err != nil {
			t.Fatal(err)
		}
		_, head, err := s.stand(t.Context())
		if have := s.have(t); err != nil || have.Last.Size != head.Signed {
			t.Errorf("at %v %d of %d signed entries are stamped (%v)", at, have.Last.Size, head.Signed, err)
		}
	}
}

func TestAClockThatWasAheadStopsNoLetterToAWitness(t *testing.T) {
	now := time.Now()
	w := witnessTo{Mail: "witness@example.com", Every: time.Hour}
	for _, problem := range []string{"", "connection"} {
		for tried, want := range map[time.Time]bool{now.AddDate(1, 0, 0): false, now.Add(-time.Minute): true, now.Add(-2 * time.Hour): false} {
			if w.rests(store.WitnessAnswer{Tried: tried, Problem: problem}, now) != want {
				t.Errorf("tried %v, problem %q: want %v", tried, problem, want)
			}
		}
	}
}
