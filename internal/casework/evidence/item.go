// Package evidence keeps what a case stands on: files and texts, with the SHA-256 that they had when they came in, and for each
// of them who put it in, who opened or exported it, when and why.
//
// The bytes are in a folder, under a name that no input has a say in; what is known about them is in the store, behind the same
// wall as the case. Nothing here looks inside a file: it is kept and handed out as bytes.
package evidence

import (
	"fmt"
	"strings"
	"time"

	"github.com/taupier-eu/taupier/internal/core"
)

// What one item and one case may hold.
const (
	MaxFile  = 25 << 20  // bytes of one file
	MaxText  = 32 << 10  // bytes of a text that is typed in
	MaxName  = 512       // bytes of a file's name
	MaxNote  = 4 << 10   // bytes of what is said about an item
	MaxItems = 200       // items of a case
	MaxBytes = 500 << 20 // bytes of all items of a case
)

// Item is one piece of evidence.
type Item struct {
	ID     string
	Case   string
	N      int    // its number in the case, from 1; never used again
	Name   string // as it was called where it came from. Text to be shown, never a path
	Note   string // what it is and where it comes from, in the words of whoever put it in
	Size   int64
	SHA256 string // of the bytes as they came in, in hex
	Blob   string // name of the bytes in the folder
	By     string // user
	ByName string // of the user, when read
	At     time.Time
}

// Act is something that was done with an item.
type Act string

// The acts.
const (
	Adding    Act = "add"
	Opening   Act = "open"
	Exporting Act = "export"
)

// Why is the reason for which an item is opened or exported. It stands in the ledger, so that it is one of a list and never
// words about a person.
type Why string

// The reasons.
const (
	Review  Why = "review"  // to work on the case
	Check   Why = "check"   // to check that it is intact
	Legal   Why = "legal"   // for counsel or a court
	Police  Why = "police"  // for the police or a prosecutor
	Request Why = "request" // because the person concerned asked for it
)

// Whys lists the reasons in the order in which a form offers them.
var Whys = []Why{Review, Check, Legal, Police, Request}

// Handling is one line of the chain of custody.
type Handling struct {
	Evidence string // item
	Number   int    // of the item, when read
	N        int    // from 1, for each item
	At       time.Time
	By       string // user
	Name     string // of the user, when read
	Act      Act
	Why      Why   // "" when it was added: the item's note says it
	Seq      int64 // entry of the ledger
}

// Intake is what the ledger commits to when an item comes in: the detail of evidence.add, as JSON.
type Intake struct {
	Case   string `json:"case"`
	Name   string `json:"name"`
	Note   string `json:"note"`
	Size   int64  `json:"size"`
	SHA256 string `json:"sha256"`
}

// text makes words that any store keeps: UTF-8 without zero bytes.
func text(s string) string {
	return strings.TrimSpace(strings.ReplaceAll(strings.ToValidUTF8(s, "\uFFFD"), "\x00", "\uFFFD"))
}

// check reports what is missing or too much in what is said about an item.
func check(name, note string) error {
	switch {
	case name == "":
		return fmt.Errorf("%w: evidence_no_name", core.ErrInvalid)
	case len(name) > MaxName || len(note) > MaxNote:
		return fmt.Errorf("%w: too_long", core.ErrInvalid)
	case note == "":
		return fmt.Errorf("%w: evidence_no_note", core.ErrInvalid)
	}
	return nil
}
