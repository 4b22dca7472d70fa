package lookup

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
)

var now = time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)

// github is a server on this machine with recorded answers. It counts what it is asked.
type github struct {
	*httptest.Server
	asked    []string
	headers  []http.Header
	override map[string]http.HandlerFunc
}

var recorded = map[string]string{
	"/users/one-dev": `{"login":"one-dev","id":1,"created_at":"2025-02-01T10:00:00Z","updated_at":"2026-10-02T10:00:00Z"}`,
	"/users/one-dev/repos?per_page=100&type=owner":   `[{"full_name":"one-dev/alpha","fork":false},{"full_name":"one-dev/copy","fork":true},{"full_name":"one-dev/empty","fork":false},{"full_name":"../x","fork":false}]`,
	"/repos/one-dev/alpha/commits?per_page=100":      `[]`,
	"/repositories/7/commits?per_page=100&page=3":    `[]`,
	"/repos/one-dev/alpha/contributors?per_page=100": `[{"login":"one-dev","contributions":3}]`,
	"/repos/one-dev/empty/contributors?per_page=100": `[]`,
}

func start(t *testing.T) *github {
	g := &github{override: map[string]http.HandlerFunc{}}
	g.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		path := r.URL.RequestURI()
		g.asked, g.headers = append(g.asked, path), append(g.headers, r.Header.Clone())
		if f := g.override[path]; f != nil {
			f(w, r)
			return
		}
		body, ok := recorded[path]
		etag := `"` + strconv.Itoa(len(body)) + `"`
		switch {
		case !ok:
			http.NotFound(w, r)
		case r.Header.Get("If-None-Match") == etag:
			w.WriteHeader(http.StatusNotModified)
		default:
			w.Header().Set("ETag", etag)
			if path == "/repos/one-dev/alpha/commits?per_page=100" {
				w.Header().Set("Link", "<"+g.URL+`/repositories/7/commits?per_page=100&page=2>; rel="next", <`+g.URL+`/repositories/7/commits?per_page=100&page=3>; rel="last"`)
			}
			fmt.Fprint(w, body)
		}
	}))
	t.Cleanup(g.Close)
	return g
}

func folder(t *testing.T) (Folder, string) {
	dir := t.TempDir()
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { root.Close() })
	return Folder{Root: root, Dir: "people/p1/presence"}, dir
}

func client(t *testing.T, base string, keep Keeper) *Client {
	t.Helper()
	c, err := New(Service{Base: base, Token: "secret", Person: "p1"}, keep, func() time.Time { return now })
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestAnAccountIsAskedKeptAndLogged(t *testing.T) {
	g := start(t)
	keep, dir := folder(t)
	if err := client(t, g.URL, keep).Account(context.Background(), "one-dev"); err != nil {
		t.Fatal(err)
	}
	want := []string{
		"/users/one-dev", "/users/one-dev/repos?per_page=100&type=owner", "/repos/one-dev/alpha/commits?per_page=100", "/repositories/7/commits?per_page=100&page=3",
		"/repos/one-dev/alpha/contributors?per_page=100", "/repos/one-dev/empty/commits?per_page=100",
	}
	if got := strings.Join(g.asked, "\n"); got != strings.Join(want, "\n") {
		t.Errorf("asked\n%s", got)
	}
	files, _ := filepath.Glob(filepath.Join(dir, "people/p1/presence/*.json"))
	if len(files) != len(want)-1 {
		t.Errorf("%d answers are kept: %v", len(files), files)
	}
	log, err := os.ReadFile(filepath.Join(dir, LogFile))
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(string(log)), "\n")
	var last Entry
	if err := json.Unmarshal([]byte(lines[len(lines)-1]), &last); err != nil || len(lines) != len(want) {
		t.Fatalf("%d lines, %v", len(lines), err)
	}
	if last.Status != 404 || last.Person != "p1" || last.Request != "GET /repos/one-dev/empty/commits?per_page=100" || !last.At.Equal(now) {
		t.Errorf("%+v", last)
	}
	if strings.Contains(string(log), "secret") {
		t.Error("the token stands in the log")
	}
}

func TestWhatDidNotChangeIsNotSentAgain(t *testing.T) {
	g := start(t)
	keep, _ := folder(t)
	for range 2 {
		if err := client(t, g.URL, keep).Account(context.Background(), "one-dev"); err != nil {
			t.Fatal(err)
		}
	}
	second := g.headers[len(g.headers)/2:]
	if second[0].Get("If-None-Match") == "" || second[0].Get("Authorization") != "Bearer secret" {
		t.Errorf("%v", second[0])
	}
	if a, ok := keep.Kept("GET /users/one-dev"); !ok || !strings.Contains(string(a.Answer), "one-dev") {
		t.Errorf("%+v", a)
	}
}

