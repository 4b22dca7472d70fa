package app

import (
	"bytes"
	"context"
	"crypto/sha256"
	"fmt"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

// TestMain lets the test binary stand in for the real one: as the command in scripts, and as its own
// document reader.
func TestMain(m *testing.M) {
	if code, ran := parseChild(os.Args[1:], os.Stdin, os.Stdout, os.Stderr); ran {
		os.Exit(code)
	}
	testscript.Main(m, map[string]func(){
		"taupier": func() {
			os.Exit(Main(context.Background(), os.Args[1:], os.Getenv, os.Stdin, os.Stdout, os.Stderr))
		},
		"taupier-failing":    failing,
		"taupier-backing-up": backingUp,
	})
}

func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script", RequireExplicitExec: true,
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"publish": publish, "trustee": writeTrustee},
	})
}

// publish serves a folder on the loopback for the rest of the script, and writes its address for $PUBLISHER in a file:
// publish FOLDER FILE.
func publish(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: publish FOLDER FILE")
	}
	folder := os.DirFS(ts.MkAbs(args[0]))
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		data, err := fs.ReadFile(folder, strings.TrimPrefix(r.URL.Path, "/"))
		if err != nil {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("ETag", fmt.Sprintf("%q", fmt.Sprintf("%x", sha256.Sum256(data))))
		http.ServeContent(w, r, r.URL.Path, time.Time{}, bytes.NewReader(data))
	}))
	ts.Defer(server.Close)
	ts.Setenv("PUBLISHER", server.URL)
	text := strings.ReplaceAll(ts.ReadFile(args[1]), "$PUBLISHER", server.URL)
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), []byte(text), 0o600))
}
