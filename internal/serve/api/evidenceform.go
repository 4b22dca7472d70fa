package api

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"strings"

	"github.com/taupier-eu/taupier/internal/casework/evidence"
	"github.com/taupier-eu/taupier/internal/core"
)

// evidenceFields are the fields of the form beside the file, and how many bytes each may hold.
var evidenceFields = map[string]int64{"name": evidence.MaxName, "note": evidence.MaxNote, "sha256": 64}

// evidenceForm is a form as it comes in: a file goes to disk while it is read.
type evidenceForm struct {
	take   func(io.Reader, int64) (evidence.Taken, error)
	fields map[string]string
	taken  *evidence.Taken
}

// measure takes bytes without keeping them, as evidence.Shelf takes them.
func measure(r io.Reader, most int64) (evidence.Taken, error) {
	h := sha256.New()
	n, err := io.Copy(h, io.LimitReader(r, most+1))
	switch {
	case err != nil:
		err = fmt.Errorf("%w: %w: evidence_cut", core.ErrInvalid, err)
	case n > most:
		err = fmt.Errorf("%w: evidence_big", core.ErrInvalid)
	case n == 0:
		err = fmt.Errorf("%w: evidence_empty", core.ErrInvalid)
	}
	return evidence.Taken{SHA256: hex.EncodeToString(h.Sum(nil)), Size: n}, err
}

func (f *evidenceForm) read(r *http.Request) error {
	if kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type")); err != nil || kind != "multipart/form-data" {
		return problem(http.StatusUnsupportedMediaType, "evidence_no_form")
	}
	form, err := r.MultipartReader()
	if err != nil {
		return problem(http.StatusUnsupportedMediaType, "evidence_no_form")
	}
	for {
		part, err := form.NextRawPart()
		if err == io.EOF {
			break
		}
		if err != nil {
			return cut(err)
		}
		if err := f.part(part); err != nil {
			return err
		}
	}
	if f.taken == nil {
		return fmt.Errorf("%w: evidence_no_file", core.ErrInvalid)
	}
	if want, ok := f.fields["sha256"]; ok && !strings.EqualFold(want, f.taken.SHA256) {
		return fmt.Errorf("%w: evidence_sum", core.ErrInvalid)
	}
	return nil
}

// part reads one part. One that the form does not have, or has already, is refused.
func (f *evidenceForm) part(part *multipart.Part) error {
	name := part.FormName()
	if most, ok := evidenceFields[name]; ok {
		if _, twice := f.fields[name]; !twice {
			return f.field(name, part, most)
		}
	}
	if name != "file" || f.taken != nil {
		return problem(http.StatusUnprocessableEntity, "evidence_no_form")
	}
	file := fileName(part)
	if file == "" {
		return fmt.Errorf("%w: evidence_no_file", core.ErrInvalid)
	}
	taken, err := f.take(part, evidence.MaxFile)
	switch {
	case isWord(err, "evidence_big"):
		return problem(http.StatusRequestEntityTooLarge, "evidence_big")
	case isCut(err):
		return cut(err)
	case err != nil:
		return err
	}
	f.taken = &taken
	if _, said := f.fields["name"]; !said {
		f.fields["name"] = file
	}
	return nil
}

// isCut reports whether a file did not come in whole.
func isCut(err error) bool {
	return errors.Is(err, core.ErrInvalid) && strings.HasSuffix(err.Error(), " evidence_cut")
}

func (f *evidenceForm) field(name string, part io.Reader, most int64) error {
	data, err := io.ReadAll(io.LimitReader(part, most+1))
	if err != nil {
		return cut(err)
	}
	if int64(len(data)) > most {
		return problem(http.StatusUnprocessableEntity, "too_long", Wrong{Parameter: name, Detail: fmt.Sprintf("at most %d bytes", most)})
	}
	f.fields[name] = string(data)
	return nil
}

// forget removes what was taken and is not entered.
func (f *evidenceForm) forget(shelf *evidence.Shelf) error {
	if f.taken == nil || f.taken.Blob == "" {
		return nil
	}
	return shelf.Forget(*f.taken)
}

// print is what makes two forms the same, whatever stands between their parts.
func (f *evidenceForm) print() string {
	text, err := json.Marshal([]string{f.fields["name"], f.fields["note"], f.taken.SHA256})
	if err != nil {
		panic(fmt.Sprintf("BUG: a form without a print: %v", err))
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:])
}

// fileName is what the sender calls a file, whole: it is text that is kept and shown, and names nothing here.
func fileName(part *multipart.Part) string {
	_, params, err := mime.ParseMediaType(part.Header.Get("Content-Disposition"))
	if err != nil {
		return ""
	}
	return params["filename"]
}
