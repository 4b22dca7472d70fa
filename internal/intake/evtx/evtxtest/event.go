package evtxtest

import "time"

// Event is an event as a provider writes it.
type Event struct {
	Provider, Channel, Computer string
	ID                          int
	At                          time.Time
	Data                        []Field
}

// Field is a named value of an event, or one without a name.
type Field struct {
	Name  string
	Value Value
}

// system is the form of all events; the data of an event is binary XML with a form of its own.
var system = &Template{Body: []Node{Element{
	Name:  "Event",
	Attrs: []Attr{{Name: "xmlns", Content: []Node{Text("http://schemas.microsoft.com/win/2004/08/events/event")}}},
	Content: []Node{
		Element{Name: "System", Content: []Node{
			Element{Name: "Provider", Attrs: []Attr{{Name: "Name", Content: []Node{Sub{Index: 0, Type: 0x01}}}}},
			Element{Name: "EventID", Attrs: []Attr{{Name: "Qualifiers", Content: []Node{Sub{Index: 6, Type: 0x06, Optional: true}}}}, Content: []Node{Sub{Index: 1, Type: 0x06}}},
			Element{Name: "TimeCreated", Attrs: []Attr{{Name: "SystemTime", Content: []Node{Sub{Index: 2, Type: 0x11}}}}},
			Element{Name: "EventRecordID", Content: []Node{Sub{Index: 3, Type: 0x0a}}},
			Element{Name: "Channel", Content: []Node{Sub{Index: 4, Type: 0x01}}},
			Element{Name: "Computer", Content: []Node{Sub{Index: 5, Type: 0x01}}},
			Element{Name: "Security", Attrs: []Attr{{Name: "UserID", Content: []Node{Sub{Index: 6, Type: 0x13, Optional: true}}}}},
		}},
		Sub{Index: 7, Type: 0x21, Optional: true},
	},
}}}

// Event adds an event.
func (l *Log) Event(e Event) {
	data := Element{Name: "EventData"}
	var values []Value
	for i, f := range e.Data {
		d := Element{Name: "Data", Content: []Node{Sub{Index: i, Type: f.Value.Type}}}
		if f.Name != "" {
			d.Attrs = []Attr{{Name: "Name", Content: []Node{Text(f.Name)}}}
		}
		data.Content = append(data.Content, d)
		values = append(values, f.Value)
	}
	l.Record(Instance{Template: system, Values: []Value{
		String(e.Provider), Uint(0x06, 2, uint64(e.ID)), FileTime(e.At), Uint(0x0a, 8, l.last+1), String(e.Channel), String(e.Computer), Null(),
		Nested(Instance{Template: &Template{Body: []Node{data}}, Values: values}),
	}})
}
