package entra

import (
	"strings"

	"github.com/taupier-eu/taupier/sigma"
)

// phoneApps is the property that lists the authenticator apps of a user before and after a change.
const phoneApps = "StrongAuthenticationPhoneAppDetail"

// addedPhones are the device tokens of the authenticator apps that a change added: one for each app
// that was not there before, "" for an app without a token of its own. The token belongs to the app on
// one phone, so two accounts on that phone have it in common. The list is written anew whenever a
// token is refreshed, which adds nothing.
func addedPhones(r sigma.Value) []string {
	var added []string
	for t := range get(r, "targetResources").Items() {
		for p := range t.Get("modifiedProperties").Items() {
			if p.Get("displayName").Text() != phoneApps {
				continue
			}
			var before, after sigma.Event
			if !parseList(&after, p.Get("newValue").Text()) {
				continue
			}
			parseList(&before, p.Get("oldValue").Text())
			for app := range after.Root().Get("list").Items() {
				if !listed(before.Root(), app) {
					added = append(added, token(app))
				}
			}
		}
	}
	return added
}

// parseList reads a list that is written as JSON in a text.
func parseList(e *sigma.Event, text string) bool {
	text = strings.TrimSpace(text)
	return strings.HasPrefix(text, "[") && e.Parse([]byte(`{"list":`+text+`}`)) == nil
}

func listed(before, app sigma.Value) bool {
	for old := range before.Get("list").Items() {
		for _, id := range [...]string{"Id", "DeviceToken"} {
			if s := app.Get(id).Text(); s != "" && s != noToken && s == old.Get(id).Text() {
				return true
			}
		}
	}
	return false
}

// noToken is what Entra writes for an app that shows codes only: the same for everybody.
const noToken = "NO_DEVICE_TOKEN"

func token(app sigma.Value) string {
	s := app.Get("DeviceToken").Text()
	if strings.EqualFold(s, noToken) {
		return ""
	}
	return s
}
