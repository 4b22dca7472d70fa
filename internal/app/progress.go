package app

import (
	"fmt"
	"io"
	"sync"
	"time"
)

// terminalProgress draws one line on a terminal: phase, n/total, elapsed, current item. It never
// guesses how long is left.
type terminalProgress struct {
	mu      sync.Mutex
	out     io.Writer
	start   time.Time
	now     func() time.Time
	phase   string
	n, of   int
	drawn   time.Time
	written bool
}

func newTerminalProgress(out io.Writer, now func() time.Time) *terminalProgress {
	return &terminalProgress{out: out, start: now(), now: now}
}

// Phase begins a stretch of work of total steps; 0 when that is not known.
func (p *terminalProgress) Phase(name string, total int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.phase, p.n, p.of = name, 0, total
	p.draw("")
}

// Step says that one more item is done.
func (p *terminalProgress) Step(item string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.n++
	if p.now().Sub(p.drawn) > 100*time.Millisecond {
		p.draw(item)
	}
}

func (p *terminalProgress) draw(item string) {
	p.drawn = p.now()
	count := ""
	if p.of > 0 {
		count = fmt.Sprintf(" %d/%d", p.n, p.of)
	}
	if len(item) > 60 {
		item = "…" + item[len(item)-59:]
	}
	fmt.Fprintf(p.out, "\r\033[K%s%s · %s %s", p.phase, count, p.drawn.Sub(p.start).Round(time.Second), item)
	p.written = true
}

// Done clears the line.
func (p *terminalProgress) Done() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.written {
		fmt.Fprint(p.out, "\r\033[K")
	}
}
