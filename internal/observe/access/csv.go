// Package access reads plain access logs: who came from which address and when.
package access

import (
	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/observe"
	"github.com/taupier-eu/taupier/sigma"
)

// CSV reads any flat record with a time, a user and an address, whatever their columns are called.
type CSV struct{}

// Name is "access.csv".
func (CSV) Name() string { return "access.csv" }

// Recognise never goes above what a reader that knows its vendor says.
func (CSV) Recognise(rec sigma.Value, _ string) int {
	if rec.Get("type").Exists() {
		return 0
	}
	c, flat := columns(rec)
	if !flat || !c[when].Exists() || !c[user].Exists() || !c[address].Exists() {
		return 0
	}
	return 30
}

// Source is the product access.
func (CSV) Source(sigma.Value) (sigma.LogSource, bool) {
	return sigma.LogSource{Product: "access"}, true
}

// Read gives one sign-in, denied when the result column says so, an activity when the event column
// says that a session ended.
func (CSV) Read(rec sigma.Value, k *observe.Keeper, emit func(core.Observation)) error {
	c, _ := columns(rec)
	at, err := readTime(c)
	if err != nil {
		return err
	}
	who, err := readUser(c)
	if err != nil {
		return err
	}
	o := core.Observation{
		Kind:    core.KindSignin,
		At:      at,
		Source:  "access",
		Account: k.Lower(who),
		Device:  k.Lower(text(c[device])),
		IP:      observe.Addr(text(c[address])),
		ASN:     observe.ASN(text(c[asn])),
		ASOrg:   k.Keep(text(c[asOrg])),
		Tag:     k.Keep(text(c[tag])),
		Place:   k.NamedPlace(text(c[country]), text(c[city])),
		Session: k.Keep(text(c[session])),
		Agent:   k.Keep(text(c[agent])),
		Managed: observe.Tri(text(c[managed])),
	}
	switch {
	case left(text(c[event])):
		o.Kind = core.KindActivity
	case denied(text(c[result])):
		o.Kind = core.KindDenied
	}
	emit(o)
	return nil
}
