package api

import (
	"strings"
	"testing"

	"github.com/danielgtaylor/huma/v2"
)

// bodied is every operation that takes a body of JSON, with the fields that it takes.
func (w *world) bodied() map[string]map[string]*huma.Schema {
	out := map[string]map[string]*huma.Schema{}
	spec := w.api.huma.OpenAPI()
	for _, item := range spec.Paths {
		if item.Post == nil || item.Post.RequestBody == nil || item.Post.RequestBody.Content["application/json"] == nil {
			continue
		}
		s := item.Post.RequestBody.Content["application/json"].Schema
		if s.Ref != "" {
			s = spec.Components.Schemas.SchemaFromRef(s.Ref)
		}
		out[item.Post.OperationID] = s.Properties
	}
	return out
}

// with adds a field to an object.
func with(body, field string) string {
	body = strings.TrimSuffix(body, "}")
	if body != "{" {
		body += ","
	}
	return body + field + "}"
}

// No field is taken that is not described: not those that the server sets itself, not those of other operations, not another
// spelling of those that are.
func TestT13AnUnknownFieldIsRefusedByEveryOperation(t *testing.T) {
	w := newWorld(t)
	id := w.caseAboutNadia(t)
	rows := matrix(t, w, id)
	s := w.session(t, "u-analyst")
	before := w.do(t, ask{method: "GET", path: "/api/v1/cases/" + id, session: s})
	tried := 0
	for op, fields := range w.bodied() {
		may := w.session(t, "u-"+string(rows[op].may[len(rows[op].may)-1]))
		names := []string{"id", "n", "at", "by", "By", "name", "kind", "state", "owner", "opened_by", "closing", "viewed", "subject", "roles", "file_local_name", "__proto__", "../../etc/passwd", "constructor"}
		for f := range fields {
			names = append(names, strings.ToUpper(f[:1])+f[1:], strings.ToUpper(f), f+" ")
		}
		for _, name := range names {
			if fields[name] != nil {
				continue
			}
			tried++
			got := w.do(t, ask{method: "POST", path: rows[op].path, body: with(rows[op].body, `"`+name+`":"x"`), header: written(t), session: may})
			if got.status != 422 || !strings.Contains(got.body, `"pointer":"/`) {
				t.Errorf("%s takes %q: %v", op, name, got)
			}
		}
	}
	if after := w.do(t, ask{method: "GET", path: "/api/v1/cases/" + id, session: s}); !same(before, after) || tried < 50 {
		t.Errorf("after %d tries the case is another:\n%v\n%v", tried, before, after)
	}
}

func TestBodiesInAnotherFormAreRefused(t *testing.T) {
	w := newWorld(t)
	path := "/api/v1/cases/" + w.caseAboutNadia(t) + "/notes"
	s := w.session(t, "u-analyst")
	for _, c := range []struct {
		name, body, kind string
		status           int
		code             string
	}{
		{"a form", "text=x", "application/x-www-form-urlencoded", 415, "content_type"},
		{"text", `{"text":"x"}`, "text/plain", 415, "content_type"},
		{"another charset", `{"text":"x"}`, "application/json; charset=utf-16", 415, "content_type"},
		{"a kind of JSON", `{"text":"x"}`, "application/problem+json", 415, "content_type"},
		{"utf-8", `{"text":"x"}`, "application/json; charset=utf-8", 201, ""},
		{"none", "", "", 400, "malformed"},
		{"cut off", `{"text":`, "", 400, "malformed"},
		{"two values", `{"text":"x"} {"text":"y"}`, "", 400, "malformed"},
		{"a key twice", `{"text":"x","text":"y"}`, "", 400, "malformed"},
		{"a list", `[]`, "", 422, "invalid"},
		{"null", `null`, "", 422, "invalid"},
		{"a number", `{"text":1e400}`, "", 400, "malformed"},
		{"no text", `{}`, "", 422, "invalid"},
		{"deep", `{"text":` + strings.Repeat("[", 20000) + strings.Repeat("]", 20000) + `}`, "", 400, "malformed"},
		{"long", `{"text":"` + strings.Repeat("x", maxBody) + `"}`, "", 413, "body_too_large"},
		{"a long text", `{"text":"` + strings.Repeat("x", 9000) + `"}`, "", 422, "invalid"},
	} {
		h := written(t)
		if c.kind != "" {
			h["Content-Type"] = c.kind
		}
		if c.kind == "" && c.body == "" {
			h["Content-Type"] = "application/json"
		}
		got := w.do(t, ask{method: "POST", path: path, body: c.body, header: h, session: s})
		if got.status != c.status || !strings.Contains(got.body, `"code":"`+c.code) && c.code != "" {
			t.Errorf("%s: %v", c.name, got)
		}
	}
	if got := w.do(t, ask{method: "GET", path: "/api/v1/people?colour=red", session: s}); got.status != 422 || !strings.Contains(got.body, `"parameter":"colour"`) {
		t.Errorf("a parameter that there is not: %v", got)
	}
}
