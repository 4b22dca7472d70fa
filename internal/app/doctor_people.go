package app

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/intake/source"
	"github.com/taupier-eu/taupier/internal/setup"
)

// closed says that something is sealed and the master key is not here.
func (d *doctor) closed(what string) bool {
	if d.sealed {
		d.say(what, unknown, "put the master key back, and run this again", "it is sealed, and the master key is not here")
	}
	return d.sealed
}

func (d *doctor) setup(ctx context.Context) {
	if d.closed("set-up") {
		return
	}
	a, err := d.db.Answers(ctx)
	if err != nil {
		d.say("set-up", unknown, "", "%v", err)
		return
	}
	const do = "taupier setup --data-dir, or the page that the server prints"
	if a.Finished.IsZero() {
		d.say("set-up", broken, do, "it is not finished: the server shows nothing yet")
		return
	}
	d.say("set-up", healthy, "", "finished on %s", day(a.Finished))
	d.answered("consultation", a.Consultation.Held(), "taupier setup --works-council ... --dpia ...", "the consultation of the employees' representatives and the impact assessment", "no log is read until both are on record")
	d.answered("retention", len(a.Check(setup.StepRetention)) == 0, do, "how long what is kept", "it is not set, or too long")
	d.sources(ctx, a)
}

func (d *doctor) answered(what string, yes bool, do, is, otherwise string) {
	if yes {
		d.say(what, healthy, "", "%s: on record", is)
		return
	}
	d.say(what, broken, do, "%s: %s", is, otherwise)
}

func (d *doctor) sources(ctx context.Context, a setup.Answers) {
	every := map[string]time.Duration{}
	for kind, c := range d.config.Sources {
		every[kind] = c.Every
	}
	states, err := source.Watch{Store: d.db.Sources(), Every: every, Start: a.Finished}.States(ctx)
	if err != nil || len(states) == 0 {
		d.say("sources", unknown, "see What was read", "no source of logs was seen yet")
		return
	}
	silent := []string{}
	for _, s := range states {
		if s.Blind(d.now) {
			silent = append(silent, s.Kind+" since "+s.Last().Format(time.RFC3339))
		}
	}
	if len(silent) > 0 {
		d.say("sources", ailing, "see whether whoever collects them still runs: silence is no all-clear", "silent for longer than expected: %s", strings.Join(silent, ", "))
		return
	}
	d.say("sources", healthy, "", "none of %d is silent for longer than expected", len(states))
}

func (d *doctor) users(ctx context.Context) {
	if d.closed("users") {
		return
	}
	all, err := d.db.Accounts(ctx)
	if err != nil {
		d.say("users", unknown, "", "%v", err)
		return
	}
	have := map[access.Role][]access.User{}
	bare, active := []string{}, 0
	for _, u := range all {
		if !u.Disabled.IsZero() {
			continue
		}
		active++
		for _, r := range u.Roles {
			have[r] = append(have[r], u)
		}
		m, err := d.db.Means(ctx, u.ID)
		if err != nil {
			d.say("users", unknown, "", "%v", err)
			return
		}
		if m.Passkeys == 0 && !m.Password {
			bare = append(bare, u.ID)
		}
	}
	if len(bare) > 0 {
		d.say("second factor", ailing, "have each add a passkey on Your account", "%d of %d users have neither a passkey nor a password with a code, and sign in by addresses that are handed to them: %s", len(bare), active, some(bare))
	} else {
		d.say("second factor", healthy, "", "each of %d users has a passkey, or a password with a code", active)
	}
	d.roles(have)
}

// roles looks whether somebody is there for what needs somebody.
func (d *doctor) roles(have map[access.Role][]access.User) {
	outside := slices.DeleteFunc(slices.Clone(have[access.Trustee]), func(u access.User) bool {
		return slices.Contains(u.Roles, access.Administrator) || slices.Contains(u.Roles, access.IT)
	})
	if len(outside) < 2 {
		d.say("trustees", broken, "add another on Users, outside IT", "%d outside IT: alone nobody is a second pair of eyes", len(outside))
	} else {
		d.say("trustees", healthy, "", "%d outside IT", len(outside))
	}
	var needed, empty []string
	for _, r := range access.Roles {
		if len(have[r]) > 0 {
			continue
		}
		empty = append(empty, string(r))
		if slices.Contains([]access.Role{access.CISO, access.DPO, access.Administrator}, r) {
			needed = append(needed, string(r))
		}
	}
	switch {
	case len(needed) > 0:
		d.say("roles", broken, "add somebody on Users", "nobody is %s", strings.Join(needed, ", "))
	case len(empty) > 0:
		d.say("roles", ailing, "add somebody on Users where the company has one: questions to that role reach nobody", "nobody is %s", strings.Join(empty, ", "))
	default:
		d.say("roles", healthy, "", "every role has somebody")
	}
}

// some names the first few.
func some(ids []string) string {
	const few = 3
	if len(ids) > few {
		return strings.Join(ids[:few], ", ") + ", ..."
	}
	return strings.Join(ids, ", ")
}
