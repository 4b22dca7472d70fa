package app

import "github.com/taupier-eu/taupier/internal/core"

// Unassigned counts events of accounts and devices that no dossier names.
type Unassigned struct {
	Events   int
	Accounts int
}

// strangersKept bounds how many unknown accounts are told apart.
const strangersKept = 10000

// strangers collects what belongs to nobody. One per worker; merged at the end.
type strangers struct {
	events int
	names  map[string]bool
}

func newStrangers() *strangers { return &strangers{names: map[string]bool{}} }

func (s *strangers) add(o *core.Observation) {
	s.events++
	name := o.Account
	if name == "" {
		name = o.Device
	}
	if name != "" && len(s.names) < strangersKept {
		s.names[name] = true
	}
}

func (s *strangers) merge(o *strangers) {
	s.events += o.events
	for n := range o.names {
		if len(s.names) < strangersKept {
			s.names[n] = true
		}
	}
}

func (s *strangers) count() Unassigned { return Unassigned{s.events, len(s.names)} }
