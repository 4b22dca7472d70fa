package store_test

import (
	"cmp"
	"fmt"
	"os"
	"testing"
	"time"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/casework"
	"github.com/taupier-eu/taupier/internal/store"
)

// What each list of a large company costs, for one who reads alone. TAUPIER_LARGE names a folder that `taupier load gen` made; the
// server must not be using it.
func BenchmarkLarge(b *testing.B) {
	dir := os.Getenv("TAUPIER_LARGE")
	if dir == "" {
		b.Skip("TAUPIER_LARGE names no folder made by taupier load gen")
	}
	db, err := store.OpenToRead(b.Context(), dir)
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close()
	view := func(do func(*store.View) error) error { return db.View(b.Context(), do) }
	who, owned := access.Actor{}, []string(nil)
	var day time.Time
	if err := view(func(v *store.View) error {
		users, err := v.Users()
		for _, u := range users {
			if u.User == cmp.Or(os.Getenv("TAUPIER_LARGE_USER"), "u-000") {
				who = u
			}
		}
		if err != nil {
			return err
		}
		cases, err := v.Cases(who, casework.CaseQuery{State: casework.Open, Owner: who.User}, casework.CasePlace{}, 20)
		for _, c := range cases {
			owned = append(owned, c.ID)
			day = c.Changed
		}
		return err
	}); err != nil {
		b.Fatal(err)
	}
	for _, f := range []struct {
		name string
		casework.Filter
	}{
		{"to do", casework.Filter{}}, {"mine", casework.Filter{Whose: casework.Mine}}, {"in a case", casework.Filter{Whose: casework.InCase}},
		{"in no case", casework.Filter{Whose: casework.NoCase}}, {"unclaimed", casework.Filter{Whose: casework.Unclaimed}},
		{"all", casework.Filter{Whose: casework.Everybody}},
		{"stage", casework.Filter{Whose: casework.Everybody, Stage: "hired"}},
		{"source", casework.Filter{Whose: casework.Everybody, Source: "okta.system_log"}}, {"signal", casework.Filter{Whose: casework.Everybody, Signal: "A02"}},
		{"family", casework.Filter{Whose: casework.Everybody, Family: "identity"}}, {"since", casework.Filter{Whose: casework.Everybody, Since: day.AddDate(0, 0, -7)}},
		{"text", casework.Filter{Whose: casework.Everybody, Text: "maria"}},
	} {
		b.Run("list/"+f.name, func(b *testing.B) {
			for b.Loop() {
				if err := view(func(v *store.View) error {
					rows, err := v.People(who, f.Filter, casework.Place{}, 51)
					b.ReportMetric(float64(len(rows)), "rows")
					return err
				}); err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run("count/"+f.name, func(b *testing.B) {
			for b.Loop() {
				if err := view(func(v *store.View) error {
					ids, err := v.PeopleIDs(who, f.Filter, casework.Place{}, casework.MaxCount+1)
					b.ReportMetric(float64(len(ids)), "matches")
					return err
				}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
	for _, r := range []struct {
		name string
		do   func(v *store.View) (int, error)
	}{
		{"tally", func(v *store.View) (int, error) { _, err := v.Tally(who); return 1, err }},
		{"past", func(v *store.View) (int, error) { l, err := v.Past(who); return len(l), err }},
		{"candidates", func(v *store.View) (int, error) { l, err := v.Candidates("", 51); return len(l), err }},
		{"count candidates", func(v *store.View) (int, error) { return v.CountCandidates() }},
		{"everybody", func(v *store.View) (int, error) { return v.Everybody() }},
		{"payments", func(v *store.View) (int, error) {
			l, err := v.Payments(who, day.AddDate(0, 0, -60), "", 51)
			return len(l), err
		}},
		{"users", func(v *store.View) (int, error) { l, err := v.Users(); return len(l), err }},
		{"accesses", func(v *store.View) (int, error) { l, err := v.AccessLog(who, 2000); return len(l), err }},
		{"cases", func(v *store.View) (int, error) {
			l, err := v.Cases(who, casework.CaseQuery{State: casework.Open}, casework.CasePlace{}, 51)
			return len(l), err
		}},
		{"person", func(v *store.View) (int, error) { _, err := v.Person(who, "e-090100"); return 1, err }},
		{"case", func(v *store.View) (int, error) {
			if len(owned) == 0 {
				return 0, fmt.Errorf("no case")
			}
			_, err := v.Case(who, owned[0])
			return 1, err
		}},
	} {
		b.Run("read/"+r.name, func(b *testing.B) {
			for b.Loop() {
				if err := view(func(v *store.View) error {
					n, err := r.do(v)
					b.ReportMetric(float64(n), "rows")
					return err
				}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
