package casework

import (
	"time"

	"github.com/taupier-eu/taupier/internal/access"
)

// Notice tells somebody outside the pages that something waits. It names a kind of thing and a page to open, and says nothing
// about a person. It is written in the act that makes it due, so that neither is without the other.
type Notice struct {
	Kind string // "task.asked": a room and what happened

	// Whom it is for: one user, everybody of a role, or neither: whoever holds the case when it is sent.
	User string
	Role access.Role
	Case string // id; keeps it from whom that case concerns

	Path   string // page to open; never that of a case or a person
	Unique string // what was told once under the same words is not told again; "" tells each time
	At     time.Time
}
