package api

import (
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/taupier-eu/taupier/internal/casework"
)

// placeText is a place in a list: after so many, the last of which was this.
func placeText(n int, last string) string { return strconv.Itoa(n) + "\x00" + last }

// between is a place in a list that is read whole: after so many, between the last that was given and the next.
func between(n int, last, next string) string { return placeText(n, mark(last)+mark(next)) }

// mark stands for an id in a cursor, and is as long whatever the id.
func mark(id string) string {
	sum := sha256.Sum256([]byte(id))
	return hex.EncodeToString(sum[:markBytes])
}

const markBytes = 16

// place finds where a list of so many goes on: after the last that was given or, when that has gone, at the one that was to come next. When
// both have, nobody can tell what was not given yet.
func (a *API) place(c *call, p *Paging, count int, id func(int) string) (int, error) {
	if p.Cursor == "" {
		return 0, nil
	}
	text, ok := a.seal.open(p.purpose(c), p.Cursor)
	before, marks, _ := strings.Cut(text, "\x00")
	n, err := strconv.Atoi(before)
	if !ok || err != nil || len(marks) != 4*markBytes {
		return 0, badCursor()
	}
	at := func(m string, near int) int {
		return nearest(count, near, func(i int) bool { return mark(id(i)) == m })
	}
	if i := at(marks[:2*markBytes], n-1); i >= 0 {
		return i + 1, nil
	}
	if i := at(marks[2*markBytes:], n); i >= 0 || count == 0 {
		return max(i, 0), nil
	}
	return 0, badCursor()
}

// nearest is the first from a place on that is meant, or else the last before it; -1 when none is. So a list in which some look alike is gone
// through to its end.
func nearest(count, from int, meant func(int) bool) int {
	for i := from; i < count; i++ {
		if meant(i) {
			return i
		}
	}
	for i := min(from, count) - 1; i >= 0; i-- {
		if meant(i) {
			return i
		}
	}
	return -1
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
