package api

import (
	"strconv"
	"sync"

	"github.com/danielgtaylor/huma/v2"

	"github.com/taupier-eu/taupier/internal/core"
)

// exactNames has huma take a field only by its exact name. It would take Text for text, as encoding/json does.
var exactNames = sync.OnceFunc(func() { huma.ValidateStrictCasing = true })

// config is huma without its own pages (they load scripts from elsewhere), with JSON as the only format and nothing added to
// bodies.
func config() huma.Config {
	exactNames()
	c := huma.DefaultConfig("Taupier", "1")
	c.CreateHooks, c.DocsPath, c.SchemasPath, c.OpenAPIPath = nil, "", "", ""
	form := huma.Format{Marshal: huma.DefaultJSONFormat.Marshal, Unmarshal: unmarshal}
	c.Formats = map[string]huma.Format{"application/json": form, "json": form}
	c.RejectUnknownQueryParameters = true
	c.Transformers = []huma.Transformer{asProblem}
	return c
}

// describe says what the operations do not say of themselves.
func (a *API) describe(o *huma.OpenAPI) {
	o.Info.Description = "What the pages do, for programs. A finding is a question; people decide. What is denied is answered as what is not there. Refusals are said in English or French, as Accept-Language wants, and Content-Language says which; their type and code are the same in both."
	o.Info.License = &huma.License{Name: "Apache-2.0", Identifier: "Apache-2.0"}
	o.Components.SecuritySchemes = map[string]*huma.SecurityScheme{
		"session": {Type: "apiKey", In: "cookie", Name: a.Cookie, Description: "the session of the pages"},
		"token":   {Type: "http", Scheme: "bearer", Description: "a service token: what its user may, within its scopes"},
	}
	o.Security = []map[string][]string{{"session": {}}, {"token": {}}}
}

// statuses are the refusals that any operation may answer with; some add their own.
var statuses = []int{400, 401, 403, 404, 413, 415, 422, 429, 503}

// refusals are the responses of an operation that are problems.
func (a *API) refusals(more ...int) map[string]*huma.Response {
	schema := a.huma.OpenAPI().Components.Schemas.Schema(problemType, true, "Problem")
	out := map[string]*huma.Response{}
	for _, status := range append(more, statuses...) {
		out[strconv.Itoa(status)] = &huma.Response{
			Description: title(status, core.English),
			Content:     map[string]*huma.MediaType{problemForm: {Schema: schema}},
		}
	}
	return out
}

// tidy takes out of the description what huma puts in for errors in a form of its own, which is never sent.
func (a *API) tidy() {
	schemas := a.huma.OpenAPI().Components.Schemas.Map()
	delete(schemas, "ErrorModel")
	delete(schemas, "ErrorDetail")
}
