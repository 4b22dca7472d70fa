package windows

import (
	"strings"

	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/observe"
	"github.com/taupier-eu/taupier/sigma"
)

// readAttached reads Security 6416: a new external device was recognised.
func readAttached(rec sigma.Value, k *observe.Keeper, o *core.Observation) {
	readDevice(observe.Text(rec, "DeviceId", "DeviceID"), observe.Text(rec, "DeviceDescription"), k, o)
}

// readConfigured reads what the plug-and-play manager and the driver framework say of a device.
func readConfigured(rec sigma.Value, k *observe.Keeper, o *core.Observation) {
	readDevice(observe.Text(rec, "DeviceInstanceId", "InstanceId", "instance"), "", k, o)
}

// readDevice gives a piece of hardware: Target its identity, Value its own serial number.
func readDevice(instance, description string, k *observe.Keeper, o *core.Observation) {
	o.Kind = core.KindHardware
	identity, serial := identify(instance)
	o.Target = k.Keep(strings.TrimSpace(identity + " " + description))
	o.Value = k.Keep(serial)
}

// identify splits a device instance id, such as USB\VID_1D6B&PID_0104\CAFEBABE, into what the device
// is and which one it is. A part that Windows made up itself has & as its second character and tells
// nothing about the device.
func identify(instance string) (identity, serial string) {
	instance = strings.ReplaceAll(instance, "#", `\`)
	parts := strings.Split(strings.Trim(instance, `\`), `\`)
	if len(parts) < 2 {
		return instance, ""
	}
	identity = parts[1]
	if vendor, product := after(identity, "VID_"), after(identity, "PID_"); vendor != "" && product != "" {
		identity = strings.ToLower(vendor + ":" + product)
	}
	if len(parts) < 3 || len(parts[2]) > 1 && parts[2][1] == '&' {
		return identity, ""
	}
	serial, _, _ = strings.Cut(parts[2], "&")
	return identity, serial
}

// after is the four hexadecimal digits that follow a mark.
func after(s, mark string) string {
	i := strings.Index(s, mark)
	if i < 0 || len(s) < i+len(mark)+4 {
		return ""
	}
	return s[i+len(mark) : i+len(mark)+4]
}
