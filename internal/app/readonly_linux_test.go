package app

import (
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// errorDisk mounts a disk of its own that turns read-only, as real ones do, when its file system finds an error.
type errorDisk struct{ image, dir string }

func newErrorDisk(t *testing.T) errorDisk {
	t.Helper()
	d := errorDisk{filepath.Join(t.TempDir(), "image"), t.TempDir()}
	if err := os.WriteFile(d.image, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(d.image, 256<<20); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command("mkfs.ext4", "-q", "-F", d.image).CombinedOutput(); err != nil {
		t.Skipf("no disk can be made here: %v %s", err, out)
	}
	d.mount(t)
	t.Cleanup(func() { _ = syscall.Unmount(d.dir, syscall.MNT_DETACH) })
	return d
}

func (d errorDisk) mount(t *testing.T) {
	t.Helper()
	if out, err := exec.Command("mount", "-o", "loop,errors=remount-ro", d.image, d.dir).CombinedOutput(); err != nil {
		t.Skipf("no disk can be mounted here: %v %s", err, out)
	}
}

// fails lets the kernel find an error on the disk. What was not written yet stays in memory; nothing more is taken.
func (d errorDisk) fails(t *testing.T) {
	t.Helper()
	if out, err := exec.Command("sync", "-f", d.dir).CombinedOutput(); err != nil {
		t.Fatalf("%v %s", err, out)
	}
	out, err := exec.Command("findmnt", "-no", "SOURCE", d.dir).Output()
	if err != nil {
		t.Fatal(err)
	}
	at := filepath.Join("/sys/fs/ext4", filepath.Base(strings.TrimSpace(string(out))), "trigger_fs_error")
	if err := os.WriteFile(at, []byte("a test"), 0o200); err != nil {
		t.Skipf("no error can be put on the disk here: %v", err)
	}
}

// again mounts the disk anew, as after a repair, which makes it writable.
func (d errorDisk) again(t *testing.T) {
	t.Helper()
	for end := time.Now().Add(time.Minute); ; time.Sleep(50 * time.Millisecond) {
		err := syscall.Unmount(d.dir, 0)
		if err == nil {
			break
		}
		if time.Now().After(end) { // whoever used it ends by himself
			t.Fatal(err)
		}
	}
	_ = exec.Command("e2fsck", "-p", d.image).Run() // its status says whether there was something to repair
	d.mount(t)
}

// noted writes comments that are acknowledged.
func (s *served) noted(t *testing.T, c *http.Client, page string) (journal []string) {
	t.Helper()
	for i := range 20 {
		note := fmt.Sprintf("note-%d.", i)
		if status, _ := s.note(t, c, page, note); status != http.StatusSeeOther {
			t.Fatal(status)
		}
		journal = append(journal, note)
	}
	return journal
}

// allThere compares a case with what was acknowledged, and goes on working on it.
func (s *served) allThere(t *testing.T, page string, journal []string) {
	t.Helper()
	c := s.signIn(t, "analyst")
	body := get(t, c, s.base+page)
	for _, note := range journal {
		if n := strings.Count(body, note); n != 1 {
			t.Errorf("%s is there %d times", note, n)
		}
	}
	for i := range 5 {
		if n := strings.Count(body, fmt.Sprintf("lost-%d.", i)); n > 1 {
			t.Errorf("a comment that was not acknowledged is there %d times", n)
		}
	}
	if status, _ := s.note(t, c, page, "afterwards."); status != http.StatusSeeOther {
		t.Error(status)
	}
	if err := s.cmd.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	_ = s.cmd.Wait()
}

// A disk that turns read-only under the server: nothing more is taken, and it says so, while pages that need no entry in the ledger are shown; what
// it had acknowledged is there once after the disk was mounted again.
func TestADiskThatTurnsReadOnlyIsSaidAndLosesNothing(t *testing.T) {
	d := newErrorDisk(t)
	dir := filepath.Join(d.dir, "data")
	s := serveDemo(t, dir)
	c, page := s.opened(t)
	journal := s.noted(t, c, page)
	d.fails(t)
	for i := range 5 {
		if status, body := s.note(t, c, page, fmt.Sprintf("lost-%d.", i)); status != http.StatusInsufficientStorage || !strings.Contains(body, "takes nothing at the moment") {
			t.Errorf("%d %s", status, body)
		}
	}
	time.Sleep(600 * time.Millisecond) // an answer about health holds for half a second
	if status, body := s.health(t); status != http.StatusServiceUnavailable || body != "cannot write\n" {
		t.Errorf("%d %q", status, body)
	}
	if body := get(t, c, s.base+"/rules"); !strings.Contains(body, "<main") {
		t.Error("a page without people is not shown")
	}
	s.kill(t)
	d.again(t)
	s = serveDemo(t, dir)
	s.allThere(t, page, journal)
	verifyLedger(t, dir)
}
