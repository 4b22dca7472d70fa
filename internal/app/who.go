package app

import (
	"fmt"
	"sort"
	"strings"

	"github.com/taupier-eu/taupier/internal/core"
)

// who answers which dossier an account or a device belongs to. It is built once and then only read.
type who struct {
	accounts map[string]*core.Dossier // nil: recorded for more than one
	devices  map[string]*core.Dossier
}

// newWho indexes dossiers by the account names and devices that the company recorded, by their ids,
// and by the e-mail addresses people stated. An account recorded for two people is given to neither:
// its events would be held against somebody at random.
func newWho(people map[string]*core.Dossier) (*who, []core.Problem) {
	w := &who{accounts: map[string]*core.Dossier{}, devices: map[string]*core.Dossier{}}
	var problems []core.Problem
	ids := sortedKeys(people)
	claim := func(index map[string]*core.Dossier, key string, d *core.Dossier, at core.Evidence, what string) {
		key = strings.ToLower(strings.TrimSpace(key))
		if key == "" {
			return
		}
		other, taken := index[key]
		switch {
		case !taken:
			index[key] = d
		case other != d:
			index[key] = nil
			problems = append(problems, core.Problem{Input: at.Input, Line: at.Line, Says: fmt.Sprintf("%s %q is recorded for more than one person; its events are given to none of them: keep it in one dossier", what, key)})
		}
	}
	for _, id := range ids {
		d := people[id]
		for i, a := range d.Recorded.Accounts {
			claim(w.accounts, a, d, d.At(core.Key("recorded.accounts", i), a), "account")
		}
		for i, dev := range d.Recorded.Devices {
			at := d.At(core.Key("recorded.devices", i), dev.Serial)
			claim(w.devices, dev.Serial, d, at, "device")
			claim(w.devices, shortHost(dev.Hostname), d, at, "device")
		}
	}
	for _, id := range ids {
		w.accounts[strings.ToLower(id)] = people[id]
		for _, mail := range people[id].Stated.Emails {
			if _, taken := w.accounts[strings.ToLower(mail)]; !taken {
				w.accounts[strings.ToLower(mail)] = people[id]
			}
		}
	}
	return w, problems
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	return keys
}

// shortHost is the first label of a host name, as endpoint readers report it.
func shortHost(h string) string {
	h, _, _ = strings.Cut(strings.ToLower(h), ".")
	return h
}

// deviceFirst are the sources whose account is a local user name, so that the device says more.
var deviceFirst = map[string]bool{"windows": true, "osquery": true, "mdm": true}

// of is the dossier an observation belongs to, or nil.
func (w *who) of(o *core.Observation) *core.Dossier {
	var byDevice *core.Dossier
	if o.Device != "" {
		byDevice = w.devices[strings.ToLower(o.Device)]
	}
	if byDevice != nil && deviceFirst[o.Source] {
		return byDevice
	}
	if d := w.account(o.Account); d != nil {
		return d
	}
	return byDevice
}

// account is the dossier an account belongs to, or nil.
func (w *who) account(a string) *core.Dossier {
	if a == "" {
		return nil
	}
	return w.accounts[a]
}
