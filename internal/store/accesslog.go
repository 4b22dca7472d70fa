package store

import (
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/casework"
	"github.com/taupier-eu/taupier/internal/ledger"
)

// loggedActs are what the log of accesses shows beside views of people and cases: acts whose objects are users or nothing.
var loggedActs = []string{"queue.view", "mine.view", "vetting.view", "users.view", "user.view", "requests.view", "linked.view", "sources.view", "session.open", "session.end", "user.add", "company.read"}

// AccessLog lists the newest of the last scanned entries that say who looked at what, newest first. The wall applies: what
// concerns the viewer, or a case that he may not see, is left out, and nothing tells that something was.
func (v *View) AccessLog(viewer access.Actor, scanned int) ([]casework.Access, error) {
	people, cases, err := v.sight(viewer)
	if err != nil {
		return nil, err
	}
	things, err := v.hiddenThings(viewer)
	if err != nil {
		return nil, err
	}
	var out []casework.Access
	err = v.each(func(r *sql.Rows) error {
		var leaf string
		if err := r.Scan(&leaf); err != nil {
			return err
		}
		e, err := ledger.ParseLeaf([]byte(leaf))
		if err != nil {
			return fmt.Errorf("entry: %w", err)
		}
		if shown(e, people, cases, things) {
			out = append(out, casework.Access{At: e.At, By: e.Actor, Act: e.Act, Object: e.Object})
		}
		return nil
	}, "select leaf from ledger_leaves where seq >= (select size from ledger_head where id = 1) - $1 order by seq desc", scanned)
	if err != nil {
		return nil, err
	}
	return out, v.nameAccesses(out)
}

func shown(e *ledger.Entry, people, cases, hiddenThings map[string]bool) bool {
	switch noun, _, _ := strings.Cut(e.Act, "."); noun {
	case "person":
		return people[e.Object]
	case "case":
		return cases[e.Object] // an entry that names a person instead would show him a case to an ally who is kept from it
	}
	if e.Act == "links.view" {
		return !slices.ContainsFunc(strings.Fields(e.Object), func(id string) bool {
			thing, ok := strings.CutPrefix(id, "thing:")
			return ok && hiddenThings[thing] || !ok && !people[id]
		})
	}
	for _, act := range loggedActs {
		if e.Act == act {
			return true
		}
	}
	return false
}

// sight is whom and which cases the viewer is not kept from.
func (v *View) sight(viewer access.Actor) (people, cases map[string]bool, err error) {
	set := func(ids []string, err error) (map[string]bool, error) {
		out := map[string]bool{}
		for _, id := range ids {
			out[id] = true
		}
		return out, err
	}
	if people, err = set(v.texts("select p.id from people p where"+wallPerson, viewer.Person)); err != nil {
		return nil, nil, err
	}
	cases, err = set(v.texts("select c.id from cases c where"+wallCase, viewer.Person, viewer.User))
	return people, cases, err
}

// hiddenThings are the things of people whom the viewer may not see.
func (v *View) hiddenThings(viewer access.Actor) (map[string]bool, error) {
	out := map[string]bool{}
	return out, v.each(func(r *sql.Rows) error {
		var id int64
		err := r.Scan(&id)
		out[thingID(id)] = true
		return err
	}, "select thing from link_holders where person in "+hidden, viewer.Person)
}

// nameAccesses gives users their names.
func (v *View) nameAccesses(list []casework.Access) error {
	users, err := v.Users()
	if err != nil {
		return err
	}
	names := map[string]string{}
	for _, u := range users {
		names[u.User] = u.Name
	}
	for i := range list {
		list[i].Name = names[list[i].By]
		if list[i].Name == "" {
			list[i].Name = list[i].By
		}
	}
	return nil
}
