package web

import "github.com/taupier-eu/taupier/internal/access"

// places are the entries of the navigation, in order.
var places = []struct {
	path, word string
	need       access.Permission
}{
	{"/", "today", access.SignedIn},
	{"/queue", "queue", access.SeePeople},
	{"/links", "links", access.SeePeople},
	{"/approvals", "approvals", access.ApproveActs},
	{"/vetting", "vetting", access.SeeVetting},
	{"/tasks", "tasks", access.DoTasks},
	{"/payments", "payments", access.SeePayments},
	{"/start", "start", access.SeeStart},
	{"/sources", "sources", access.SeeSources},
	{"/rules", "rules", access.SeeRules},
	{"/trust", "trust", access.SeeTrust},
	{"/retention", "retention", access.HoldErasure},
	{"/ledger", "ledger", access.CheckLedger},
	{"/confirm", "confirm", access.ApproveActs},
	{"/users", "users", access.ManageUsers},
}

// Place is an entry of the navigation.
type Place struct {
	Path, Name string
	Here       bool
}

// Nav lists the pages that the actor may see.
func (b base) Nav() []Place {
	var out []Place
	for _, p := range places {
		if access.May(b.Actor, p.need) {
			out = append(out, Place{p.path, b.W(p.word), b.Path == p.path})
		}
	}
	return out
}
