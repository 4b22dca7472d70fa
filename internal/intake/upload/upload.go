// Package upload takes a company's data into a running server: what somebody sends is kept sealed, unpacked by counted limits, read
// once to say what it holds and what would change, and becomes part of the company only when the same person confirms it. The
// folder that the operator gives is never written to: what was imported lies over it (Over).
package upload

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"
	"time"

	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/intake"
)

// Kind is what somebody says that he sends.
type Kind string

// The kinds.
const (
	Company Kind = "company" // a company folder, as an archive
	Dossier Kind = "dossier" // one person: person.yaml with files as an archive, or the document alone
	Log     Kind = "log"     // one log file
)

// Kinds lists the kinds in the order in which a form offers them.
var Kinds = []Kind{Company, Dossier, Log}

// State is how far an upload has come.
type State string

// The states. One that is discarded is gone; the ledger says so.
const (
	Coming   State = "coming"   // not whole yet
	Whole    State = "whole"    // waits to be looked at
	Looked   State = "looked"   // waits for somebody's word
	Refused  State = "refused"  // cannot be taken; its report says why
	Imported State = "imported" // part of the company
)

// Upload is one thing that somebody sends. It is his alone: nobody else learns that there is one.
type Upload struct {
	ID, Owner string
	Kind      Kind
	Name      string // of the file where it came from. Text to be shown, never a path
	Size      int64  // as announced, and never more
	State     State
	Blob      string // "" once it was unpacked
	At        time.Time
	Own       string // the owner's own dossier when he began
	Report    Report
}

// Open reports whether the upload still waits for something.
func (u Upload) Open() bool { return u.State != Imported }

// Ends is when an upload that nobody confirms is removed.
func (u Upload) Ends() time.Time { return u.At.Add(Life) }

// Shown names what somebody was shown of an upload that was looked at: all that its report says. "" when there is nothing to confirm.
func (u Upload) Shown() string {
	if u.State != Looked {
		return ""
	}
	text, err := json.Marshal(u.Report)
	if err != nil {
		panic("BUG: a report without a form: " + err.Error())
	}
	sum := sha256.Sum256(append([]byte(u.ID+"\x00"), text...))
	return hex.EncodeToString(sum[:])
}

// What one person may have open, for how long, and how many he is shown.
const (
	Life      = 24 * time.Hour
	MaxOpen   = 3
	MaxName   = 255
	MaxListed = 100
)

// File is one file of an upload, which became part of the company when Live.
type File struct {
	Blob   string
	Upload string
	Path   string // in the company folder
	Role   intake.Role
	Person string // id of the dossier that it belongs to
	Size   int64
	SHA256 string // of its bytes
	Plain  string // SHA-256 of a log once it is decompressed: how it is told that it is there already
	Live   bool
	At     time.Time
}

// Report says what an upload holds and what becomes of it.
type Report struct {
	SHA256   string         `json:"sha256,omitempty"` // of the bytes as they came in
	Why      string         `json:"why,omitempty"`    // it was refused
	Files    int            `json:"files,omitempty"`
	Bytes    int64          `json:"bytes,omitempty"` // unpacked
	Kinds    []KindCount    `json:"kinds,omitempty"`
	Problems []core.Problem `json:"problems,omitempty"`
	More     int            `json:"more,omitempty"` // problems that are counted only
	Change   Change         `json:"change"`
}

// KindCount counts what was recognised as one kind.
type KindCount struct {
	Kind     string `json:"kind"`
	Files    int    `json:"files"`
	Records  int    `json:"records"`
	Rejected int    `json:"rejected"`
}

// MaxProblems bounds what a report lists; the rest is counted.
const MaxProblems = 500

// say adds problems to a report.
func (r *Report) say(problems ...core.Problem) {
	room := max(0, MaxProblems-len(r.Problems))
	r.Problems = append(r.Problems, problems[:min(room, len(problems))]...)
	r.More += max(0, len(problems)-room)
}

// count takes what a reading said of the files.
func (r *Report) count(inputs []core.Input) {
	for _, in := range inputs {
		i := slices.IndexFunc(r.Kinds, func(k KindCount) bool { return k.Kind == in.Kind })
		if i < 0 {
			i = len(r.Kinds)
			r.Kinds = append(r.Kinds, KindCount{Kind: in.Kind})
		}
		r.Kinds[i].Files++
		r.Kinds[i].Records += in.Records
		r.Kinds[i].Rejected += in.Rejected
		r.say(in.Problems...)
	}
}
