package api

import (
	"context"
	"net/http"
	"time"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/casework"
)

// Pending is a proposal that waits for a second person.
type Pending struct {
	ID      string           `json:"id"`
	Case    string           `json:"case,omitempty"`
	Person  string           `json:"person,omitempty" doc:"name of the person concerned"`
	By      string           `json:"by,omitempty" doc:"name of whoever proposed it"`
	Outcome casework.Outcome `json:"outcome,omitempty"`
	At      time.Time        `json:"at,omitzero"`
	Ends    time.Time        `json:"ends,omitzero" doc:"until when it may be approved"`
}

// Approval is one with exactly what is proposed, the first view that it stands on, and the person as he is now.
type Approval struct {
	Pending
	Hash       string         `json:"hash" doc:"of exactly this action: send it with the answer"`
	Text       string         `json:"text" doc:"the reason"`
	Hypothesis string         `json:"hypothesis"`
	Trial      casework.Trial `json:"trial"`
	View       string         `json:"view" doc:"first view of whoever proposed it"`
	Stale      bool           `json:"stale" doc:"what was found has changed since: it has to be proposed again"`
	Subject    Person         `json:"subject"`
}

// Verdict is what the second person says.
type Verdict struct {
	Approve bool   `json:"approve"`
	Hash    string `json:"hash" minLength:"64" maxLength:"64" doc:"of the action as you read it"`
	Text    string `json:"text" maxLength:"8192" doc:"the reason: at least four words"`
}

type verdictIn struct {
	Keyed
	ID   string `path:"id"`
	Body Verdict
}

func (a *API) approvalOperations() {
	add(a, operation{id: "approvals", method: get, path: "/approvals", need: access.ApproveActs, tag: "approvals", says: "What waits for a second person and may wait for you"}, a.approvals)
	add(a, operation{id: "approval", method: get, path: "/approvals/{id}", need: access.ApproveActs, tag: "approvals", says: "One of them, with what speaks for it and against it"}, a.approval)
	write(a, operation{id: "answer-approval", method: post, path: "/approvals/{id}/answers", need: access.ApproveActs, tag: "approvals", status: http.StatusCreated,
		says: "Approve or decline", more: "It needs a proof that is not older than ten minutes, so a session: no service token has one.", refusals: []int{http.StatusForbidden}}, a.answerApproval)
}

func pendingOf(p casework.Pending) Pending {
	return Pending{p.ID, p.Case, p.Person, p.By, p.Outcome, p.At, p.Ends}
}

func (a *API) approvals(ctx context.Context, c *call, in *struct{ Paging }) (*paged[Pending], error) {
	found, err := a.Desk.Waits(ctx, c.actor, c.now)
	if err != nil {
		return nil, err
	}
	all := make([]Pending, 0, len(found.Approvals))
	for _, p := range found.Approvals {
		all = append(all, pendingOf(p))
	}
	return pageOf(a, c, &in.Paging, all, func(p Pending) string { return p.ID })
}

func (a *API) approval(ctx context.Context, c *call, in *caseIn) (*body[Approval], error) {
	p, err := a.Desk.Approval(ctx, c.actor, in.ID, c.now)
	if err != nil {
		return nil, err
	}
	return &body[Approval]{Approval{pendingOf(p.Pending), p.Hash, p.Action.Text, p.Action.Hypothesis, p.Action.Trial, p.View, p.Stale,
		personOf(p.Person, p.Case.Viewed[c.actor.User])}}, nil
}

func (a *API) answerApproval(ctx context.Context, c *call, in *verdictIn) (*doneOut, error) {
	out := done(in.ID)
	return out, a.Desk.Answer(a.keep(ctx, c, func() any { return out }), c.actor, in.ID, in.Body.Approve, in.Body.Hash, in.Body.Text, c.now)
}
