package google

import (
	"strings"

	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/observe"
	"github.com/taupier-eu/taupier/sigma"
)

// classify fills the kind and what depends on it.
func classify(app string, ev sigma.Value, o *core.Observation, k *observe.Keeper) {
	name := ev.Get("name").Text()
	o.Target = k.Keep(name)
	switch app {
	case "login", "saml", "user_accounts":
		o.Kind = authentication(app, name, ev)
	case "drive":
		drive(name, ev, o, k)
	case "admin":
		switch name {
		case "ASSIGN_ROLE", "GRANT_ADMIN_PRIVILEGE", "GRANT_DELEGATED_ADMIN_PRIVILEGES", "ADD_GROUP_MEMBER":
			o.Kind, o.Other = core.KindGrant, k.Lower(parameter(ev, "USER_EMAIL"))
			if what := first(parameter(ev, "ROLE_NAME"), parameter(ev, "GROUP_EMAIL")); what != "" {
				o.Target = k.Keep(what)
			}
		}
	}
}

func authentication(app, name string, ev sigma.Value) core.Kind {
	switch name {
	case "login_success":
		return core.KindSignin
	case "login_failure", "risky_sensitive_action_blocked":
		return core.KindDenied
	case "login_verification", "login_challenge":
		if s := parameter(ev, "login_challenge_status"); strings.Contains(strings.ToLower(s), "pass") {
			return core.KindSignin
		}
		return core.KindDenied // proves nothing of who was asked
	case "2sv_enroll", "passkey_enrolled", "titanium_enroll":
		if app != "saml" {
			return core.KindMFAEnrol
		}
	}
	return core.KindActivity
}

func drive(name string, ev sigma.Value, o *core.Observation, k *observe.Keeper) {
	file := first(parameter(ev, "doc_title"), observe.Clip(parameter(ev, "doc_id")))
	switch {
	case name == "download", name == "sync_item_content":
		o.Kind, o.Target = core.KindDownload, k.Keep(file)
	case outside(name, ev):
		o.Kind, o.Target = core.KindUpload, k.Keep(file)
		o.Value = k.Keep(first(parameter(ev, "target_user"), parameter(ev, "target_domain")))
	case name == "change_document_visibility" && public(ev):
		o.Kind, o.Target = core.KindPublish, k.Keep(file)
	}
}

// outside reports whether a file was given to somebody outside the domain.
func outside(name string, ev sigma.Value) bool {
	switch name {
	case "change_user_access", "change_acl_editors", "team_drive_membership_change", "shared_drive_membership_change":
		return !withdrawn(ev) && (parameter(ev, "visibility") == "shared_externally" || parameter(ev, "visibility_change") == "external")
	case "source_copy", "copy":
		return parameter(ev, "copy_type") == "external" || parameter(ev, "visibility") == "shared_externally"
	}
	return false
}

// withdrawn reports whether access was taken away: a file that others outside see stays shared.
func withdrawn(ev sigma.Value) bool {
	return parameter(ev, "new_value") == "none" || parameter(ev, "visibility_change") == "internal"
}

func public(ev sigma.Value) bool {
	v := parameter(ev, "visibility")
	return strings.HasPrefix(v, "public") || v == "people_with_link"
}

// parameter is the value of a named parameter of an event, from Google's list or from the object that
// some pipelines make of it.
func parameter(ev sigma.Value, name string) string {
	ps := ev.Get("parameters")
	if ps.IsObject() {
		return first(ps.Get(name).Text(), ps.Get(name, "0").Text())
	}
	for p := range ps.Items() {
		if p.Get("name").Text() == name {
			return first(p.Get("value").Text(), p.Get("multiValue", "0").Text(), p.Get("boolValue").Text(), p.Get("intValue").Text())
		}
	}
	return ""
}

// first is the first text that says something.
func first(texts ...string) string {
	for _, s := range texts {
		if s != "" {
			return s
		}
	}
	return ""
}
