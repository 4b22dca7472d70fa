package entra

import (
	"strings"

	"github.com/taupier-eu/taupier/internal/observe"
	"github.com/taupier-eu/taupier/sigma"
)

// row is the event itself: the record, or its properties in a diagnostic export.
func row(rec sigma.Value) sigma.Value {
	if p := rec.Get("properties"); p.IsObject() {
		return p
	}
	return rec
}

// roots lets rules look into the properties of a diagnostic export.
func roots(rec sigma.Value) []sigma.Value {
	if p := rec.Get("properties"); p.IsObject() {
		return []sigma.Value{p, rec}
	}
	return []sigma.Value{rec}
}

// get is a field in Graph's spelling or in Log Analytics' (first letter upper case).
func get(v sigma.Value, name string) sigma.Value {
	if f := v.Get(name); f.Exists() {
		return f
	}
	return v.Get(string(name[0]-'a'+'A') + name[1:])
}

// folded are the columns that Log Analytics and its CSV exports write as JSON in a text.
var folded = []string{
	"DeviceDetail", "LocationDetails", "Status", "InitiatedBy", "TargetResources", "AdditionalDetails", "RiskEventTypes_V2",
	"deviceDetail", "location", "status", "initiatedBy", "targetResources", "additionalDetails", "riskEventTypes_v2",
}

func isFolded(v sigma.Value) bool {
	s := v.Text()
	return len(s) > 1 && (s[0] == '{' && s[len(s)-1] == '}' || s[0] == '[' && s[len(s)-1] == ']')
}

// unfold appends the record with its folded columns as JSON. Every other value becomes a text, which
// is what rules compare anyway.
func unfold(rec sigma.Value, dst []byte) (flat []byte, changed bool) {
	if rec.Get("properties").IsObject() {
		return dst, false // diagnostic exports hold objects
	}
	for _, name := range folded {
		changed = changed || isFolded(rec.Get(name))
	}
	if !changed {
		return dst, false
	}
	dst = append(dst, '{')
	comma := false
	for name, v := range rec.Fields() {
		if comma {
			dst = append(dst, ',')
		}
		dst, comma = append(observe.AppendText(dst, name), ':'), true
		dst = appendUnfolded(dst, name, v)
	}
	return append(dst, '}'), true
}

func appendUnfolded(dst []byte, name string, v sigma.Value) []byte {
	if isFolded(v) {
		for _, f := range folded {
			if f != name {
				continue
			}
			var inner sigma.Event
			if inner.Parse([]byte(`{"v":`+v.Text()+`}`)) == nil {
				return observe.AppendValue(dst, inner.Root().Get("v"))
			}
		}
	}
	return observe.AppendValue(dst, v)
}

// oneOf compares without regard to case.
func oneOf(s string, words ...string) bool {
	for _, w := range words {
		if strings.EqualFold(s, w) {
			return true
		}
	}
	return false
}
