package web

import (
	"maps"
	"slices"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/casework/payment"
)

// acts are what the routes with {act} take there. Any other act is not there, also when a route could do it: so each stands here, and
// whoever counts the acts of the pages counts all of them.
var acts = map[string][]string{
	"POST /cases/{id}/{act}":            append(slices.Sorted(maps.Keys(kinds)), "merge", "split"),
	"POST /users/{id}/{act}":            {string(access.GiveRole), string(access.TakeRole), "disable", "address"},
	"POST /payments/{id}/{act}":         {string(payment.Hold), string(payment.Release), "agree", "refuse"},
	"POST /import/{id}/{act}":           {"confirm", "discard", "remove"},
	"POST /account/passkeys/{id}/{act}": {"name", "remove"},
}

// Acts lists what a route with {act} takes there.
func Acts(pattern string) []string { return acts[pattern] }

// known reports whether an act that is asked for is one of its route's.
func known(r *request) bool {
	act := r.PathValue("act")
	return act == "" || slices.Contains(acts[r.Pattern], act)
}
