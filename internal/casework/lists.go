package casework

import (
	"time"

	"github.com/taupier-eu/taupier/internal/access"
)

// Pending is an action that waits for a second person.
type Pending struct {
	ID, Case string
	Person   string // name of the person concerned
	By       string // name of whoever proposed it
	Outcome  Outcome
	At, Ends time.Time
}

// Knock is somebody who asks to see a sealed case, or who opened one alone and was not reviewed yet.
type Knock struct {
	ID, Case string
	User, By string // id and name
	Alone    bool
	Why      string
	At       time.Time
}

// ReviewDue is when somebody else should have said whether opening it alone was right.
func (k Knock) ReviewDue() time.Time { return k.At.Add(GlassReviewDue) }

// Told is a notice on the page Today. It names no case and no person.
type Told struct {
	Word string
	At   time.Time
}

// ToldFor is how long a notice stays. Nobody can take it away earlier.
const ToldFor = 14 * 24 * time.Hour

// besideReader reads what stands beside cases, for a viewer and through the wall.
type besideReader interface {
	User(id string) (access.Actor, error)
	Users() ([]access.Actor, error)
	Approvals(viewer access.Actor, now time.Time) ([]Pending, error) // of others
	Knocks(viewer access.Actor, now time.Time) ([]Knock, error)      // of others; the seal hides none, the wall does
	Behind(viewer access.Actor, name string) ([]Case, error)         // sealed cases by number or person, without regard to the seal
	Told(user string, since time.Time) ([]Told, error)
	Past(viewer access.Actor) ([]Past, error)
}
