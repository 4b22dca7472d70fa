package web

import (
	"net/http"
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

// paymentsView is changes of account: what reaches the next pay first, then what a pay has used already.
type paymentsView struct {
	base
	Countdown  string
	Next, Paid []payment.Line
	Typed      string // the change whose form was refused
	cutoff     time.Time
}

func (s *site) payments(r *request) error { return s.paymentsPage(r, http.StatusOK, "") }

func (s *site) paymentsPage(r *request, status int, problem string) error {
	lines, err := s.Payments.List(r.Context(), r.actor, r.now)
	if err != nil {
		return err
	}
	v := paymentsView{base: s.base(r, "payments")}
	company, err := s.company(r)
	if err != nil {
		return err
	}
	s.reading(&v.base, company)
	last, next := payment.Cutoff(r.now, s.Payments.CutoffDay)
	v.cutoff = next
	for _, l := range lines {
		if l.At.After(last) {
			v.Next = append(v.Next, l)
		} else {
			v.Paid = append(v.Paid, l)
		}
	}
	v.Problem, v.Path = problem, "/payments"
	v.Countdown = words["pay_cutoff"].Render(r.lang, core.Args{"day": v.Day(next), "n": strconv.Itoa(days(r.now, next))})
	if problem != "" {
		v.Form, v.Typed = r.PostForm, r.PathValue("id")
	}
	return s.show(r, status, "payments", v)
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
	return r.redirect("/payments")
}
