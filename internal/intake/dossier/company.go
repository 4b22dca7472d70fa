package dossier

import (
	"reflect"

	"github.com/taupier-eu/taupier/internal/core"
)

// ParseCompany reads company.yaml. What cannot be used is a problem and the rest is kept; ok is false
// when it is not YAML or has no name.
func ParseCompany(file string, data []byte) (c core.Company, problems []core.Problem, ok bool) {
	d, m := read(file, data, false)
	if m != nil {
		ok = d.structure(reflect.ValueOf(&c).Elem(), m, "")
	}
	c.Input, c.Lines = file, d.lineMap()
	return c, d.said(), ok
}
