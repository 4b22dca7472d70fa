// Package access says who may do what: roles, permissions, sessions and the one-time links that open them. It is pure: the
// store keeps what it makes, and the pages ask it.
package access

import "slices"

// Role is what somebody does in the company, as far as this server is concerned.
type Role string

// The roles. Each sees what its work needs; an administrator runs the server and reads no case.
const (
	CISO          Role = "ciso"
	Analyst       Role = "analyst"
	Recruiter     Role = "recruiter"
	Auditor       Role = "auditor"
	Administrator Role = "administrator"
)

// Roles lists the roles.
var Roles = []Role{CISO, Analyst, Recruiter, Auditor, Administrator}

// Permission is something that a page or an act needs.
type Permission string

// The permissions. Public needs no session, and SignedIn nothing but one.
const (
	Public      Permission = "public"
	SignedIn    Permission = "signed-in"
	SeePeople   Permission = "people.see"  // findings about people, with their evidence
	WorkCases   Permission = "case.work"   // cases: see, open, note, decide, close
	SeeVetting  Permission = "vetting.see" // what remains to be verified of candidates, never a sum
	SeeSources  Permission = "sources.see" // what was read and what could not be
	CheckLedger Permission = "ledger.check"
)

// grants is the whole policy: what is not here is denied.
var grants = map[Permission][]Role{
	SeePeople:   {CISO, Analyst},
	WorkCases:   {CISO, Analyst},
	SeeVetting:  {CISO, Recruiter},
	SeeSources:  {CISO, Analyst, Administrator},
	CheckLedger: {CISO, Auditor},
}

// Actor is somebody who is signed in.
type Actor struct {
	User   string // random id
	Name   string
	Person string // id of the actor's own dossier; "" when there is none
	Roles  []Role
}

// May reports whether an actor has a permission. Whoever has none is told nothing more than that there is no such page.
func May(a Actor, p Permission) bool {
	switch p {
	case Public:
		return true
	case SignedIn:
		return a.User != ""
	}
	return a.User != "" && slices.ContainsFunc(grants[p], func(r Role) bool { return slices.Contains(a.Roles, r) })
}
