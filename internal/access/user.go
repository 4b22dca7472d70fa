package access

import (
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/taupier-eu/taupier/internal/core"
)

// User is somebody who can sign in, as an administrator sees him.
type User struct {
	ID       string
	Name     string
	Login    string // what he types beside a password; lower case; "" when he has none
	Person   string // id of his own dossier, which keeps him from cases about himself
	Roles    []Role
	Disabled time.Time // zero: he is not
}

// guarded are the permissions that look at people or decide about them: a role with one of them is given by two people.
var guarded = []Permission{SeePeople, WorkCases, ApproveActs, SeePayments, SeeTrust, CheckLedger}

// Guarded reports whether giving or taking a role needs a second person.
func (r Role) Guarded() bool {
	return slices.ContainsFunc(guarded, func(p Permission) bool { return slices.Contains(grants[p], r) })
}

// Request is a change of a user that an administrator asked for and somebody else must confirm.
type Request struct {
	ID    string
	User  User
	Kind  RequestKind
	Role  Role
	By    string // user id
	Name  string // of By
	Asked time.Time
}

// RequestKind says what is asked for.
type RequestKind string

// The kinds of requests.
const (
	GiveRole    RequestKind = "give"
	TakeRole    RequestKind = "take"
	MakeAddress RequestKind = "address" // a one-time address for somebody with a guarded role: it opens what he may see
)

// RequestLife is how long a request waits.
const RequestLife = 7 * 24 * time.Hour

// MaySettle reports what keeps an actor from confirming a request: it takes a CISO or trustee who neither asked for it nor gains
// by it. The word after core.ErrConflict is for the page.
func MaySettle(a Actor, q Request, now time.Time) error {
	switch {
	case !May(a, ApproveActs):
		return core.ErrNotFound
	case a.User == q.By || a.User == q.User.ID:
		return fmt.Errorf("%w: user_not_yourself", core.ErrConflict)
	case !now.Before(q.Asked.Add(RequestLife)):
		return fmt.Errorf("%w: user_request_old", core.ErrConflict)
	}
	return Recent(a, now)
}

// MayChange reports what keeps an actor from asking for a change of a user.
func MayChange(a Actor, u User, now time.Time) error {
	switch {
	case !May(a, ManageUsers):
		return core.ErrNotFound
	case a.User == u.ID:
		return fmt.Errorf("%w: user_not_yourself", core.ErrConflict)
	case !u.Disabled.IsZero():
		return fmt.Errorf("%w: user_is_disabled", core.ErrConflict)
	}
	return Recent(a, now)
}

// Fits reports whether a role can stand beside others: who runs the server reads no case.
func Fits(have []Role, r Role) error {
	if !slices.Contains(Roles, r) {
		return fmt.Errorf("%w: user_no_role", core.ErrInvalid)
	}
	if r == Administrator && slices.ContainsFunc(have, Role.Guarded) || r.Guarded() && slices.Contains(have, Administrator) {
		return fmt.Errorf("%w: user_apart", core.ErrInvalid)
	}
	return nil
}

// CheckLogin brings a sign-in name into its one form.
func CheckLogin(login string) (string, error) {
	login = strings.ToLower(strings.TrimSpace(login))
	if login == "" || len(login) > 200 || !utf8.ValidString(login) || strings.ContainsFunc(login, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }) {
		return "", fmt.Errorf("%w: login_none", core.ErrInvalid)
	}
	return login, nil
}

// Check brings a new user's fields into their one form and reports what is missing.
func (u *User) Check() error {
	u.Name, u.Login, u.Person = strings.TrimSpace(u.Name), strings.ToLower(strings.TrimSpace(u.Login)), strings.TrimSpace(u.Person)
	if u.Name == "" || len(u.Name) > 200 || len(u.Login) > 200 || len(u.Person) > 200 || strings.ContainsAny(u.Login, " \t\r\n") {
		return fmt.Errorf("%w: user_no_name", core.ErrInvalid)
	}
	for i, r := range u.Roles {
		if err := Fits(u.Roles[:i], r); err != nil {
			return err
		}
	}
	return nil
}
