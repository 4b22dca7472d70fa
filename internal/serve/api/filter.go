package api

import (
	"net/http"
	"net/url"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"github.com/taupier-eu/taupier/internal/casework"
	"github.com/taupier-eu/taupier/internal/core"
)

// whose names a list of the queue. The list that the queue begins with has no name there; here it is todo.
type whose string

const todo whose = "todo"

// Schema lists the lists (huma.SchemaProvider).
func (whose) Schema(huma.Registry) *huma.Schema {
	var names []whose
	for _, w := range casework.Lists {
		names = append(names, whoseOf(w))
	}
	return oneOf(names)
}

func whoseOf(w casework.Whose) whose {
	if w == casework.ToDo {
		return todo
	}
	return whose(w)
}

func (w whose) list() casework.Whose {
	if w == todo {
		return casework.ToDo
	}
	return casework.Whose(w)
}

type (
	stage  string
	level  string
	family string
)

// Schema lists the stages (huma.SchemaProvider).
func (stage) Schema(huma.Registry) *huma.Schema { return oneOf(core.Stages) }

// Schema lists the levels (huma.SchemaProvider).
func (level) Schema(huma.Registry) *huma.Schema { return oneOf(core.Levels) }

// Schema lists the families (huma.SchemaProvider).
func (family) Schema(huma.Registry) *huma.Schema { return oneOf(core.Families) }

// ListFilter says which people of the queue are meant; what is left out asks for nothing.
type ListFilter struct {
	View   whose  `query:"view" json:"view,omitempty" doc:"whose work: yours and nobody's (todo), yours, of cases that nobody holds, with a case, without one, set aside, or all, which is meant when nothing is said"`
	Stage  stage  `query:"stage" json:"stage,omitempty"`
	Level  level  `query:"level" json:"level,omitempty" doc:"only of people of whom you wrote a first view"`
	Family family `query:"family" json:"family,omitempty" doc:"of a question"`
	Signal string `query:"signal" json:"signal,omitempty" maxLength:"64" doc:"id of a signal" example:"X01"`
	Source string `query:"source" json:"source,omitempty" maxLength:"64" doc:"kind of input that a question's evidence comes from"`
	Text   string `query:"text" json:"text,omitempty" maxLength:"200" doc:"every word of it is in the name, the title, the id or a question"`
	Since  string `query:"since" json:"since,omitempty" format:"date" doc:"changed on this day or later"`
}

// parse reads a filter as the pages do. where is what a refusal puts before the name of a field; "" for a parameter.
func (f ListFilter) parse(where string) (casework.Filter, error) {
	v := url.Values{"stage": {string(f.Stage)}, "level": {string(f.Level)}, "family": {string(f.Family)}, "signal": {f.Signal}, "source": {f.Source},
		"text": {f.Text}, "since": {f.Since}, "view": {string(casework.Everybody)}}
	if f.View != "" {
		v.Set("view", string(f.View.list()))
	}
	out, err := casework.ParseFilter(v)
	if err == nil {
		return out, nil
	}
	_, field, _ := strings.Cut(err.Error(), ": ")
	w := Wrong{Parameter: field, Detail: "there can be no such thing"}
	if where != "" {
		w.Pointer, w.Parameter = where+field, ""
	}
	return out, problem(http.StatusUnprocessableEntity, "invalid", w)
}

// filterOf shows a filter.
func filterOf(f casework.Filter) ListFilter {
	out := ListFilter{whoseOf(f.Whose), stage(f.Stage), level(f.Level), family(f.Family), f.Signal, f.Source, f.Text, ""}
	if !f.Since.IsZero() {
		out.Since = f.Since.Format("2006-01-02")
	}
	return out
}
