package access

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/taupier-eu/taupier/internal/core"
)

// How long service tokens live, and how many a user has at once.
const (
	TokenLife  = 366 * 24 * time.Hour // at most
	TokenUsual = 90 * 24 * time.Hour  // unless told otherwise
	TokensMost = 20
)

// proved are the permissions whose acts need a proof each time. A program proves nothing, so no token has them.
var proved = []Permission{ManageUsers, ManageServer, ApproveActs, HoldErasure}

// Scopable lists what a token of this actor may be allowed: what he may himself, without what needs a proof each time.
func Scopable(a Actor) []Permission {
	return slices.DeleteFunc(Permissions(), func(p Permission) bool { return slices.Contains(proved, p) || !May(a, p) })
}

// MayMake reports what keeps an actor from making service tokens: he is no person at a browser, or has not proved of late who he is.
func MayMake(a Actor, now time.Time) error {
	if a.User == "" {
		return core.ErrNotFound
	}
	return Recent(a, now)
}

// Check brings a new service token into its one form and reports what is wrong with it for its user. The word after core.ErrInvalid
// is for the page.
func (k *Token) Check(user Actor, now time.Time) error {
	k.Name = strings.TrimSpace(k.Name)
	slices.Sort(k.Scopes)
	k.Scopes = slices.Compact(k.Scopes)
	may := Scopable(user)
	switch {
	case k.Name == "" || len(k.Name) > 200:
		return fmt.Errorf("%w: token_no_name", core.ErrInvalid)
	case len(k.Scopes) == 0:
		return fmt.Errorf("%w: token_no_scope", core.ErrInvalid)
	case slices.ContainsFunc(k.Scopes, func(p Permission) bool { return !slices.Contains(may, p) }):
		return fmt.Errorf("%w: token_not_yours", core.ErrInvalid)
	case !k.Ends.After(now) || k.Ends.After(now.Add(TokenLife)):
		return fmt.Errorf("%w: token_life", core.ErrInvalid)
	}
	return nil
}
