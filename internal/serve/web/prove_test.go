package web

import (
	"github.com/taupier-eu/taupier/internal/access"
	"net/url"
)

func accessRows() map[string]example {
	admin, second := []access.Role{access.Administrator}, []access.Role{access.CISO, access.Trustee}
	return map[string]example{
		"GET /prove":                 {"/prove?back=/people/p-1", nil, 200, everyRole},
		"POST /prove/address":        {"/prove/address", url.Values{"back": {"//evil.invalid"}}, 200, everyRole},
		"GET /users":                 {"/users", nil, 200, admin},
		"POST /users":                {"/users", url.Values{"name": {""}}, 422, admin},
		"GET /users/{id}":            {"/users/u-hr", nil, 200, admin},
		"POST /users/{id}/{act}":     {"/users/u-hr/give", url.Values{"role": {"nobody's"}}, 422, admin},
		"GET /confirm":               {"/confirm", nil, 200, second},
		"POST /confirm/{id}":         {"/confirm/q-none", url.Values{"answer": {"yes"}}, 404, second},
		"GET /account":               {"/account", nil, 200, everyRole},
		"POST /account/sessions/end": {"/account/sessions/end", url.Values{"id": {"s-none"}}, 409, everyRole},
	}
}
