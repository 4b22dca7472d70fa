package api

import (
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/taupier-eu/taupier/internal/casework"
)

// placeText is a place in a list: after so many, the last of which was this.
func placeText(n int, last string) string { return strconv.Itoa(n) + "\x00" + last }

// place finds where a list of so many goes on.
func (a *API) place(c *call, p *Paging, count int, id func(int) string) (int, error) {
	if p.Cursor == "" {
		return 0, nil
	}
	text, ok := a.seal.open(p.purpose(c), p.Cursor)
	before, last, _ := strings.Cut(text, "\x00")
	n, err := strconv.Atoi(before)
	if !ok || err != nil {
		return 0, badCursor()
	}
	for i := range count {
		if id(i) == last {
			return i + 1, nil
		}
	}
	return min(max(n-1, 0), count), nil
}

// caseAfter is where a list of cases goes on.
func (a *API) caseAfter(c *call, p *Paging) (casework.CasePlace, error) {
	if p.Cursor == "" {
		return casework.CasePlace{}, nil
	}
	text, ok := a.seal.open(p.purpose(c), p.Cursor)
	at, id, _ := strings.Cut(text, "\x00")
	n, err := strconv.ParseInt(at, 10, 64)
	if !ok || err != nil {
		return casework.CasePlace{}, badCursor()
	}
	return casework.CasePlace{Changed: time.UnixMicro(n).UTC(), ID: id}, nil
}

// from is the id that a cursor holds; "" is the beginning.
func (a *API) from(c *call, p *Paging) (string, error) {
	if p.Cursor == "" {
		return "", nil
	}
	id, ok := a.seal.open(p.purpose(c), p.Cursor)
	if !ok {
		return "", badCursor()
	}
	return id, nil
}

func badCursor() *Problem {
	return problem(http.StatusUnprocessableEntity, "cursor_invalid", Wrong{Parameter: "cursor", Detail: "begin again without it"})
}
