package upload

import (
	"context"
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/intake"
)

// settle gives each file its place in a company folder, and drops what has none.
func (p *unpacking) settle(kind Kind, files []File) error {
	common := commonFolder(files)
	for i := range files {
		files[i].Path = strings.TrimPrefix(files[i].Path, common)
	}
	if kind == Dossier && !slices.ContainsFunc(files, func(f File) bool { return strings.HasPrefix(f.Path, "people/") }) {
		for i := range files {
			files[i].Path = "people/dossier/" + ofPerson(files[i].Path)
		}
	}
	folders := map[string]string{} // of people/, to the id inside
	taken := map[string]string{}   // the id to the folder
	for _, f := range files {
		at, role, folder, _ := placed(f.Path)
		if role != intake.RolePerson {
			continue
		}
		id, problems := p.idOf(f, at)
		p.left = append(p.left, problems...)
		if first := taken[id]; id != "" && first != "" {
			p.left = append(p.left, core.Problem{Input: at, Says: "not taken: " + first + " states the same id"})
			continue
		}
		if folders[folder] = id; id != "" {
			taken[id] = at
		}
	}
	var errs []error
	for _, f := range files {
		if !p.place(kind, f, folders) {
			errs = append(errs, p.shelf.Remove(f.Blob))
		}
	}
	for _, folder := range lonely(files, folders) {
		p.left = append(p.left, core.Problem{Input: "people/" + folder, Says: "not taken: no person.yaml here that a dossier can be made of"})
	}
	return errors.Join(errs...)
}

// lonely lists the folders of people of whom nothing can be made.
func lonely(files []File, folders map[string]string) []string {
	var out []string
	for _, f := range files {
		if _, _, folder, _ := placed(f.Path); folder != "" && folders[folder] == "" && !slices.Contains(out, folder) {
			out = append(out, folder)
		}
	}
	return out
}

// place takes a file where it belongs, or says why not.
func (p *unpacking) place(kind Kind, f File, folders map[string]string) bool {
	at, role, folder, mend := placed(f.Path)
	id := folders[folder]
	leave := func(why string) bool {
		p.left = append(p.left, core.Problem{Input: at, Says: "not taken: " + why})
		return false
	}
	switch {
	case role == "", folder != "" && id == "":
		return false
	case role == intake.RoleOther:
		return leave(mend)
	case kind == Dossier && folder == "":
		return leave("a dossier holds one person only")
	case role == intake.RoleLog && !p.logs:
		return leave(logsShut)
	case (role == intake.RolePerson || role == intake.RoleCompany) && f.Size > MaxDocument:
		return leave(fmt.Sprintf("it is larger than %d MiB", MaxDocument>>20))
	case f.Size == 0:
		return leave("the file is empty")
	}
	if f.Role, f.Person = role, id; id != "" {
		f.Path = "people/" + id + strings.TrimPrefix(at, "people/"+folder)
	}
	p.files = append(p.files, f)
	return true
}

// sumLogs tells each log's content, so that one that is there already, compressed or not, is not counted twice.
func (p *unpacking) sumLogs(ctx context.Context) error {
	for i, f := range p.files {
		if f.Role != intake.RoleLog || f.Plain != "" {
			continue
		}
		b, err := p.shelf.Open(f.Blob)
		if err != nil {
			return err
		}
		p.files[i].Plain, err = p.plainSum(ctx, b)
		if err = errors.Join(err, b.Close()); err != nil {
			return err
		}
	}
	return nil
}

// commonFolder is the folder in which everything stands, as archives are often packed; "" when there is none.
func commonFolder(files []File) string {
	common := ""
	for _, f := range files {
		first, _, deeper := strings.Cut(f.Path, "/")
		switch {
		case first == "__MACOSX":
			continue
		case !deeper, slices.Contains([]string{"people", "logs", "lists", "files", "presence"}, first), common != "" && common != first:
			return ""
		}
		common = first
	}
	if common == "" {
		return ""
	}
	return common + "/"
}

// ofPerson is where a file of one dossier belongs in its folder.
func ofPerson(at string) string {
	first, _, deeper := strings.Cut(at, "/")
	switch {
	case !deeper && slices.Contains([]string{"person.yaml", "person.yml", "person.json"}, at):
		return "person.yaml"
	case deeper && (first == "files" || first == "presence"), strings.HasPrefix(path.Base(at), "."):
		return at
	}
	return "files/" + at
}
