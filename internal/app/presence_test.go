package app

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// hosted answers as a code host does, on this machine: an account of 2025 with three repositories of 2021.
func hosted(t *testing.T) *httptest.Server {
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch path := r.URL.Path; {
		case path == "/users/one-dev":
			fmt.Fprint(w, `{"login":"one-dev","id":1,"created_at":"2025-02-01T10:00:00Z","updated_at":"2026-10-02T10:00:00Z"}`)
		case path == "/users/one-dev/repos":
			fmt.Fprint(w, `[{"full_name":"one-dev/a"},{"full_name":"one-dev/b"},{"full_name":"one-dev/c"}]`)
		case strings.HasSuffix(path, "/commits"):
			name := strings.TrimSuffix(strings.TrimPrefix(path, "/repos/"), "/commits")
			sha := fmt.Sprintf("%040x", name)[:40]
			fmt.Fprintf(w, `[{"sha":%q,"url":"https://api.github.com/repos/%s/commits/x","commit":{"author":{"name":"One","date":"2021-03-01T10:00:00Z"}},"author":null}]`, sha, name)
		case strings.HasSuffix(path, "/contributors"):
			fmt.Fprint(w, `[{"login":"one-dev","contributions":1}]`)
		default:
			http.NotFound(w, r)
		}
	}))
	t.Cleanup(s.Close)
	return s
}

func TestWhatALookUpKeepsIsWhatAScanReads(t *testing.T) {
	host, dir := hosted(t), t.TempDir()
	write := func(name, text string) {
		t.Helper()
		name = filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	run := func(args ...string) (int, string) {
		var out, err bytes.Buffer
		code := Main(context.Background(), args, func(string) string { return "" }, strings.NewReader(""), &out, &err)
		return code, out.String() + err.String()
	}
	write("company.yaml", "name: Example\ncountry: FR\n")
	write("people/p1/person.yaml", "id: p1\nstage: interview\nstated:\n  accounts: [{kind: github, handle: \"https://github.com/one-dev\"}]\n")

	if code, said := run("presence", "fetch", "p1", dir, "--yes", "--api", host.URL); code != exitUsage || !strings.Contains(said, "policy.lookups") {
		t.Fatalf("without the company's leave: %d, %s", code, said)
	}
	write("company.yaml", "name: Example\ncountry: FR\npolicy: {lookups: [github]}\n")
	if code, said := run("presence", "fetch", "p1", dir, "--api", host.URL); code != exitOK || !strings.Contains(said, "GET /users/one-dev\n") || !strings.Contains(said, "nothing was asked") {
		t.Fatalf("without --yes: %d, %s", code, said)
	}
	if _, err := os.Stat(filepath.Join(dir, "lookups.jsonl")); err == nil {
		t.Fatal("something was asked without --yes")
	}
	if code, said := run("presence", "fetch", "p1", dir, "--yes", "--api", host.URL); code != exitOK {
		t.Fatalf("%d, %s", code, said)
	}

	r := scanned(t, shipped(t), dir, 0)
	for _, in := range r.Inputs {
		if in.Rejected > 0 || len(in.Problems) > 0 || strings.Contains(in.Path, "lookups") {
			t.Errorf("%+v", in)
		}
	}
	raised := ""
	for _, f := range r.People[0].Findings {
		raised += f.Signal + " "
	}
	if raised != "C01 " {
		t.Errorf("raised %s", raised)
	}
}
