package api

import (
	"context"
	"errors"
	"net/http"
	"strconv"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/casework/evidence"
	"github.com/taupier-eu/taupier/internal/casework/report"
	"github.com/taupier-eu/taupier/internal/core"
)

// Item is a piece of evidence, without its bytes.
type Item struct {
	ID     string    `json:"id"`
	N      int       `json:"n,omitempty" doc:"its number in the case, never used again"`
	Name   string    `json:"name,omitempty" doc:"as it was called where it came from: text, never a path"`
	Note   string    `json:"note,omitempty"`
	Size   int64     `json:"size,omitempty" doc:"bytes"`
	SHA256 string    `json:"sha256,omitempty" doc:"of the bytes as they came in, hex"`
	By     string    `json:"by,omitempty" doc:"id of the user who put it in"`
	At     time.Time `json:"at,omitzero"`
}

// Handling is one line of the chain of custody.
type Handling struct {
	Entry int64        `json:"entry" doc:"number of the ledger's entry"`
	Item  string       `json:"item,omitempty" doc:"id of the piece of evidence"`
	N     int          `json:"n,omitempty" doc:"number of the piece in the case"`
	Line  int          `json:"line,omitempty" doc:"from 1, for each piece"`
	At    time.Time    `json:"at,omitzero"`
	By    string       `json:"by,omitempty" doc:"id of the user"`
	Name  string       `json:"name,omitempty" doc:"of the user"`
	Act   evidence.Act `json:"act,omitempty" doc:"add, open or export"`
	Why   evidence.Why `json:"why,omitempty" doc:"not there when it was put in: its note says it"`
}

type why string

// Schema lists the reasons (huma.SchemaProvider).
func (why) Schema(huma.Registry) *huma.Schema { return oneOf(evidence.Whys) }

type bytesIn struct {
	ID   string `path:"id"`
	Item string `path:"item"`
	Why  why    `query:"why" required:"true" doc:"why it is opened; it stands in the chain of custody"`
}

type bytesOut struct {
	Type        string `header:"Content-Type"`
	Disposition string `header:"Content-Disposition"`
	Digest      string `header:"Repr-Digest" doc:"SHA-256 of the bytes as they came in (RFC 9530)"`
	Body        []byte
}

type audience string

// Schema lists the audiences (huma.SchemaProvider).
func (audience) Schema(huma.Registry) *huma.Schema { return oneOf(report.Audiences) }

type reportIn struct {
	ID   string   `path:"id"`
	For  audience `query:"for" default:"internal" doc:"for whom it is: who is told which facts is one table"`
	Lang string   `query:"lang" enum:"en,fr" default:"en"`
}

func (a *API) evidenceOperations() {
	add(a, operation{id: "evidence", method: get, path: "/cases/{id}/evidence", need: access.WorkCases, tag: "evidence", says: "The evidence of a case, by number"}, a.evidence)
	add(a, operation{id: "custody", method: get, path: "/cases/{id}/custody", need: access.WorkCases, tag: "evidence", says: "The chain of custody: what was done with the evidence of a case, by whom, when and why",
		more: "An export of several pieces at once is one entry of the ledger and a line for each piece."}, a.custody)
	add(a, operation{id: "evidence-bytes", method: get, path: "/cases/{id}/evidence/{item}/bytes", need: access.WorkCases, tag: "evidence", gives: "application/octet-stream", large: true,
		says: "The bytes of a piece of evidence", more: "Who opened it and why is in the ledger and in the chain of custody before a byte is given."}, a.evidenceBytes)
	add(a, operation{id: "report", method: get, path: "/cases/{id}/report", need: access.WorkCases, tag: "evidence", says: "The report of a case, for one audience"}, a.report)
}

func (a *API) evidence(ctx context.Context, c *call, in *listIn) (*paged[Item], error) {
	f, err := a.Evidence.Look(ctx, c.actor, in.ID, c.now)
	if err != nil {
		return nil, err
	}
	all := make([]Item, 0, len(f.Items))
	for _, i := range f.Items {
		all = append(all, Item{i.ID, i.N, i.Name, i.Note, i.Size, i.SHA256, i.By, i.At})
	}
	return pageOf(a, c, &in.Paging, all, func(i Item) string { return i.ID })
}

func (a *API) custody(ctx context.Context, c *call, in *listIn) (*paged[Handling], error) {
	f, err := a.Evidence.Look(ctx, c.actor, in.ID, c.now)
	if err != nil {
		return nil, err
	}
	all := make([]Handling, 0, len(f.Custody))
	for _, h := range f.Custody {
		all = append(all, Handling{h.Seq, h.Evidence, h.Number, h.N, h.At, h.By, h.Name, h.Act, h.Why})
	}
	return pageOf(a, c, &in.Paging, all, func(h Handling) string { return h.Item + "/" + strconv.Itoa(h.Line) })
}

func (a *API) evidenceBytes(ctx context.Context, c *call, in *bytesIn) (*bytesOut, error) {
	i, data, err := a.Evidence.Open(ctx, c.actor, in.ID, in.Item, evidence.Why(in.Why), c.now)
	if err != nil {
		return nil, a.damaged(c, err)
	}
	digest, err := reprDigest(i.SHA256)
	return &bytesOut{"application/octet-stream", "attachment", digest, data}, err
}

// damaged says that kept bytes are not those that came in, to whoever asked and to whoever runs the server.
func (a *API) damaged(c *call, err error) error {
	if !errors.Is(err, evidence.ErrDamaged) {
		return err
	}
	a.Trouble(c.trace, err)
	return problem(http.StatusConflict, "evidence_damaged")
}

func (a *API) report(ctx context.Context, c *call, in *reportIn) (*body[report.Document], error) {
	if _, _, err := a.Desk.Case(ctx, c.actor, in.ID, c.now); err != nil {
		return nil, err
	}
	f, err := report.Desk{Store: a.Evidence.Store}.Facts(ctx, c.actor, in.ID, report.Audience(in.For), c.now)
	if err != nil {
		return nil, err
	}
	h, err := a.Head(ctx)
	if err != nil {
		return nil, err
	}
	f.Ledger = report.Ledger{Size: h.Size, Root: h.Root, Signed: h.Signed}
	return &body[report.Document]{report.Make(f, report.Audience(in.For), core.Lang(in.Lang))}, nil
}
