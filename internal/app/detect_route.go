package app

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/intake"
	"github.com/taupier-eu/taupier/internal/observe"
	"github.com/taupier-eu/taupier/internal/observe/readers"
	"github.com/taupier-eu/taupier/sigma"
)

// router gives the events of a record in the shape that rules see, with their log source. It belongs
// to one goroutine.
type router struct {
	source sigma.LogSource // of records that no reader is sure of; zero is unknown
	keeper *observe.Keeper
	record sigma.Event
	row    sigma.Event
	flat   []byte
	roots  [1]sigma.Value
	out    routed
}

func newRouter(source sigma.LogSource) *router {
	return &router{source: source, keeper: observe.NewKeeper()}
}

// routed is an event on its way to the rules. It is valid until the router's next record.
type routed struct {
	event  *sigma.Event
	source sigma.LogSource
	reader observe.Reader // nil when none knows the record
	roots  []sigma.Value
}

// sureOfVendor is the score from which a reader knows whose record it is, rather than guesses from columns.
const sureOfVendor = 60

var errUnknownKind = errors.New("the record is of no known kind, so no rule applies: say what it is with --logsource product=…,service=…")

// route hands over every event of a record. An error says why the record cannot be judged.
func (r *router) route(first observe.Reader, path string, raw []byte, see func(*routed)) error {
	if err := r.record.Parse(raw); err != nil {
		return fmt.Errorf("not valid JSON (%w): correct or remove the record", err)
	}
	rec := r.record.Root()
	if g, ok := first.(observe.Glancer); ok {
		if src, ok := g.Glance(rec); ok {
			r.roots[0] = rec
			r.out = routed{event: &r.record, source: src, reader: first, roots: r.roots[:]}
			see(&r.out)
			return nil
		}
	}
	reader := readers.For(rec, first, path)
	if r.source != (sigma.LogSource{}) && (reader == nil || reader.Recognise(rec, path) < sureOfVendor) {
		see(&routed{event: &r.record, source: r.source, roots: []sigma.Value{rec}})
		return nil
	}
	if reader == nil {
		src, ok := publicSource(rec)
		if !ok {
			return errUnknownKind
		}
		see(&routed{event: &r.record, source: src, roots: []sigma.Value{rec}})
		return nil
	}
	if sp, ok := reader.(observe.Splitter); ok {
		split, err := sp.Split(rec, func(row []byte) error {
			if err := r.row.Parse(row); err != nil {
				return fmt.Errorf("row cannot be read: %w", err)
			}
			return r.shape(reader, &r.row, see)
		})
		if split {
			return err
		}
	}
	return r.shape(reader, &r.record, see)
}

// shape brings one event of a known kind into the form that rules expect.
func (r *router) shape(reader observe.Reader, ev *sigma.Event, see func(*routed)) error {
	if n, ok := reader.(observe.Normaliser); ok {
		if flat, changed := n.Normalise(ev.Root(), r.flat[:0]); changed {
			r.flat = flat
			if err := ev.Parse(flat); err != nil {
				return fmt.Errorf("record cannot be flattened: %w", err)
			}
		}
	}
	rec := ev.Root()
	out := routed{event: ev, reader: reader, roots: []sigma.Value{rec}}
	src, ok := reader.Source(rec)
	if !ok {
		return nil
	}
	out.source = src
	if rooted, ok := reader.(observe.Rooted); ok {
		out.roots = rooted.Roots(rec)
		ev.LookIn(out.roots...)
	}
	see(&out)
	return nil
}

// clocks are the fields that hold the time of an event, in records that no reader knows the time of.
var clocks = []string{
	"@timestamp", "TimeCreated", "UtcTime", "SystemTime", "EventTime", "eventTime", "TimeGenerated", "timestamp", "Timestamp",
	"time", "published", "createdDateTime", "activityDateTime", "created_at", "date_create", "p_event_time", "unixTime",
}

// at is the time of an event, zero when it has none.
func (r *router) at(e *routed) time.Time {
	rec := e.event.Root()
	var at time.Time
	if e.reader != nil {
		err := e.reader.Read(rec, r.keeper, func(o core.Observation) {
			if at.IsZero() {
				at = o.At
			}
		})
		if err == nil && !at.IsZero() {
			return at.UTC()
		}
	}
	for _, name := range clocks {
		if at, ok := observe.ReadTime(rec.Get(name).Text()); ok {
			return at.UTC()
		}
	}
	return time.Time{}
}

// field reads a field as rules do: the whole name, then the name as a path. Of a list it is the first.
func (e *routed) field(name string) (string, bool) {
	for _, root := range e.roots {
		if v := root.Get(name); v.Exists() {
			return scalar(v)
		}
	}
	if !strings.Contains(name, ".") {
		return "", false
	}
	path := strings.Split(name, ".")
	for _, root := range e.roots {
		if v := below(root, path); v.Exists() {
			return scalar(v)
		}
	}
	return "", false
}

// below walks a path; a list stands for the first of its elements that has it.
func below(v sigma.Value, path []string) sigma.Value {
	if len(path) == 0 || !v.Exists() {
		return v
	}
	if v.IsArray() && strings.Trim(path[0], "0123456789") != "" {
		for it := range v.Items() {
			if found := below(it, path); found.Exists() {
				return found
			}
		}
		return sigma.Value{}
	}
	return below(v.Get(path[0]), path[1:])
}

func scalar(v sigma.Value) (string, bool) {
	for v.IsArray() {
		first := sigma.Value{}
		for it := range v.Items() {
			first = it
			break
		}
		v = first
	}
	if !v.Exists() || v.IsNull() || v.IsObject() {
		return "", false
	}
	return strings.Clone(v.Text()), true
}

// usual is the reader that the first records of a batch are surest of.
func usual(b *intake.Batch, path string) observe.Reader {
	const looked = 16
	events := make([]sigma.Event, min(looked, len(b.Records)))
	var recs []sigma.Value
	for i := range events {
		if events[i].Parse(b.Records[i].Raw) == nil {
			recs = append(recs, events[i].Root())
		}
	}
	return readers.Recognise(recs, path)
}
