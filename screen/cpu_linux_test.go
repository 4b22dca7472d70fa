package screen

import (
	"syscall"
	"time"
	"unsafe"
)

// threadTime is the processor time that this thread has used, so that what else the machine does counts less.
func threadTime() time.Duration { return clock(3) } // CLOCK_THREAD_CPUTIME_ID

// processTime is the processor time that the process has used, collecting garbage included.
func processTime() time.Duration { return clock(2) } // CLOCK_PROCESS_CPUTIME_ID

func clock(id uintptr) time.Duration {
	var t syscall.Timespec
	if _, _, err := syscall.RawSyscall(syscall.SYS_CLOCK_GETTIME, id, uintptr(unsafe.Pointer(&t)), 0); err != 0 {
		panic(err)
	}
	return time.Duration(t.Nano())
}
