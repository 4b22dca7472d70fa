package windows

import (
	"github.com/taupier-eu/taupier/internal/observe"
	"github.com/taupier-eu/taupier/sigma"
)

// form is one of the shapes in which collectors write an event.
type form int

const (
	unknown form = iota
	nested       // {"Event":{"System":…,"EventData":…}}: converters of .evtx files
	winlog       // winlogbeat 7 and later, Elastic Agent
	beats6       // winlogbeat 6
	extra        // flat, with the event's own fields below ExtraEventData
	flat         // everything at the top: NXLog, Sentinel, the form of public rules
)

func shape(rec sigma.Value) form {
	switch {
	case scalar(rec.Get("EventID")):
		if rec.Get("ExtraEventData").IsObject() {
			return extra
		}
		if observe.HasAny(rec, "Channel", "SourceName", "Provider_Name", "ProviderName", "EventSourceName", "Computer", "Hostname") {
			return flat
		}
	case rec.Get("Event", "System").IsObject(), rec.Get("System", "EventID").Exists():
		return nested
	case scalar(rec.Get("winlog", "event_id")), rec.Get("winlog", "channel").Exists() && rec.Get("event", "code").Exists():
		return winlog
	case scalar(rec.Get("event_id")) && observe.HasAny(rec, "log_name", "source_name") && observe.HasAny(rec, "event_data", "user_data", "computer_name"):
		return beats6
	}
	return unknown
}

func scalar(v sigma.Value) bool {
	return v.Exists() && !v.IsNull() && !v.IsObject() && !v.IsArray()
}

// nestedEvent is the object that holds System and EventData.
func nestedEvent(rec sigma.Value) sigma.Value {
	if e := rec.Get("Event"); e.IsObject() {
		return e
	}
	return rec
}

// content is the text of an XML element, however the converter wrote one that has attributes.
func content(v sigma.Value) string {
	if v.IsObject() {
		return observe.Text(v, "#text", "text", "content", "Value", "value", "$t", "_")
	}
	return v.Text()
}

// attribute is an attribute of an XML element inside parent.
func attribute(parent sigma.Value, element, name string) string {
	e := parent.Get(element)
	for _, v := range [...]sigma.Value{e.Get("#attributes", name), e.Get("@" + name), e.Get(name), parent.Get(element+"_attributes", name), e.Get("$", name)} {
		if s := v.Text(); s != "" {
			return s
		}
	}
	return ""
}

// label is the name of a <Data Name="…"> element.
func label(v sigma.Value) string {
	for _, n := range [...]sigma.Value{v.Get("@Name"), v.Get("#attributes", "Name"), v.Get("Name"), v.Get("$", "Name")} {
		if s := n.Text(); s != "" {
			return s
		}
	}
	return ""
}
