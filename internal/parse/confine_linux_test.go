package parse

import (
	"fmt"
	"runtime"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
	"unsafe"

	seccomp "github.com/elastic/go-seccomp-bpf"
)

// callTheKernel makes the calls by which a document that took over the child would reach out, past
// everything that Go puts before them, and lists those that the kernel did not refuse as such.
func callTheKernel() string {
	path := []byte("/etc/hosts\x00")
	at := uintptr(unsafe.Pointer(&path[0]))
	cwd := ^uintptr(99) // AT_FDCWD
	var passed []string
	try := func(name string, number uintptr, args ...uintptr) {
		var a [6]uintptr
		copy(a[:], args)
		if _, _, errno := syscall.RawSyscall6(number, a[0], a[1], a[2], a[3], a[4], a[5]); errno != syscall.EPERM {
			passed = append(passed, fmt.Sprintf("%s (%v)", name, errno))
		}
	}
	try("open a file", syscall.SYS_OPENAT, cwd, at, syscall.O_RDONLY)
	try("create a file", syscall.SYS_OPENAT, cwd, at, syscall.O_CREAT|syscall.O_WRONLY, 0o600)
	try("remove a file", syscall.SYS_UNLINKAT, cwd, at)
	try("make a folder", syscall.SYS_MKDIRAT, cwd, at, 0o700)
	try("open a socket for the internet", syscall.SYS_SOCKET, syscall.AF_INET, syscall.SOCK_STREAM)
	try("open a socket for this machine", syscall.SYS_SOCKET, syscall.AF_UNIX, syscall.SOCK_STREAM)
	try("start a program", syscall.SYS_EXECVE, at, 0, 0)
	try("make a process", syscall.SYS_CLONE, uintptr(syscall.SIGCHLD))
	try("stop the parent", syscall.SYS_KILL, uintptr(syscall.Getpid()), 0)
	try("look into the parent", syscall.SYS_PTRACE, 16, uintptr(syscall.Getpid()))
	try("raise its own limits", syscall.SYS_PRLIMIT64, 0, syscall.RLIMIT_NOFILE)
	try("make memory that runs", syscall.SYS_MMAP, 0, 4096, syscall.PROT_READ|syscall.PROT_WRITE|syscall.PROT_EXEC, syscall.MAP_ANON|syscall.MAP_PRIVATE, ^uintptr(0))
	return strings.Join(passed, ", ")
}

// manyThreads makes the runtime start threads, collect garbage and sleep, which the filter must let it do.
func manyThreads() string {
	var wg sync.WaitGroup
	for range 20 {
		wg.Go(func() {
			runtime.LockOSThread()
			time.Sleep(2 * time.Millisecond)
			_ = make([]byte, 1<<20)
		})
	}
	wg.Wait()
	runtime.GC()
	return "alive"
}

func TestTheKernelRefusesTheChildWhatItDoesNotNeed(t *testing.T) {
	if !seccomp.Supported() {
		t.Skip("this kernel filters no system calls; the limits of TestChildReachesNothing hold")
	}
	got, _ := newChild(t, "bad-child").Read(t.Context(), "call the kernel", []byte("x"))
	if got.Text != "" || got.Problem != "" {
		t.Errorf("it could %s (%s)", got.Text, got.Problem)
	}
}

func TestTheChildKeepsWhatGoNeeds(t *testing.T) {
	if got, _ := newChild(t, "bad-child").Read(t.Context(), "threads", []byte("x")); got.Text != "alive" {
		t.Errorf("%+v", got)
	}
}
