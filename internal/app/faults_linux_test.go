package app

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
	"unsafe"

	seccomp "github.com/elastic/go-seccomp-bpf"
)

// failing is the command as a process whose syncs fail from a signal on: the kernel refuses them with an error of the disk, for good.
func failing() {
	asked := make(chan os.Signal, 1)
	signal.Notify(asked, syscall.SIGUSR1)
	go func() {
		<-asked
		err := seccomp.LoadFilter(seccomp.Filter{NoNewPrivs: true, Flag: seccomp.FilterFlagTSync, Policy: seccomp.Policy{
			DefaultAction: seccomp.ActionAllow,
			Syscalls:      []seccomp.SyscallGroup{{Action: seccomp.ActionErrno | seccomp.Action(syscall.EIO), Names: []string{"fsync", "fdatasync"}}},
		}})
		fmt.Fprintln(os.Stderr, "syncs fail:", err)
	}()
	os.Exit(Main(context.Background(), os.Args[1:], os.Getenv, os.Stdin, os.Stdout, os.Stderr))
}

// says waits until the server has said something.
func (s *served) says(t *testing.T, text string) {
	t.Helper()
	for end := time.Now().Add(3 * time.Minute); !strings.Contains(s.log.String(), text); time.Sleep(10 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("the server did not say %q:\n%s", text, s.log.String())
		}
	}
}

// opened opens a case as the analyst, and gives its page.
func (s *served) opened(t *testing.T) (c *http.Client, page string) {
	t.Helper()
	c = s.signIn(t, "analyst")
	res, err := c.PostForm(s.firstPerson(t, c)+"/view", url.Values{"text": {"This may be a journey"}, "hypothesis": {"a journey"}})
	if err != nil {
		t.Fatal(err)
	}
	res.Body.Close()
	return c, res.Header.Get("Location")
}

// note writes a comment and gives the status and the page that answers.
func (s *served) note(t *testing.T, c *http.Client, page, text string) (int, string) {
	t.Helper()
	res, err := c.PostForm(s.base+page+"/note", url.Values{"text": {text}})
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res.StatusCode, string(body)
}

func (s *served) health(t *testing.T) (int, string) {
	t.Helper()
	res, err := http.Get(s.base + "/healthz")
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res.StatusCode, string(body)
}

// A sync that fails: the server takes nothing more, says so, and is not healthy any more; what it had acknowledged is there after a new
// start, once.
func TestAFailedSyncEndsAllWritingUntilANewStart(t *testing.T) {
	if !seccomp.Supported() {
		t.Skip("this kernel filters no system calls")
	}
	dir := t.TempDir()
	s := serveAs(t, "taupier-failing", dir)
	c, page := s.opened(t)
	var journal []string
	for i := range 20 {
		note := fmt.Sprintf("note-%d.", i)
		if status, _ := s.note(t, c, page, note); status != http.StatusSeeOther {
			t.Fatal(status)
		}
		journal = append(journal, note)
	}
	if err := s.cmd.Process.Signal(syscall.SIGUSR1); err != nil {
		t.Fatal(err)
	}
	s.says(t, "syncs fail: <nil>")
	for i := range 5 {
		status, body := s.note(t, c, page, fmt.Sprintf("lost-%d.", i))
		open := i == 0 && strings.Contains(body, "it is not known whether") // its own sync failed: it may be there after the start
		if status != http.StatusServiceUnavailable || !open && !strings.Contains(body, "cannot write") {
			t.Errorf("after the sync failed: %d %s", status, body)
		}
	}
	s.says(t, "until the server is started again")
	if status, body := s.health(t); status != http.StatusServiceUnavailable || body != "cannot write\n" {
		t.Errorf("%d %q", status, body)
	}
	s.kill(t)
	s = serveDemo(t, dir)
	c = s.signIn(t, "analyst")
	body := get(t, c, s.base+page)
	for _, note := range journal {
		if n := strings.Count(body, note); n != 1 {
			t.Errorf("%s is there %d times", note, n)
		}
	}
	if n := strings.Count(body, "lost-"); n > 1 { // the one whose sync failed may have come to the disk all the same
		t.Errorf("%d comments are there that were refused", n)
	}
	if status, _ := s.note(t, c, page, "afterwards."); status != http.StatusSeeOther {
		t.Error(status)
	}
	if err := s.cmd.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	_ = s.cmd.Wait()
	verifyLedger(t, dir)
}

