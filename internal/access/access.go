// Package access says who may do what: roles, permissions, sessions and the one-time links that open them. It is pure: the
// store keeps what it makes, and the pages ask it.
package access

import (
	"errors"
	"maps"
	"slices"
	"time"
)

// Role is what somebody does in the company, as far as this server is concerned.
type Role string

// The roles. Each sees what its work needs; an administrator runs the server and reads no case.
const (
	CISO          Role = "ciso"
	Analyst       Role = "analyst"
	Trustee       Role = "trustee" // one of the named people outside IT who approve what hurts
	Recruiter     Role = "recruiter"
	HiringManager Role = "hiring-manager"
	HR            Role = "hr"
	IT            Role = "it" // carries out what was approved
	Payroll       Role = "payroll"
	DPO           Role = "dpo"
	WorksCouncil  Role = "works-council"
	Auditor       Role = "auditor"
	Administrator Role = "administrator"
)

// Roles lists the roles.
var Roles = []Role{CISO, Analyst, Trustee, Recruiter, HiringManager, HR, IT, Payroll, DPO, WorksCouncil, Auditor, Administrator}

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

	OpenCases    Permission = "case.open"     // see a case that one may work on or belongs to
	ApproveActs  Permission = "act.approve"   // the second pair of eyes
	DoTasks      Permission = "task.do"       // see and answer one's own tasks, nothing else of a case
	SeePayments  Permission = "payments.see"  // changes of account before payday
	SeeStart     Permission = "start.see"     // complete, waiting, or see HR: no reason
	MarkStart    Permission = "start.mark"    // say which manager is told of whom, and of whom HR is asked first
	SeeTrust     Permission = "trust.see"     // who looked at what, break-glass, checkpoints, retention
	HoldErasure  Permission = "erasure.hold"  // keep what would be erased, with a reason
	SeeRules     Permission = "rules.see"     // what is watched, why, since when: no personal data
	ImportData   Permission = "data.import"   // give the server a company's data, to be looked at
	ConfirmData  Permission = "data.confirm"  // make what was looked at part of the company
	ManageUsers  Permission = "users.manage"  // users, roles, keys
	ManageServer Permission = "server.manage" // set-up, witnesses, webhooks, doctor
)

// grants is the whole policy: what is not here is denied.
var grants = map[Permission][]Role{
	SeePeople:   {CISO, Analyst},
	WorkCases:   {CISO, Analyst},
	SeeVetting:  {CISO, Recruiter},
	SeeSources:  {CISO, Analyst, Administrator},
	CheckLedger: {CISO, Auditor},

	OpenCases:    {CISO, Analyst, Trustee},
	ApproveActs:  {CISO, Trustee},
	DoTasks:      {CISO, Analyst, Trustee, Recruiter, HR, IT, Payroll},
	SeePayments:  {CISO, Payroll},
	SeeStart:     {HiringManager, HR},
	MarkStart:    {HR},
	SeeTrust:     {CISO, DPO, Auditor},
	HoldErasure:  {DPO},
	SeeRules:     {CISO, Analyst, DPO, WorksCouncil, Auditor},
	ImportData:   {CISO},
	ConfirmData:  {CISO},
	ManageUsers:  {Administrator},
	ManageServer: {CISO, Administrator},
}

// Permissions lists what is granted at all.
func Permissions() []Permission { return slices.Sorted(maps.Keys(grants)) }

// Actor is somebody who is signed in.
type Actor struct {
	User   string // random id
	Name   string
	Person string // id of the actor's own dossier; "" when there is none
	Roles  []Role
	Proved time.Time // when the actor last proved who he is, by more than a cookie

	// Token is the id of the service token that acts for the user; "" for a person at a browser. Scopes then bound what it
	// may: never more than its user, and nothing that needs a proof.
	Token  string
	Scopes []Permission
}

// ProofLife is how long a proof counts as recent.
const ProofLife = 10 * time.Minute

// ErrProof asks the actor to prove again who he is: a sealed case, break-glass, the users.
var ErrProof = errors.New("prove again who you are")

// ErrTooMany says that an actor has done something as often as he may within a time.
var ErrTooMany = errors.New("too many within the hour")

// Recent returns ErrProof unless the actor proved who he is a short while ago.
func Recent(a Actor, now time.Time) error {
	if a.Token != "" || a.Proved.IsZero() || !now.Before(a.Proved.Add(ProofLife)) {
		return ErrProof
	}
	return nil
}

// May reports whether an actor has a permission. Whoever has none is told nothing more than that there is no such page.
func May(a Actor, p Permission) bool {
	switch p {
	case Public:
		return true
	case SignedIn:
		return a.User != ""
	}
	if a.Token != "" && !slices.Contains(a.Scopes, p) && !(p == OpenCases && slices.Contains(a.Scopes, WorkCases)) {
		return false // who may work on cases may open them
	}
	return a.User != "" && slices.ContainsFunc(grants[p], func(r Role) bool { return slices.Contains(a.Roles, r) })
}
