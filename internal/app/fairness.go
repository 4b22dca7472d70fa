package app

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"slices"
	"time"

	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/fairness"
	"github.com/taupier-eu/taupier/internal/report"
)

// fairnessResult is what `fairness` found. It is part of the interface.
type fairnessResult struct {
	Folders  int               `json:"folders"`
	Dossiers int               `json:"dossiers"`
	Findings int               `json:"findings"` // raised about the base: a comparison of empty reports would prove nothing
	Signals  []string          `json:"signals"`  // that were raised
	Variants []fairnessVariant `json:"variants"`
}

// fairnessVariant is one way of changing who people are, and what it changed.
type fairnessVariant struct {
	Name     string   `json:"name"`
	Says     string   `json:"says"`
	Exact    bool     `json:"exact"`    // every byte had to be equal
	Compared int      `json:"compared"` // dossiers in which something was changed
	Differ   []string `json:"differ"`   // folder and person, the first 20
	First    string   `json:"first,omitempty"`
	differs  int
}

// fairnessRun scans each folder once with the base and once with every variant.
type fairnessRun struct {
	know   *Knowledge
	parser []string
	lang   core.Lang
	result fairnessResult
	seen   map[string]bool
}

func newFairnessRun(k *Knowledge, parser []string, lang core.Lang) *fairnessRun {
	r := &fairnessRun{know: k, parser: parser, lang: lang, seen: map[string]bool{}, result: fairnessResult{Signals: []string{}}}
	for _, v := range fairness.Variants() {
		r.result.Variants = append(r.result.Variants, fairnessVariant{Name: v.Name, Says: core.Text{EN: v.EN, FR: v.FR}.In(lang), Exact: v.Exact(), Differ: []string{}})
	}
	return r
}

// folder compares one folder under every variant.
func (r *fairnessRun) folder(ctx context.Context, name string, fsys fs.FS, now time.Time) error {
	f, err := fairness.Read(fsys)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	base, _, _ := f.With(fairness.Base())
	want, err := r.report(ctx, base, now, true)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	r.result.Folders++
	r.result.Dossiers += f.People()
	for i, v := range fairness.Variants() {
		changed, back, people := f.With(v)
		out := &r.result.Variants[i]
		if out.Compared += people; people == 0 {
			continue
		}
		got, err := r.report(ctx, changed, now, false)
		if err != nil {
			return fmt.Errorf("%s, %s: %w", name, v.Name, err)
		}
		ids, first, err := fairness.Differing(want, got, v, back)
		if err != nil {
			return fmt.Errorf("%s, %s: %w", name, v.Name, err)
		}
		out.add(name, ids, first)
	}
	return nil
}

func (v *fairnessVariant) add(folder string, ids []string, first string) {
	if len(ids) > 0 && v.First == "" {
		v.First = first
	}
	for _, id := range ids {
		if v.differs++; len(v.Differ) < 20 {
			v.Differ = append(v.Differ, folder+" "+id)
		}
	}
}

// report is the JSON of a scan, without screening.
func (r *fairnessRun) report(ctx context.Context, fsys fs.FS, now time.Time, count bool) ([]byte, error) {
	res, err := r.know.Scan(ctx, withoutLists{fsys}, ScanOptions{Now: now, Parser: r.parser})
	if err != nil {
		return nil, err
	}
	if count {
		r.count(res)
	}
	var b bytes.Buffer
	err = report.Write(&b, "json", buildReport(res, core.English), report.View{Lang: core.English, Now: now})
	return b.Bytes(), err
}

func (r *fairnessRun) count(res *Result) {
	r.result.Findings += len(res.Findings)
	for _, f := range res.Findings {
		if id := f.Signal().ID; !r.seen[id] {
			r.seen[id] = true
			r.result.Signals = append(r.result.Signals, id)
		}
	}
	slices.Sort(r.result.Signals)
}

// withoutLists hides official lists: screening is about identity.
type withoutLists struct{ fs.FS }

func (w withoutLists) ReadDir(name string) ([]fs.DirEntry, error) {
	entries, err := fs.ReadDir(w.FS, name)
	if name != "." {
		return entries, err
	}
	return slices.DeleteFunc(entries, func(e fs.DirEntry) bool { return e.Name() == "lists" }), err
}

// differs is how many comparisons came out unequal.
func (f *fairnessResult) differs() int {
	n := 0
	for _, v := range f.Variants {
		n += v.differs
	}
	return n
}
