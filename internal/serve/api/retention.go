package api

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/casework/retention"
)

// Retention says what will be erased within thirty days, and what stays although its days are over.
type Retention struct {
	ClosedCaseDays  int          `json:"closed_case_days" doc:"for which closed cases are kept; 0: none is erased"`
	ApplicationDays int          `json:"application_days" doc:"for which applications are kept; 0: none is erased"`
	LastPass        time.Time    `json:"last_pass,omitzero" doc:"nothing is erased before it could be seen for seven days"`
	Cases           []RunningOut `json:"cases" nullable:"false"`
	Applications    []RunningOut `json:"applications" nullable:"false"`
	Undated         int          `json:"undated" doc:"applications that say no day, and are therefore not erased"`
	Holds           []Hold       `json:"holds" nullable:"false" doc:"that have not ended"`
}

// RunningOut is a closed case or an application whose days end.
type RunningOut struct {
	ID    string             `json:"id"`
	Since time.Time          `json:"since" doc:"when it ended"`
	Goes  time.Time          `json:"goes" doc:"when it is erased unless it is held"`
	Why   []retention.Reason `json:"why" nullable:"false" doc:"why it stays: contest, deadline, police, officer"`
}

// Hold is what keeps a case or an application, or lets go of what held it.
type Hold struct {
	ID    string             `json:"id"`
	About string             `json:"about" doc:"id of the case or the person"`
	Kind  retention.HoldKind `json:"kind" enum:"hold,lift"`
	By    string             `json:"by" doc:"id of the user"`
	At    time.Time          `json:"at"`
	Text  string             `json:"text" doc:"the reason"`
}

type holdKind string

// Schema lists the kinds (huma.SchemaProvider).
func (holdKind) Schema(huma.Registry) *huma.Schema {
	return oneOf([]retention.HoldKind{retention.Holding, retention.Lifting})
}

// NewHold keeps a case or an application until the hold is ended, or lets go of what held it until now.
type NewHold struct {
	About string   `json:"about" minLength:"1" maxLength:"200" doc:"id of the case or of the person"`
	Kind  holdKind `json:"kind" doc:"to lift needs a proof that is not older than ten minutes"`
	Text  string   `json:"text" maxLength:"8192" doc:"the reason: at least four words"`
}

type holdIn struct {
	Keyed
	Body NewHold
}

func (a *API) retentionOperations() {
	forbidden := []int{http.StatusForbidden}
	add(a, operation{id: "retention", method: get, path: "/retention", need: access.SeeTrust, tag: "retention",
		says: "What will be erased within thirty days, and what stays longer and why", more: "That you looked is written into the ledger."}, a.retention)
	write(a, operation{id: "hold-erasure", method: post, path: "/retention/holds", need: access.HoldErasure, tag: "retention", status: http.StatusCreated,
		says: "Keep a case or an application for longer, or let go of what held it", refusals: forbidden}, a.holdErasure)
	write(a, operation{id: "release-hold", method: post, path: "/retention/holds/{id}/release", need: access.HoldErasure, tag: "retention", status: http.StatusCreated,
		says: "End a hold", more: proofNeeded, refusals: forbidden}, a.releaseHold)
}

func (a *API) retention(ctx context.Context, c *call, _ *struct{}) (*body[Retention], error) {
	l, err := a.Retention.List(ctx, c.actor, c.now)
	if err != nil {
		return nil, err
	}
	out := Retention{l.Periods.ClosedCases, l.Periods.Applications, l.Last.Ended, runningOut(l.Cases), runningOut(l.Applications), l.Undated, []Hold{}}
	for _, h := range l.Holds {
		out.Holds = append(out.Holds, Hold{h.ID, h.About, h.Kind, h.By, h.At, h.Reason})
	}
	return &body[Retention]{out}, nil
}

func runningOut(list []retention.Kept) []RunningOut {
	out := make([]RunningOut, 0, len(list))
	for _, k := range list {
		out = append(out, RunningOut{k.ID, k.Since, k.Goes, append([]retention.Reason{}, k.Why...)})
	}
	return out
}

func (a *API) holdErasure(ctx context.Context, c *call, in *holdIn) (*doneOut, error) {
	out := done(in.Body.About)
	return out, a.Retention.Hold(a.keep(ctx, c, func() any { return out }), c.actor, in.Body.About, retention.HoldKind(in.Body.Kind), in.Body.Text, c.now)
}

func (a *API) releaseHold(ctx context.Context, c *call, in *turnIn) (*doneOut, error) {
	out := done(in.ID)
	return out, a.Retention.End(a.keep(ctx, c, func() any { return out }), c.actor, in.ID, c.now)
}
