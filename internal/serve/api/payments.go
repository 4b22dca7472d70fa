package api

import (
	"context"
	"errors"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/casework/payment"
	"github.com/taupier-eu/taupier/internal/core"
)

// Payment is a change of account, with what was done about it. The account itself is not kept.
type Payment struct {
	ID     string    `json:"id"`
	Person string    `json:"person,omitempty" doc:"id"`
	Name   string    `json:"name,omitempty"`
	Title  string    `json:"title,omitempty"`
	From   time.Time `json:"from,omitzero" doc:"first day the account is used"`
	Before string    `json:"before,omitempty" doc:"end of the account before"`
	Tail   string    `json:"tail,omitempty" doc:"end of the account"`
	Holder string    `json:"holder,omitempty" doc:"what the bank said of the holder's name: match, close, no_match, not_done"`
	Shared int       `json:"shared,omitempty" doc:"how many others who state no relation are paid to it"`
	Held   bool      `json:"held,omitempty"`
	Moves  []Move    `json:"moves,omitempty" nullable:"false"`
}

// Move is what somebody proposed about a change, and what a second person made of it.
type Move struct {
	ID      string      `json:"id"`
	Act     payment.Act `json:"act"`
	By      string      `json:"by" doc:"id of the user"`
	At      time.Time   `json:"at"`
	Reason  string      `json:"reason"`
	Second  string      `json:"second,omitempty" doc:"id of the second person"`
	Decided time.Time   `json:"decided,omitzero"`
	Agreed  bool        `json:"agreed"`
}

type payAct string

// Schema lists the acts (huma.SchemaProvider).
func (payAct) Schema(huma.Registry) *huma.Schema {
	return oneOf([]payment.Act{payment.Hold, payment.Release})
}

// What is written about a payment.
type (
	// Propose is to hold or to release.
	Propose struct {
		Act  payAct `json:"act"`
		Text string `json:"text" maxLength:"8192" doc:"why; for a release, who was called back, on which number known before"`
	}
	// Agreement is what the second person says.
	Agreement struct {
		Agree bool `json:"agree"`
	}
)

type proposeIn struct {
	Keyed
	ID   string `path:"id"`
	Body Propose
}

type agreeIn struct {
	Keyed
	ID   string `path:"id"`
	Move string `path:"move"`
	Body Agreement
}

func (a *API) paymentOperations() {
	add(a, operation{id: "payments", method: get, path: "/payments", need: access.SeePayments, tag: "payments",
		says: "Changes of account, the newest first", more: "Nobody sees a change of his own account or of somebody who reports to him."}, a.payments)
	write(a, operation{id: "propose-payment", method: post, path: "/payments/{id}/moves", need: access.SeePayments, tag: "payments", status: http.StatusCreated,
		says: "Propose to hold or to release; nothing happens until somebody else agrees"}, a.proposePayment)
	write(a, operation{id: "answer-payment", method: post, path: "/payments/{id}/moves/{move}/answers", need: access.SeePayments, tag: "payments", status: http.StatusCreated,
		says: "Agree to what somebody else proposed, or refuse it", more: "To agree needs a proof that is not older than ten minutes, so a session.", refusals: []int{http.StatusForbidden}}, a.answerPayment)
}

func (a *API) payments(ctx context.Context, c *call, in *struct{ Paging }) (*paged[Payment], error) {
	after, err := a.from(c, &in.Paging)
	if err != nil {
		return nil, err
	}
	found, err := a.Payments.List(ctx, c.actor, after, in.Limit, c.now)
	if errors.Is(err, core.ErrNotFound) && after != "" {
		return nil, badCursor() // that change has gone from the list
	}
	if err != nil {
		return nil, err
	}
	out := &paged[Payment]{Body: Page[Payment]{Items: []Payment{}}}
	for _, l := range found.Lines {
		p := Payment{ID: l.ID, Person: l.Person, Name: l.Name, Title: l.Title, From: l.At, Before: l.Before, Tail: l.Tail, Holder: l.Holder, Shared: l.Shared, Held: l.Held()}
		for _, m := range l.Moves {
			p.Moves = append(p.Moves, Move{m.ID, m.Act, m.By, m.At, m.Reason, m.Second, m.Decided, m.Agreed})
		}
		out.Body.Items = append(out.Body.Items, p)
	}
	if found.Next != "" {
		if err := out.goOn(a, c, &in.Paging, found.Next); err != nil {
			return nil, err
		}
	}
	return out, choose(out.Body.Items, in.Fields)
}

func (a *API) proposePayment(ctx context.Context, c *call, in *proposeIn) (*doneOut, error) {
	out := done(in.ID)
	return out, a.Payments.Propose(a.keep(ctx, c, func() any { return out }), c.actor, in.ID, payment.Act(in.Body.Act), in.Body.Text, c.now)
}

func (a *API) answerPayment(ctx context.Context, c *call, in *agreeIn) (*doneOut, error) {
	out := done(in.ID)
	return out, a.Payments.Decide(a.keep(ctx, c, func() any { return out }), c.actor, in.ID, in.Move, in.Body.Agree, c.now)
}
