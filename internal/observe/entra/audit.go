package entra

import (
	"fmt"
	"strings"

	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/observe"
	"github.com/taupier-eu/taupier/sigma"
)

// Audit reads directory audit events.
type Audit struct{}

// Name is "entra.audit".
func (Audit) Name() string { return "entra.audit" }

// Recognise goes by the fields that only directory audits have together. Intune's audit log calls its
// category the same and has none of them.
func (Audit) Recognise(rec sigma.Value, _ string) int {
	r := row(rec)
	if observe.HasAny(r, "activityDisplayName") && observe.HasAny(r, "activityDateTime", "loggedByService") && observe.HasAny(r, "initiatedBy", "targetResources", "loggedByService") {
		return 95
	}
	if rec.Get("category").Text() == "AuditLogs" && observe.HasAny(rec.Get("properties"), "initiatedBy", "targetResources", "activityDisplayName") {
		return 95
	}
	if observe.Has(rec, "OperationName") && observe.HasAny(rec, "InitiatedBy", "TargetResources") && observe.HasAny(rec, "TimeGenerated", "ActivityDateTime") {
		return 95
	}
	return 0
}

// Source is azure auditlogs, as public rules name it.
func (Audit) Source(sigma.Value) (sigma.LogSource, bool) {
	return sigma.LogSource{Product: "azure", Service: "auditlogs"}, true
}

// Roots lets rules look into the properties of a diagnostic export.
func (Audit) Roots(rec sigma.Value) []sigma.Value { return roots(rec) }

// Normalise unfolds the columns that Log Analytics writes as JSON in a text.
func (Audit) Normalise(rec sigma.Value, dst []byte) ([]byte, bool) { return unfold(rec, dst) }

// Read gives one observation, and one for each authenticator when several were added at once.
func (Audit) Read(rec sigma.Value, k *observe.Keeper, emit func(core.Observation)) error {
	r := row(rec)
	at, err := when(rec, r, "activityDateTime", "ActivityDateTime", "TimeGenerated")
	if err != nil {
		return err
	}
	by := get(r, "initiatedBy")
	account := observe.Text(by.Get("user"), "userPrincipalName", "displayName")
	if account == "" {
		account = observe.Text(by.Get("app"), "displayName", "servicePrincipalName")
	}
	if account == "" {
		return fmt.Errorf("no initiatedBy: export the audit log with who acted")
	}
	activity := observe.Text(r, "activityDisplayName", "ActivityDisplayName", "OperationName", "operationName")
	if activity == "" {
		activity = observe.Text(rec, "operationName")
	}
	o := core.Observation{
		Kind: core.KindActivity, At: at, Source: "entra", Account: k.Lower(account),
		IP: observe.Addr(by.Get("user", "ipAddress").Text()), Target: k.Keep(activity),
	}
	if !o.IP.IsValid() {
		o.IP = observe.Addr(rec.Get("callerIpAddress").Text())
	}
	observe.Enrich(rec, k, &o)
	if oneOf(observe.Text(r, "result", "Result"), "failure", "timeout", "clientError") {
		emit(o)
		return nil
	}
	classify(r, strings.ToLower(activity), &o, k, emit)
	return nil
}

func classify(r sigma.Value, activity string, o *core.Observation, k *observe.Keeper, emit func(core.Observation)) {
	switch {
	case strings.HasPrefix(activity, "update user"):
		if factors := addedPhones(r); len(factors) > 0 {
			o.Kind, o.Other = core.KindMFAEnrol, k.Lower(target(r, "userPrincipalName"))
			if get(r, "initiatedBy").Get("user", "userPrincipalName").Text() == "" && o.Other != "" {
				o.Account = o.Other // a service writes down what the user did
			}
			for _, f := range factors {
				o.Factor = k.Keep(f)
				emit(*o)
			}
			return
		}
	case strings.Contains(activity, "registered security info"), strings.Contains(activity, "registered all required security info"):
		o.Kind, o.Other = core.KindMFAEnrol, k.Lower(target(r, "userPrincipalName"))
	case grants(activity):
		o.Kind, o.Other = core.KindGrant, k.Lower(target(r, "userPrincipalName"))
		if what := changed(r, "Role.DisplayName", "Group.DisplayName"); what != "" {
			o.Target = k.Keep(what)
		} else if what := role(r); what != "" {
			o.Target = k.Keep(what)
		}
	}
	emit(*o)
}

// grants reports whether somebody received a right. Asking for one is none, nor is activating for some
// hours a role that was given before (PIM activation): administrators do it daily.
func grants(activity string) bool {
	if strings.Contains(activity, "pim activation") || strings.Contains(activity, "requested") || strings.Contains(activity, "cancel") || strings.Contains(activity, "denied") {
		return false
	}
	for _, start := range [...]string{"add member to role", "add eligible member to role", "add scoped member to role", "add member to group", "add owner to", "add app role assignment to user"} {
		if strings.HasPrefix(activity, start) {
			return true
		}
	}
	return false
}

// target is a field of the first resource that has it.
func target(r sigma.Value, field string) string {
	for t := range get(r, "targetResources").Items() {
		if s := t.Get(field).Text(); s != "" {
			return s
		}
	}
	return ""
}

// role is the name of a role or group among the resources: privileged identity management names it
// there only.
func role(r sigma.Value) string {
	for t := range get(r, "targetResources").Items() {
		if oneOf(t.Get("type").Text(), "Role", "Group") {
			return t.Get("displayName").Text()
		}
	}
	return ""
}

// changed is the new value of the first of the named properties.
func changed(r sigma.Value, names ...string) string {
	for t := range get(r, "targetResources").Items() {
		for p := range t.Get("modifiedProperties").Items() {
			if oneOf(p.Get("displayName").Text(), names...) {
				return strings.Trim(p.Get("newValue").Text(), `"`)
			}
		}
	}
	return ""
}
