package api

import (
	"net/http"

	"github.com/taupier-eu/taupier/internal/core"
)

// titles say the statuses of problems.
var titles = map[int]core.Text{
	400: {EN: "Bad Request", FR: "Requête incorrecte"},
	401: {EN: "Unauthorized", FR: "Authentification requise"},
	403: {EN: "Forbidden", FR: "Interdit"},
	404: {EN: "Not Found", FR: "Introuvable"},
	409: {EN: "Conflict", FR: "Conflit"},
	412: {EN: "Precondition Failed", FR: "Condition préalable non remplie"},
	413: {EN: "Request Entity Too Large", FR: "Corps trop volumineux"},
	415: {EN: "Unsupported Media Type", FR: "Type de contenu non accepté"},
	422: {EN: "Unprocessable Entity", FR: "Contenu non recevable"},
	428: {EN: "Precondition Required", FR: "Condition préalable requise"},
	429: {EN: "Too Many Requests", FR: "Trop de requêtes"},
	503: {EN: "Service Unavailable", FR: "Service indisponible"},
}

// title says a status. One that no problem of ours has is said as HTTP says it.
func title(status int, lang core.Lang) string {
	if t, ok := titles[status]; ok {
		return t.In(lang)
	}
	return http.StatusText(status)
}

// in is the problem in a language. Its type, its code and where something is wrong are the same in all.
func (p *Problem) in(lang core.Lang) *Problem {
	said := *p
	said.Title, said.Detail = title(p.Status, lang), codes[p.Code].Typeset().In(lang)
	return &said
}
