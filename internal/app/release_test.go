package app

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// The same source gives the same bytes wherever it lies, and needs no network: whoever doubts a binary builds it again. The small
// verifier stands for the whole here; .ci/run builds the whole package twice.
func TestT26TwoBuildsAreTheSameBytesWithoutANetwork(t *testing.T) {
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	elsewhere := filepath.Join(t.TempDir(), "elsewhere")
	for _, dir := range []string{"cmd/taupier-verify", "internal/ledger", "internal/witness", "internal/stamp", "internal/core"} {
		if err := os.CopyFS(filepath.Join(elsewhere, dir), os.DirFS(filepath.Join(root, dir))); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range []string{"go.mod", "go.sum"} {
		data, err := os.ReadFile(filepath.Join(root, name))
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(elsewhere, name), data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if a, b := build(t, root), build(t, elsewhere); !bytes.Equal(a, b) {
		t.Errorf("%d bytes and %d bytes that differ", len(a), len(b))
	}
}

func build(t *testing.T, dir string) []byte {
	t.Helper()
	out := filepath.Join(t.TempDir(), "binary")
	cmd := exec.CommandContext(t.Context(), "go", "build", "-trimpath", "-buildvcs=false", "-ldflags", "-s -w -buildid=", "-o", out, "./cmd/taupier-verify")
	cmd.Dir, cmd.Env = dir, append(os.Environ(), "GOPROXY=off", "GOFLAGS=-mod=readonly", "CGO_ENABLED=0")
	if said, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("build in %s: %v\n%s", dir, err, said)
	}
	data, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	return data
}
