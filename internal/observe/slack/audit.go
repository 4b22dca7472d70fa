package slack

import (
	"fmt"

	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/observe"
	"github.com/taupier-eu/taupier/sigma"
)

// Audit reads entries of the Audit Logs API.
type Audit struct{}

// Name is "slack.audit".
func (Audit) Name() string { return "slack.audit" }

// Recognise goes by actor, entity and context together.
func (Audit) Recognise(rec sigma.Value, _ string) int {
	if !observe.Has(rec, "action", "actor", "entity") {
		return 0
	}
	if observe.Has(rec, "date_create") {
		return 100
	}
	if rec.Get("entity", "type").Exists() && rec.Get("actor", "type").Exists() && observe.HasAny(rec.Get("context"), "ip_address", "ua", "location") {
		return 90
	}
	return 0
}

// Source is slack audit.
func (Audit) Source(sigma.Value) (sigma.LogSource, bool) {
	return sigma.LogSource{Product: "slack", Service: "audit"}, true
}

// Read gives one observation.
func (Audit) Read(rec sigma.Value, k *observe.Keeper, emit func(core.Observation)) error {
	at, err := observe.Time(rec, "date_create")
	if err != nil {
		return err
	}
	actor, ctx := rec.Get("actor"), rec.Get("context")
	account := observe.Text(actor.Get("user"), "email", "name", "id")
	if account == "" {
		account = observe.Text(actor.Get(actor.Get("type").Text()), "email", "name", "id") // an app, a workflow
	}
	if account == "" {
		return fmt.Errorf("no actor.user: export the audit log with its actors")
	}
	o := core.Observation{
		Kind: core.KindActivity, At: at, Source: "slack", Account: k.Lower(account),
		IP:      observe.Addr(ctx.Get("ip_address").Text()),
		Agent:   k.Keep(ctx.Get("ua").Text()),
		Session: k.Keep(ctx.Get("session_id").Text()),
	}
	observe.Enrich(rec, k, &o)
	classify(rec, &o, k)
	emit(o)
	return nil
}

// classify fills the kind and what depends on it.
func classify(rec sigma.Value, o *core.Observation, k *observe.Keeper) {
	action, entity := rec.Get("action").Text(), rec.Get("entity")
	o.Target = k.Keep(action)
	switch action {
	case "user_login":
		o.Kind = core.KindSignin
	case "user_login_failed":
		o.Kind = core.KindDenied
	case "file_downloaded":
		o.Kind, o.Target = core.KindDownload, k.Keep(observe.Text(entity.Get("file"), "name", "title", "id"))
	case "file_public_link_created":
		o.Kind, o.Target = core.KindPublish, k.Keep(observe.Text(entity.Get("file"), "name", "title", "id"))
	case "role_change_to_admin", "role_change_to_owner", "owner_transferred", "service_owner_transferred", "permissions_assigned":
		o.Kind, o.Other = core.KindGrant, k.Lower(observe.Text(entity.Get("user"), "email", "name", "id"))
	}
}
