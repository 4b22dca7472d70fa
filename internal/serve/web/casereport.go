package web

import (
	"errors"
	"fmt"
	"html/template"
	"net/http"
	"time"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/casework/evidence"
	"github.com/taupier-eu/taupier/internal/casework/report"
	"github.com/taupier-eu/taupier/internal/core"
)

var reportRoutes = []Route{
	{"GET /cases/{id}/report", access.WorkCases, (*site).reportPage},
	{"GET /cases/{id}/report.pdf", access.WorkCases, (*site).reportPDF},
	{"POST /cases/{id}/bundle.zip", access.WorkCases, (*site).bundle},
}

type reportView struct {
	base
	Doc  report.Document
	Case string
	For  report.Audience
}

// Audiences are those whom a report can be made for.
func (v reportView) Audiences() []report.Audience { return report.Audiences }

// Name is what an audience is called.
func (v reportView) Name(a report.Audience) string { return v.T(a.Name()) }

// Strip is how dense the steps were over time.
func (v reportView) Strip() template.HTML { return strip(v.Doc.Marks, v.Lang) }

// Strip is the same for the case.
func (v caseView) Strip() template.HTML {
	return strip(report.Marks(v.Case.Events, v.Evidence, nil), v.Lang)
}

// strip trusts the drawing: it holds numbers, dates and words of ours.
func strip(marks []report.Mark, lang core.Lang) template.HTML {
	return template.HTML(report.SVG(marks, lang)) //nolint:gosec // see above
}

// Bundled reports whether evidence goes to whom the report is for.
func (v reportView) Bundled() bool { return v.For != report.Person }

// reportOf makes the document that was asked for: for those who work on the case unless the address says otherwise.
func (s *site) reportOf(r *request) (report.Document, error) {
	a := report.Audience(r.URL.Query().Get("for"))
	if a == "" {
		a = report.Internal
	}
	if _, _, err := s.Desk.Case(r.Context(), r.actor, r.PathValue("id"), r.now); err != nil {
		return report.Document{}, err
	}
	f, err := report.Desk{Store: s.Evidence.Store}.Facts(r.Context(), r.actor, r.PathValue("id"), a, r.now)
	if err != nil {
		return report.Document{}, err
	}
	h, err := s.Options.Head(r.Context())
	if err != nil {
		return report.Document{}, err
	}
	f.Ledger = report.Ledger{Size: h.Size, Root: h.Root, Signed: h.Signed}
	return report.Make(f, a, r.lang), nil
}

func (s *site) reportPage(r *request) error {
	d, err := s.reportOf(r)
	if err != nil {
		return err
	}
	v := reportView{base: s.base(r, "report"), Doc: d, Case: d.Case, For: d.For}
	v.Title, v.Path = d.Title, "/cases/"+d.Case+"/report?for="+string(d.For)
	return s.show(r, http.StatusOK, "report", v)
}

func (s *site) reportPDF(r *request) error {
	d, err := s.reportOf(r)
	if err != nil {
		return err
	}
	data, err := report.PDF(d)
	if err != nil {
		return err
	}
	r.attach("report-"+string(d.For)+".pdf", "application/pdf", data)
	return nil
}

// bundle hands the case out with its evidence and the proofs. It is written down before a byte leaves.
func (s *site) bundle(r *request) error {
	h, err := s.Options.Head(r.Context())
	if err != nil {
		return err
	}
	a := report.Audience(r.PostFormValue("for"))
	write, err := s.Bundles.Make(r.Context(), r.actor, r.PathValue("id"), a, r.lang, report.Ledger{Size: h.Size, Root: h.Root, Signed: h.Signed}, r.now)
	if errors.Is(err, evidence.ErrDamaged) {
		s.damaged(r, err)
		return nil
	}
	if err != nil {
		return err
	}
	_ = http.NewResponseController(r.w).SetWriteDeadline(time.Now().Add(evidenceTime))
	r.attachment("bundle-"+string(a)+".zip", "application/zip")
	if err := write(r.w); err != nil {
		s.Trouble(fmt.Errorf("%s: %w", r.Pattern, err))
		panic(http.ErrAbortHandler) // half a bundle must not look like a whole one
	}
	return nil
}
