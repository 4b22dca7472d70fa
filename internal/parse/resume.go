package parse

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/taupier-eu/taupier/internal/core"
)

// resume is the part of a JSON Resume (jsonresume.org) that is read. Name, address and birth are not.
type resume struct {
	Basics *struct {
		Label    string
		Email    string
		Phone    string
		URL      string
		Summary  string
		Profiles []struct{ Network, Username, URL string }
	}
	Work []struct {
		Name, Company, Position, StartDate, EndDate, Summary string
		Highlights, Keywords                                 []string
	}
	Education []struct {
		Institution, Area, StudyType, StartDate, EndDate string
		Courses                                          []string
	}
	Projects []struct {
		Name, Description    string
		Highlights, Keywords []string
	}
	Skills []struct {
		Name     string
		Keywords []string
	}
}

var errNoResume = errors.New("JSON, but not a JSON Resume (see jsonresume.org/schema): save it as PDF or plain text")

// readResume reads a structured CV.
func (d *document) readResume(data []byte) error {
	var r resume
	if err := json.Unmarshal([]byte(strings.TrimPrefix(string(data), "\ufeff")), &r); err != nil {
		return fmt.Errorf("not a JSON Resume (%w): correct it", err)
	}
	if r.Basics == nil && r.Work == nil && r.Education == nil {
		return errNoResume
	}
	d.Kind = "json_resume"
	if d.Role == "other" {
		d.Role = "cv"
	}
	if max(len(r.Work), len(r.Education), len(r.Projects), len(r.Skills)) > maxStated || r.Basics != nil && len(r.Basics.Profiles) >= maxStated {
		return fmt.Errorf("the CV lists more than %d entries of one kind: it was not read; shorten it", maxStated)
	}
	s := &core.Stated{}
	d.stated = s
	d.basics(&r, s)
	for i, w := range r.Work {
		s.Work = append(s.Work, core.Job{
			Employer: first(w.Name, w.Company), Title: w.Position, Technologies: w.Keywords,
			From: d.date("work", i, "startDate", w.StartDate), To: d.date("work", i, "endDate", w.EndDate),
		})
		d.lines(first(w.Name, w.Company), w.Position, w.Summary)
		d.lines(append(w.Highlights, w.Keywords...)...)
	}
	for i, e := range r.Education {
		s.Education = append(s.Education, core.Study{
			School: e.Institution, Degree: strings.TrimSpace(e.StudyType + " " + e.Area),
			From: d.date("education", i, "startDate", e.StartDate), To: d.date("education", i, "endDate", e.EndDate),
		})
		d.lines(append([]string{e.Institution, e.StudyType, e.Area}, e.Courses...)...)
	}
	for _, p := range r.Projects {
		d.lines(p.Name, p.Description)
		d.lines(append(p.Highlights, p.Keywords...)...)
	}
	for _, k := range r.Skills {
		d.lines(append([]string{k.Name}, k.Keywords...)...)
	}
	return nil
}

func (d *document) basics(r *resume, s *core.Stated) {
	b := r.Basics
	if b == nil {
		return
	}
	d.lines(b.Label, b.Summary)
	if b.Email != "" {
		s.Emails = []string{b.Email}
	}
	if b.Phone != "" {
		s.Phones = []string{b.Phone}
	}
	for _, p := range b.Profiles {
		if handle := first(p.Username, p.URL); handle != "" {
			s.Accounts = append(s.Accounts, core.Handle{Kind: strings.ToLower(first(p.Network, "other")), Handle: handle})
		}
	}
	if b.URL != "" {
		s.Accounts = append(s.Accounts, core.Handle{Kind: "portfolio", Handle: b.URL})
	}
}

// date reads a date of the CV; one that cannot be read is named, and the rest goes on.
func (d *document) date(list string, i int, key, value string) core.Date {
	date, err := core.ParseDate(value)
	if err != nil && !strings.EqualFold(value, "present") {
		d.problem("%s: %s", core.Key(list, i, key), err)
	}
	return date
}

func (d *document) lines(lines ...string) {
	for _, line := range lines {
		if line != "" {
			d.write(line + "\n")
		}
	}
}

func first(values ...string) string {
	for _, v := range values {
		if v != "" {
			return v
		}
	}
	return ""
}
