package app

import (
	"context"
	"os"
	"testing"

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
	})
}

func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{Dir: "testdata/script", RequireExplicitExec: true})
}
