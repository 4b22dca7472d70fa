package zoom

import (
	"fmt"

	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/observe"
	"github.com/taupier-eu/taupier/sigma"
)

// Operation reads operation logs and sign-in activities.
type Operation struct{}

// Name is "zoom.operation".
func (Operation) Name() string { return "zoom.operation" }

// Recognise goes by the fields of an operation or of a sign-in activity.
func (Operation) Recognise(rec sigma.Value, _ string) int {
	if observe.Has(rec, "operator", "operation_detail") || observe.Has(rec, "client_type", "email", "ip_address", "time", "type") {
		return 95
	}
	return 0
}

// Source is zoom operation.
func (Operation) Source(sigma.Value) (sigma.LogSource, bool) {
	return sigma.LogSource{Product: "zoom", Service: "operation"}, true
}

// Read gives one observation.
func (Operation) Read(rec sigma.Value, k *observe.Keeper, emit func(core.Observation)) error {
	at, err := observe.Time(rec, "time")
	if err != nil {
		return err
	}
	account := observe.Text(rec, "operator", "email")
	if account == "" {
		return fmt.Errorf("no operator or email: export the log with who acted")
	}
	o := core.Observation{
		Kind: core.KindActivity, At: at, Source: "zoom", Account: k.Lower(account), Target: k.Keep(observe.Text(rec, "action", "type")),
		IP: observe.Addr(rec.Get("ip_address").Text()),
	}
	if t := observe.Text(rec, "type"); t == "Sign in" || t == "sign in" || t == "Sign In" {
		o.Kind = core.KindSignin
	}
	observe.Enrich(rec, k, &o)
	emit(o)
	return nil
}
