package upload

import (
	"cmp"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/intake"
)

// Change is what an import does to the company.
type Change struct {
	New      []string `json:"new,omitempty"`      // dossiers, by id
	Replaced []string `json:"replaced,omitempty"` // dossiers
	Same     []string `json:"same,omitempty"`     // files and dossiers that are there already, byte for byte
	Added    []string `json:"added,omitempty"`    // logs and other files
	Changed  []string `json:"changed,omitempty"`  // other files that are replaced
}

// Nothing reports whether the company stays as it is.
func (c Change) Nothing() bool {
	return len(c.New)+len(c.Replaced)+len(c.Added)+len(c.Changed) == 0
}

// Present is what the company has apart from imports: the operator's folder.
type Present struct {
	People map[string]bool   // folders of people/ with a dossier
	Askew  map[string]string // id to the folder in people/ that states it under another name, or stands under its name and states another
	Files  map[string]string // path to SHA-256, of those that an upload may replace or repeat
}

// plan says which files of an upload come in, under which name, and which live ones they replace.
type plan struct {
	Change
	take   []File   // with their final paths
	drop   []string // blobs that are replaced
	left   []core.Problem
	there  Present
	own    string            // dossier of whoever imports
	live   map[string]File   // by path
	people map[string][]File // live ones, by dossier
	folder map[string]int    // files of a dossier in the operator's folder
	logsIn map[string]bool
	paths  map[string]bool
}

// planOf is a function of its arguments alone, whatever their order, so that what was shown before and what is done afterwards come
// from one text.
// own is the dossier of whoever imports: one's own dossier is brought in by somebody else, once there is one.
func planOf(staged, live []File, there Present, own string) plan {
	p := plan{
		there: there, own: own, live: map[string]File{}, people: map[string][]File{}, folder: map[string]int{},
		logsIn: map[string]bool{}, paths: map[string]bool{},
	}
	for _, f := range live {
		p.live[f.Path], p.paths[f.Path] = f, true
		if f.Person != "" {
			p.people[f.Person] = append(p.people[f.Person], f)
		}
		if f.Role == intake.RoleLog {
			p.logsIn[f.Plain] = true
		}
	}
	for at, sum := range there.Files {
		p.paths[at] = true
		if rest, ok := strings.CutPrefix(at, "people/"); ok {
			id, _, _ := strings.Cut(rest, "/")
			p.folder[id]++
		}
		if strings.HasPrefix(at, "logs/") && sum != "" {
			p.logsIn[sum] = true
		}
	}
	people := map[string][]File{}
	for _, f := range slices.SortedFunc(slices.Values(staged), byPath) {
		switch {
		case f.Person != "":
			people[f.Person] = append(people[f.Person], f)
		case f.Role == intake.RoleLog:
			p.log(f)
		case f.Role == intake.RoleSame:
			p.statements(f)
		default:
			p.single(f)
		}
	}
	for _, id := range sortedKeys(people) {
		p.person(id, people[id])
	}
	return p
}

func byPath(a, b File) int { return cmp.Compare(a.Path, b.Path) }

func sortedKeys[V any](m map[string]V) []string {
	var out []string
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

// person replaces a dossier as a whole: its document, papers and exports.
func (p *plan) person(id string, files []File) {
	before := p.people[id]
	known := len(before) > 0 || p.there.People[id]
	switch {
	case p.there.Askew[id] != "":
		p.left = append(p.left, core.Problem{Input: "people/" + id, Says: "not taken: the id and the name of " + p.there.Askew[id] + " in the operator's folder differ; give both one name there first"})
		return
	case known && id == p.own:
		p.left = append(p.left, core.Problem{Input: "people/" + id, Says: "not taken: it is your own dossier; somebody else brings it in"})
		return
	case len(before) > 0 && sameFiles(before, files), len(before) == 0 && known && p.thereAlready(id, files):
		p.Same = append(p.Same, "people/"+id)
		return
	case known:
		p.Replaced = append(p.Replaced, id)
	default:
		p.New = append(p.New, id)
	}
	for _, f := range before {
		p.drop = append(p.drop, f.Blob)
	}
	p.take = append(p.take, files...)
}

// sameFiles reports whether two lists hold the same paths with the same bytes.
func sameFiles(a, b []File) bool {
	return slices.EqualFunc(slices.SortedFunc(slices.Values(a), byPath), slices.SortedFunc(slices.Values(b), byPath), func(x, y File) bool {
		return x.Path == y.Path && x.SHA256 == y.SHA256
	})
}

// thereAlready reports whether the operator's folder holds a dossier with exactly these files.
func (p *plan) thereAlready(id string, files []File) bool {
	return p.folder[id] == len(files) && !slices.ContainsFunc(files, func(f File) bool { return p.there.Files[f.Path] != f.SHA256 })
}

// log adds a log, unless its records are there already. One of the same name and other records is kept beside it.
func (p *plan) log(f File) {
	if f.Plain == "" {
		f.Plain = f.SHA256
	}
	if p.logsIn[f.Plain] || p.logsIn[f.SHA256] {
		p.Same = append(p.Same, f.Path)
		return
	}
	p.logsIn[f.Plain] = true
	f.Path = p.free(f.Path)
	p.paths[f.Path] = true
	p.Added = append(p.Added, f.Path)
	p.take = append(p.take, f)
}

// free is a path that is not taken: okta.ndjson, okta-2.ndjson.
func (p *plan) free(at string) string {
	ext := path.Ext(at)
	if ext == ".gz" || ext == ".zst" {
		ext = path.Ext(strings.TrimSuffix(at, ext)) + ext
	}
	stem, name := strings.TrimSuffix(at, ext), at
	for n := 2; p.paths[name]; n++ {
		name = stem + "-" + strconv.Itoa(n) + ext
	}
	return name
}

// statements takes same.ndjson only where there is none: it is what people stated over time, and no import puts other words there.
func (p *plan) statements(f File) {
	if !p.paths[f.Path] {
		p.single(f)
		return
	}
	if p.sum(f.Path) == f.SHA256 {
		p.Same = append(p.Same, f.Path)
		return
	}
	p.left = append(p.left, core.Problem{Input: f.Path, Says: "not taken: statements about dossiers of one person are kept already, and an import does not replace them"})
}

// single replaces one file that belongs to nobody.
func (p *plan) single(f File) {
	switch {
	case !p.paths[f.Path]:
		p.Added = append(p.Added, f.Path)
	case p.sum(f.Path) == f.SHA256:
		p.Same = append(p.Same, f.Path)
		return
	default:
		p.Changed = append(p.Changed, f.Path)
	}
	if old, ok := p.live[f.Path]; ok {
		p.drop = append(p.drop, old.Blob)
	}
	p.take = append(p.take, f)
}

// sum is the SHA-256 of what stands at a path now: an import lies over the operator's folder.
func (p *plan) sum(at string) string {
	if f, ok := p.live[at]; ok {
		return f.SHA256
	}
	return p.there.Files[at]
}
