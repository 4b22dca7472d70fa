package access

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/taupier-eu/taupier/internal/core"
)

// Whatever the roles and the scopes asked for: a token is allowed nothing that its user may not, and nothing that needs a proof.
func TestNoTokenIsWiderThanItsUser(t *testing.T) {
	now := time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC)
	rapid.Check(t, func(t *rapid.T) {
		user := Actor{User: "u", Roles: rapid.SliceOfDistinct(rapid.SampledFrom(Roles), rapid.ID[Role]).Draw(t, "roles")}
		k := Token{Name: "x", Ends: now.Add(time.Hour), Scopes: rapid.SliceOfN(rapid.SampledFrom(append(Permissions(), "unheard of", SignedIn, Public)), 0, 5).Draw(t, "scopes")}
		if k.Check(user, now) != nil {
			return
		}
		for _, p := range k.Scopes {
			if !May(user, p) || slices.Contains([]Permission{ManageUsers, ManageServer, ApproveActs}, p) {
				t.Fatalf("%v got a token for %s", user.Roles, p)
			}
		}
	})
}

func TestATokenSaysWhatIsWrongWithIt(t *testing.T) {
	now := time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC)
	analyst := Actor{User: "u", Roles: []Role{Analyst}}
	good := Token{Name: " nightly ", Scopes: []Permission{WorkCases, SeePeople, WorkCases}, Ends: now.Add(TokenLife)}
	for name, c := range map[string]struct {
		change func(*Token)
		want   string
	}{
		"good":      {func(*Token) {}, ""},
		"no name":   {func(k *Token) { k.Name = " \t" }, "token_no_name"},
		"long name": {func(k *Token) { k.Name = strings.Repeat("n", 201) }, "token_no_name"},
		"no scope":  {func(k *Token) { k.Scopes = nil }, "token_no_scope"},
		"not his":   {func(k *Token) { k.Scopes = []Permission{SeePayments} }, "token_not_yours"},
		"too long":  {func(k *Token) { k.Ends = k.Ends.Add(1) }, "token_life"},
		"over":      {func(k *Token) { k.Ends = now }, "token_life"},
	} {
		k := good
		k.Scopes = slices.Clone(good.Scopes)
		c.change(&k)
		err := k.Check(analyst, now)
		if c.want == "" && (err != nil || k.Name != "nightly" || len(k.Scopes) != 2) {
			t.Errorf("%s: %+v %v", name, k, err)
		}
		if c.want != "" && (!errors.Is(err, core.ErrInvalid) || !strings.HasSuffix(err.Error(), c.want)) {
			t.Errorf("%s: %v, want %s", name, err, c.want)
		}
	}
}

func TestATokenCannotMakeAToken(t *testing.T) {
	now := time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC)
	for name, c := range map[string]struct {
		actor Actor
		want  error
	}{
		"nobody":          {Actor{Proved: now}, core.ErrNotFound},
		"a program":       {Actor{User: "u", Token: "k-1", Proved: now}, ErrProof},
		"without a proof": {Actor{User: "u"}, ErrProof},
		"an old proof":    {Actor{User: "u", Proved: now.Add(-ProofLife)}, ErrProof},
		"a person":        {Actor{User: "u", Proved: now}, nil},
	} {
		if err := MayMake(c.actor, now); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
}
