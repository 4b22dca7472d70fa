package schema_test

import (
	"bytes"
	"encoding/json"
	"reflect"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/taupier-eu/taupier/internal/report"
)

// fill puts something into every field, one element into every list.
func fill(v reflect.Value) {
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			fill(v.Field(i))
		}
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		fill(v.Index(0))
	case reflect.String:
		v.SetString("x")
	case reflect.Int:
		v.SetInt(7)
	}
}

func TestAReportFitsItsSchema(t *testing.T) {
	s := compile(t, "report", report.Report{})
	var r report.Report
	fill(reflect.ValueOf(&r).Elem())
	validate := func(r report.Report) error {
		data, err := json.Marshal(r)
		if err != nil {
			t.Fatal(err)
		}
		doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		return s.Validate(doc)
	}
	if err := validate(r); err != nil {
		t.Errorf("a report with everything: %v", err)
	}
	r.People[0].Findings[0].At, r.People[0].Findings[0].Evidence[0].Line = "", 0
	if err := validate(r); err != nil {
		t.Errorf("a report without what may be left out: %v", err)
	}
	r.People = nil
	if validate(r) == nil {
		t.Error("a report with null for its people fits")
	}
}
