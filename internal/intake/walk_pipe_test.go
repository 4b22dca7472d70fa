//go:build unix

package intake

import (
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

func TestWalkNeverOpensAPipe(t *testing.T) {
	dir, fsys := tree(t, "logs/a.csv", "logs/link -> pipe")
	if err := syscall.Mkfifo(filepath.Join(dir, "logs", "pipe"), 0o644); err != nil {
		t.Skip(err)
	}
	files, problems := walked(t, fsys)
	if len(files) != 1 || len(problems) != 2 {
		t.Fatalf("%q %q", files, problems)
	}
	for _, p := range problems {
		if !strings.Contains(p, "this is a named pipe, which is never opened") {
			t.Error(p)
		}
	}
}
