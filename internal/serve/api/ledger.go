package api

import (
	"context"
	"time"

	"github.com/taupier-eu/taupier/internal/access"
)

// LedgerHead is how far the ledger has come.
type LedgerHead struct {
	Entries    int64      `json:"entries"`
	Signed     int64      `json:"signed" doc:"entries that the newest checkpoint covers"`
	Last       *time.Time `json:"last,omitempty" doc:"of the last entry"`
	Root       string     `json:"root" doc:"of the tree over all entries (RFC 6962)"`
	Checkpoint string     `json:"checkpoint" doc:"the newest, as it was signed; keep it elsewhere"`
}

func (a *API) ledgerOperations() {
	add(a, operation{id: "ledger", method: get, path: "/ledger", need: access.CheckLedger, tag: "ledger",
		says: "How far the ledger has come, with the newest signed checkpoint",
		more: "The entries themselves are exported by whoever runs the server (taupier ledger export): they speak of everybody, also of whom a wall keeps from you."}, a.ledger)
}

func (a *API) ledger(ctx context.Context, _ *call, _ *struct{}) (*body[LedgerHead], error) {
	h, err := a.Head(ctx)
	if err != nil {
		return nil, err
	}
	out := LedgerHead{Entries: h.Size, Signed: h.Signed, Root: h.Root, Checkpoint: h.Note}
	if !h.Last.IsZero() {
		out.Last = &h.Last
	}
	return &body[LedgerHead]{out}, nil
}
