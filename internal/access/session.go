package access

import "time"

// How long a session and a link live.
const (
	Idle     = 30 * time.Minute // without a page
	Absolute = 12 * time.Hour   // at all
	LinkLife = 15 * time.Minute // a sign-in address, which works once

	// TouchAfter is how much of Idle may pass before the store is told that a session is in use.
	TouchAfter = time.Minute
)

// Link opens one session for one user, once.
type Link struct {
	Hash  string
	User  string
	Ends  time.Time
	Proof bool // opening it proves who the user is even when he has a passkey or a password; the demo's do
}

// Way is how somebody showed who he is.
type Way string

// The ways. Single is single sign-on: the company's own provider says who it is.
const (
	ByAddress  Way = "address"
	ByPasskey  Way = "passkey"
	ByPassword Way = "password"
	ByRecovery Way = "recovery" // a password and a recovery code in the place of the authenticator's
	BySingle   Way = "single"
)

// Session is an open session.
type Session struct {
	ID     string // random; names the session to its user
	Hash   string // of the secret that the browser holds; a new one at every proof
	User   string
	Way    Way // of the last proof, or of signing in
	Opened time.Time
	Seen   time.Time // last use that was written down
	Proved time.Time // zero: signing in was no proof
}

// Live reports whether a session is neither idle nor too old.
func (s Session) Live(now time.Time) bool {
	return now.Before(s.Seen.Add(Idle)) && now.Before(s.Opened.Add(Absolute))
}

// Stale reports whether the use of a live session should be written down.
func (s Session) Stale(now time.Time) bool { return !now.Before(s.Seen.Add(TouchAfter)) }

// Means is what a user can sign in with.
type Means struct {
	Login    string
	Password bool // and an authenticator beside it
	Recovery int  // recovery codes that are left
	Passkeys int
}
