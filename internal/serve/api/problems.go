package api

import (
	"fmt"
	"html"
	"maps"
	"net/http"
	"slices"
)

// serveProblems explains the codes, each where the type of a problem points to. It says nothing of anybody.
func serveProblems(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	fmt.Fprint(w, "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>Problems</title></head><body><main><h1>Problems</h1><dl>\n")
	for _, code := range slices.Sorted(maps.Keys(codes)) {
		fmt.Fprintf(w, "<dt id=\"%s\">%s</dt><dd>%s</dd>\n", code, code, html.EscapeString(codes[code]))
	}
	fmt.Fprint(w, "</dl></main></body></html>\n")
}
