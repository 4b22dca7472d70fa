package github

import (
	"strings"

	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/observe"
	"github.com/taupier-eu/taupier/sigma"
)

// classify fills the kind and what depends on it.
func classify(action string, rec sigma.Value, o *core.Observation, k *observe.Keeper) {
	repo := observe.Text(rec, "repo", "repository")
	o.Kind, o.Target = core.KindActivity, k.Keep(action)
	switch action {
	case "git.clone", "repo.download_zip":
		o.Kind, o.Target, o.Other = core.KindClone, k.Keep(repo), ""
	case "repo.access", "repo.create":
		if public(rec) {
			o.Kind, o.Target = core.KindPublish, k.Keep(repo)
		}
	case "repo.transfer", "repo.transfer_outgoing", "repo.pages_public", "private_repository_forking.enable":
		o.Kind = core.KindPublish
		if repo != "" {
			o.Target = k.Keep(repo)
		}
	case "org.add_member", "org.update_member", "team.add_member", "repo.add_member", "repo.update_member", "business.add_admin", "business.add_owner":
		if joins(action, rec, o) {
			return
		}
		o.Kind, o.Target = core.KindGrant, k.Keep(right(rec, action))
	case "personal_access_token.access_granted":
		o.Kind = core.KindGrant
		if o.Other == o.Account {
			o.Other = "" // the organisation's policy grants what people make for themselves
		}
	case "org.sso_response", "user.login", "user.two_factor_challenge_success":
		o.Kind = core.KindSignin
	case "user.failed_login", "user.two_factor_challenge_failure", "user.two_factor_requested":
		o.Kind = core.KindDenied
	case "two_factor_authentication.enabled", "two_factor_authentication.add_factor", "security_key.register", "passkey.register":
		o.Kind = core.KindMFAEnrol
	}
}

// public reports whether the repository is public from now on.
func public(rec sigma.Value) bool {
	return strings.EqualFold(observe.Text(rec, "visibility", "access"), "public")
}

// joins reports whether somebody only takes up an invitation: the log then names the newcomer both as
// the one who acts and as the one who is added.
func joins(action string, rec sigma.Value, o *core.Observation) bool {
	return action == "org.add_member" && o.Other == o.Account && !strings.EqualFold(rec.Get("permission").Text(), "admin")
}

// right is what was given.
func right(rec sigma.Value, action string) string {
	for _, name := range [...]string{"permission", "team", "repo"} {
		if s := observe.Text(rec, name); s != "" {
			return action + " " + s
		}
	}
	return action
}
