// Package worlds reads world files: YAML that says who lives in a fictional company and what happens
// there. docs/reference/worlds.md is the format. What is wrong is named with its line; the other worlds
// are read all the same.
package worlds

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/taupier-eu/taupier/internal/demo"
)

// World is one world file.
type World struct {
	File   string
	Name   string // the file's name without .yaml
	About  Text
	Places map[string]Text // what each kind of story is
	Origin map[string]string
	demo.Scenario
}

// Text is a text in the languages of the house.
type Text struct{ EN, FR string }

// Problem is something in a world file that cannot be used.
type Problem struct {
	File string
	Line int
	Says string
}

func (p Problem) String() string {
	if p.Line == 0 {
		return p.File + ": " + p.Says
	}
	return fmt.Sprintf("%s:%d: %s", p.File, p.Line, p.Says)
}

// limits on what a world may ask for.
const (
	maxPeople = 5000
	maxDays   = 400
	maxFile   = 1 << 20
)

// Read reads every *.yaml of the folders in order; a file in a later folder replaces one of the same
// name. A world with a problem is left out whole, since half a story would be measured as a miss.
func Read(folders ...fs.FS) ([]World, []Problem) {
	files := map[string][]byte{}
	var problems []Problem
	for _, f := range folders {
		list, err := fs.Glob(f, "*.yaml")
		if err != nil {
			problems = append(problems, Problem{File: ".", Says: err.Error()})
		}
		for _, name := range list {
			data, err := fs.ReadFile(f, name)
			if err == nil && len(data) > maxFile {
				err = errors.New("larger than 1 MiB: it was not read")
			}
			if err != nil {
				problems = append(problems, Problem{File: name, Says: err.Error()})
				continue
			}
			files[name] = data
		}
	}
	var drafts []*draft
	for name, data := range files {
		d := &draft{World: World{File: name, Name: strings.TrimSuffix(path.Base(name), ".yaml"), Places: map[string]Text{}, Origin: map[string]string{}}}
		d.read(data)
		drafts = append(drafts, d)
	}
	slices.SortFunc(drafts, func(a, b *draft) int { return cmp.Compare(a.Name, b.Name) })
	for _, d := range drafts {
		if len(d.problems) == 0 {
			d.check()
		}
	}
	link(drafts)
	var out []World
	for _, d := range drafts {
		if problems = append(problems, d.problems...); len(d.problems) == 0 {
			out = append(out, d.World)
		}
	}
	return out, problems
}

// Build draws the world for a seed.
func (w World) Build(seed int64, end time.Time) (*demo.Company, error) {
	return w.Plan(seed, end)
}

// link lets a story that stands in one file be used in others.
func link(drafts []*draft) {
	type place struct {
		d *draft
		i int
	}
	told := map[string]place{}
	for _, d := range drafts {
		for i, s := range d.Stories {
			if d.uses[i] != "" {
				continue
			}
			if other, ok := told[s.Kind]; ok {
				d.refuse(d.lines[i], "the kind %s is told in %s already: give this story another kind, or say use: %s", s.Kind, other.d.File, s.Kind)
				continue
			}
			told[s.Kind] = place{d, i}
		}
	}
	for _, d := range drafts {
		for i, mine := range d.Stories {
			kind := d.uses[i]
			if kind == "" {
				continue
			}
			from, ok := told[kind]
			switch {
			case !ok:
				d.refuse(d.lines[i], "use: no world tells a story of kind %q", kind)
				continue
			case len(from.d.problems) > 0 && from.d != d:
				d.refuse(d.lines[i], "use: %s stands in %s, which has a problem: mend that first", kind, from.d.File)
				continue
			}
			story := from.d.Stories[from.i]
			story.Copies = mine.Copies
			if mine.Begins >= 0 {
				story.Begins = mine.Begins
			}
			d.Stories[i] = story
			d.Places[kind], d.Origin[kind] = from.d.Places[kind], from.d.Origin[kind]
		}
	}
}

// check holds what the whole must fulfil.
func (d *draft) check() {
	if d.People < 5 || d.People > maxPeople {
		d.refuse(d.peopleLine, "people: %d; give 5 to %d", d.People, maxPeople)
	}
	if d.Days < 20 || d.Days > maxDays {
		d.refuse(d.daysLine, "days: %d; give 20 to %d", d.Days, maxDays)
	}
	own := d.Scenario
	own.Stories = nil
	for i, s := range d.Stories {
		if d.uses[i] == "" {
			own.Stories = append(own.Stories, s)
		}
	}
	if err := own.Check(); err != nil {
		var m *demo.Mistake
		line := 0
		if errors.As(err, &m) {
			line = m.Line
		}
		d.refuse(line, "%s", err)
	}
}
