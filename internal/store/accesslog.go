package store

import (
	"database/sql"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/casework"
	"github.com/taupier-eu/taupier/internal/ledger"
)

// loggedActs are what the log of accesses shows beside views of people and cases: acts whose objects are users or nothing.
var loggedActs = []string{"queue.view", "mine.view", "vetting.view", "users.view", "user.view", "requests.view", "linked.view", "sources.view", "search.view", "cases.view", "deadlines.view", "payment.list", "start.list", "browsing.alert", "session.open", "session.end", "user.add", "company.read"}

// AccessLog lists the newest of the last scanned entries that say who looked at what, newest first. The wall applies: what
// concerns the viewer, or a case that he may not see, is left out, and nothing tells that something was.
func (v *View) AccessLog(viewer access.Actor, scanned int) ([]casework.Access, error) {
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
		out = append(out, casework.Access{At: e.At, By: e.Actor, Act: e.Act, Object: e.Object})
		return nil
	}, "select leaf from ledger_leaves where seq >= (select size from ledger_head where id = 1) - $1 order by seq desc", scanned)
	if err != nil {
		return nil, err
	}
	people, cases, err := v.sight(viewer, out)
	if err != nil {
		return nil, err
	}
	out = slices.DeleteFunc(out, func(a casework.Access) bool { return !shown(a, people, cases, things) })
	return out, v.nameAccesses(out)
}

func shown(e casework.Access, people, cases, hiddenThings map[string]bool) bool {
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
	return slices.Contains(loggedActs, e.Act)
}

// sight is which of the people and cases that a list names the viewer is not kept from.
func (v *View) sight(viewer access.Actor, list []casework.Access) (people, cases map[string]bool, err error) {
	var persons, files []string
	for _, a := range list {
		switch noun, _, _ := strings.Cut(a.Act, "."); noun {
		case "person", "links":
			persons = append(persons, strings.Fields(a.Object)...)
		case "case":
			files = append(files, a.Object)
		}
	}
	if people, err = v.those(persons, "select p.id from people p where cast($2 as text) is not null and"+wallPerson+"and"+here+" and p.id in ", viewer.Person, viewer.User); err != nil {
		return nil, nil, err
	}
	cases, err = v.those(files, "select c.id from cases c where"+wallCase+" and c.id in ", viewer.Person, viewer.User)
	return people, cases, err
}

// those are which of some ids a query finds that ends where their list begins.
func (v *View) those(ids []string, query string, args ...any) (map[string]bool, error) {
	slices.Sort(ids)
	out := map[string]bool{}
	for part := range slices.Chunk(slices.Compact(ids), peopleAtOnce) {
		list, values := marks(part, len(args))
		found, err := v.texts(query+list, append(slices.Clone(args), values...)...)
		if err != nil {
			return nil, err
		}
		for _, id := range found {
			out[id] = true
		}
	}
	return out, nil
}

// marks names some ids in a query that has as many values before them: a list for its text, and the values.
func marks(ids []string, before int) (string, []any) {
	names, values := make([]string, len(ids)), make([]any, len(ids))
	for i, id := range ids {
		names[i], values[i] = "$"+strconv.Itoa(before+i+1), id
	}
	return "(" + strings.Join(names, ", ") + ")", values
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
