//go:build unix

package evidence_test

import (
	"bytes"
	"errors"
	"os"
	"syscall"
	"testing"

	"github.com/taupier-eu/taupier/internal/casework/evidence"
	"github.com/taupier-eu/taupier/internal/core"
)

// A file may not grow beyond 1 MiB for this process, as on a full disk: that is said, nothing is kept, and it goes on afterwards.
func TestAFullDiskIsNotAcknowledged(t *testing.T) {
	s, dir := shelf(t)
	var before syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_FSIZE, &before); err != nil {
		t.Fatal(err)
	}
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: 1 << 20, Max: before.Max}); err != nil {
		t.Fatal(err)
	}
	_, err := s.Take(bytes.NewReader(make([]byte, 2<<20)), evidence.MaxFile)
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &before); err != nil {
		t.Fatal(err)
	}
	if !errors.Is(err, core.ErrUnavailable) {
		t.Errorf("%v", err)
	}
	if all, err := os.ReadDir(dir); err != nil || len(all) != 0 {
		t.Errorf("%d files are left: %v", len(all), err)
	}
	take(t, s, "room again")
}
