package parse

import (
	"fmt"
	"os"
	"runtime"
	"runtime/debug"
	"syscall"
)

// What the child may use. The processor time is for one process, which reads many documents; see
// childFiles and childTime.
const (
	memoryGoal  = 512 << 20 // the collector works harder beyond
	memoryBound = 1 << 30   // beyond what the runtime has reserved at the start, the process dies
	cpuSeconds  = 300
	stackBound  = 64 << 20 // of one goroutine: a reader that calls itself without end dies early
)

// confine limits this process for good: memory and processor time are bounded, no file can be opened
// or written, no socket made and no program started, since each of these takes a new descriptor. Where the
// kernel filters system calls, those that could try are refused as well.
func confine() error {
	debug.SetMemoryLimit(memoryGoal)
	debug.SetMaxStack(stackBound)
	runtime.GOMAXPROCS(min(2, runtime.GOMAXPROCS(0)))
	limits := []struct {
		name  string
		which int
		limit uint64
	}{
		{"address space", syscall.RLIMIT_AS, reserved() + memoryBound},
		{"processor time", syscall.RLIMIT_CPU, cpuSeconds},
		{"core files", syscall.RLIMIT_CORE, 0},
		{"file size", syscall.RLIMIT_FSIZE, 0},
		{"open files", syscall.RLIMIT_NOFILE, 0},
	}
	for _, l := range limits {
		if err := syscall.Setrlimit(l.which, &syscall.Rlimit{Cur: l.limit, Max: l.limit}); err != nil {
			return fmt.Errorf("%s: %w", l.name, err)
		}
	}
	return filterCalls()
}

// reserved is the address space that the runtime has set aside already, or a generous guess.
func reserved() uint64 {
	var pages uint64
	data, err := os.ReadFile("/proc/self/statm")
	if err != nil {
		return 3 << 30
	}
	if _, err := fmt.Sscan(string(data), &pages); err != nil {
		return 3 << 30
	}
	return pages * uint64(os.Getpagesize())
}
