package api

import (
	"net/http"
	"net/url"
	"reflect"
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"
)

// Paging is what every list takes. It keeps the path that was asked for, to say where the list goes on.
type Paging struct {
	Limit  int    `query:"limit" minimum:"1" maximum:"200" default:"50" doc:"how many at most"`
	Cursor string `query:"cursor" maxLength:"1024" doc:"where the list goes on, as the page before said; good for the same list, filter and user"`
	Fields string `query:"fields" maxLength:"400" doc:"fields of each item, with commas between; the id is always there" example:"id,name"`

	at url.URL
}

// Resolve notes what was asked for (huma.Resolver).
func (p *Paging) Resolve(ctx huma.Context) []error {
	p.at = ctx.URL()
	return nil
}

// Page is a part of a list.
type Page[T any] struct {
	Items []T    `json:"items" nullable:"false"`
	Next  string `json:"next,omitempty" doc:"cursor of the next page; not there on the last"`
	Count *int   `json:"count,omitempty" doc:"how many match, where a list says so; 1001 is more than 1000"`
}

type paged[T any] struct {
	Link string `header:"Link" doc:"where the list goes on (rel=next, RFC 8288)"`
	Body Page[T]
}

// purpose is what a cursor is good for: one user, one path, one filter.
func (p *Paging) purpose(c *call) string {
	q := p.at.Query()
	q.Del("cursor")
	q.Del("limit")
	q.Del("fields")
	return strings.Join([]string{"list", c.actor.User, p.at.Path, q.Encode()}, "\x00")
}

// pageOf cuts a page out of a list that is in order.
func pageOf[T any](a *API, c *call, p *Paging, all []T, id func(T) string) (*paged[T], error) {
	from, err := a.place(c, p, len(all), func(i int) string { return id(all[i]) })
	if err != nil {
		return nil, err
	}
	to := min(from+p.Limit, len(all))
	out := &paged[T]{Body: Page[T]{Items: append([]T{}, all[from:to]...)}}
	if to < len(all) {
		if err := out.goOn(a, c, p, between(to, id(all[to-1]), id(all[to]))); err != nil {
			return nil, err
		}
	}
	return out, choose(out.Body.Items, p.Fields)
}

// goOn says where the list goes on.
func (out *paged[T]) goOn(a *API, c *call, p *Paging, place string) error {
	next, err := a.seal.close(p.purpose(c), place)
	if err != nil {
		return err
	}
	q := p.at.Query()
	q.Set("cursor", next)
	out.Body.Next, out.Link = next, "<"+p.at.EscapedPath()+"?"+q.Encode()+`>; rel="next"`
	return nil
}

// choose leaves of each item the fields that were asked for. Fields that may be left out are those that may be empty.
func choose[T any](items []T, fields string) error {
	if fields == "" {
		return nil
	}
	want := strings.Split(fields, ",")
	known := map[string]int{}
	t := reflect.TypeFor[T]()
	for i := range t.NumField() {
		name, options, _ := strings.Cut(t.Field(i).Tag.Get("json"), ",")
		if strings.Contains(options, "omitempty") || strings.Contains(options, "omitzero") {
			known[name] = i
		} else {
			known[name] = -1
		}
	}
	for _, name := range want {
		if _, ok := known[name]; !ok {
			return problem(http.StatusUnprocessableEntity, "unknown_field", Wrong{Parameter: "fields", Detail: "there is no such field"})
		}
	}
	for i := range items {
		v := reflect.ValueOf(&items[i]).Elem()
		for name, at := range known {
			if at >= 0 && !slices.Contains(want, name) {
				v.Field(at).SetZero()
			}
		}
	}
	return nil
}
