package api

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"github.com/taupier-eu/taupier/internal/access"
)

// operation is what the table says of one.
type operation struct {
	id, method, path string
	need             access.Permission
	says             string // one line
	more             string // what else to know
	status           int    // when it goes well
	refusals         []int  // beside those of every operation
	tag              string
	session          bool   // no service token may: it is between a user and his browser
	gives            string // form of the answer, when it is not JSON
	large            bool   // the answer may be so large that it takes long to go out
}

// row is what has to be known of a route before its operation runs.
type row struct {
	need   access.Permission
	itself bool // it reads its body itself

	session bool // no service token may
}

// add registers an operation. What its handler refuses becomes a problem in one place.
func add[I, O any](a *API, o operation, handle func(context.Context, *call, *I) (*O, error)) {
	op := huma.Operation{
		OperationID: o.id, Method: o.method, Path: "/api/v1" + o.path, Summary: o.says, Description: o.more, DefaultStatus: o.status,
		Tags: []string{o.tag}, MaxBodyBytes: maxBody + 1, Responses: a.refusals(o.refusals...),
		Extensions: map[string]any{"x-permission": string(o.need)},
	}
	if o.gives != "" {
		op.Responses["200"] = &huma.Response{Description: "OK", Content: map[string]*huma.MediaType{o.gives: {Schema: &huma.Schema{Type: huma.TypeString}}}}
	}
	if o.large {
		op.Middlewares = huma.Middlewares{unhurried}
	}
	if o.session {
		op.Extensions["x-session"] = true
	}
	a.rows[o.method+" "+op.Path] = row{need: o.need, session: o.session}
	huma.Register(a.huma, op, func(ctx context.Context, in *I) (*O, error) {
		out, err := handle(ctx, callOf(ctx), in)
		if err != nil {
			return nil, a.refuse(ctx, err)
		}
		return out, nil
	})
}

// unhurried gives an answer the time that a large one takes (middleware of huma).
func unhurried(ctx huma.Context, next func(huma.Context)) {
	_, w := humago.Unwrap(ctx)
	_ = http.NewResponseController(w).SetWriteDeadline(time.Now().Add(bodyTime)) // where there is none, nothing hurries
	next(ctx)
}

const get, post = http.MethodGet, http.MethodPost

// body is an answer that is nothing but its body.
type body[T any] struct{ Body T }
