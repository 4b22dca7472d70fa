package ats

import (
	"fmt"
	"strings"

	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/observe"
	"github.com/taupier-eu/taupier/sigma"
)

// teamtailor reports whether the record is an audit event in JSON:API form.
func teamtailor(rec sigma.Value) bool {
	switch rec.Get("type").Text() {
	case "audit-events", "audit_events", "audit-event", "audit_event":
		return rec.Get("attributes").IsObject()
	}
	return false
}

// readTeamtailor reads the application, or another act, of a candidate. Field names are taken with
// dashes or underscores, since both are in use.
func readTeamtailor(rec sigma.Value, k *observe.Keeper) (core.Observation, error) {
	a := rec.Get("attributes")
	at, err := observe.Time(a, "created-at", "created_at", "timestamp")
	if err != nil {
		return core.Observation{}, err
	}
	who := observe.Text(a, "candidate-email", "candidate_email", "candidate-id", "candidate_id")
	if who == "" {
		who = related(rec, "candidate")
	}
	if who == "" {
		return core.Observation{}, fmt.Errorf("no candidate: export audit events with their candidate relationship")
	}
	o := core.Observation{
		Kind:    core.KindActivity,
		At:      at,
		Account: k.Lower(who),
		IP:      observe.Addr(observe.Text(a, "ip-address", "ip_address", "ip", "remote-ip", "remote_ip")),
		Place:   k.Place(observe.Text(a, "country-code", "country_code", "country"), observe.Text(a, "city")),
		Agent:   k.Keep(observe.Text(a, "user-agent", "user_agent")),
		Tag:     k.Keep(observe.Text(a, "tag")),
	}
	act := observe.Text(a, "event", "event-name", "event_name", "event-type", "event_type", "action", "name")
	if !sent(act) {
		o.Target = k.Keep(act)
		return o, nil
	}
	o.Kind = core.KindApplication
	o.Value = k.Keep(observe.Text(a, "referrer", "referring-url", "referring_url", "referring-site", "referring_site"))
	if o.Target = k.Keep(related(rec, "job")); o.Target == "" {
		o.Target = k.Keep(observe.Text(a, "job-id", "job_id"))
	}
	return o, nil
}

// sent reports whether an act is the sending of an application.
func sent(act string) bool {
	act = strings.ToLower(act)
	if !strings.Contains(act, "application") {
		return strings.Contains(act, "applied")
	}
	return strings.Contains(act, "creat") || strings.Contains(act, "submit") || strings.Contains(act, "receiv") || strings.Contains(act, "sent")
}

func related(rec sigma.Value, name string) string {
	return observe.Text(rec.Get("relationships", name, "data"), "id")
}
