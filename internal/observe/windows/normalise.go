package windows

import (
	"github.com/taupier-eu/taupier/internal/observe"
	"github.com/taupier-eu/taupier/sigma"
)

// Normalise writes the event's id, channel, provider, computer and time at the top, beside the
// event's own fields. Everything scalar becomes a string. A process that Security recorded gets the
// names that Sysmon uses, which public rules expect.
func (Event) Normalise(rec sigma.Value, dst []byte) (out []byte, changed bool) {
	w := writer{dst: dst}
	w.open()
	switch shape(rec) {
	case nested:
		w.nested(nestedEvent(rec))
	case winlog:
		w.winlog(rec)
	case beats6:
		w.beats6(rec)
	case extra:
		w.fields(rec, "ExtraEventData")
		w.fields(rec.Get("ExtraEventData"), "")
	case flat:
		if !wanting(rec) {
			return dst, false
		}
		w.fields(rec, "")
		w.text("Provider_Name", observe.Text(rec, "ProviderName", "SourceName", "EventSourceName"))
	default:
		return dst, false
	}
	w.aliases()
	return w.close(), true
}

// wanting reports whether a flat record lacks a name that rules need.
func wanting(rec sigma.Value) bool {
	if observe.Text(rec, "EventID") == "4688" && !rec.Get("Image").Exists() {
		return true
	}
	if s := service(rec); s != "system" && s != "application" {
		return false
	}
	return !rec.Get("Provider_Name").Exists() && observe.HasAny(rec, "ProviderName", "SourceName", "EventSourceName")
}

// nested writes a record as converters of .evtx files give it.
func (w *writer) nested(e sigma.Value) {
	s := e.Get("System")
	w.text("EventID", content(s.Get("EventID")))
	w.text("Channel", content(s.Get("Channel")))
	w.text("Computer", content(s.Get("Computer")))
	w.text("Provider_Name", attribute(s, "Provider", "Name"))
	w.text("TimeCreated", attribute(s, "TimeCreated", "SystemTime"))
	w.text("Level", content(s.Get("Level")))
	w.text("Keywords", content(s.Get("Keywords")))
	w.text("EventRecordID", content(s.Get("EventRecordID")))
	w.data(e.Get("EventData"))
	for name, v := range e.Get("UserData").Fields() {
		if !markup(name) {
			w.data(v)
		}
	}
}

// winlog writes a record of winlogbeat 7 or later, or of Elastic Agent. Elastic's own pipelines
// move some of the event's fields to names of its schema; these are taken back from there.
func (w *writer) winlog(rec sigma.Value) {
	l := rec.Get("winlog")
	id := l.Get("event_id").Text()
	if id == "" {
		id = rec.Get("event", "code").Text()
	}
	w.text("EventID", id)
	w.text("Channel", l.Get("channel").Text())
	computer := l.Get("computer_name").Text()
	if computer == "" {
		computer = rec.Get("host", "name").Text()
	}
	w.text("Computer", computer)
	w.text("Provider_Name", l.Get("provider_name").Text())
	w.text("TimeCreated", rec.Get("@timestamp").Text())
	w.fields(l.Get("event_data"), "")
	w.fields(l.Get("user_data"), "")
	w.schema(rec)
	w.value("Message", rec.Get("message"))
}

// moved are the fields that Elastic's pipelines rename, by the object that holds them.
var moved = []struct {
	name string
	path []string
}{
	{"Image", []string{"process", "executable"}},
	{"CommandLine", []string{"process", "command_line"}},
	{"CurrentDirectory", []string{"process", "working_directory"}},
	{"OriginalFileName", []string{"process", "pe", "original_file_name"}},
	{"ParentImage", []string{"process", "parent", "executable"}},
	{"ParentCommandLine", []string{"process", "parent", "command_line"}},
	{"QueryName", []string{"dns", "question", "name"}},
	{"TargetFilename", []string{"file", "path"}},
	{"TargetObject", []string{"registry", "path"}},
	{"IpAddress", []string{"source", "ip"}},
	{"DestinationIp", []string{"destination", "ip"}},
	{"DestinationPort", []string{"destination", "port"}},
	{"DestinationHostname", []string{"destination", "domain"}},
}

func (w *writer) schema(rec sigma.Value) {
	data := rec.Get("winlog", "event_data")
	for _, object := range [...]string{"process", "dns", "file", "registry", "source", "destination"} {
		if !rec.Get(object).IsObject() {
			continue
		}
		for _, m := range moved {
			if m.path[0] == object && !data.Get(m.name).Exists() {
				w.value(m.name, rec.Get(m.path...))
			}
		}
	}
	if user := rec.Get("user", "name").Text(); user != "" && !data.Get("User").Exists() && rec.Get("winlog", "provider_name").Text() == "Microsoft-Windows-Sysmon" {
		w.joined("User", rec.Get("user", "domain").Text(), user)
	}
}

// beats6 writes a record of winlogbeat 6.
func (w *writer) beats6(rec sigma.Value) {
	w.text("EventID", rec.Get("event_id").Text())
	w.text("Channel", rec.Get("log_name").Text())
	w.text("Computer", rec.Get("computer_name").Text())
	w.text("Provider_Name", rec.Get("source_name").Text())
	w.text("TimeCreated", rec.Get("@timestamp").Text())
	w.fields(rec.Get("event_data"), "")
	w.fields(rec.Get("user_data"), "")
	w.value("Message", rec.Get("message"))
}

// data writes EventData, or the one object inside UserData: fields by name, or <Data> elements with
// their name as an attribute. What has no name is kept together under Data.
func (w *writer) data(v sigma.Value) {
	if v.IsArray() {
		w.elements(v)
		return
	}
	for name, f := range v.Fields() {
		switch {
		case markup(name):
		case name == "Data" && (f.IsArray() || label(f) != ""):
			w.elements(f)
		case f.IsObject():
			if s := content(f); s != "" || f.Get("#attributes").Exists() {
				w.text(name, s)
			} else {
				w.value(name, f)
			}
		default:
			w.value(name, f)
		}
	}
}

func (w *writer) elements(v sigma.Value) {
	if !v.IsArray() {
		w.text(label(v), content(v))
		return
	}
	nameless := 0
	for e := range v.Items() {
		if name := label(e); name != "" {
			w.text(name, content(e))
		} else {
			nameless++
		}
	}
	if nameless > 0 {
		w.nameless(v)
	}
}

// markup reports whether a key is an attribute of the element rather than a field.
func markup(name string) bool {
	return name == "" || name[0] == '@' || name[0] == '#' || name == "xmlns" || name == "xml_name" || name == "$"
}
