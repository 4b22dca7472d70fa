package parse

import (
	"context"
	"errors"

	"github.com/taupier-eu/taupier/internal/core"
)

// Pool is several children, each of which reads one document at a time. Read may be called from several
// goroutines.
type Pool struct {
	idle     chan *Child
	children []*Child
}

// NewPool makes a pool of n children and starts the first; the others start when they are needed.
func NewPool(ctx context.Context, command []string, n int) (*Pool, error) {
	p := &Pool{idle: make(chan *Child, max(n, 1))}
	for range max(n, 1) {
		c := &Child{Command: command}
		p.children = append(p.children, c)
	}
	if err := p.children[0].Start(ctx); err != nil {
		return nil, err
	}
	p.idle <- p.children[0] // first, so that a single document starts no other
	for _, c := range p.children[1:] {
		p.idle <- c
	}
	return p, nil
}

// Read has one document read by a child that is free. It always answers, as Child.Read does.
func (p *Pool) Read(ctx context.Context, path string, data []byte) (core.Paper, *core.Stated) {
	c := <-p.idle
	defer func() { p.idle <- c }()
	return c.Read(ctx, path, data)
}

// Close ends the processes.
func (p *Pool) Close() error {
	var errs []error
	for _, c := range p.children {
		errs = append(errs, c.Close())
	}
	return errors.Join(errs...)
}
