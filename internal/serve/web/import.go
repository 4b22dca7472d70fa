package web

import (
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"strconv"
	"time"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/intake/upload"
)

var importRoutes = []Route{
	{"GET /import", access.ImportData, (*site).importPage},
	{"POST /import", access.ImportData, (*site).importAdd},
	{"GET /import/{id}", access.ImportData, (*site).importOne},
	{"POST /import/{id}/{act}", access.ImportData, (*site).importAct},
	{"GET /import/remove/{id}", access.ConfirmData, (*site).importRemove},
}

// importForm is how large a file a plain form takes; larger ones come in parts (importparts.go).
const (
	importForm = 64 << 20
	importBody = importForm + 1<<20
)

type importsView struct {
	base
	Uploads []importLine
	Kinds   []upload.Kind
	Kind    string
	Limits  string
	Most    int64
}

// UploadScript is where the script is that sends a file in parts.
func (v importsView) UploadScript() string { return uploadPath }

type importLine struct {
	upload.Upload
	Says string
}

func (s *site) importPage(r *request) error { return s.importList(r, http.StatusOK, "", "") }

func (s *site) importList(r *request, status int, problem, kind string) error {
	if s.Imports == nil {
		return core.ErrNotFound
	}
	if err := s.Looked(r.Context(), r.actor, "imports.view", "", r.now); err != nil {
		return err
	}
	all, err := s.Imports.List(r.Context(), r.actor)
	if err != nil {
		return err
	}
	v := importsView{base: s.base(r, "import"), Kinds: upload.Kinds, Kind: kind, Most: s.Imports.MaxBytes}
	v.Problem, v.Path = problem, "/import"
	v.Limits = words["import_limits"].Render(r.lang, core.Args{"form": v.Bytes(importForm), "most": v.Bytes(v.Most), "file": v.Bytes(upload.MaxFile), "n": strconv.Itoa(upload.MaxOpen)})
	for _, u := range all {
		v.Uploads = append(v.Uploads, importLine{u, v.W("import_state_" + string(u.State))})
	}
	return s.show(r, status, "import", v)
}

// importAdd takes a file that comes in one piece with the form.
func (s *site) importAdd(r *request) error {
	if s.Imports == nil {
		return core.ErrNotFound
	}
	slow := http.NewResponseController(r.w)
	_ = slow.SetReadDeadline(time.Now().Add(evidenceTime))
	_ = slow.SetWriteDeadline(time.Now().Add(evidenceTime + time.Minute))
	f := importing{site: s, r: r}
	err := f.read()
	if status, word := refusal(err); word != "" {
		_, _ = io.Copy(io.Discard, r.Body) // else the answer gets lost with the connection
		return s.importList(r, status, word, string(f.kind))
	}
	if err != nil {
		return err
	}
	return r.redirect("/import/" + f.taken.ID)
}

// importing reads the form as it comes in: the kind, then the file, which goes to disk sealed while it is read.
type importing struct {
	site  *site
	r     *request
	kind  upload.Kind
	taken *upload.Upload
}

func (f *importing) read() error {
	form, err := f.r.MultipartReader()
	if err != nil {
		return fmt.Errorf("%w: import_no_file", core.ErrInvalid)
	}
	for {
		part, err := form.NextRawPart()
		if err == io.EOF {
			break
		}
		if err != nil {
			return fmt.Errorf("%w: %w: import_cut", core.ErrInvalid, err)
		}
		if err := f.part(part); err != nil {
			return err
		}
	}
	if f.taken == nil {
		return fmt.Errorf("%w: import_no_file", core.ErrInvalid)
	}
	return nil
}

