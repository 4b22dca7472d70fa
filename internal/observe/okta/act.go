package okta

import (
	"strings"

	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/observe"
	"github.com/taupier-eu/taupier/sigma"
)

// succeeded reports whether an act got through. One that was refused did not, nor one that was left
// open: a challenge that was put, a step that was skipped.
func succeeded(rec sigma.Value) bool {
	switch rec.Get("outcome", "result").Text() {
	case "", "SUCCESS", "ALLOW":
		return true
	}
	return false
}

// classify fills the kind and what depends on it.
func classify(rec sigma.Value, o *core.Observation, k *observe.Keeper) {
	typ := get(rec, "eventType").Text()
	done := succeeded(rec)
	o.Kind, o.Target = core.KindActivity, k.Keep(typ)
	switch {
	case typ == "security.request.blocked", typ == "user.account.lock", typ == "policy.evaluate_sign_on" && !done:
		o.Kind = core.KindDenied
	case authenticates(typ) && done:
		o.Kind = core.KindSignin
	case authenticates(typ): // a challenge proves nothing of who was asked
		o.Kind = core.KindDenied
	case !done:
	case typ == "user.mfa.factor.activate":
		o.Kind, o.Factor, o.Other = core.KindMFAEnrol, k.Keep(factor(rec)), k.Lower(receiver(rec))
	case grants[typ]:
		o.Kind, o.Other, o.Target = core.KindGrant, k.Lower(receiver(rec)), k.Keep(right(rec, typ))
	}
}

// authenticates reports whether the event is somebody proving who they are. Logging out of an
// application is called an authentication too.
func authenticates(typ string) bool {
	return typ == "user.session.start" || strings.HasPrefix(typ, "user.authentication.") && typ != "user.authentication.slo"
}

// grants are the event types by which somebody receives a right.
var grants = map[string]bool{
	"user.account.privilege.grant":    true,
	"group.privilege.grant":           true,
	"group.user_membership.add":       true,
	"application.user_membership.add": true,
	"iam.resourceset.bindings.add":    true,
	"app.oauth2.admin.consent.grant":  true,
}

// right is what was given: the privilege, or the group or application.
func right(rec sigma.Value, typ string) string {
	if s := get(rec, "debugContext", "debugData", "privilegeGranted").Text(); s != "" {
		return s
	}
	for t := range rec.Get("target").Items() {
		switch t.Get("type").Text() {
		case "UserGroup", "AppInstance", "ROLE":
			return t.Get("displayName").Text()
		}
	}
	return typ
}

// factor is the id of the authenticator that was enrolled: a target of its own, or the debug data. The
// authenticator as such ("Authenticator": Okta Verify, WebAuthn) is the same for everybody and is no
// factor of anybody's.
func factor(rec sigma.Value) string {
	for t := range rec.Get("target").Items() {
		if typ := t.Get("type").Text(); strings.Contains(typ, "Enrollment") || strings.Contains(typ, "Factor") {
			if id := known(t.Get("id").Text()); id != "" {
				return id
			}
		}
	}
	return known(get(rec, "debugContext", "debugData", "factorId").Text())
}

// receiver is the user to whom something was done, by the name of their account.
func receiver(rec sigma.Value) string {
	for _, typ := range [...]string{"User", "AppUser"} {
		for t := range rec.Get("target").Items() {
			if t.Get("type").Text() == typ {
				return known(t.Get("alternateId").Text())
			}
		}
	}
	return ""
}
