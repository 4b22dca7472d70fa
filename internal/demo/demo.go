// Package demo writes the fictional company Armorel: people, dossiers and logs in the formats that
// Taupier reads, with a few planted contradictions and many honest look-alikes. It imports nothing
// of Taupier, so that what is planted cannot agree with the detectors by sharing their code.
package demo

import (
	"fmt"
	"os"
	"runtime"
	"sync"
	"time"
)

// Options are the choices about the company. The same options give the same bytes.
type Options struct {
	Seed   int64
	People int       // staff, at least 20; contractors and applications grow with it; 0 means 420
	Days   int       // days of logs, at least 20; 0 means 90
	End    time.Time // last day of the logs, a midnight in UTC
	Dir    string    // folder to write, new or empty

	DossiersOnly bool // leave out the logs
}

// Planted is one person who was given a part.
type Planted struct {
	ID   string `json:"id"`
	Kind string `json:"kind"`
}

// Truth is who was given a part. It is returned, never written into the folder.
type Truth struct {
	Planted    []Planted `json:"planted"`
	Lookalikes []Planted `json:"lookalikes"`
}

// The smallest company that has room for every part.
const (
	minPeople = 20
	minDays   = 20
)

// Write writes the company.
func Write(o Options) (Truth, error) {
	truth, _, err := build(o)
	return truth, err
}

// build writes the company and tells the number of events in its large logs.
func build(o Options) (Truth, int, error) {
	if o.People == 0 {
		o.People = 420
	}
	if o.Days == 0 {
		o.Days = 90
	}
	o.End = o.End.UTC().Truncate(24 * time.Hour)
	if o.People < minPeople || o.Days < minDays {
		return Truth{}, 0, fmt.Errorf("the fictional company needs at least %d people and %d days, got %d and %d", minPeople, minDays, o.People, o.Days)
	}
	if err := emptyFolder(o.Dir); err != nil {
		return Truth{}, 0, err
	}
	w := newWorld(o)
	v := whole(w)
	v.dossiersOnly = o.DossiersOnly
	n, err := w.writeAll(folder(o.Dir), v)
	return w.truth, n, err
}

// writeAll writes what a view shows of the company, and tells the number of events in its large logs.
func (w *world) writeAll(dir target, v view) (events int, err error) {
	if err := write(dir, "company.yaml", []byte(company())); err != nil {
		return 0, err
	}
	if err := w.writePeople(dir, v); err != nil {
		return 0, err
	}
	if v.dossiersOnly {
		return 0, nil
	}
	if err := w.writeSmall(dir, v); err != nil {
		return 0, err
	}
	return w.writeLogs(dir, v)
}

// emptyFolder makes the folder, and refuses one that holds something.
func emptyFolder(dir string) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return fmt.Errorf("make %s: %w", dir, err)
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return fmt.Errorf("list %s: %w", dir, err)
	}
	if len(entries) > 0 {
		return fmt.Errorf("%s is not empty: choose a new folder, so that nothing of yours is mixed with the fictional company", dir)
	}
	return nil
}

// writePeople writes every dossier, a few at a time.
func (w *world) writePeople(dir target, v view) error {
	errs := make([]error, runtime.GOMAXPROCS(0))
	var wg sync.WaitGroup
	for k := range errs {
		wg.Go(func() {
			for i := k; i < len(w.people) && errs[k] == nil; i += len(errs) {
				errs[k] = w.writePerson(dir, v, w.people[i])
			}
		})
	}
	wg.Wait()
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

func (w *world) writePerson(dir target, v view, p *person) error {
	p = v.person(p)
	if p == nil {
		return nil
	}
	at := "people/" + p.id + "/"
	if err := write(dir, at+"person.yaml", []byte(p.dossier())); err != nil {
		return err
	}
	for _, f := range p.papers {
		if err := write(dir, at+"files/"+f.name, f.data); err != nil {
			return err
		}
	}
	return nil
}
