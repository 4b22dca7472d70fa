package app

import (
	"strings"
	"testing"
	"time"

	"github.com/taupier-eu/taupier/internal/stamp"
	"github.com/taupier-eu/taupier/internal/stamp/stamptest"
	"github.com/taupier-eu/taupier/internal/store"
)

func TestTheDoctorLooksHowOldTheLastTimeStampIs(t *testing.T) {
	ca, err := stamp.ReadCA([]byte(read(t, "../stamp/testdata/ca.pem")))
	if err != nil {
		t.Fatal(err)
	}
	now := time.Date(2026, 11, 25, 21, 0, 0, 0, time.UTC)
	last := store.Stamp{Size: 4, Asked: now.Add(-30 * time.Minute), Before: now.Add(-30 * time.Minute), By: "Stamps SA"}
	old, wrong := last, last
	old.Asked, old.Before = now.Add(-3*time.Hour), now.Add(-3*time.Hour)
	wrong.Before = now
	for name, c := range map[string]struct {
		have   store.Stamping
		behind int64
		now    time.Time
		want   health
		says   string
	}{
		"as it should be":         {store.Stamping{Last: last}, 0, now, healthy, "4 entries were there before 2026-11-25T20:30:00Z, says Stamps SA"},
		"never":                   {store.Stamping{}, 4, now, ailing, "none was given yet"},
		"failed":                  {store.Stamping{Last: last, Problem: "it answered 503"}, 2, now, broken, "it answered 503 (2 signed"},
		"old":                     {store.Stamping{Last: old}, 2, now, ailing, "one is due every 1h0m0s; 2 signed"},
		"old, and nothing is new": {store.Stamping{Last: old}, 0, now, healthy, ""},
		"clocks apart":            {store.Stamping{Last: wrong}, 0, now, ailing, "30m0s apart"},
		"its issuer ends soon":    {store.Stamping{Last: last}, 0, ca.Ends().Add(-24 * time.Hour), ailing, "end on 2046"},
		"its issuer has ended":    {store.Stamping{Last: last}, 0, ca.Ends().Add(24 * time.Hour), broken, "ended on 2046"},
	} {
		d := &doctor{now: c.now}
		d.stampAge(&stamps{config: stampConfig{Every: time.Hour}, authority: stamp.Authority{CA: ca}}, c.have, c.behind)
		if got := d.found[0]; got.State != c.want || !strings.Contains(got.Why, c.says) {
			t.Errorf("%s: %+v", name, got)
		}
	}
}

func TestTheDoctorHoldsTheLastTimeStampAgainstItsCheckpoint(t *testing.T) {
	db, _, _ := openPlain(t, t.TempDir())
	s := stampedBy(t, db, stamptest.New(t, stamptest.Choices{}))
	note(t, db, 3, "u-one")
	if err := s.tick(t.Context(), time.Now()); err != nil {
		t.Fatal(err)
	}
	if err := s.holds(t.Context(), s.have(t).Last); err != nil {
		t.Error(err)
	}
	another := stampedBy(t, db, stamptest.New(t, stamptest.Choices{}))
	if err := another.holds(t.Context(), s.have(t).Last); err == nil {
		t.Error("whoever did not give it is believed to have")
	}
}

func TestTheDoctorSaysThatTimeStampsAreNotConfigured(t *testing.T) {
	dir := aServer(t)
	if by, _ := diagnosis(t, dir); by["time stamps"].What != "" {
		t.Errorf("nobody asked for them: %+v", by["time stamps"])
	}
	put(t, dir+"/"+configName, "stamps: {url: 'https://tsa.example.com/tsr', ca_file: none.pem}\nwebhooks: {hosts: [tsa.example.com]}\n")
	if by, code := diagnosis(t, dir); by["time stamps"].State != broken || !strings.Contains(by["time stamps"].Why, "none.pem") || code != exitFindings {
		t.Errorf("%+v", by["time stamps"])
	}
	put(t, dir+"/ca.pem", read(t, "../stamp/testdata/ca.pem"))
	put(t, dir+"/"+configName, "stamps: {url: 'https://tsa.example.com/tsr', ca_file: ca.pem}\nwebhooks: {hosts: [tsa.example.com]}\n")
	if by, _ := diagnosis(t, dir); by["time stamps"].State != ailing || !strings.Contains(by["time stamps"].Why, "none was given yet") {
		t.Errorf("%+v", by["time stamps"])
	}
}
