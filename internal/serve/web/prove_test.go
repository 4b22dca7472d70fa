package web

import (
	"github.com/taupier-eu/taupier/internal/access"
	"net/url"
)

func accessRows() map[string]example {
	admin, second := []access.Role{access.Administrator}, []access.Role{access.CISO, access.Trustee}
	return map[string]example{
		"GET /prove":                        {"/prove?back=/people/p-1", nil, 200, everyRole},
		"POST /prove/address":               {"/prove/address", url.Values{"back": {"//evil.invalid"}}, 200, everyRole},
		"GET /sign-in":                      {"/sign-in?back=//evil.invalid", nil, 200, nil},
		"POST /sign-in/passkey/begin":       {"/sign-in/passkey/begin", nil, 200, nil},
		"POST /sign-in/passkey":             {"/sign-in/passkey", url.Values{"back": {"//evil.invalid"}}, 401, nil},
		"POST /prove/passkey/begin":         {"/prove/passkey/begin", nil, 404, everyRole}, // he has none
		"POST /prove/passkey":               {"/prove/passkey", nil, 422, everyRole},
		"POST /account/passkeys/begin":      {"/account/passkeys/begin", nil, 200, everyRole},
		"POST /account/passkeys":            {"/account/passkeys", url.Values{"name": {"Laptop"}}, 422, everyRole},
		"POST /account/passkeys/{id}/{act}": {"/account/passkeys/none/remove", nil, 409, everyRole},
		"GET /account/password":             {"/account/password", nil, 200, everyRole},
		"POST /account/password":            {"/account/password", url.Values{"login": {"x"}, "password": {"short"}}, 422, everyRole},
		"POST /account/drop-password":       {"/account/drop-password", nil, 409, everyRole},
		"POST /account/recovery":            {"/account/recovery", nil, 409, everyRole},
		"POST /sign-in/password":            {"/sign-in/password", url.Values{"login": {"nobody"}, "back": {"//evil.invalid"}}, 401, nil},
		"POST /prove/password":              {"/prove/password", url.Values{"password": {"x"}}, 422, everyRole},
		"GET /users":                        {"/users", nil, 200, admin},
		"POST /users":                       {"/users", url.Values{"name": {""}}, 422, admin},
		"GET /users/{id}":                   {"/users/u-hr", nil, 200, admin},
		"POST /users/{id}/{act}":            {"/users/u-hr/give", url.Values{"role": {"nobody's"}}, 422, admin},
		"GET /confirm":                      {"/confirm", nil, 200, second},
		"POST /confirm/{id}":                {"/confirm/q-none", url.Values{"answer": {"yes"}}, 404, second},
		"GET /account":                      {"/account", nil, 200, everyRole},
		"POST /account/sessions/end":        {"/account/sessions/end", url.Values{"id": {"s-none"}}, 409, everyRole},
	}
}
