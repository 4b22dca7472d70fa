package web

import (
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/casework"
	"github.com/taupier-eu/taupier/internal/casework/evidence"
	"github.com/taupier-eu/taupier/internal/core"
)

var evidenceRoutes = []Route{
	{"GET /cases/{id}/evidence", access.WorkCases, (*site).evidencePage},
	{"POST /cases/{id}/evidence", access.WorkCases, (*site).evidenceAdd},
	{"POST /cases/{id}/evidence/{item}/open", access.WorkCases, (*site).evidenceOpen},
}

// evidenceBody is how much of a body is read: more than a file may have, so that whoever sends too large a one is told.
const evidenceBody = 4 * evidence.MaxFile

// evidenceTime is how long a file may take to come in or to go out.
const evidenceTime = 10 * time.Minute

type evidenceView struct {
	base
	evidence.File
	Back   string
	Limits string
}

// Open reports whether the case takes evidence.
func (v evidenceView) Open() bool { return v.Case.State != casework.Closed }

// Whys are the reasons that a form offers.
func (v evidenceView) Whys() []evidence.Why { return evidence.Whys }

// Bytes writes a size.
func (b base) Bytes(n int64) string {
	units := []string{"B", "KiB", "MiB", "GiB"}
	if b.Lang == core.French {
		units = []string{"o", "Kio", "Mio", "Gio"}
	}
	at, size := 0, float64(n)
	for size >= 1024 && at < len(units)-1 {
		at, size = at+1, size/1024
	}
	text := strconv.FormatFloat(size, 'f', min(at, 1), 64)
	if b.Lang == core.French {
		text = strings.Replace(text, ".", ",", 1)
	}
	return text + "\u00a0" + units[at]
}

func (s *site) evidencePage(r *request) error { return s.evidenceShow(r, http.StatusOK, "", nil) }

func (s *site) evidenceShow(r *request, status int, problem string, typed url.Values) error {
	f, err := s.Evidence.Look(r.Context(), r.actor, r.PathValue("id"), r.now)
	if err != nil {
		return err
	}
	v := evidenceView{base: s.base(r, "evidence_kept"), File: f, Back: words["case_of"].Render(r.lang, core.Args{"name": f.Person.Name})}
	v.Limits = words["evidence_limits"].Render(r.lang, core.Args{"file": v.Bytes(evidence.MaxFile), "case": v.Bytes(evidence.MaxBytes), "n": strconv.Itoa(evidence.MaxItems)})
	v.Problem, v.Form, v.Path = problem, typed, "/cases/"+f.Case.ID+"/evidence"
	return s.show(r, status, "evidence", v)
}

// evidenceAdd takes a file, or a text, into a case. Whoever may not see the case is told so before a byte is kept.
func (s *site) evidenceAdd(r *request) error {
	id, f := r.PathValue("id"), evidenceForm{shelf: s.Evidence.Shelf, typed: url.Values{}}
	err := s.Evidence.Room(r.Context(), r.actor, id)
	if err == nil {
		slow := http.NewResponseController(r.w)
		_ = slow.SetReadDeadline(time.Now().Add(evidenceTime))
		_ = slow.SetWriteDeadline(time.Now().Add(evidenceTime + time.Minute))
		if err = f.read(r); err == nil {
			if err := s.stands(r, access.WorkCases); err != nil { // it may have taken minutes
				return errors.Join(err, s.Evidence.Shelf.Forget(*f.taken))
			}
			_, err = s.Evidence.Enter(r.Context(), r.actor, id, f.name, f.typed.Get("note"), *f.taken, r.now)
		}
	}
	if status, word := refusal(err); word != "" {
		_, _ = io.Copy(io.Discard, r.Body) // else the answer gets lost with the connection
		return s.evidenceShow(r, status, word, f.typed)
	}
	if err != nil {
		return err
	}
	return r.redirect("/cases/" + id + "/evidence")
}

// evidenceForm is the form as it comes in: a file goes to disk while it is read.
type evidenceForm struct {
	shelf *evidence.Shelf
	typed url.Values
	taken *evidence.Taken
	name  string
}

// read reads the form. What is refused leaves nothing on disk.
func (f *evidenceForm) read(r *request) error {
	err := f.parts(r)
	if err == nil && f.taken == nil {
		err = f.text()
	}
	if err != nil && f.taken != nil {
		return errors.Join(f.shelf.Forget(*f.taken), err)
	}
	return err
}

