package app

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/demo"
	"github.com/taupier-eu/taupier/internal/report"
)

// company writes a fictional company into a new folder.
func company(t testing.TB, seed int64, people, days int) (dir string, truth demo.Truth) {
	t.Helper()
	dir = filepath.Join(t.TempDir(), "company")
	truth, err := demo.Write(demo.Options{Seed: seed, People: people, Days: days, End: demoEnd, Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	return dir, truth
}

// scanned scans a folder and gives the report.
func scanned(t testing.TB, k *Knowledge, dir string, workers int) *report.Report {
	t.Helper()
	res, err := k.Scan(t.Context(), os.DirFS(dir), ScanOptions{Now: demoEnd.AddDate(0, 0, 1), Workers: workers, Parser: parser(t)})
	if err != nil {
		t.Fatal(err)
	}
	return buildReport(res, core.English)
}

func levelOf(r *report.Report, id string) core.Level {
	for _, p := range r.People {
		if p.ID == id {
			return core.Level(p.Level)
		}
	}
	return core.LevelNone
}

func families(r *report.Report, id string) []string {
	var out []string
	for _, p := range r.People {
		for _, f := range p.Findings {
			if p.ID == id && !slices.Contains(out, f.Family) {
				out = append(out, f.Family)
			}
		}
	}
	return out
}

// Who was planted is found, and who only looks alike is not: for every seed from 1 to 20.
func TestTheFictionalCompany(t *testing.T) {
	seeds := int64(20)
	if testing.Short() {
		seeds = 2
	}
	k := shipped(t)
	for seed := int64(1); seed <= seeds; seed++ {
		dir, truth := company(t, seed, 420, 90)
		r := scanned(t, k, dir, 0)
		if err := os.RemoveAll(dir); err != nil {
			t.Fatal(err)
		}
		for _, in := range r.Inputs {
			if in.Rejected > 0 || len(in.Problems) > 0 {
				t.Errorf("seed %d: %s (%s): %d rejected, %v", seed, in.Path, in.Kind, in.Rejected, in.Problems)
			}
		}
		planted := map[string]bool{}
		for _, p := range truth.Planted {
			planted[p.ID] = true
			if l := levelOf(r, p.ID); !l.AtLeast(core.LevelReview) {
				t.Errorf("seed %d: %s (%s) is at %s", seed, p.ID, p.Kind, l)
			}
			if f := families(r, p.ID); len(f) < 3 {
				t.Errorf("seed %d: %s (%s) shows %v only", seed, p.ID, p.Kind, f)
			}
		}
		for _, p := range truth.Lookalikes {
			if l := levelOf(r, p.ID); l.AtLeast(core.LevelReview) {
				t.Errorf("seed %d: look-alike %s (%s) is at %s", seed, p.ID, p.Kind, l)
			}
		}
		others, high := 0, 0
		for _, p := range r.People {
			if planted[p.ID] {
				continue
			}
			others++
			if core.Level(p.Level).AtLeast(core.LevelReview) {
				high++
			}
		}
		if high*200 > others {
			t.Errorf("seed %d: %d of %d others are at review or above", seed, high, others)
		}
	}
}

func encoded(t testing.TB, r *report.Report) string {
	t.Helper()
	data, err := json.MarshalIndent(r, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func TestTheNumberOfWorkersChangesNoByte(t *testing.T) {
	k := shipped(t)
	dir, _ := company(t, 3, 60, 30)
	want := encoded(t, scanned(t, k, dir, 1))
	for _, workers := range []int{2, 5} {
		if diff := cmp.Diff(want, encoded(t, scanned(t, k, dir, workers))); diff != "" {
			t.Errorf("%d workers, another report:\n%s", workers, diff)
		}
	}
}

func TestTheOrderOfRecordsChangesNothingButLineNumbers(t *testing.T) {
	k := shipped(t)
	dir, _ := company(t, 4, 60, 30)
	before := scanned(t, k, dir, 2)
	turned := 0
	err := filepath.WalkDir(filepath.Join(dir, "logs"), func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(path) != ".jsonl" {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		lines := bytes.Split(bytes.TrimSpace(data), []byte("\n"))
		slices.Reverse(lines)
		turned++
		return os.WriteFile(path, append(bytes.Join(lines, []byte("\n")), '\n'), 0o600)
	})
	if err != nil || turned == 0 {
		t.Fatalf("turned %d files round: %v", turned, err)
	}
	if diff := cmp.Diff(sums(before), sums(scanned(t, k, dir, 2))); diff != "" {
		t.Errorf("reversed logs, another outcome:\n%s", diff)
	}
}

// sums is what a report says of people, without line numbers.
func sums(r *report.Report) map[string][]string {
	out := map[string][]string{}
	for _, p := range r.People {
		s := []string{p.Level}
		for _, f := range p.Findings {
			s = append(s, f.Signal+" "+f.At)
		}
		out[p.ID] = s
	}
	return out
}

// Fairness: dossiers that differ only in who the person is give the same report, logs and all.
func TestWhoThePersonIsChangesNothing(t *testing.T) {
	if testing.Short() {
		t.Skip("thirty scans of one company: they run in the whole run")
	}
	dir, _ := company(t, 5, 20, 20)
	run := newFairnessRun(shipped(t), parser(t), core.English)
	if err := run.folder(t.Context(), "company", os.DirFS(dir), demoEnd.AddDate(0, 0, 1)); err != nil {
		t.Fatal(err)
	}
	nothingChanged(t, &run.result)
}
