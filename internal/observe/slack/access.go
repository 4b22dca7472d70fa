// Package slack reads the access logs (team.accessLogs) and the audit logs of Slack.
package slack

import (
	"fmt"

	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/observe"
	"github.com/taupier-eu/taupier/sigma"
)

// Access reads access logs: one row for each user, address and client.
type Access struct{}

// Name is "slack.access".
func (Access) Name() string { return "slack.access" }

// Recognise goes by the pair of dates that only access logs have.
func (Access) Recognise(rec sigma.Value, _ string) int {
	if observe.HasAny(rec, "user_id", "username") && observe.Has(rec, "date_first", "date_last") {
		return 100
	}
	if observe.Has(rec, "user_id", "username") && observe.HasAny(rec, "date_first", "date_last") && observe.HasAny(rec, "ip", "user_agent", "isp") {
		return 95
	}
	return 0
}

// Source is slack access.
func (Access) Source(sigma.Value) (sigma.LogSource, bool) {
	return sigma.LogSource{Product: "slack", Service: "access"}, true
}

// Read gives a sign-in at the first and, when it was another day, at the last use.
func (Access) Read(rec sigma.Value, k *observe.Keeper, emit func(core.Observation)) error {
	first, err := observe.Time(rec, "date_first")
	if err != nil {
		return err
	}
	account := observe.Text(rec, "username", "user_id")
	if account == "" {
		return fmt.Errorf("no username: export the access log with its users")
	}
	o := core.Observation{
		Kind: core.KindSignin, At: first, Source: "slack", Account: k.Lower(account),
		IP:    observe.Addr(rec.Get("ip").Text()),
		ASOrg: k.Keep(rec.Get("isp").Text()),
		Place: k.NamedPlace(rec.Get("country").Text(), ""),
		Agent: k.Keep(rec.Get("user_agent").Text()),
	}
	observe.Enrich(rec, k, &o)
	emit(o)
	if last, err := observe.Time(rec, "date_last"); err == nil && core.Day(last) > core.Day(first) {
		o.At = last
		emit(o)
	}
	return nil
}
