package parse

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"github.com/taupier-eu/taupier/internal/core"
)

const (
	fileTimeout = 10 * time.Second
	childFiles  = 256             // a child is replaced after so many files,
	childTime   = 2 * time.Minute // or after it has worked for so long
)

// Child is a process that reads documents. It is started with an empty environment in the root
// directory, one file is read at a time, and it is replaced when it crashes, hangs or answers
// nonsense. Read may be called from several goroutines.
type Child struct {
	Command []string // program and arguments whose life is Serve

	mu      sync.Mutex
	timeout time.Duration
	proc    *process
}

// Start starts the process. Without it the first Read does.
func (c *Child) Start(ctx context.Context) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.start(ctx)
}

func (c *Child) start(ctx context.Context) (err error) {
	if c.proc == nil {
		c.proc, err = newProcess(ctx, c.Command)
	}
	return err
}

// Close ends the process.
func (c *Child) Close() error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.end()
	return nil
}

func (c *Child) end() {
	if c.proc != nil {
		c.proc.end()
		c.proc = nil
	}
}

// Read has one document read. It always answers: a document that cannot be read is a paper with a
// Problem.
func (c *Child) Read(ctx context.Context, path string, data []byte) (core.Paper, *core.Stated) {
	c.mu.Lock()
	defer c.mu.Unlock()
	unread := core.Paper{Input: path, Kind: "unknown", Role: role(path)}
	if len(path) > maxName || len(data) > maxData {
		unread.Problem = fmt.Sprintf("larger than %d MiB: it was not read", maxData>>20)
		return unread, nil
	}
	// One more try for a child that died between two files, which is not this file's doing.
	for range 2 {
		if err := ctx.Err(); err != nil {
			unread.Problem = "not read: the run was stopped"
			return unread, nil
		}
		if err := c.start(ctx); err != nil {
			unread.Problem = fmt.Sprintf("not read: the document reader cannot be started (%s)", err)
			return unread, nil
		}
		fresh := c.proc.files == 0
		a, err := c.proc.ask(ctx, c.limit(), path, data)
		if err == nil {
			err = a.check(path)
		}
		if err == nil {
			if c.proc.files >= childFiles || c.proc.worked >= childTime {
				c.end()
			}
			return a.Paper, a.Stated
		}
		unread.Problem = c.proc.why(ctx, err)
		c.end()
		if fresh || errors.Is(err, errTimeout) {
			break
		}
	}
	return unread, nil
}

func (c *Child) limit() time.Duration {
	if c.timeout > 0 {
		return c.timeout
	}
	return fileTimeout
}

var errTimeout = errors.New("no answer in time")

// process is one life of the child.
type process struct {
	cmd    *exec.Cmd
	in     io.WriteCloser
	out    io.Reader
	stderr complaint
	files  int
	worked time.Duration
}

func newProcess(ctx context.Context, command []string) (*process, error) {
	if len(command) == 0 {
		return nil, errors.New("no command is given for it")
	}
	p := &process{cmd: exec.CommandContext(ctx, command[0], command[1:]...)}
	p.cmd.Env = []string{}
	p.cmd.Dir = filepath.VolumeName(command[0]) + string(filepath.Separator)
	p.cmd.Stderr = &p.stderr
	var err error
	if p.in, err = p.cmd.StdinPipe(); err != nil {
		return nil, err
	}
	if p.out, err = p.cmd.StdoutPipe(); err != nil {
		return nil, err
	}
	return p, p.cmd.Start()
}

// ask sends one document and waits for the answer. After an error the process must be ended.
func (p *process) ask(ctx context.Context, limit time.Duration, path string, data []byte) (answer, error) {
	type reply struct {
		answer
		err error
	}
	began := time.Now()
	p.files++
	replies := make(chan reply, 1)
	go func() {
		sent := make(chan error, 1)
		go func() { sent <- writeRequest(p.in, path, data) }()
		a, err := readAnswer(p.out)
		if err == nil {
			err = <-sent
		}
		replies <- reply{a, err}
	}()
	timer := time.NewTimer(limit)
	defer timer.Stop()
	select {
	case r := <-replies:
		p.worked += time.Since(began)
		return r.answer, r.err
	case <-timer.C:
		return answer{}, errTimeout
	case <-ctx.Done():
		return answer{}, ctx.Err()
	}
}

// why says why a file was not read.
func (p *process) why(ctx context.Context, err error) string {
	switch {
	case ctx.Err() != nil:
		return "not read: the run was stopped"
	case errors.Is(err, errTimeout):
		return "reading it took too long and was stopped: save it again as a plain PDF"
	}
	p.end() // all it complained of is here then
	if slices.ContainsFunc(noMemory, p.stderr.has) {
		return "reading it took too much memory and was stopped: save it again as a plain PDF"
	}
	return "the document reader broke down on this file: save it again as a plain PDF"
}

// noMemory is what the runtime, and its race detector, say before they give up.
var noMemory = []string{"out of memory", "cannot allocate memory", "failed to allocate"}

// end kills the process and waits until it is gone. It may be called again.
func (p *process) end() {
	if p.cmd.Process == nil || p.cmd.ProcessState != nil {
		return
	}
	_ = p.in.Close()
	_ = p.cmd.Process.Kill()
	_ = p.cmd.Wait()
}

// complaint keeps the beginning of what the child complains of, which names the reason; the rest is a
// trace.
type complaint struct {
	mu  sync.Mutex
	buf []byte
}

func (t *complaint) Write(p []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.buf = append(t.buf, p[:min(len(p), 4<<10-len(t.buf))]...)
	return len(p), nil
}

func (t *complaint) has(words string) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	return bytes.Contains(t.buf, []byte(words))
}
