// Package osquery reads the result log of osquery: what a query's rows gained, and snapshots.
package osquery

import (
	"fmt"
	"strings"
	"time"

	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/observe"
	"github.com/taupier-eu/taupier/sigma"
)

// Result reads one result: an event of one row, a batch of a query's differences, or a snapshot.
type Result struct{}

// Name is "osquery.result".
func (Result) Name() string { return "osquery.result" }

// Recognise goes by a query's name beside its rows.
func (Result) Recognise(rec sigma.Value, _ string) int {
	if rec.Get("name").Text() == "" || !observe.HasAny(rec, "hostIdentifier", "unixTime", "calendarTime", "action") {
		return 0
	}
	if rec.Get("columns").IsObject() || rec.Get("snapshot").IsArray() || rec.Get("diffResults").IsObject() {
		return 95
	}
	return 0
}

// Source is the product osquery and the table as category.
func (Result) Source(rec sigma.Value) (sigma.LogSource, bool) {
	row, ok := single(rec)
	if !ok {
		return sigma.LogSource{}, false
	}
	return sigma.LogSource{Product: "osquery", Category: table(rec.Get("name").Text(), row)}, true
}

// Roots are the row's columns, then the record.
func (Result) Roots(rec sigma.Value) []sigma.Value {
	if row, ok := single(rec); ok {
		return []sigma.Value{row, rec}
	}
	return []sigma.Value{rec}
}

// Read gives one observation per row. Rows that went away say nothing new.
func (Result) Read(rec sigma.Value, k *observe.Keeper, emit func(core.Observation)) error {
	at, err := when(rec)
	if err != nil {
		return err
	}
	base := core.Observation{Kind: core.KindActivity, At: at, Source: "osquery", Device: device(rec, k)}
	if base.Device == "" {
		return fmt.Errorf("no host: the result needs its hostIdentifier")
	}
	decorations := rec.Get("decorations")
	name := rec.Get("name").Text()
	for row := range rows(rec) {
		o := base
		o.Account = k.Lower(observe.Text(row, "username", "user"))
		if o.Account == "" {
			o.Account = k.Lower(observe.Text(decorations, "username", "logged_in_user", "user"))
		}
		t := table(name, row)
		if read := tables[t]; read != nil {
			read(row, k, &o)
		} else {
			o.Target = k.Keep(t)
		}
		emit(o)
	}
	return nil
}

// when prefers the Unix time, which needs no parsing; calendarTime is C's asctime in UTC.
func when(rec sigma.Value) (time.Time, error) {
	if s := observe.Text(rec, "calendarTime"); s != "" && !rec.Get("unixTime").Exists() {
		t, err := time.Parse("Mon Jan _2 15:04:05 2006 MST", s)
		if err != nil {
			return time.Time{}, fmt.Errorf("calendarTime %q is not a time of osquery's, such as Tue Oct  6 08:00:00 2026 UTC", observe.Clip(s))
		}
		return t.UTC(), nil
	}
	return observe.Time(rec, "unixTime", "timestamp")
}

// device is the serial number when decorations give it, else the host's name or identifier.
func device(rec sigma.Value, k *observe.Keeper) string {
	d := rec.Get("decorations")
	if s := observe.Text(d, "hardware_serial", "serial_number", "serial"); s != "" {
		return k.Lower(s)
	}
	id := observe.Text(rec, "hostIdentifier", "host_identifier")
	if name := observe.Text(d, "hostname", "computer_name"); name != "" && (id == "" || uuid(id)) {
		id = name
	}
	id, _, _ = strings.Cut(id, ".")
	return k.Lower(id)
}

func uuid(s string) bool {
	return len(s) == 36 && s[8] == '-' && s[13] == '-' && s[18] == '-' && s[23] == '-'
}
