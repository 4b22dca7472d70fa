package parse

import (
	"fmt"
	"syscall"

	seccomp "github.com/elastic/go-seccomp-bpf"
)

// keptCalls are the system calls that a process of Go needs once it runs: reading and writing what is
// open, memory, threads, signals and clocks. None of them names a file, an address or another process.
var keptCalls = []string{
	"read", "write", "readv", "writev", "close", "fstat", "fcntl",
	"munmap", "madvise", "mincore", "brk", "mremap",
	"futex", "set_robust_list", "rseq", "sched_yield", "sched_getaffinity", "gettid", "getpid",
	"rt_sigaction", "rt_sigprocmask", "rt_sigreturn", "sigaltstack", "restart_syscall", "tgkill",
	"nanosleep", "clock_nanosleep", "clock_gettime", "clock_getres", "gettimeofday", "getrusage", "getrandom",
	"setitimer", "timer_create", "timer_settime", "timer_delete",
	"epoll_pwait", "epoll_ctl", "exit", "exit_group",
}

const (
	cloneThread = 0x10000 // CLONE_THREAD: a thread of this process
	protExec    = 0x4     // PROT_EXEC
)

// filterCalls refuses every other system call to all threads of this process, for good. A kernel
// without filters leaves it at the limits.
func filterCalls() error {
	if !seccomp.Supported() {
		return nil
	}
	filter := seccomp.Filter{NoNewPrivs: true, Flag: seccomp.FilterFlagTSync, Policy: filterPolicy()}
	if err := seccomp.LoadFilter(filter); err != nil {
		return fmt.Errorf("filter system calls: %w", err)
	}
	return nil
}

// filterPolicy is the list as a policy: what is not kept fails with EPERM.
func filterPolicy() seccomp.Policy {
	noCode := []seccomp.Condition{{Argument: 2, Operation: seccomp.BitsNotSet, Value: protExec}}
	return seccomp.Policy{
		DefaultAction: seccomp.ActionErrno,
		Syscalls: []seccomp.SyscallGroup{{
			Action: seccomp.ActionAllow,
			Names:  keptCalls,
			NamesWithCondtions: []seccomp.NameWithConditions{
				{Name: "clone", Conditions: []seccomp.Condition{{Argument: 0, Operation: seccomp.BitsSet, Value: cloneThread}}},
				{Name: "mmap", Conditions: noCode},
				{Name: "mprotect", Conditions: noCode},
			},
		}, {
			// The C library asks for threads this way first, and in the old way when there is none.
			Action: seccomp.ActionErrno | seccomp.Action(syscall.ENOSYS),
			Names:  []string{"clone3"},
		}},
	}
}
