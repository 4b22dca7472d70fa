package intake

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/taupier-eu/taupier/internal/core"
)

// Role is what a file of the company folder is for, told from its place alone.
type Role string

// The places of a company folder, in the order in which Walk lists them.
const (
	RoleCompany    Role = "company"    // company.yaml
	RolePerson     Role = "person"     // people/<id>/person.yaml
	RoleAttachment Role = "attachment" // people/<id>/files/**
	RolePresence   Role = "presence"   // people/<id>/presence/**: exports of public accounts
	RoleLog        Role = "log"        // logs/**
	RoleList       Role = "list"       // lists/**
	RoleSame       Role = "same"       // same.ndjson: which dossiers are of one person
	RoleOther      Role = "other"      // anything else: no reader takes it, and Walk reports it
)

// File is one regular file of the company folder.
type File struct {
	Path   string // inside the folder, with slashes; the name under which it is reported
	Role   Role
	Person string // the <id> of people/<id>/, for RolePerson, RoleAttachment and RolePresence
	Size   int64  // bytes as stored

	real string // where the content stands when Path goes through links; "" means Path itself
}

// at is the path to open: Walk has followed the links already, so that nothing needs to follow them again.
func (f File) at() string { return cmp.Or(f.real, f.Path) }

// Walk lists the files of the company folder: company.yaml, then people by id (person.yaml before the
// attachments), logs, lists, and what has no place there. The order depends on the names alone.
//
// Links are followed inside the folder only, and each content is listed once. Dot files, README files
// and what file managers leave behind are ignored; anything else that cannot be used is a Problem.
// The error is for a folder that cannot be listed at all, and for ctx.
func Walk(ctx context.Context, fsys fs.FS) ([]File, []core.Problem, error) {
	w := &walker{ctx: ctx, fsys: fsys, seen: map[string]string{}, people: map[string]bool{}}
	if _, err := fs.ReadDir(fsys, "."); err != nil {
		return nil, nil, fmt.Errorf("list company folder: %w", err)
	}
	w.dir(".", ".")
	for len(w.links) > 0 && ctx.Err() == nil {
		next := w.links[0]
		w.links = w.links[1:]
		w.link(next)
	}
	if err := ctx.Err(); err != nil {
		return nil, nil, fmt.Errorf("list company folder: %w", err)
	}
	for id, has := range w.people {
		if !has {
			w.problem("people/"+id, "no person.yaml here, so nobody is checked; add people/%s/person.yaml or remove the folder", id)
		}
	}
	slices.SortFunc(w.files, inOrder)
	slices.SortFunc(w.problems, core.Problem.Compare)
	return w.files, w.problems, nil
}

// inOrder sorts by place, then person, then path.
func inOrder(a, b File) int {
	return cmp.Or(
		cmp.Compare(rank(a.Role), rank(b.Role)),
		cmp.Compare(a.Person, b.Person),
		cmp.Compare(within(a.Role), within(b.Role)),
		cmp.Compare(a.Path, b.Path),
	)
}

// within orders what belongs to one person: the dossier, its papers, its exports.
func within(r Role) int {
	return slices.Index([]Role{RolePerson, RoleAttachment, RolePresence}, r)
}

func rank(r Role) int {
	return slices.Index([]Role{RoleOther, RoleSame, RoleList, RoleLog, RolePerson, RoleCompany}, cmp.Or(map[Role]Role{RoleAttachment: RolePerson, RolePresence: RolePerson}[r], r)) * -1
}

// walker gathers files and problems. Every content is listed once: seen maps where a file or a folder
// really stands to the path under which it was taken.
type walker struct {
	ctx      context.Context
	fsys     fs.FS
	files    []File
	problems []core.Problem
	seen     map[string]string
	links    []linked
	people   map[string]bool // id → a person.yaml stands in the folder
}

func (w *walker) problem(at, says string, args ...any) {
	w.problems = append(w.problems, core.Problem{Input: printable(at), Says: fmt.Sprintf(says, args...)})
}

// dir takes the folder that is shown under one path and really stands at another. Links wait until
// everything that is really there has been taken, so that a content keeps its own name.
func (w *walker) dir(shown, real string) {
	if w.ctx.Err() != nil {
		return
	}
	w.seen[real] = shown
	if parts := strings.Split(shown, "/"); len(parts) == 2 && parts[0] == "people" {
		w.people[parts[1]] = w.people[parts[1]]
	}
	entries, err := fs.ReadDir(w.fsys, real)
	if err != nil {
		w.problem(shown, "this folder cannot be listed (%s)", why(err))
	}
	for _, e := range entries {
		w.entry(e, path.Join(shown, e.Name()), path.Join(real, e.Name()))
	}
}

func (w *walker) entry(e fs.DirEntry, shown, real string) {
	switch kind := e.Type(); {
	case ignored(shown):
	case !utf8.ValidString(e.Name()):
		w.problem(shown, "the name %q is not UTF-8 and cannot be reported faithfully; rename the file", e.Name())
	case kind.IsDir():
		w.dir(shown, real)
	case kind&fs.ModeSymlink != 0:
		w.links = append(w.links, linked{shown, real})
	case !kind.IsRegular():
		w.odd(shown, kind)
	default:
		info, err := e.Info()
		if err != nil {
			w.problem(shown, "this file cannot be read (%s)", why(err))
			return
		}
		w.file(shown, real, info.Size())
	}
}

// file takes a regular file, once it is known to open.
func (w *walker) file(shown, real string, size int64) {
	if first, ok := w.seen[real]; ok {
		w.problem(shown, "the same file as %s, which is read already; remove the link", first)
		return
	}
	w.seen[real] = shown
	role, person, mend := place(shown)
	if role == RolePerson {
		w.people[person] = true
	}
	if size == 0 {
		w.problem(shown, "the file is empty; fill it, export it again, or remove it")
		return
	}
	if err := opens(w.fsys, real); err != nil {
		w.problem(shown, "this file cannot be read (%s)", why(err))
		return
	}
	if role == RoleOther {
		w.problem(shown, "not read: %s", mend)
	}
	w.files = append(w.files, File{Path: shown, Role: role, Person: person, Size: size, real: real})
}

func (w *walker) odd(shown string, kind fs.FileMode) {
	word := "not a regular file"
	switch {
	case kind&fs.ModeSocket != 0:
		word = "a socket"
	case kind&fs.ModeNamedPipe != 0:
		word = "a named pipe"
	case kind&fs.ModeDevice != 0:
		word = "a device"
	}
	w.problem(shown, "this is %s, which is never opened; replace it by a file", word)
}

func opens(fsys fs.FS, name string) error {
	f, err := fsys.Open(name)
	if err != nil {
		return err
	}
	return f.Close()
}

// why is the reason of a file error without the path, which the report shows next to it.
func why(err error) string {
	switch {
	case errors.Is(err, fs.ErrPermission):
		return "permission denied: give the account that runs this the right to read it"
	case errors.Is(err, fs.ErrNotExist):
		return "it is not there any more"
	}
	var pe *fs.PathError
	if errors.As(err, &pe) {
		return pe.Err.Error()
	}
	return err.Error()
}

// printable makes a path fit for a report.
func printable(p string) string { return strings.ToValidUTF8(p, "\uFFFD") }
