// Package shipment reads the way of a device: ordered, redirected, delivered, returned.
package shipment

import (
	"fmt"
	"strings"

	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/observe"
	"github.com/taupier-eu/taupier/sigma"
)

// Event reads shipments in the house format.
type Event struct{}

// Name is "shipment.event".
func (Event) Name() string { return "shipment.event" }

// Recognise goes by the type, or by the columns of a shipment. An access log may have a status and a
// device too, but it has addresses and no parcel.
func (Event) Recognise(rec sigma.Value, _ string) int {
	score := observe.IsHouse(rec, "shipment", "time", "status", "device")
	if score == 100 || score > 0 && !rec.Get("ip").Exists() && observe.HasAny(rec, "received_by", "requested_by", "tracking", "address_kind") {
		return score
	}
	return 0
}

// Source is the product shipment.
func (Event) Source(sigma.Value) (sigma.LogSource, bool) {
	return sigma.LogSource{Product: "shipment"}, true
}

// Read gives one shipment: Target the status, Value who received the parcel or asked for the change.
func (Event) Read(rec sigma.Value, k *observe.Keeper, emit func(core.Observation)) error {
	o, err := observe.House(rec, k)
	if err != nil {
		return err
	}
	status := strings.ToLower(observe.Text(rec, "status"))
	names := []string{"received_by", "requested_by"}
	switch status {
	case "ordered", "redirected":
		names = []string{"requested_by", "received_by"}
	case "delivered", "returned":
	default:
		return fmt.Errorf("status %q is not known: write ordered, redirected, delivered or returned", observe.Clip(status))
	}
	o.Kind, o.Source = core.KindShipment, "shipment"
	o.Account = k.Lower(observe.Text(rec, "person"))
	o.Device = k.Lower(observe.Text(rec, "device"))
	if o.Account == "" && o.Device == "" {
		return fmt.Errorf("nobody's parcel: give the record a person, or a device recorded in a dossier")
	}
	o.Target, o.Value = k.Keep(status), k.Keep(observe.Text(rec, names...))
	emit(o)
	return nil
}
