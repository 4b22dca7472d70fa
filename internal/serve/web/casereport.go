package web

import (
	"html/template"
	"net/http"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/casework/report"
	"github.com/taupier-eu/taupier/internal/core"
)

var reportRoutes = []Route{
	{"GET /cases/{id}/report", access.WorkCases, (*site).reportPage},
	{"GET /cases/{id}/report.pdf", access.WorkCases, (*site).reportPDF},
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

// reportOf makes the document that was asked for: for those who work on the case unless the address says otherwise.
func (s *site) reportOf(r *request) (report.Document, error) {
	a := report.Audience(r.URL.Query().Get("for"))
	if a == "" {
		a = report.Internal
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
