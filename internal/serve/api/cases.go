package api

import (
	"context"
	"strconv"
	"time"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/casework"
)

// Case is a case without its events and without what was found.
type Case struct {
	ID       string         `json:"id"`
	Subject  string         `json:"subject,omitempty" doc:"id of the person"`
	State    casework.State `json:"state,omitempty"`
	Owner    string         `json:"owner,omitempty" doc:"id of the user who holds it"`
	OpenedBy string         `json:"opened_by,omitempty" doc:"id of the user"`
	Opened   time.Time      `json:"opened,omitzero"`
	Changed  time.Time      `json:"changed,omitzero"`
	Closing  casework.Class `json:"closing,omitempty" doc:"what explained it, once closed"`
	Version  int            `json:"version,omitempty" doc:"counts the events; the ETag has it"`
	Sealed   bool           `json:"sealed,omitempty" doc:"seen by its members alone"`
}

// Event is one step of a case.
type Event struct {
	N          int              `json:"n"`
	At         time.Time        `json:"at,omitzero"`
	By         string           `json:"by,omitempty" doc:"id of the user"`
	Name       string           `json:"name,omitempty" doc:"of the user"`
	Kind       casework.Kind    `json:"kind,omitempty"`
	Text       string           `json:"text,omitempty"`
	Questions  []string         `json:"questions,omitempty" nullable:"false"`
	Hypothesis string           `json:"hypothesis,omitempty" doc:"the ordinary explanation"`
	Trial      casework.Trial   `json:"trial,omitempty"`
	Outcome    casework.Outcome `json:"outcome,omitempty"`
	Class      casework.Class   `json:"class,omitempty"`
	Who        string           `json:"who,omitempty" doc:"id of the user whom it is about"`
	Ordinary   bool             `json:"ordinary,omitempty" doc:"the explanation would be innocent"`
	For        []string         `json:"for,omitempty" nullable:"false" doc:"ids of findings that speak for the explanation"`
	Against    []string         `json:"against,omitempty" nullable:"false" doc:"ids of findings that speak against it"`
	Other      string           `json:"other,omitempty" doc:"id of the case that was put into this one or taken out"`
	Ends       time.Time        `json:"ends,omitzero" doc:"until when a proposal may be approved"`
	Approval   string           `json:"approval,omitempty" doc:"id of what waits for a second person"`
	Changed    bool             `json:"changed,omitempty" doc:"the answer of the person changed something"`
}

// CaseWhole is a case with its events and the person it is about.
type CaseWhole struct {
	Case
	Viewed bool    `json:"viewed" doc:"you wrote a first view"`
	Person Person  `json:"person"`
	Events []Event `json:"events" nullable:"false"`
}

type casesIn struct {
	Paging
	State   string    `query:"state" enum:"open,decided,closed"`
	Owner   string    `query:"owner" doc:"id of a user, or none" maxLength:"80"`
	Subject string    `query:"subject" doc:"id of a person" maxLength:"80"`
	Since   time.Time `query:"updated_since" doc:"only what has changed at this time or later (RFC 3339)"`
}

type caseOut struct {
	ETag string `header:"ETag"`
	Body CaseWhole
}

type caseIn struct {
	ID string `path:"id"`
}

func (a *API) caseOperations() {
	add(a, operation{id: "cases", method: get, path: "/cases", need: access.WorkCases, tag: "cases",
		says: "Cases, the one that has not changed for longest first",
		more: "To follow what changes, use events; or keep the newest changed and ask with updated_since some minutes before it. A change is dated when its request began, and may end after one that began later: what comes again is what misses none."}, a.cases)
	add(a, operation{id: "case", method: get, path: "/cases/{id}", need: access.OpenCases, tag: "cases",
		says: "A case with its events and the person it is about", more: "That you looked is written into the ledger. The ETag is what If-Match takes."}, a.oneCase)
	add(a, operation{id: "case-events", method: get, path: "/cases/{id}/events", need: access.OpenCases, tag: "cases",
		says: "The events of a case, page by page"}, a.events)
}

func (a *API) cases(ctx context.Context, c *call, in *casesIn) (*paged[Case], error) {
	q := casework.CaseQuery{State: casework.State(in.State), Owner: in.Owner, Subject: in.Subject, Since: in.Since}
	after, err := a.caseAfter(c, &in.Paging)
	if err != nil {
		return nil, err
	}
	found, err := a.Desk.Cases(ctx, c.actor, q, after, in.Limit+1, c.now)
	if err != nil {
		return nil, err
	}
	out := &paged[Case]{Body: Page[Case]{Items: []Case{}}}
	for _, x := range found[:min(len(found), in.Limit)] {
		out.Body.Items = append(out.Body.Items, caseOf(x.Case, x.Events))
	}
	if len(found) > in.Limit {
		last := found[in.Limit-1]
		if err := out.goOn(a, c, &in.Paging, placeText(int(last.Changed.UnixMicro()), last.ID)); err != nil {
			return nil, err
		}
	}
	return out, choose(out.Body.Items, in.Fields)
}

func caseOf(x casework.Case, events int) Case {
	return Case{x.ID, x.Subject, x.State, x.Owner, x.OpenedBy, x.Opened, x.Changed, x.Closing, events, x.Sealed}
}

func (a *API) oneCase(ctx context.Context, c *call, in *caseIn) (*caseOut, error) {
	x, p, err := a.Desk.Case(ctx, c.actor, in.ID, c.now)
	if err != nil {
		return nil, err
	}
	viewed := x.Viewed[c.actor.User]
	out := CaseWhole{Case: caseOf(x, len(x.Events)), Viewed: viewed, Person: personOf(p, viewed), Events: eventsOf(x)}
	return &caseOut{etag(len(x.Events)), out}, nil
}

// etag is the version of a case.
func etag(version int) string { return `"` + strconv.Itoa(version) + `"` }

type eventsIn struct {
	Paging
	ID string `path:"id"`
}

func (a *API) events(ctx context.Context, c *call, in *eventsIn) (*paged[Event], error) {
	x, _, err := a.Desk.Case(ctx, c.actor, in.ID, c.now)
	if err != nil {
		return nil, err
	}
	return pageOf(a, c, &in.Paging, eventsOf(x), func(e Event) string { return strconv.Itoa(e.N) })
}

func eventsOf(x casework.Case) []Event {
	out := []Event{}
	for _, e := range x.Events {
		out = append(out, Event{e.N, e.At, e.By, e.Name, e.Kind, e.Text, e.Questions, e.Hypothesis, e.Trial, e.Outcome, e.Class,
			e.Who, e.Ordinary, e.For, e.Against, e.Other, e.Ends, e.Approval, e.Changed})
	}
	return out
}
