// Package mapped reads logs that no reader knows, as the company describes them in company.yaml.
package mapped

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/observe"
	"github.com/taupier-eu/taupier/sigma"
)

// Log is one mapping, ready to read with.
type Log struct {
	files  string
	source string
	kind   core.Kind
	layout string
	time   []string
	fields map[string][]string
	only   []condition
}

type condition struct {
	field []string
	want  string
}

// names are the observation's fields that a mapping can fill.
var names = []string{"account", "ip", "country", "city", "device", "session", "agent", "asn", "as_org", "target", "value", "tag", "managed"}

// kinds are what the records of a mapped log can be.
var kinds = []core.Kind{
	core.KindSignin, core.KindDenied, core.KindActivity, core.KindDeviceSeen, core.KindClone, core.KindDownload, core.KindUpload,
}

// New checks a mapping. A field of the log is named as it stands there; dots lead into objects.
func New(m core.FieldMap) (Log, error) {
	l := Log{files: m.Files, source: m.Source, kind: m.Kind, layout: m.Layout, fields: map[string][]string{}}
	if err := checkGlob(m.Files); err != nil {
		return Log{}, err
	}
	switch {
	case m.Source == "":
		return Log{}, fmt.Errorf("mapping of %q: give it a source, a name for reports such as vpn", m.Files)
	case m.Time == "":
		return Log{}, fmt.Errorf("mapping of %q: say under time which field holds the time", m.Files)
	case !slices.Contains(kinds, m.Kind):
		return Log{}, fmt.Errorf("mapping of %q: kind %q is not known; write one of %s", m.Files, m.Kind, list(kinds))
	case m.Fields["account"] == "" && m.Fields["device"] == "":
		return Log{}, fmt.Errorf("mapping of %q: say under fields which one holds the account, or the device", m.Files)
	}
	l.time = way(m.Time)
	for _, name := range slices.Sorted(maps.Keys(m.Fields)) {
		if !slices.Contains(names, name) {
			return Log{}, fmt.Errorf("mapping of %q: %q is no field to fill; write one of %s", m.Files, name, list(names))
		}
		l.fields[name] = way(m.Fields[name])
	}
	for _, name := range slices.Sorted(maps.Keys(m.Only)) {
		l.only = append(l.only, condition{way(name), m.Only[name]})
	}
	return l, nil
}

// way is how a field is reached: as it stands first, then through objects.
func way(field string) []string { return append([]string{field}, strings.Split(field, ".")...) }

func list[S ~string](s []S) string {
	words := make([]string, len(s))
	for i, w := range s {
		words[i] = string(w)
	}
	return strings.Join(words, ", ")
}

func get(rec sigma.Value, way []string) string {
	if v := rec.Get(way[0]); v.Exists() || len(way) == 2 {
		return strings.TrimSpace(v.Text())
	}
	return strings.TrimSpace(rec.Get(way[1:]...).Text())
}

// Name is "mapped." and the source.
func (l Log) Name() string { return "mapped." + l.source }

// Takes reports whether the mapping is meant for the file at path.
func (l Log) Takes(path string) bool { return match(l.files, path) }

// Recognise is certain of everything in the mapping's own files: the company said so.
func (l Log) Recognise(_ sigma.Value, path string) int {
	if l.Takes(path) {
		return 100
	}
	return 0
}

// Source is the product named in the mapping.
func (l Log) Source(sigma.Value) (sigma.LogSource, bool) {
	return sigma.LogSource{Product: l.source}, true
}

// Read gives one observation of the mapping's kind; nothing for records that only leaves out.
func (l Log) Read(rec sigma.Value, k *observe.Keeper, emit func(core.Observation)) error {
	for _, c := range l.only {
		if !strings.EqualFold(get(rec, c.field), c.want) {
			return nil
		}
	}
	at, err := l.when(rec)
	if err != nil {
		return err
	}
	o := core.Observation{Kind: l.kind, At: at, Source: l.source}
	o.Account, o.Device = k.Lower(l.text(rec, "account")), k.Lower(l.text(rec, "device"))
	if o.Account == "" && o.Device == "" {
		return fmt.Errorf("nobody's record: the mapped field for the account or the device is empty; leave such records out with only")
	}
	o.IP = observe.Addr(l.text(rec, "ip"))
	o.Place = k.NamedPlace(l.text(rec, "country"), l.text(rec, "city"))
	o.Session, o.Agent = k.Keep(l.text(rec, "session")), k.Keep(l.text(rec, "agent"))
	o.ASN, o.ASOrg = observe.ASN(l.text(rec, "asn")), k.Keep(l.text(rec, "as_org"))
	o.Target, o.Value = k.Keep(l.text(rec, "target")), k.Keep(l.text(rec, "value"))
	o.Tag, o.Managed = k.Keep(l.text(rec, "tag")), observe.Tri(l.text(rec, "managed"))
	emit(o)
	return nil
}

func (l Log) text(rec sigma.Value, name string) string {
	w, ok := l.fields[name]
	if !ok {
		return ""
	}
	return get(rec, w)
}

func (l Log) when(rec sigma.Value) (time.Time, error) {
	s := get(rec, l.time)
	if s == "" {
		return time.Time{}, fmt.Errorf("no time in field %q: correct the mapping's time", l.time[0])
	}
	if l.layout == "" {
		if t, ok := observe.ReadTime(s); ok {
			return t, nil
		}
		return time.Time{}, fmt.Errorf("%q is not a time we know: give the mapping a layout", observe.Clip(s))
	}
	t, err := time.Parse(l.layout, s)
	if err != nil {
		return time.Time{}, fmt.Errorf("%q does not fit the mapping's layout %q", observe.Clip(s), l.layout)
	}
	return t.UTC(), nil
}
