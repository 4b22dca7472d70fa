package api

import (
	"context"
	"net/http"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/casework/views"
	"github.com/taupier-eu/taupier/internal/ledger"
)

// View is a filter of the queue under a name, for oneself or for everybody of a role.
type View struct {
	ID     string      `json:"id"`
	Name   string      `json:"name,omitempty"`
	Filter *ListFilter `json:"filter,omitempty"`
	Role   access.Role `json:"role,omitempty" doc:"who sees it too"`
	By     string      `json:"by,omitempty" doc:"id of the user who keeps it"`
	Mine   bool        `json:"mine,omitempty"`
	Begins bool        `json:"begins,omitempty" doc:"your queue begins with it"`
}

// What is written about a view.
type (
	// NewView is a filter to keep.
	NewView struct {
		Name   string     `json:"name" minLength:"1" maxLength:"80"`
		Filter ListFilter `json:"filter"`
		Role   roleName   `json:"role,omitempty" doc:"a role of yours, whose holders see it too; then the filter names nobody"`
	}
	// ViewName is another name.
	ViewName struct {
		Name string `json:"name" minLength:"1" maxLength:"80"`
	}
	// ViewBegins says whether the queue begins with a view.
	ViewBegins struct {
		Begins bool `json:"begins"`
	}
)

type newViewIn struct {
	Keyed
	Body NewView
}

type viewNameIn struct {
	Keyed
	ID   string `path:"id"`
	Body ViewName
}

type viewBeginsIn struct {
	Keyed
	ID   string `path:"id"`
	Body ViewBegins
}

func (a *API) viewOperations() {
	add(a, operation{id: "views", method: get, path: "/views", need: access.SeePeople, tag: "views", says: "Filters of the queue that are kept under a name, yours and those of your roles"}, a.views)
	write(a, operation{id: "keep-view", method: post, path: "/views", need: access.SeePeople, tag: "views", status: http.StatusCreated, says: "Keep a filter under a name"}, a.keepView)
	write(a, operation{id: "rename-view", method: post, path: "/views/{id}/name", need: access.SeePeople, tag: "views", status: http.StatusCreated, says: "Give one of your views another name"}, a.renameView)
	write(a, operation{id: "delete-view", method: post, path: "/views/{id}/delete", need: access.SeePeople, tag: "views", status: http.StatusCreated, says: "Drop one of your views"}, a.deleteView)
	write(a, operation{id: "begin-view", method: post, path: "/views/{id}/begin", need: access.SeePeople, tag: "views", status: http.StatusCreated, says: "Have your queue on the pages begin with a view, or not any more"}, a.beginView)
}

func (a *API) views(ctx context.Context, c *call, in *struct{ Paging }) (*paged[View], error) {
	found, err := a.Views.List(ctx, c.actor)
	if err != nil {
		return nil, err
	}
	all := make([]View, 0, len(found))
	for _, v := range found {
		f := filterOf(v.Filter)
		all = append(all, View{v.ID, v.Name, &f, v.Role, v.By, v.Mine, v.Default})
	}
	return pageOf(a, c, &in.Paging, all, func(v View) string { return v.ID })
}

func (a *API) keepView(ctx context.Context, c *call, in *newViewIn) (*doneOut, error) {
	f, err := in.Body.Filter.parse("/filter/")
	if err != nil {
		return nil, err
	}
	out := done("")
	desk := a.Views
	desk.Store = viewKeeper{desk.Store, &out.Body.ID}
	v := views.View{Name: in.Body.Name, Role: access.Role(in.Body.Role), Filter: f}
	return out, desk.Save(a.keep(ctx, c, func() any { return out }), c.actor, v, c.now)
}

func (a *API) renameView(ctx context.Context, c *call, in *viewNameIn) (*doneOut, error) {
	out := done(in.ID)
	return out, a.Views.Rename(a.keep(ctx, c, func() any { return out }), c.actor, in.ID, in.Body.Name, c.now)
}

func (a *API) deleteView(ctx context.Context, c *call, in *turnIn) (*doneOut, error) {
	out := done(in.ID)
	return out, a.Views.Delete(a.keep(ctx, c, func() any { return out }), c.actor, in.ID, c.now)
}

func (a *API) beginView(ctx context.Context, c *call, in *viewBeginsIn) (*doneOut, error) {
	out := done(in.ID)
	return out, a.Views.Begin(a.keep(ctx, c, func() any { return out }), c.actor, in.ID, in.Body.Begins, c.now)
}

// viewKeeper is a store of views that says which one was put.
type viewKeeper struct {
	views.Store
	id *string
}

// Act acts (views.Store).
func (s viewKeeper) Act(ctx context.Context, e ledger.Entry, detail []byte, do func(views.Writer) error) error {
	return s.Store.Act(ctx, e, detail, func(w views.Writer) error { return do(viewKeeping{w, s.id}) })
}

type viewKeeping struct {
	views.Writer
	id *string
}

// PutView keeps a view (views.Writer).
func (w viewKeeping) PutView(v views.View) error {
	*w.id = v.ID
	return w.Writer.PutView(v)
}