// limitFiles bounds how long a file of a process may get, as a disk does that takes nothing more; the hard bound stays.
func limitFiles(t *testing.T, pid int, bytes uint64) {
	t.Helper()
	limit := syscall.Rlimit{Cur: bytes, Max: ^uint64(0)}
	if _, _, errno := syscall.RawSyscall6(syscall.SYS_PRLIMIT64, uintptr(pid), syscall.RLIMIT_FSIZE, uintptr(unsafe.Pointer(&limit)), 0, 0, 0); errno != 0 {
		t.Fatal(errno)
	}
}

// A disk that takes nothing, and one that is full: the page says so with a status of its own, pages that need no entry in the ledger go on, and
// the server goes on by itself when there is room.
func TestADiskThatTakesNothingIsSaidAndPasses(t *testing.T) {
	for name, disk := range map[string]func(*testing.T) (dir string, stop, goOn func(*served)){
		"no file may grow": func(t *testing.T) (string, func(*served), func(*served)) {
			return t.TempDir(), func(s *served) { limitFiles(t, s.cmd.Process.Pid, 1) }, func(s *served) { limitFiles(t, s.cmd.Process.Pid, ^uint64(0)) }
		},
		"a full disk": func(t *testing.T) (string, func(*served), func(*served)) {
			dir := t.TempDir()
			if err := syscall.Mount("none", dir, "tmpfs", 0, "size=48m"); err != nil {
				t.Skipf("no small disk can be mounted here: %v", err)
			}
			t.Cleanup(func() {
				if err := syscall.Unmount(dir, syscall.MNT_DETACH); err != nil {
					t.Error(err)
				}
			})
			big := filepath.Join(dir, "big")
			return dir, func(*served) { fillDisk(t, big) }, func(*served) {
				if err := os.Remove(big); err != nil {
					t.Error(err)
				}
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			dir, stop, goOn := disk(t)
			s := serveDemo(t, dir)
			c, page := s.opened(t)
			if status, _ := s.note(t, c, page, "before."); status != http.StatusSeeOther {
				t.Fatal(status)
			}
			stop(s)
			status, body := 0, ""
			for i := range 200 { // what there is room for in pages that are there already is taken, and acknowledged
				if status, body = s.note(t, c, page, fmt.Sprintf("during-%d. %s", i, strings.Repeat("word ", 1500))); status != http.StatusSeeOther {
					break
				}
			}
			if status != http.StatusInsufficientStorage || !strings.Contains(body, "takes nothing at the moment") {
				t.Errorf("%d %s", status, body)
			}
			time.Sleep(600 * time.Millisecond) // an answer about health holds for half a second
			if status, body := s.health(t); name == "no file may grow" && (status != http.StatusServiceUnavailable || body != "cannot write\n") {
				t.Errorf("%d %q", status, body)
			}
			if body := get(t, c, s.base+"/rules"); !strings.Contains(body, "<main") {
				t.Error("a page without people is not shown")
			}
			goOn(s)
			for end := time.Now().Add(time.Minute); ; time.Sleep(100 * time.Millisecond) {
				if status, _ := s.health(t); status == http.StatusOK {
					break
				}
				if time.Now().After(end) {
					t.Fatal("the server does not go on when there is room")
				}
			}
			if status, body := s.note(t, c, page, "after."); status != http.StatusSeeOther {
				t.Errorf("%d %s", status, body)
			}
			body = get(t, c, s.base+page)
			if strings.Count(body, "before.") != 1 || strings.Count(body, "after.") != 1 {
				t.Error("what was acknowledged is not there")
			}
			if err := s.cmd.Process.Signal(os.Interrupt); err != nil {
				t.Fatal(err)
			}
			_ = s.cmd.Wait()
			verifyLedger(t, dir)
		})
	}
}

// fillDisk writes a file until there is no room.
func fillDisk(t *testing.T, path string) {
	t.Helper()
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for size := 1 << 20; size > 0; size /= 2 {
		for err = nil; err == nil; {
			_, err = f.Write(make([]byte, size))
		}
	}
}
