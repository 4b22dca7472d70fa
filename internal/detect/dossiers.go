package detect

import "github.com/taupier-eu/taupier/internal/core"

// dossiers keeps one state per person, in a table by core.Dossier.Number: it is asked for every
// observation, and a map of thousands of people is mostly cache misses. The zero table is empty.
type dossiers[T any] struct{ states []*T }

// of gives the person's state, made on first use.
func (m *dossiers[T]) of(d *core.Dossier) *T {
	for d.Number >= len(m.states) {
		m.states = append(m.states, nil)
	}
	s := m.states[d.Number]
	if s == nil {
		s = new(T)
		m.states[d.Number] = s
	}
	return s
}

// get is the person's state, or nil.
func (m *dossiers[T]) get(d *core.Dossier) *T {
	if d.Number >= len(m.states) {
		return nil
	}
	return m.states[d.Number]
}

// each visits people in the order of their ids, so that nothing depends on the order of input.
func (m *dossiers[T]) each(w *World, f func(d *core.Dossier, s *T)) {
	for _, d := range w.byID() {
		if s := m.get(d); s != nil {
			f(d, s)
		}
	}
}

// ofAccount reports whether the observation is an act of the person's account, as opposed to
// something a device, a carrier or the personnel department reported.
func ofAccount(o *core.Observation) bool {
	switch o.Kind {
	case core.KindSignin, core.KindActivity, core.KindMFAEnrol, core.KindMeeting, core.KindClone,
		core.KindDownload, core.KindUpload, core.KindPublish, core.KindGrant:
		return !ofDevice(o)
	}
	return false
}

// ofDevice reports whether the source speaks from the device.
func ofDevice(o *core.Observation) bool {
	return o.Source == "windows" || o.Source == "osquery" || o.Source == "mdm"
}
