package access

import (
	"slices"
	"time"
)

// Guesses are the times at which somebody's secret was tried, within an hour, the oldest first.
type Guesses []time.Time

// How many tries are looked at within any hour: of one account, and from one address for all accounts.
const (
	GuessesOfAccount = 10
	GuessesOfAddress = 30

	guessHour = time.Hour
)

// Take adds a try at now, unless it comes too soon: then ok is false and nothing is looked at. The first three need no wait; each
// further one waits twice as long as the one before, from fifteen seconds on. With wait false only the number counts. Tries dated more than
// an hour ahead are of a clock that was wrong, and hold nobody off until then.
func (g Guesses) Take(most int, wait bool, now time.Time) (_ Guesses, ok bool) {
	g = slices.DeleteFunc(slices.Clone(g), func(at time.Time) bool { return at.After(now.Add(guessHour)) })
	for len(g) > 0 && !now.Before(g[0].Add(guessHour)) {
		g = g[1:]
	}
	if len(g) >= most {
		return g, false
	}
	if n := len(g); wait && n >= 3 && now.Before(g[n-1].Add(15*time.Second<<(n-3))) {
		return g, false
	}
	return append(g[:len(g):len(g)], now), true
}

// Try is what somebody typed who wants to sign in or to prove who he is.
type Try struct {
	Login    string // to sign in
	User     string // to prove it: whose session it is
	Password string
	Code     string // of the authenticator
	From     string // network address
}

// Secret is what a user chose to sign in with besides a passkey.
type Secret struct {
	User, Login string   // the login is kept when the user has none yet
	Hash        string   // HashPassword
	Code        string   // the authenticator's secret, base32
	Step        int64    // of the code that was typed when it was chosen; used up
	Session     string   // hash of the session that stays; the others end
	Recovery    []string // hashes of recovery codes
}
