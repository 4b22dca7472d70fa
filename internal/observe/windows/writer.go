package windows

import (
	"github.com/taupier-eu/taupier/internal/observe"
	"github.com/taupier-eu/taupier/sigma"
)

// writer appends one flat JSON object. Of two fields with one name the first counts, as parsers of
// this program take it, so that what the system says of the event comes first.
type writer struct {
	dst   []byte
	comma bool
	seen  seen
}

// seen is what the aliases of a process record are made from.
type seen struct {
	id, image, parent, line                    string
	newProcess, parentProcess, newLine         string
	user, subject, subjectDomain               string
	target, targetDomain, integrity, mandatory string
}

func (w *writer) open() { w.dst = append(w.dst, '{') }

func (w *writer) close() []byte { return append(w.dst, '}') }

// fields writes all fields of an object but one.
func (w *writer) fields(v sigma.Value, but string) {
	for name, f := range v.Fields() {
		if name != but || but == "" {
			w.value(name, f)
		}
	}
}

// text writes a field, unless it says nothing.
func (w *writer) text(name, s string) {
	if s == "" || name == "" {
		return
	}
	w.key(name)
	w.dst = observe.AppendText(w.dst, s)
	w.note(name, s)
}

// joined writes domain\name.
func (w *writer) joined(name, domain, user string) {
	if domain == "" || domain == "-" {
		w.text(name, user)
		return
	}
	w.text(name, domain+`\`+user)
}

// value writes a field, empty or not; nothing when it is absent.
func (w *writer) value(name string, v sigma.Value) {
	if !v.Exists() {
		return
	}
	w.key(name)
	w.dst = observe.AppendValue(w.dst, v)
	if to := w.seen.of(name); to != nil && *to == "" {
		*to = v.Text()
	}
}

// nameless writes the elements without a name under Data.
func (w *writer) nameless(v sigma.Value) {
	w.key("Data")
	w.dst = append(w.dst, '[')
	comma := false
	for e := range v.Items() {
		if label(e) != "" {
			continue
		}
		if comma {
			w.dst = append(w.dst, ',')
		}
		w.dst = observe.AppendText(w.dst, content(e))
		comma = true
	}
	w.dst = append(w.dst, ']')
}

func (w *writer) key(name string) {
	if w.comma {
		w.dst = append(w.dst, ',')
	}
	w.comma = true
	w.dst = append(observe.AppendText(w.dst, name), ':')
}

// note remembers what aliases need.
func (w *writer) note(name, s string) {
	if to := w.seen.of(name); to != nil && *to == "" {
		*to = s
	}
}

// of is where a field is remembered, nil when nobody needs it.
func (s *seen) of(name string) *string {
	switch name {
	case "EventID":
		return &s.id
	case "Image":
		return &s.image
	case "ParentImage":
		return &s.parent
	case "CommandLine":
		return &s.line
	case "NewProcessName":
		return &s.newProcess
	case "ParentProcessName":
		return &s.parentProcess
	case "ProcessCommandLine":
		return &s.newLine
	case "User":
		return &s.user
	case "SubjectUserName":
		return &s.subject
	case "SubjectDomainName":
		return &s.subjectDomain
	case "TargetUserName":
		return &s.target
	case "TargetDomainName":
		return &s.targetDomain
	case "IntegrityLevel":
		return &s.integrity
	case "MandatoryLabel":
		return &s.mandatory
	}
	return nil
}

// aliases gives a process that Security recorded the names that Sysmon uses.
func (w *writer) aliases() {
	s := w.seen
	if s.id != "4688" {
		return
	}
	if s.image == "" {
		w.text("Image", s.newProcess)
	}
	if s.parent == "" {
		w.text("ParentImage", s.parentProcess)
	}
	if s.line == "" {
		w.text("CommandLine", s.newLine)
	}
	if s.integrity == "" {
		w.text("IntegrityLevel", s.mandatory)
	}
	switch {
	case s.user != "":
	case s.target != "" && s.target != "-":
		w.joined("User", s.targetDomain, s.target)
	default:
		w.joined("User", s.subjectDomain, s.subject)
	}
}
