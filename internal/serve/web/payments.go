package web

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"time"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/casework/payment"
	"github.com/taupier-eu/taupier/internal/core"
)

var paymentRoutes = []Route{
	{"GET /payments", access.SeePayments, (*site).payments},
	{"POST /payments/{id}/{act}", access.SeePayments, (*site).paymentDo},
}

// paymentsView is changes of account: those that are held or await somebody, what reaches the next pay, then what a pay has used
// already.
type paymentsView struct {
	base
	Countdown        string
	Open, Next, Paid []payment.Line
	None             bool   // nobody's account changes before the cut-off
	Page             string // what the address of this page ends in
	More             string // address of the page after
	Typed            string // the change whose form was refused
	cutoff           time.Time
}

// paymentsPerPage is how many changes stand on a page, beside those that are open.
const paymentsPerPage = 50

func (s *site) payments(r *request) error { return s.paymentsPage(r, http.StatusOK, "") }

func (s *site) paymentsPage(r *request, status int, problem string) error {
	from := r.URL.Query().Get("from")
	list, err := s.Payments.List(r.Context(), r.actor, from, paymentsPerPage, r.now)
	if err != nil {
		return err
	}
	v := paymentsView{base: s.base(r, "payments"), Open: list.Open, Page: paymentsAt(from)}
	company, err := s.company(r)
	if err != nil {
		return err
	}
	s.reading(&v.base, company)
	last, next := payment.Cutoff(r.now, s.Payments.CutoffDay)
	v.cutoff, v.None = next, from == "" && !slices.ContainsFunc(list.Lines, func(l payment.Line) bool { return l.At.After(last) })
	for _, l := range list.Lines {
		switch {
		case l.Held() || l.Pending() != nil: // stands at the head of the first page
		case l.At.After(last):
			v.Next = append(v.Next, l)
		default:
			v.Paid = append(v.Paid, l)
		}
	}
	if list.Next != "" {
		v.More = "/payments" + paymentsAt(list.Next)
	}
	v.Problem, v.Path = problem, "/payments"
	v.Countdown = words["pay_cutoff"].Render(r.lang, core.Args{"day": v.Day(next), "n": strconv.Itoa(days(r.now, next))})
	if problem != "" {
		v.Form, v.Typed = r.PostForm, r.PathValue("id")
	}
	return s.show(r, status, "payments", v)
}

// paymentsAt is what the address of a page ends in that begins after a change.
func paymentsAt(from string) string {
	if from == "" {
		return ""
	}
	return "?" + url.Values{"from": {from}}.Encode()
}

// linePart is one change for its part of the page.
type linePart struct {
	View paymentsView
	Line payment.Line
}

// With hands one change to its part of the page.
func (v paymentsView) With(l payment.Line) linePart { return linePart{v, l} }

// days counts the days between two instants' dates.
func days(from, to time.Time) int {
	day := func(t time.Time) time.Time { return t.UTC().Truncate(24 * time.Hour) }
	return int(day(to).Sub(day(from)).Hours() / 24)
}

// NoNext says that nothing changes before the cut-off.
func (v paymentsView) NoNext() string {
	return words["pay_none"].Render(v.Lang, core.Args{"day": v.Day(v.cutoff)})
}

// Change says from which account to which, by their ends.
func (v paymentsView) Change(l payment.Line) string {
	if l.First {
		return words["pay_first"].Render(v.Lang, core.Args{"to": l.Tail})
	}
	return words["pay_change"].Render(v.Lang, core.Args{"from": l.Before, "to": l.Tail})
}

// Shared says how many others are paid to the same account.
func (v paymentsView) Shared(l payment.Line) string {
	return words["pay_shared"].Render(v.Lang, core.Args{"n": strconv.Itoa(l.Shared)})
}

// Holder is the word for what the bank said of the holder's name.
func (v paymentsView) Holder(l payment.Line) string {
	switch l.Holder {
	case "match", "close", "no_match":
		return v.W("holder_" + l.Holder)
	}
	return v.W("holder_not_done")
}

// Reason is what was typed as a reason into a form that was refused.
func (v paymentsView) Reason(l payment.Line) string {
	if l.ID != v.Typed {
		return ""
	}
	return v.Form.Get("reason")
}

// Mine reports whether the actor proposed what is pending.
func (v paymentsView) Mine(l payment.Line) bool { return l.Pending().By == v.Actor.User }

func (s *site) paymentDo(r *request) error {
	id := r.PathValue("id")
	var err error
	switch act := r.PathValue("act"); act {
	case string(payment.Hold), string(payment.Release):
		err = s.Payments.Propose(r.Context(), r.actor, id, payment.Act(act), r.FormValue("reason"), r.now)
	case "agree", "refuse":
		err = s.Payments.Decide(r.Context(), r.actor, id, r.FormValue("move"), act == "agree", r.now)
	default:
		return core.ErrNotFound
	}
	if status, word := refusal(err); word != "" {
		return s.paymentsPage(r, status, word)
	}
	if err != nil {
		return err
	}
	return r.redirect("/payments" + paymentsAt(r.URL.Query().Get("from")))
}
