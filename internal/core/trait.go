package core

import (
	"cmp"
	"time"
)

// TraitKind names a thing that two people can have in common. The value is the L-signal it raises.
type TraitKind string

// The kinds of traits. Each names the signal that package link raises when people who state no
// relation share it.
const (
	TraitPhone     TraitKind = "phone"        // L01, E.164 digits
	TraitEmail     TraitKind = "email"        // L02, lower case, plus-tag removed
	TraitDevice    TraitKind = "device"       // L03, serial or host name of a device
	TraitIP        TraitKind = "ip"           // L04, household line (IPv4 address or IPv6 /64)
	TraitBank      TraitKind = "bank"         // L05, IBAN, wallet or token of the payroll account
	TraitShipTo    TraitKind = "ship_to"      // L06, normalised delivery address
	TraitText      TraitKind = "cv_text"      // L07, cluster id of near-equal CV text
	TraitPhoto     TraitKind = "photo"        // L08, cluster id of near-equal photo files
	TraitFile      TraitKind = "file"         // L07, digest of an attached file that is no CV, letter or photo
	TraitReferee   TraitKind = "referee"      // L09, contact of a referee
	TraitDocument  TraitKind = "document"     // L10, hash of an identity document
	TraitRemoteID  TraitKind = "remote_id"    // L11, account of a remote-control tool
	TraitFactor    TraitKind = "mfa_factor"   // L12, id of an authenticator
	TraitKVMSerial TraitKind = "kvm_serial"   // L14, unique serial of a network KVM
	TraitBankPaper TraitKind = "bank_paper"   // G08, hash of a bank document
	TraitCVAuthor  TraitKind = "cv_author"    // A07, author or last editor in CV metadata
	TraitAppliedIP TraitKind = "applied_from" // A12, line from which an application was sent
)

// Trait is one person's value of a kind, with where it was seen. Traits become links only when two
// people share a value that is not common.
type Trait struct {
	Person   string
	Kind     TraitKind
	Value    string    // canonical: equal values are the same thing
	Shown    string    // what a reader sees; masked for bank accounts
	Days     int       // on how many days it was seen; 0 for a statement
	First    time.Time // zero when unknown
	Last     time.Time
	Evidence []Evidence // at least one
}

// Compare orders traits by kind, value, person and first evidence.
func (t Trait) Compare(o Trait) int {
	c := cmp.Or(cmp.Compare(t.Kind, o.Kind), cmp.Compare(t.Value, o.Value), cmp.Compare(t.Person, o.Person), cmp.Compare(t.Shown, o.Shown), t.First.Compare(o.First))
	if c == 0 && len(t.Evidence) > 0 && len(o.Evidence) > 0 {
		c = t.Evidence[0].Compare(o.Evidence[0])
	}
	return c
}

// Link says that two people share something.
type Link struct {
	A, B    string // A < B
	Kind    TraitKind
	Value   string // as shown
	Because []Evidence
	Stated  string // the relation they stated; "" when they state none
	Telling int    // 1 to 100: how much it says that they are connected; less for what more people have
}

// Cluster is a group of people held together by links, with the links that explain it.
type Cluster struct {
	ID      string
	People  []string
	Because []Link // a spanning path: enough to connect every member
}
