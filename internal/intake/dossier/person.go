package dossier

import (
	"path"
	"reflect"
	"strings"

	"github.com/taupier-eu/taupier/internal/core"
)

// PersonDocument is the shape of person.yaml: who the person is stands apart, under "identity".
type PersonDocument struct {
	Identity     core.Identity `yaml:"identity" doc:"Who the person is. Read by screening and by the page a human reads; never by what judges."`
	core.Dossier `yaml:",inline"`
}

// ParsePerson reads people/<id>/person.yaml. What cannot be used is a problem and the rest is kept; ok
// is false when no dossier can be made of it: it is not YAML, or has no id or stage. The problems do
// not repeat what is written under identity or payroll, since they travel into reports; two misspelt keys
// on the way to a value can hide that it is private.
func ParsePerson(file string, data []byte) (p core.Person, problems []core.Problem, ok bool) {
	d, m := read(file, data, true)
	var doc PersonDocument
	if m != nil {
		ok = d.structure(reflect.ValueOf(&doc).Elem(), m, "")
	}
	if ok {
		d.compareFolder(doc.ID)
		d.dropEarlyPayroll(&doc.Dossier)
	}
	p = core.Person{Identity: doc.Identity, Dossier: doc.Dossier}
	p.Dossier.Input, p.Dossier.Lines = file, withoutIdentity(d.lineMap())
	return p, d.said(), ok
}

// compareFolder asks for one name of a person: files and logs point at the dossier by either.
func (d *document) compareFolder(id string) {
	if dir := path.Base(path.Dir(d.path)); strings.HasPrefix(d.path, "people/") && dir != id {
		d.notice("id", "id %s stands in the folder %s: give both one name", short(id), short("people/"+dir))
	}
}

// dropEarlyPayroll removes bank data of somebody who has no contract yet.
func (d *document) dropEarlyPayroll(p *core.Dossier) {
	if !p.Stage.Before(core.Hired) || len(p.Recorded.Payroll) == 0 {
		return
	}
	d.notice("recorded.payroll", "payroll was dropped: the stage is %s, and bank data are not necessary before the contract (data minimisation, GDPR art. 5(1)(c)); remove them here, or set the stage to hired", p.Stage)
	p.Recorded.Payroll = nil
	kept := d.lines[:0]
	for _, l := range d.lines {
		if !under(l.key, "recorded.payroll") {
			kept = append(kept, l)
		}
	}
	d.lines = kept
}

// withoutIdentity leaves out which keys of the identity were given: a dossier holds nothing of it.
func withoutIdentity(lines map[string]int) map[string]int {
	for key := range lines {
		if under(key, "identity") {
			delete(lines, key)
		}
	}
	return lines
}

// under reports whether a key path is parent or lies below it.
func under(key, parent string) bool {
	rest, ok := strings.CutPrefix(key, parent)
	return ok && (rest == "" || rest[0] == '.' || rest[0] == '[')
}
