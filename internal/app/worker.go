package app

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/observe"
	"github.com/taupier-eu/taupier/internal/observe/readers"
	"github.com/taupier-eu/taupier/internal/place"
	"github.com/taupier-eu/taupier/sigma"
)

// newWorker makes the worker of one goroutine.
func newWorker(k *Knowledge, f *folder, opt ScanOptions) *worker {
	return &worker{
		opt: opt, who: f.who, networks: f.networks, rules: k.Rules.NewMatcher(), meta: k.RuleMeta,
		keeper: observe.NewKeeper(), lost: newStrangers(),
	}
}

// worker turns raw records into observations and rule matches. It is one goroutine's own.
type worker struct {
	opt      ScanOptions
	who      *who
	networks *place.Networks
	rules    *sigma.Matcher
	meta     map[*sigma.Rule]ruleMeta
	keeper   *observe.Keeper
	lost     *strangers

	event sigma.Event // the record
	inner sigma.Event // a row of it
	flat  []byte
	batch []core.Observation
	whose []*core.Dossier // of each observation in batch

	newest time.Time // event of the batch at hand, whoever it was about
}

// readable is the time window outside which a record's clock is taken to be wrong.
var firstReadable = time.Date(2005, 1, 1, 0, 0, 0, 0, time.UTC)

const aheadOfNow = 48 * time.Hour

// skew is how far ahead of ours a source's clock may be for its events to show that it is alive.
const skew = 5 * time.Minute

// record reads one raw record of in. An error says why it was rejected.
func (w *worker) record(first observe.Reader, path string, line int, raw []byte) error {
	if err := w.event.Parse(raw); err != nil {
		return fmt.Errorf("not valid JSON (%w): correct or remove the record", err)
	}
	rec := w.event.Root()
	reader := readers.For(rec, first, path)
	if reader == nil {
		return fmt.Errorf("the record is of no known kind: see the formats, or map it in company.yaml under mappings")
	}
	if sp, ok := reader.(observe.Splitter); ok {
		if split, err := sp.Split(rec, func(row []byte) error { return w.row(reader, path, line, row) }); split {
			return err
		}
	}
	return w.read(reader, &w.event, path, line)
}

// row reads one row of a record that holds several, beside the record itself.
func (w *worker) row(reader observe.Reader, path string, line int, raw []byte) error {
	if err := w.inner.Parse(raw); err != nil {
		return fmt.Errorf("row cannot be read: %w", err)
	}
	return w.read(reader, &w.inner, path, line)
}

// read maps one record and matches the rules.
func (w *worker) read(reader observe.Reader, ev *sigma.Event, path string, line int) error {
	rec := ev.Root()
	if n, ok := reader.(observe.Normaliser); ok {
		if flat, changed := n.Normalise(rec, w.flat[:0]); changed {
			w.flat = flat
			if err := ev.Parse(flat); err != nil {
				return fmt.Errorf("record cannot be flattened: %w", err)
			}
			rec = ev.Root()
		}
	}
	start := len(w.batch)
	var clock error
	err := reader.Read(rec, w.keeper, func(o core.Observation) {
		if e := w.clock(o.At); e != nil {
			clock = e
			return
		}
		if o.At.After(w.newest) && !o.At.After(w.opt.Now.Add(skew)) {
			w.newest = o.At
		}
		o.Input, o.Line = path, line
		w.admit(o)
	})
	if err == nil {
		err = clock
	}
	if err != nil {
		w.batch, w.whose = w.batch[:start], w.whose[:start]
		return err
	}
	w.match(reader, ev, rec, start)
	return nil
}

// clock refuses times that no log of ours can have.
func (w *worker) clock(at time.Time) error {
	if at.Before(firstReadable) || at.After(w.opt.Now.Add(aheadOfNow)) {
		return fmt.Errorf("time %s is out of range: check the clock or the format of the source", at.Format(time.RFC3339))
	}
	return nil
}

// admit says whose the observation is and where it was, and keeps it when it is somebody's.
func (w *worker) admit(o core.Observation) {
	if !w.opt.Since.IsZero() && o.At.Before(w.opt.Since) || !w.opt.Until.IsZero() && !o.At.Before(w.opt.Until) {
		return
	}
	d := w.who.of(&o)
	if d == nil {
		w.lost.add(&o)
		return
	}
	o.Person = d.ID
	if other := w.who.account(o.Other); other != nil {
		o.OtherPerson = other.ID
	}
	o.Where = w.networks.Where(o.IP, o.ASN, o.ASOrg, o.Tag)
	w.batch, w.whose = append(w.batch, o), append(w.whose, d)
}

// match runs the Sigma rules over the record; each match becomes an observation of its own, about
// whoever the record's first observation is about.
func (w *worker) match(reader observe.Reader, ev *sigma.Event, rec sigma.Value, start int) {
	if len(w.batch) == start {
		return
	}
	src, ok := reader.Source(rec)
	if !ok {
		return
	}
	if r, ok := reader.(observe.Rooted); ok {
		ev.LookIn(r.Roots(rec)...)
	}
	base := w.batch[start]
	w.rules.Match(src, ev, func(m sigma.Match) {
		meta := w.meta[m.Rule]
		o := base
		o.Kind, o.Target, o.Value = core.KindRule, meta.Signal, meta.What
		if f, ok := telling(m.Fields); ok {
			o.MatchField, o.MatchValue = f.Name, w.keeper.Keep(clip(f.Value)) // the event's buffer is used again
		}
		w.batch, w.whose = append(w.batch, o), append(w.whose, w.whose[start])
	})
}

// telling is the field that says most about why a rule matched: the longest value, the first of equals.
func telling(fields []sigma.MatchedField) (best sigma.MatchedField, ok bool) {
	for _, f := range fields {
		if !ok || len(f.Value) > len(best.Value) {
			best, ok = f, true
		}
	}
	return best, ok
}

const shownValue = 300

// clip keeps a value short enough to be read.
func clip(s string) string {
	if len(s) <= shownValue {
		return s
	}
	return strings.ToValidUTF8(s[:shownValue], "") + "…"
}

// rejections keeps the first reasons of one input by line, whichever worker met them.
type rejections struct {
	count    int
	problems []core.Problem
}

func (r *rejections) add(path string, line int, says string) {
	r.count++
	r.problems = append(r.problems, core.Problem{Input: path, Line: line, Says: says})
	if len(r.problems) > 4*core.MaxProblems {
		r.trim()
	}
}

func (r *rejections) trim() {
	slices.SortFunc(r.problems, core.Problem.Compare)
	r.problems = slices.Compact(r.problems)
	r.problems = r.problems[:min(len(r.problems), core.MaxProblems)]
}