func TestASpentLimitEndsTheRun(t *testing.T) {
	for name, limit := range map[string]http.HandlerFunc{
		"a refusal with the time of the reset": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("X-RateLimit-Remaining", "0")
			w.Header().Set("X-RateLimit-Reset", strconv.FormatInt(now.Add(time.Hour).Unix(), 10))
			w.WriteHeader(http.StatusForbidden)
		},
		"a wish to wait": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Retry-After", "3600")
			w.WriteHeader(http.StatusTooManyRequests)
		},
		"the last answer of the hour": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("X-RateLimit-Remaining", "0")
			w.Header().Set("X-RateLimit-Reset", strconv.FormatInt(now.Add(time.Hour).Unix(), 10))
			fmt.Fprint(w, recorded["/users/one-dev"])
		},
	} {
		t.Run(name, func(t *testing.T) {
			g := start(t)
			g.override["/users/one-dev"] = limit
			keep, _ := folder(t)
			err := client(t, g.URL, keep).Account(context.Background(), "one-dev")
			var spent *LimitError
			if !errors.As(err, &spent) || !spent.Until.Equal(now.Add(time.Hour)) || len(g.asked) != 1 {
				t.Errorf("%v after %v", err, g.asked)
			}
		})
	}
}

func TestARunAsksSoMuchAndNoMore(t *testing.T) {
	g := start(t)
	keep, _ := folder(t)
	c := client(t, g.URL, keep)
	c.left = 2
	if err := c.Account(context.Background(), "one-dev"); !errors.Is(err, ErrBudget) || len(g.asked) != 2 {
		t.Errorf("%v after %v", err, g.asked)
	}
}

func TestAnswersThatAreNoUse(t *testing.T) {
	other := start(t)
	for name, c := range map[string]struct {
		answer http.HandlerFunc
		want   string
	}{
		"no such account":  {http.NotFound, "no such account"},
		"a broken service": {func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(502) }, "502"},
		"a wrong token":    {func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(403) }, "is the token right?"},
		"a page":           {func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "<html>") }, "not JSON"},
		"an endless answer": {func(w http.ResponseWriter, _ *http.Request) {
			fmt.Fprint(w, `"`+strings.Repeat("x", maxAnswer)+`"`)
		}, "larger than 8 MiB"},
		"another host": {func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, strings.Replace(other.URL, "127.0.0.1", "localhost", 1)+"/users/one-dev", http.StatusFound)
		}, "nobody agreed to"},
	} {
		t.Run(name, func(t *testing.T) {
			g := start(t)
			g.override["/users/one-dev"] = c.answer
			keep, dir := folder(t)
			err := client(t, g.URL, keep).Account(context.Background(), "one-dev")
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("%v, want %q", err, c.want)
			}
			if files, _ := filepath.Glob(filepath.Join(dir, "people/p1/presence/*")); len(files) > 0 {
				t.Errorf("kept %v", files)
			}
			if _, err := os.Stat(filepath.Join(dir, LogFile)); err != nil {
				t.Errorf("the request is not logged: %v", err)
			}
		})
	}
	if len(other.asked) > 0 {
		t.Errorf("another host was asked %v", other.asked)
	}
}

func TestOnlyThisMachineIsAskedWithoutEncryption(t *testing.T) {
	keep, _ := folder(t)
	for base, want := range map[string]bool{
		"https://api.example.com": true, "http://127.0.0.1:1": true, "http://[::1]:1": true, "http://localhost:1": true,
		"http://api.example.com": false, "http://192.0.2.1": false, "ftp://127.0.0.1": false, "api.example.com": false, "": false,
	} {
		if _, err := New(Service{Base: base}, keep, time.Now); (err == nil) != want {
			t.Errorf("%q: %v", base, err)
		}
	}
}

func TestANameThatIsNoneIsNotAsked(t *testing.T) {
	g := start(t)
	keep, _ := folder(t)
	for _, name := range []string{"", "../x", "a b", "a/b", "-a", strings.Repeat("a", 40)} {
		if err := client(t, g.URL, keep).Account(context.Background(), name); err == nil {
			t.Errorf("%q was asked", name)
		}
	}
	if len(g.asked) > 0 {
		t.Errorf("%v", g.asked)
	}
}

func TestEveryRequestHasAFileInTheFolder(t *testing.T) {
	f := Folder{Dir: "people/p1/presence"}
	seen := map[string]string{}
	for _, request := range []string{"GET /users/a", "GET /users/A", "GET /../../x", "GET /", "GET /repos/a/b/commits?per_page=100", "GET /repos/a/b-commits/per?page=100", "GET /" + strings.Repeat("x", 500)} {
		name := f.name(request)
		if filepath.Dir(name) != f.Dir || strings.HasPrefix(filepath.Base(name), ".") || len(filepath.Base(name)) > 90 {
			t.Errorf("%q is kept in %q", request, name)
		}
		if other, twice := seen[name]; twice {
			t.Errorf("%q and %q share %q", request, other, name)
		}
		seen[name] = request
	}
}
