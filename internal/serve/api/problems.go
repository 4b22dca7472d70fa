package api

import (
	"fmt"
	"html"
	"maps"
	"net/http"
	"slices"

	"github.com/taupier-eu/taupier/internal/core"
)

var problemsTitle = core.Text{EN: "Problems", FR: "Problèmes"}

// serveProblems explains the codes, each where the type of a problem points to. It says nothing of anybody.
func serveProblems(w http.ResponseWriter, r *http.Request) {
	lang := core.Accepted(r.Header.Get("Accept-Language"))
	heading := problemsTitle.In(lang)
	w.Header().Set("Content-Language", string(lang))
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	fmt.Fprintf(w, "<!doctype html>\n<html lang=%q><head><meta charset=\"utf-8\"><title>%s</title></head><body><main><h1>%s</h1><dl>\n", lang, heading, heading)
	for _, code := range slices.Sorted(maps.Keys(codes)) {
		fmt.Fprintf(w, "<dt id=\"%s\">%s</dt><dd>%s</dd>\n", code, code, html.EscapeString(codes[code].Typeset().In(lang)))
	}
	fmt.Fprint(w, "</dl></main></body></html>\n")
}
