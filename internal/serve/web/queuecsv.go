package web

import (
	"bytes"
	"strings"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/csvsafe"
)

var csvRoutes = []Route{
	{"GET /queue.csv", access.SeePeople, (*site).queueCSV},
}

// queueCSV gives the queue as the page shows it, as a file for a spreadsheet.
func (s *site) queueCSV(r *request) error {
	rows, err := s.Desk.Queue(r.Context(), r.actor, r.now)
	if err != nil {
		return err
	}
	b := s.base(r, "queue")
	out := [][]string{{"id", b.W("person"), b.W("level"), b.W("why"), b.W("case")}}
	for _, row := range rows {
		var why []string
		level := ""
		if row.Level != "" {
			level = b.W(string(row.Level))
		}
		for _, t := range row.Why {
			why = append(why, b.T(t))
		}
		out = append(out, []string{row.ID, row.Name, level, strings.Join(why, " · "), row.Owner})
	}
	var file bytes.Buffer
	if err := csvsafe.Write(&file, out); err != nil {
		return err
	}
	r.attach("queue.csv", "text/csv; charset=utf-8", file.Bytes())
	return nil
}
