package detect

import (
	"slices"
	"strings"

	"github.com/taupier-eu/taupier/internal/core"
)

// deviceTraits shares devices that two people use (L03): a device handed out to one that the account
// of another works on, or a device of nobody's that two accounts work on. A device that the company
// itself handed from one to the other, and the work of an administrator, are no question. Nor is a phone
// that the company did not hand out: sign-in logs know it by the name of its model, and two colleagues
// have the same one. An authenticator on it has an id of its own (L12).
type deviceTraits struct {
	w        *World
	accounts map[string]string   // account → dossier; "" when two claim it
	serials  map[string]string   // serial or host name → serial
	owners   map[string][]string // serial → dossiers to which it was handed out
	seen     holders             // by serial
}

// borrowedDays is on how many days somebody must use a device that was not handed out to them.
const borrowedDays = 2

// anonymousDevices are what sources write when they do not know the device.
var anonymousDevices = []string{"unknown", "none", "localhost", "default string", "to be filled by o.e.m.", "system serial number", "iphone", "ipad", "android", "macbook-pro", "0", "-"}

func newDeviceTraits(w *World) Detector {
	t := &deviceTraits{w: w, accounts: map[string]string{}, serials: map[string]string{}, owners: map[string][]string{}, seen: holders{}}
	for _, d := range w.byID() {
		for _, a := range d.Recorded.Accounts {
			key := strings.ToLower(a)
			if other, taken := t.accounts[key]; taken && other != d.ID {
				t.accounts[key] = ""
				continue
			}
			t.accounts[key] = d.ID
		}
		for _, v := range d.Recorded.Devices {
			t.own(v, d.ID)
		}
	}
	return t
}

func (t *deviceTraits) own(v core.Device, person string) {
	serial := strings.ToLower(v.Serial)
	t.serials[serial] = serial
	if host, _, _ := strings.Cut(strings.ToLower(v.Hostname), "."); host != "" {
		t.serials[host] = serial
	}
	if !slices.Contains(t.owners[serial], person) {
		t.owners[serial] = append(t.owners[serial], person)
	}
}

func (t *deviceTraits) Feed(d *core.Dossier, o *core.Observation) {
	if o.Device == "" || o.Kind == core.KindRule || o.Kind == core.KindShipment {
		return
	}
	device := strings.ToLower(o.Device)
	if serial, issued := t.serials[device]; issued {
		device = serial
	} else if phone(o.Agent) {
		return
	}
	if slices.Contains(anonymousDevices, device) || len(t.owners[device]) > 1 {
		return
	}
	user := t.user(d, o)
	if user == nil || user.Explained("second_device", o.At, device) || user.Explained("second_device", o.At, o.Device) {
		return
	}
	t.seen.add(user, o, device, device, "device", o.Device)
}

// user is whose act it is: what a device reports belongs to its owner, but names the account that
// works on it.
func (t *deviceTraits) user(d *core.Dossier, o *core.Observation) *core.Dossier {
	if id := t.accounts[strings.ToLower(o.Account)]; id != "" {
		return t.w.People[id]
	}
	return d
}

func (t *deviceTraits) Raise(out *core.Sink) {
	for device, people := range t.seen {
		owner := t.owner(device)
		var traits []core.Trait
		for id, x := range people {
			if owner != nil && owner.ID == id || t.counts(device, id, x, owner) {
				traits = append(traits, x.trait(id, core.TraitDevice, device))
			}
		}
		if owner != nil && people[owner.ID] == nil {
			traits = append(traits, issuedTrait(owner, device))
		}
		if len(traits) < 2 {
			continue
		}
		for _, tr := range traits {
			out.Share(tr)
		}
	}
}

// owner is the only person to whom a device was handed out, or nil.
func (t *deviceTraits) owner(device string) *core.Dossier {
	if owners := t.owners[device]; len(owners) == 1 {
		return t.w.People[owners[0]]
	}
	return nil
}

// counts reports whether the use of a device that was not handed out to a person says something.
func (t *deviceTraits) counts(device, person string, x *held, owner *core.Dossier) bool {
	if x.days.Len() < borrowedDays {
		return false
	}
	return owner == nil || !t.w.People[person].Role.Privileged && !handedOn(owner, device, x)
}

// issuedTrait says that a device was handed out to its owner, when no log shows them on it.
func issuedTrait(owner *core.Dossier, device string) core.Trait {
	i := slices.IndexFunc(owner.Recorded.Devices, func(v core.Device) bool { return strings.EqualFold(v.Serial, device) })
	v := owner.Recorded.Devices[i]
	ev := owner.At(core.Key("recorded.devices", i, "serial"), v.Serial)
	return core.Trait{Person: owner.ID, Kind: core.TraitDevice, Value: device, Shown: device, First: v.Issued.Time, Evidence: []core.Evidence{ev}}
}

// handedOn reports whether all of a person's use lies before the device was handed out to its owner,
// or after it came back.
func handedOn(owner *core.Dossier, device string, x *held) bool {
	return slices.ContainsFunc(owner.Recorded.Devices, func(v core.Device) bool {
		return strings.EqualFold(v.Serial, device) &&
			(v.Issued.Given() && x.proof.Last.Before(v.Issued.Time) || v.Returned.Given() && x.proof.First.After(v.Returned.Time))
	})
}
