// Package github reads the audit log of GitHub Enterprise, git events included.
package github

import (
	"fmt"
	"strings"

	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/observe"
	"github.com/taupier-eu/taupier/sigma"
)

// Audit reads audit log events.
type Audit struct{}

// Name is "github.audit".
func (Audit) Name() string { return "github.audit" }

// Recognise goes by an action with a dot, an actor and a time.
func (Audit) Recognise(rec sigma.Value, _ string) int {
	action := rec.Get("action").Text()
	if strings.Contains(action, ".") && observe.HasAny(rec, "actor", "actor_id") && observe.HasAny(rec, "@timestamp", "created_at", "at_sign_timestamp") && observe.HasAny(rec, "org", "business", "repo", "user", "_document_id") {
		return 95
	}
	return 0
}

// Source is github audit, as public rules name it.
func (Audit) Source(sigma.Value) (sigma.LogSource, bool) {
	return sigma.LogSource{Product: "github", Service: "audit"}, true
}

// Read gives one observation.
func (Audit) Read(rec sigma.Value, k *observe.Keeper, emit func(core.Observation)) error {
	at, err := observe.Time(rec, "@timestamp", "created_at", "at_sign_timestamp")
	if err != nil {
		return err
	}
	action := rec.Get("action").Text()
	account := observe.Text(rec, "actor")
	if account == "" && strings.HasPrefix(action, "git.") {
		account = observe.Text(rec, "user") // for anything but git, user is whom the act concerns
	}
	if account == "" {
		return fmt.Errorf("no actor: export the audit log with its actors")
	}
	o := core.Observation{
		At: at, Source: "github", Account: k.Lower(account), Other: k.Lower(observe.Text(rec, "user")),
		IP:    observe.Addr(rec.Get("actor_ip").Text()),
		Place: k.Place(rec.Get("actor_location", "country_code").Text(), ""),
		Agent: k.Keep(rec.Get("user_agent").Text()),
	}
	observe.Enrich(rec, k, &o)
	classify(action, rec, &o, k)
	emit(o)
	return nil
}