func (f *importing) part(part *multipart.Part) error {
	switch name := part.FormName(); {
	case name == "kind" && f.kind == "":
		text, err := io.ReadAll(io.LimitReader(part, 32))
		f.kind = upload.Kind(text)
		return err
	case name == "file" && f.taken == nil:
		name := fileName(part)
		if name == "" {
			return fmt.Errorf("%w: import_no_file", core.ErrInvalid)
		}
		u, err := f.site.Imports.Take(f.r.Context(), f.r.actor, f.kind, name, part, importForm, f.r.now)
		if err == nil {
			f.taken = &u
		}
		return err
	}
	return fmt.Errorf("%w: unknown_field", core.ErrInvalid)
}

// importView is one upload: what it holds, and what would change.
type importView struct {
	base
	U       upload.Upload
	Says    string
	Changes []importChange
	More    string
	Left    string
}

// importChange is one kind of change with what it concerns.
type importChange struct {
	Says  string
	Names []string
	More  string
}

// shownNames is how many names of one kind of change are shown.
const shownNames = 100

func (s *site) importOne(r *request) error { return s.importShow(r, http.StatusOK, "") }

func (s *site) importShow(r *request, status int, problem string) error {
	if s.Imports == nil {
		return core.ErrNotFound
	}
	u, err := s.Imports.Get(r.Context(), r.actor, r.PathValue("id"))
	if err != nil {
		return err
	}
	if err := s.Looked(r.Context(), r.actor, "import.view", u.ID, r.now); err != nil {
		return err
	}
	v := importView{base: s.base(r, "import_one"), U: u, Says: words["import_state_"+string(u.State)].In(r.lang)}
	v.Problem, v.Path = problem, "/import/"+u.ID
	v.Reload = u.State == upload.Whole
	if p, ok := s.Imports.Progress(u.ID); ok {
		word := "import_unpacks"
		if p.Ready {
			word = "import_reads"
		}
		v.Says = words[word].Render(r.lang, core.Args{"n": strconv.Itoa(p.Files)})
	}
	if u.State == upload.Coming {
		n, err := s.Imports.Offset(u)
		if err != nil {
			return err
		}
		v.Left = words["import_came"].Render(r.lang, core.Args{"n": v.Bytes(n), "of": v.Bytes(u.Size)})
	}
	if u.Report.More > 0 {
		v.More = words["problems_more"].Render(r.lang, core.Args{"n": strconv.Itoa(u.Report.More)})
	}
	v.changes()
	return s.show(r, status, "importone", v)
}

// Ready reports whether somebody's word is waited for.
func (v importView) Ready() bool { return v.U.State == upload.Looked && !v.U.Report.Change.Nothing() }

// Done reports whether it is part of the company.
func (v importView) Done() bool { return v.U.State == upload.Imported }

// MayDrop reports whether it can be discarded.
func (v importView) MayDrop() bool { return v.U.Open() && v.U.State != upload.Whole }

func (v *importView) changes() {
	c := v.U.Report.Change
	for _, x := range []struct {
		word  string
		names []string
	}{{"import_new", c.New}, {"import_replaced", c.Replaced}, {"import_added", c.Added}, {"import_changed", c.Changed}, {"import_same", c.Same}} {
		v.Changes = v.with(v.Changes, x.word, x.names)
	}
}

func (s *site) importAct(r *request) error {
	if s.Imports == nil {
		return core.ErrNotFound
	}
	id := r.PathValue("id")
	var err error
	to := "/import/" + id
	switch r.PathValue("act") {
	case "confirm":
		err = s.Imports.Confirm(r.Context(), r.actor, id, r.PostFormValue("shown"), r.now)
	case "discard":
		err, to = s.Imports.Discard(r.Context(), r.actor, id, r.now), "/import"
	case "remove":
		err, to = s.Imports.Remove(r.Context(), r.actor, id, r.PostFormValue("shown"), r.now), "/import"
		if status, word := refusal(err); word != "" {
			return s.importRemoval(r, status, word)
		}
	default:
		return core.ErrNotFound
	}
	if status, word := refusal(err); word != "" {
		return s.importShow(r, status, word)
	}
	if err != nil {
		return err
	}
	return r.redirect(to)
}
