// Package hr reads what the personnel system records: changed master data and signed documents.
package hr

import (
	"fmt"
	"strings"

	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/observe"
	"github.com/taupier-eu/taupier/sigma"
)

// Change reads changes of personnel records in the house format.
type Change struct{}

// Name is "hr.change".
func (Change) Name() string { return "hr.change" }

// Recognise goes by the type, or by the columns time, person, field and new.
func (Change) Recognise(rec sigma.Value, _ string) int {
	return observe.IsHouse(rec, "hr.change", "time", "person", "field", "new")
}

// Source is the product hr; no public rule speaks of it, a company's own may.
func (Change) Source(sigma.Value) (sigma.LogSource, bool) {
	return sigma.LogSource{Product: "hr", Category: "change"}, true
}

// Read gives one hr.change: Target the field, Value its new content, Other who made the change.
func (Change) Read(rec sigma.Value, k *observe.Keeper, emit func(core.Observation)) error {
	o, err := observe.House(rec, k)
	if err != nil {
		return err
	}
	person, err := observe.Need(rec, "person", "p1")
	if err != nil {
		return err
	}
	field := strings.ToLower(observe.Text(rec, "field"))
	if !fields[field] {
		return fmt.Errorf("field %q is not known: write address, bank, phone, email, manager, name, tax or contract", observe.Clip(field))
	}
	o.Kind, o.Source = core.KindChange, "hr"
	o.Account = k.Lower(person)
	o.Target = k.Keep(field)
	o.Value = k.Keep(observe.Text(rec, "new"))
	o.Other = k.Lower(observe.Text(rec, "by"))
	emit(o)
	return nil
}

var fields = map[string]bool{
	"address": true, "bank": true, "phone": true, "email": true,
	"manager": true, "name": true, "tax": true, "contract": true,
}
