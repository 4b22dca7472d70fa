package report

import (
	"cmp"
	"fmt"
	"io"
	"strings"
)

// openHits says how many hits on official lists have no answer yet, for the head of a report; "" when there are none.
func (v View) openHits(r *Report) string {
	open, near := 0, 0
	for _, h := range r.Screening {
		if h.Closed == nil {
			open++
			if h.Level == "near-certain" {
				near++
			}
		}
	}
	if open == 0 {
		return ""
	}
	says := v.word("screening") + v.colon() + v.number(open) + " " + v.word("to_answer")
	if near > 0 {
		says += ", " + v.word("near") + v.colon() + v.number(near)
	}
	return says
}

// screeningRows tell what people were compared with, and who comes near an entry.
func (v View) screeningRows(w io.Writer, r *Report) {
	fmt.Fprintf(w, "\n%s\n", strings.ToUpper(v.word("screening")))
	if len(r.Screened.Lists) == 0 {
		wrap(w, "  ", v.word("screen_none"))
		return
	}
	var lists []string
	for _, l := range r.Screened.Lists {
		lists = append(lists, fmt.Sprintf("%s (%s, %s %s)", l.Title, cmp.Or(l.Published, v.word("undated")), v.number(l.Entries), v.word("entries")))
	}
	wrap(w, "  ", fmt.Sprintf("%s %s %s %s.", v.number(r.Screened.People), v.word("people"), v.word("compared"), strings.Join(lists, v.semicolon())))
	if r.Screened.Warning != "" {
		wrap(w, "  ", r.Screened.Warning)
	}
	if len(r.Screening) == 0 {
		wrap(w, "  ", v.word("screen_no"))
	}
	for _, h := range r.Screening {
		v.hitRows(w, h)
	}
}

func (v View) hitRows(w io.Writer, h Screening) {
	level := v.word(h.Level)
	if h.Closed != nil {
		level = v.word("closed") + " " + h.Closed.On + v.colon() + v.word(h.Closed.Outcome)
	}
	wrap(w, "  ", fmt.Sprintf("%s%s%s, %s %s %s (%d %%)%s%s", v.name(h.Person), v.colon(), plain(h.Name), h.List, v.word("entry"), h.Entry, h.Score, v.colon(), level))
	if h.Closed != nil {
		return
	}
	wrap(w, "    ", plain(h.Why))
	for _, s := range h.Differs {
		wrap(w, "    - ", s)
	}
	for _, s := range h.Close {
		wrap(w, "    > ", s)
	}
}
