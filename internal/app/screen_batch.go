package app

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"time"

	"golang.org/x/sync/errgroup"
	"golang.org/x/term"

	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/screen"
)

// batchColumns are the columns of a batch.
var batchColumns = []string{"name", "kind", "born", "country", "id", "wallet", "email"}

// asking is one row of a batch on its way.
type asking struct {
	line   int
	query  screen.Query
	said   string // the name as it stands in the row, for a row that cannot be asked
	reason error
	answer screenAnswer
	level  screen.Level
	done   chan struct{}
}

// screenBatch answers every row of a file, in order, as JSON lines. Rows that cannot be asked are answered with the reason.
func (c *cli) screenBatch(ctx context.Context, s *screen.Screener, f screenFlags, lang core.Lang) error {
	in, closing, err := c.openBatch(f.batch)
	if err != nil {
		return err
	}
	defer closing()
	r, err := readRows(in, batchColumns, nil)
	if err != nil {
		return fail(exitIO, "%s: %w", f.batch, err)
	}
	var bar *terminalProgress
	if file, ok := c.err.(*os.File); ok && !f.quiet && term.IsTerminal(int(file.Fd())) {
		bar = newTerminalProgress(c.err, time.Now)
		bar.Phase("screen", 0)
		defer bar.Done()
	}
	b := &batch{screener: s, rows: r, kind: f.kind, lang: lang, bar: bar}
	out := bufio.NewWriterSize(c.out, 64<<10)
	err = b.run(ctx, jsonLines(out).Encode)
	if flushed := out.Flush(); err == nil && flushed != nil {
		err = fmt.Errorf("write: %w", flushed)
	}
	if err != nil && !errors.Is(err, context.Canceled) {
		return fail(exitIO, "%s: %w", f.batch, err)
	}
	if err != nil {
		return err
	}
	if b.rejected > 0 {
		return fail(exitPartial, "%s: %d of %d rows could not be asked; their answers say why", f.batch, b.rejected, b.asked)
	}
	if b.worst != "" && (f.failOn == string(screen.Check) || f.failOn == string(b.worst)) {
		return &exitError{code: exitFindings}
	}
	return nil
}

func (c *cli) openBatch(path string) (io.Reader, func(), error) {
	if path == "-" {
		return c.in, func() {}, nil
	}
	file, err := os.Open(path) //nolint:gosec // the caller names the file
	if err != nil {
		return nil, nil, fail(exitIO, "open batch: %w", err)
	}
	return file, func() { file.Close() }, nil
}

// batch asks rows by several workers and answers in the order of the rows. Memory is bounded by the length of the queue.
type batch struct {
	screener *screen.Screener
	rows     *rows
	kind     string
	lang     core.Lang
	bar      *terminalProgress

	asked, rejected int
	worst           screen.Level
}

func (b *batch) run(ctx context.Context, write func(any) error) error {
	workers := runtime.GOMAXPROCS(0)
	todo, order := make(chan *asking, 64*workers), make(chan *asking, 64*workers)
	g, ctx := errgroup.WithContext(ctx)
	g.Go(func() error {
		defer close(todo)
		defer close(order)
		return b.read(ctx, todo, order)
	})
	for range workers {
		g.Go(func() error {
			for a := range todo {
				b.ask(a)
				close(a.done)
			}
			return nil
		})
	}
	g.Go(func() error {
		for a := range order {
			<-a.done
			if err := b.settle(a, write); err != nil {
				return err
			}
		}
		return nil
	})
	return g.Wait()
}

// read hands every row to a worker and, in order, to the writer.
func (b *batch) read(ctx context.Context, todo, order chan<- *asking) error {
	for {
		row, err := b.rows.next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		a := &asking{line: b.rows.line, said: row["name"], done: make(chan struct{})}
		var bad rowError
		switch {
		case errors.As(err, &bad):
			a.reason = bad
		case err != nil:
			return err
		default:
			facts := screenFacts{born: row["born"], country: row["country"], id: row["id"], wallet: row["wallet"], email: row["email"]}
			a.query, a.reason = facts.query(row["name"], or(row["kind"], b.kind))
			if a.reason == nil && empty(a.query) {
				a.reason = rowError{"nothing to ask: give a name, id, wallet or email"}
			}
		}
		for _, to := range []chan<- *asking{todo, order} {
			select {
			case to <- a:
			case <-ctx.Done():
				return ctx.Err()
			}
		}
	}
}

func or(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

func (b *batch) ask(a *asking) {
	if a.reason != nil {
		a.answer = screenAnswer{Query: a.said, Hits: []screenedEntry{}, Error: a.reason.Error()}
	} else {
		hits := b.screener.Screen(a.query)
		a.answer = answerOf(a.query, hits, b.lang)
		for _, h := range hits {
			if a.level != screen.NearCertain {
				a.level = h.Level
			}
		}
	}
	a.answer.Line = a.line
}

func (b *batch) settle(a *asking, write func(any) error) error {
	b.asked++
	if a.reason != nil {
		b.rejected++
	}
	if a.level != "" && b.worst != screen.NearCertain {
		b.worst = a.level
	}
	if b.bar != nil {
		b.bar.Step(a.said)
	}
	if err := write(a.answer); err != nil {
		return fmt.Errorf("write: %w", err)
	}
	return nil
}
