package api

import (
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/taupier-eu/taupier/internal/core"
)

// A new code fails here until it has its French.
func TestEveryProblemIsSaidInBothLanguages(t *testing.T) {
	for code, text := range codes {
		if !text.Complete() || text.EN == text.FR {
			t.Errorf("%s is not said in both languages: %+v", code, text)
			continue
		}
		for lang, want := range map[string]string{"en": text.EN, "fr": text.Typeset().FR} {
			r, w := httptest.NewRequest("GET", "/", nil), httptest.NewRecorder()
			r.Header.Set("Accept-Language", lang)
			answerProblem(w, r, problem(http.StatusConflict, code))
			var p Problem
			if err := json.Unmarshal(w.Body.Bytes(), &p); err != nil {
				t.Fatal(err)
			}
			if p.Detail != want || p.Code != code || p.Type != "/api/problems#"+code || w.Header().Get("Content-Language") != lang {
				t.Errorf("%s in %s: %+v %v", code, lang, p, w.Header())
			}
		}
	}
}

// Every call of problem names a code of the table, and a status that is said in both languages.
func TestEveryProblemThatIsMadeHasItsWords(t *testing.T) {
	for status, text := range titles {
		if !text.Complete() || text.EN != http.StatusText(status) || text.FR == text.EN {
			t.Errorf("%d is said as %+v", status, text)
		}
	}
	made := 0
	files, _ := filepath.Glob("*.go")
	for _, name := range files {
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil || strings.HasSuffix(name, "_test.go") {
			continue
		}
		ast.Inspect(f, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			if id, ok := call.Fun.(*ast.Ident); !ok || id.Name != "problem" {
				return true
			}
			made++
			if lit, ok := call.Args[1].(*ast.BasicLit); ok {
				if code, _ := strconv.Unquote(lit.Value); !codes[code].Complete() {
					t.Errorf("%s makes a problem %q without words", name, code)
				}
			}
			return true
		})
	}
	if made < 40 {
		t.Errorf("looked at %d problems only", made)
	}
	for _, status := range append([]int{409, 412, 428}, statuses...) {
		if !titles[status].Complete() {
			t.Errorf("%d has no words", status)
		}
	}
}

// What huma refuses, what the guard refuses and what a desk refuses are all said as Accept-Language wants.
func TestARefusalSpeaksTheLanguageThatWasAskedFor(t *testing.T) {
	w := newWorld(t)
	for _, path := range []string{"/api/v1/people", "/api/v1/nothing", "/api/v1/people?limit=9999", "/api/v1/people/nobody"} {
		for _, lang := range []core.Lang{core.English, core.French} {
			r := httptest.NewRequest("GET", w.http.URL+path, nil)
			r.Header.Set("Accept-Language", string(lang)+", *;q=0.1")
			if path != "/api/v1/people" {
				r.AddCookie(w.session(t, "u-analyst"))
			}
			got := httptest.NewRecorder()
			w.api.ServeHTTP(got, r)
			var p Problem
			if err := json.Unmarshal(got.Body.Bytes(), &p); err != nil {
				t.Fatal(err)
			}
			if p.Title != title(p.Status, lang) || p.Detail != codes[p.Code].Typeset().In(lang) || got.Header().Get("Content-Language") != string(lang) || got.Header().Get("Vary") != "Accept-Language" {
				t.Errorf("%s in %s: %s %v", path, lang, got.Body, got.Header())
			}
		}
	}
}
