package web

import (
	"net/url"
)

func accessRows() map[string]example {
	return map[string]example{
		"GET /prove":                 {"/prove?back=/people/p-1", nil, 200, everyRole},
		"POST /prove/address":        {"/prove/address", url.Values{"back": {"//evil.invalid"}}, 200, everyRole},
		"GET /account":               {"/account", nil, 200, everyRole},
		"POST /account/sessions/end": {"/account/sessions/end", url.Values{"id": {"s-none"}}, 409, everyRole},
	}
}
