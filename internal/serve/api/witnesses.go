package api

import (
	"context"
	"time"

	"github.com/taupier-eu/taupier/internal/access"
)

// Watcher is a witness of this ledger, and how far it has come.
type Watcher struct {
	Name     string
	Seen     int64     // entries
	Answered time.Time // the zero time when it never was
	Problem  string    // of the last try
}

// Backups is how the backups of this server stand.
type Backups struct {
	Planned  bool // the server makes them itself
	Every    time.Duration
	Last     time.Time // the last good one; the zero time when there is none
	Kept     int
	Bad      int    // kept files that are no longer as they were written
	Problem  string // of the last try
	Restored []Restored
}

// Restored says that what is here came out of a backup.
type Restored struct {
	At, Made   time.Time
	By, Backup string
}

// Stamps is how the time stamps of this ledger stand.
type Stamps struct {
	Planned bool // an authority is asked
	Every   time.Duration
	Size    int64     // entries that the last stamp covers; 0 when there is none
	Since   int64     // signed entries that it does not cover
	Before  time.Time // those entries were there before it, as the authority says
	Asked   time.Time // by this server's clock
	By      string
	Ends    time.Time // of the authority's certificate
	Problem string    // of the last try
}

// StampsNow is how the time stamps of this ledger stand.
type StampsNow struct {
	Planned bool      `json:"planned" doc:"an authority is asked"`
	Every   int       `json:"every" doc:"seconds"`
	Entries int64     `json:"entries" doc:"that the last stamp covers; 0 when there is none"`
	Since   int64     `json:"since" doc:"signed entries that it does not cover"`
	Before  time.Time `json:"before,omitzero" doc:"those entries were there before it, as the authority says"`
	Asked   time.Time `json:"asked,omitzero" doc:"by this server's clock"`
	By      string    `json:"by,omitempty"`
	Ends    time.Time `json:"ends,omitzero" doc:"of the authority's certificate"`
	Problem string    `json:"problem,omitempty" doc:"of the last try"`
}

// Witness is one who witnesses this ledger.
type Witness struct {
	ID       string    `json:"id" doc:"its name"`
	Seen     int64     `json:"seen" doc:"entries"`
	Answered time.Time `json:"answered,omitzero" doc:"not there when it never was"`
	Problem  string    `json:"problem,omitempty" doc:"of the last try"`
}

// BackupsNow is how the backups of this server stand.
type BackupsNow struct {
	Planned  bool          `json:"planned" doc:"the server makes them itself"`
	Every    int           `json:"every" doc:"seconds"`
	Last     time.Time     `json:"last,omitzero" doc:"the last good one"`
	Kept     int           `json:"kept"`
	Bad      int           `json:"bad" doc:"kept files that are no longer as they were written"`
	Problem  string        `json:"problem,omitempty" doc:"of the last try"`
	Restored []Restoration `json:"restored" nullable:"false" doc:"what is here came out of these"`
}

// Restoration says that what is here came out of a backup.
type Restoration struct {
	At     time.Time `json:"at"`
	Made   time.Time `json:"made"`
	By     string    `json:"by"`
	Backup string    `json:"backup" doc:"beginning of its digest"`
}

func (a *API) witnessOperations() {
	add(a, operation{id: "witnesses", method: get, path: "/witnesses", need: access.SeeTrust, tag: "trust", says: "Who witnesses this ledger, and how far each has come"}, a.witnesses)
	add(a, operation{id: "stamps", method: get, path: "/stamps", need: access.SeeTrust, tag: "trust", says: "What an authority of time said of this ledger"}, a.stamps)
	add(a, operation{id: "backups", method: get, path: "/backups", need: access.SeeTrust, tag: "trust", says: "How the backups of this server stand"}, a.backups)
}

func (a *API) stamps(ctx context.Context, _ *call, _ *struct{}) (*body[StampsNow], error) {
	s, err := a.Stamps(ctx)
	return &body[StampsNow]{StampsNow{s.Planned, int(s.Every / time.Second), s.Size, s.Since, s.Before, s.Asked, s.By, s.Ends, s.Problem}}, err
}

func (a *API) witnesses(ctx context.Context, c *call, in *struct{ Paging }) (*paged[Witness], error) {
	found, err := a.Watchers(ctx)
	if err != nil {
		return nil, err
	}
	all := make([]Witness, 0, len(found))
	for _, w := range found {
		all = append(all, Witness{w.Name, w.Seen, w.Answered, w.Problem})
	}
	return pageOf(a, c, &in.Paging, all, func(w Witness) string { return w.ID })
}

func (a *API) backups(ctx context.Context, _ *call, _ *struct{}) (*body[BackupsNow], error) {
	b, err := a.Backups(ctx)
	if err != nil {
		return nil, err
	}
	out := BackupsNow{b.Planned, int(b.Every / time.Second), b.Last, b.Kept, b.Bad, b.Problem, []Restoration{}}
	for _, r := range b.Restored {
		out.Restored = append(out.Restored, Restoration(r))
	}
	return &body[BackupsNow]{out}, nil
}
