package store

import (
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"
	"sync"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/casework"
)

// closings are what closed cases asked about, by the event that closed them: an event never changes, and every page of a case
// compares with all of them. Nothing of it is in there that names somebody; which of them a viewer may see is asked each time.
type closings struct {
	mu sync.Mutex
	by map[string]casework.Past
}

// mostClosings is how many are kept in memory; beyond, it begins anew.
const mostClosings = 20_000

func (c *closings) get(event string) (casework.Past, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	p, ok := c.by[event]
	return p, ok
}

func (c *closings) put(event string, p casework.Past) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.by == nil || len(c.by) >= mostClosings {
		c.by = map[string]casework.Past{}
	}
	c.by[event] = p
}

// forget begins anew: some of the cases were erased.
func (c *closings) forget() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.by = nil
}

// Past lists the closed cases that a viewer may see, with what they asked about.
func (v *View) Past(viewer access.Actor) ([]casework.Past, error) {
	var ids, events []string
	err := v.each(func(r *sql.Rows) error {
		var id, event string
		if err := r.Scan(&id, &event); err != nil {
			return err
		}
		if n := len(ids); n > 0 && ids[n-1] == id {
			events[n-1] = event // closed again
			return nil
		}
		ids, events = append(ids, id), append(events, event)
		return nil
	}, "select c.id, e.id from cases c join case_events e on e.case_id = c.id and e.kind = 'close' where c.state = 'closed' and"+wallCases+"order by c.id, e.n", viewer.Person, viewer.User)
	if err != nil {
		return nil, err
	}
	known, err := v.closed(events)
	out := make([]casework.Past, len(ids))
	for i := range ids {
		out[i] = known[events[i]]
		out[i].Case = ids[i]
	}
	return out, err
}

// closed reads what the closing events of cases say, as far as it is not known yet.
func (v *View) closed(events []string) (map[string]casework.Past, error) {
	known := map[string]casework.Past{}
	var unread []string
	for _, id := range events {
		p, ok := v.closings.get(id)
		if known[id] = p; !ok {
			unread = append(unread, id)
		}
	}
	for part := range slices.Chunk(unread, peopleAtOnce) {
		list, values := marks(part, 0)
		err := v.each(func(r *sql.Rows) error {
			var id, doc string
			if err := r.Scan(&id, &doc); err != nil {
				return err
			}
			if err := v.unseal("case_events.doc", id, &doc); err != nil {
				return err
			}
			var e casework.Event
			if err := json.Unmarshal([]byte(doc), &e); err != nil {
				return fmt.Errorf("event %s of a case: %w", id, err)
			}
			known[id] = casework.Past{Class: e.Class, Closed: e.At, Signals: e.Signals}
			v.closings.put(id, known[id])
			return nil
		}, "select id, doc from case_events where id in "+list, values...)
		if err != nil {
			return nil, err
		}
	}
	return known, nil
}
