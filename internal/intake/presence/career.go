package presence

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/taupier-eu/taupier/internal/core"
)

// positions reads Positions.csv of a career network's archive of a member: Company Name, Title, Started On,
// Finished On, in any order, months written "Jan 2020" or as a date.
func (r *reader) positions() {
	c := csv.NewReader(bytes.NewReader(r.data))
	c.FieldsPerRecord = -1
	head, err := c.Read()
	if err != nil {
		r.in.Reject(1, "no first row with the names of the columns")
		return
	}
	column := func(name string) int {
		return slices.IndexFunc(head, func(h string) bool { return strings.EqualFold(strings.TrimSpace(h), name) })
	}
	company, title, from, to := column("Company Name"), column("Title"), column("Started On"), column("Finished On")
	if company < 0 || from < 0 {
		r.in.Reject(1, "no columns \"Company Name\" and \"Started On\": expected Positions.csv of a career network")
		return
	}
	told := core.Telling{Input: r.in.Path}
	for {
		row, err := c.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			r.badRow(err)
			break
		}
		line, _ := c.FieldPos(0)
		if r.full(line) {
			break
		}
		cell := func(i int) string {
			if i < 0 || i >= len(row) {
				return ""
			}
			return strings.TrimSpace(row[i])
		}
		if cell(company) == "" {
			r.reject(line, "a position without a company")
			continue
		}
		told.Work = append(told.Work, core.Job{Employer: cell(company), Title: cell(title), From: month(cell(from)), To: month(cell(to))})
		told.Lines = append(told.Lines, line)
	}
	r.out.tellings = append(r.out.tellings, told)
}

// badRow ends a table: what follows a quote that was never closed cannot be told apart.
func (r *reader) badRow(err error) {
	line, says := 0, err.Error()
	var p *csv.ParseError
	if errors.As(err, &p) {
		line, says = p.Line, p.Err.Error()
	}
	r.in.Reject(line, "a row that cannot be read ("+says+"), and nothing below it was: export the file again")
}

// month reads "Jan 2020", and dates.
func month(s string) core.Date {
	if t, err := time.Parse("Jan 2006", s); err == nil && t.Year() > 1900 {
		return core.Date{Time: t}
	}
	return date(s)
}

// resume reads a CV in JSON Resume (jsonresume.org), as a portfolio offers it.
func (r *reader) resume(raw []byte, line int) {
	var cv struct {
		Work []struct {
			Name     string `json:"name"`
			Position string `json:"position"`
			Start    string `json:"startDate"`
			End      string `json:"endDate"`
		} `json:"work"`
		Education []struct {
			Institution string `json:"institution"`
			StudyType   string `json:"studyType"`
			Start       string `json:"startDate"`
			End         string `json:"endDate"`
		} `json:"education"`
	}
	if err := json.Unmarshal(raw, &cv); err != nil {
		r.reject(line, "a CV that cannot be read (%s): see jsonresume.org for its form", plainError(err))
		return
	}
	told := core.Telling{Input: r.in.Path}
	for _, w := range cv.Work {
		if w.Name != "" {
			told.Work = append(told.Work, core.Job{Employer: w.Name, Title: w.Position, From: date(w.Start), To: date(w.End)})
			told.Lines = append(told.Lines, line)
		}
	}
	for _, e := range cv.Education {
		if e.Institution != "" {
			told.Education = append(told.Education, core.Study{School: e.Institution, Degree: e.StudyType, From: date(e.Start), To: date(e.End)})
		}
	}
	r.out.tellings = append(r.out.tellings, told)
}
