// Package zoom reads participant reports and operation logs of Zoom.
package zoom

import (
	"fmt"
	"strings"

	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/observe"
	"github.com/taupier-eu/taupier/sigma"
)

// Meeting reads participants of meetings: the Dashboard API, the reports and their CSV, and the
// webhooks of participants.
type Meeting struct{}

// Name is "zoom.meeting".
func (Meeting) Name() string { return "zoom.meeting" }

// The columns of the API and of the CSV that the portal gives.
var (
	joined   = []string{"join_time", "Join Time", "Join time"}
	happened = []string{"join_time", "Join Time", "Join time", "leave_time"}
	accounts = []string{"email", "user_email", "User Email", "Email", "registrant_id", "id"}
	shown    = []string{"user_name", "name", "Name (Original Name)", "Name (original name)", "Participant"}
	meetings = []string{"meeting_id", "Meeting ID", "meeting_uuid", "uuid", "topic", "Topic"}
)

// participant is the participant of a record, and the meeting where a webhook names it apart.
func participant(rec sigma.Value) (p, meeting sigma.Value) {
	object := rec.Get("payload", "object")
	if p := object.Get("participant"); p.IsObject() {
		return p, object
	}
	return rec, rec
}

// Recognise goes by a name shown with a time of joining.
func (Meeting) Recognise(rec sigma.Value, _ string) int {
	if p, object := participant(rec); object.Exists() && p.Exists() && strings.HasPrefix(rec.Get("event").Text(), "meeting.participant") {
		return 95
	}
	if !observe.HasAny(rec, joined...) || !observe.HasAny(rec, shown...) {
		return 0
	}
	if observe.HasAny(rec, "user_name", "Name (Original Name)", "Name (original name)") || observe.HasAny(rec, "user_email", "duration", "Network Type") {
		return 95
	}
	return 0
}

// Source is zoom meeting.
func (Meeting) Source(sigma.Value) (sigma.LogSource, bool) {
	return sigma.LogSource{Product: "zoom", Service: "meeting"}, true
}

// Roots lets rules look into the participant of a webhook.
func (Meeting) Roots(rec sigma.Value) []sigma.Value {
	if p := rec.Get("payload", "object", "participant"); p.IsObject() {
		return []sigma.Value{p, rec}
	}
	return []sigma.Value{rec}
}

// Read gives one observation for each participant.
func (Meeting) Read(rec sigma.Value, k *observe.Keeper, emit func(core.Observation)) error {
	p, meeting := participant(rec)
	event := rec.Get("event").Text()
	at, err := observe.Time(p, happened...)
	if observe.Text(p, happened...) == "" && event != "" {
		at, err = observe.Time(rec, "event_ts")
	}
	if err != nil {
		return err
	}
	account := observe.Text(p, accounts...)
	if account == "" {
		return fmt.Errorf("no email: export the participants with their e-mail addresses")
	}
	o := core.Observation{
		Kind: core.KindMeeting, At: at, Source: "zoom", Account: k.Lower(account),
		IP:     observe.Addr(observe.Text(p, "ip_address", "public_ip", "IP Address")),
		ASOrg:  k.Keep(p.Get("isp").Text()),
		Place:  location(observe.Text(p, "location", "Location"), k),
		Target: k.Keep(topicOf(p, meeting)),
		Value:  k.Keep(observe.Text(p, shown...)),
		Camera: camera(p),
		Millis: latency(p),
	}
	if event != "" && event != "meeting.participant_joined" && event != "meeting.participant_qos" {
		o.Kind, o.Target = core.KindActivity, k.Keep(event) // leaving is no second meeting
	}
	observe.Enrich(rec, k, &o)
	emit(o)
	return nil
}

// topicOf names the meeting: by its number, else whatever it is called. In a webhook the number of the
// meeting is called id.
func topicOf(p, meeting sigma.Value) string {
	if p != meeting {
		if id := observe.Text(meeting, "id", "uuid"); id != "" {
			return id
		}
	}
	return observe.Text(meeting, meetings...)
}

// location reads "Rennes (FR )".
func location(s string, k *observe.Keeper) core.Place {
	open := strings.LastIndexByte(s, '(')
	if open < 0 {
		return core.Place{}
	}
	country, _, _ := strings.Cut(s[open+1:], ")")
	return k.NamedPlace(country, s[:open])
}