func (f *evidenceForm) parts(r *request) error {
	form, err := r.MultipartReader()
	if err != nil {
		return fmt.Errorf("%w: evidence_no_file", core.ErrInvalid)
	}
	for {
		part, err := form.NextRawPart()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return fmt.Errorf("%w: %w: evidence_cut", core.ErrInvalid, err)
		}
		if err := f.part(part); err != nil {
			return err
		}
	}
}

// evidenceFields are the fields of the form beside the file, and how much each may hold.
var evidenceFields = map[string]int64{"name": evidence.MaxName, "note": evidence.MaxNote, "text": evidence.MaxText}

// part reads one part. One that the form does not have, or has already, is refused.
func (f *evidenceForm) part(part *multipart.Part) error {
	name := part.FormName()
	if most, ok := evidenceFields[name]; ok && !f.typed.Has(name) {
		return f.field(part, most)
	}
	if name != "file" || f.taken != nil {
		return fmt.Errorf("%w: unknown_field", core.ErrInvalid)
	}
	if f.name = fileName(part); f.name == "" {
		return fmt.Errorf("%w: evidence_no_file", core.ErrInvalid)
	}
	taken, err := f.shelf.Take(part, evidence.MaxFile)
	if err == nil {
		f.taken = &taken
	}
	return err
}

func (f *evidenceForm) field(part *multipart.Part, most int64) error {
	data, err := io.ReadAll(io.LimitReader(part, most+1))
	if err != nil {
		return fmt.Errorf("%w: %w: evidence_cut", core.ErrInvalid, err)
	}
	if int64(len(data)) > most {
		return fmt.Errorf("%w: too_long", core.ErrInvalid)
	}
	f.typed.Set(part.FormName(), string(data))
	return nil
}

// text keeps the text of the form in the place of a file.
func (f *evidenceForm) text() error {
	if strings.TrimSpace(f.typed.Get("text")) == "" {
		return fmt.Errorf("%w: evidence_no_file", core.ErrInvalid)
	}
	f.name = f.typed.Get("name")
	taken, err := f.shelf.Take(strings.NewReader(f.typed.Get("text")), evidence.MaxText)
	if err == nil {
		f.taken = &taken
	}
	return err
}

// fileName is what the sender calls a file, whole: it is text that is kept and shown, and names nothing here.
func fileName(part *multipart.Part) string {
	_, params, err := mime.ParseMediaType(part.Header.Get("Content-Disposition"))
	if err != nil {
		return ""
	}
	return params["filename"]
}

// evidenceOpen gives the bytes of an item to be kept as a file. No browser shows them as a page: no name and no type that came
// with them is passed on.
func (s *site) evidenceOpen(r *request) error {
	item, data, err := s.Evidence.Open(r.Context(), r.actor, r.PathValue("id"), r.PathValue("item"), evidence.Why(r.PostFormValue("why")), r.now)
	if errors.Is(err, evidence.ErrDamaged) {
		s.damaged(r, err)
		return nil
	}
	if status, word := refusal(err); word != "" {
		return s.evidenceShow(r, status, word, nil)
	}
	if err != nil {
		return err
	}
	_ = http.NewResponseController(r.w).SetWriteDeadline(time.Now().Add(evidenceTime))
	r.attach(fmt.Sprintf("evidence-%03d.bin", item.N), "application/octet-stream", data)
	return nil
}

// damaged says that kept bytes are not those that came in, to whoever asked and to whoever runs the server.
func (s *site) damaged(r *request, err error) {
	s.Trouble(fmt.Errorf("%s: %w", r.Pattern, err))
	s.message(r, http.StatusConflict, "evidence_kept", "evidence_damaged", "")
}

// attach sends bytes as a file to be saved.
func (r *request) attach(name, kind string, data []byte) {
	r.attachment(name, kind)
	r.w.Header().Set("Content-Length", strconv.Itoa(len(data)))
	_, _ = r.w.Write(data)
}

// attachment says that what follows is a file to be saved, and no page. name is ours.
func (r *request) attachment(name, kind string) {
	h := r.w.Header()
	h.Set("Content-Type", kind)
	h.Set("Content-Disposition", `attachment; filename="`+name+`"`)
	h.Set("Content-Security-Policy", "default-src 'none'; sandbox; frame-ancestors 'none'")
}
