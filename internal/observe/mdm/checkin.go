// Package mdm reads the check-ins of managed devices.
package mdm

import (
	"fmt"
	"strings"

	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/observe"
	"github.com/taupier-eu/taupier/sigma"
)

// CheckIn reads check-ins: the house format, managed devices of Intune (Graph or the
// portal's export) and computers of Jamf Pro (API, inventory).
type CheckIn struct{}

// Name is "mdm.checkin".
func (CheckIn) Name() string { return "mdm.checkin" }

// Recognise goes by the type or by the fields that make up each form.
func (CheckIn) Recognise(rec sigma.Value, _ string) int {
	switch shape(rec) {
	case intune, jamf:
		return 95
	}
	score := observe.IsHouse(rec, "mdm.checkin", "time", "device")
	if score == 100 || score > 0 && observe.HasAny(rec, "hostname", "managed") && !observe.HasAny(rec, "session", "result", "status") {
		return score
	}
	return 0
}

// Source is the product mdm.
func (CheckIn) Source(sigma.Value) (sigma.LogSource, bool) {
	return sigma.LogSource{Product: "mdm"}, true
}

type form int

const (
	house form = iota
	intune
	jamf
)

func shape(rec sigma.Value) form {
	switch {
	case observe.Has(rec, "deviceName", "lastSyncDateTime"), observe.Has(rec, "Device name", "Last check-in"):
		return intune
	case rec.Get("general", "name").Exists() && observe.HasAny(rec.Get("general"), "lastContactTime", "reportDate", "lastIpAddress"):
		return jamf
	}
	return house
}

// Read gives one device.seen.
func (CheckIn) Read(rec sigma.Value, k *observe.Keeper, emit func(core.Observation)) error {
	var o core.Observation
	var err error
	switch shape(rec) {
	case intune:
		o, err = readIntune(rec, k)
	case jamf:
		o, err = readJamf(rec, k)
	default:
		o, err = readHouse(rec, k)
	}
	if err != nil {
		return err
	}
	if o.Device == "" {
		return fmt.Errorf("no device: give the record its serial number or host name")
	}
	o.Kind, o.Source = core.KindDeviceSeen, "mdm"
	emit(o)
	return nil
}

func readHouse(rec sigma.Value, k *observe.Keeper) (core.Observation, error) {
	o, err := observe.House(rec, k)
	o.Account = k.Lower(observe.Text(rec, "user"))
	o.Device = device(k, observe.Text(rec, "device"), observe.Text(rec, "hostname"))
	o.Managed = observe.Tri(observe.Text(rec, "managed"))
	return o, err
}

// device is the serial number, or the first label of the host name.
func device(k *observe.Keeper, serial, host string) string {
	switch strings.ToLower(serial) {
	case "", "0", "unknown", "none", "n/a", "defaultstring", "default string", "to be filled by o.e.m.", "system serial number":
		host, _, _ = strings.Cut(host, ".")
		return k.Lower(host)
	}
	return k.Lower(serial)
}

// readIntune reads a managedDevice resource of Graph, or a row of the portal's list of all devices.
// Neither carries a place or the public address.
func readIntune(rec sigma.Value, k *observe.Keeper) (core.Observation, error) {
	at, err := observe.Time(rec, "lastSyncDateTime", "Last check-in")
	o := core.Observation{
		At:      at,
		Account: k.Lower(observe.Text(rec, "userPrincipalName", "emailAddress", "Primary user UPN", "Primary user email address")),
		Device:  device(k, observe.Text(rec, "serialNumber", "Serial number"), observe.Text(rec, "deviceName", "Device name")),
		Managed: core.Yes,
	}
	return o, err
}

// readJamf reads a computer of the Jamf Pro inventory.
func readJamf(rec sigma.Value, k *observe.Keeper) (core.Observation, error) {
	general := rec.Get("general")
	at, err := observe.Time(general, "lastContactTime", "reportDate")
	o := core.Observation{
		At:      at,
		Account: k.Lower(observe.Text(rec.Get("userAndLocation"), "email", "username")),
		Device:  device(k, observe.Text(rec.Get("hardware"), "serialNumber"), observe.Text(general, "name")),
		IP:      observe.Addr(observe.Text(general, "lastIpAddress", "lastReportedIp")),
		Managed: observe.Tri(observe.Text(general.Get("remoteManagement"), "managed")),
	}
	return o, err
}
