package app

import (
	"bufio"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"strings"
	"sync"
	"time"

	"golang.org/x/term"

	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/screen"
)

// batchColumns are the columns of a batch.
var batchColumns = []string{"name", "kind", "born", "country", "id", "wallet", "email"}

// asking is one row of a batch on its way.
type asking struct {
	line   int
	said   string // the name as it stands in the row, for a row that cannot be asked
	reason error  // why the row, or a part of it, could not be asked
}

// screenBatch answers every row of a file, in order, as JSON lines. What of a row cannot be asked is told in its answer.
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
		return fail(exitPartial, "%s: %d of %d rows could not be asked whole; their answers say why", f.batch, b.rejected, b.asked)
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

// batch asks the rows of a file and answers in their order.
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
	var way underWay
	var broken error
	queries := func(yield func(screen.Query) bool) {
		for {
			row, err := b.rows.next()
			if errors.Is(err, io.EOF) {
				return
			}
			var bad rowError
			if err != nil && !errors.As(err, &bad) {
				broken = err
				return
			}
			a := asking{line: b.rows.line, said: row["name"], reason: err}
			var q screen.Query
			if err == nil {
				q, a.reason = b.query(row)
			}
			way.push(a)
			if !yield(q) {
				return
			}
		}
	}
	for q, hits := range b.screener.Batch(ctx, queries, runtime.GOMAXPROCS(0)) {
		if err := b.settle(way.pop(), q, hits, write); err != nil {
			return err
		}
	}
	return cmp.Or(ctx.Err(), broken)
}

func (b *batch) query(row map[string]string) (screen.Query, error) {
	facts := screenFacts{born: row["born"], country: row["country"], id: row["id"], wallet: row["wallet"], email: row["email"]}
	q, err := facts.query(row["name"], cmp.Or(row["kind"], b.kind))
	if err == nil && empty(q) {
		err = rowError{"nothing to ask: give a name, id, wallet or email"}
	}
	if err != nil {
		return screen.Query{}, err
	}
	return q, errors.Join(q.Unasked()...)
}

func (b *batch) settle(a asking, q screen.Query, hits []screen.Hit, write func(any) error) error {
	b.asked++
	answer := answerOf(q, hits, b.lang)
	if a.reason != nil {
		b.rejected++
		answer.Query = cmp.Or(answer.Query, a.said)
		answer.Error = strings.ReplaceAll(a.reason.Error(), "\n", "; ")
	}
	answer.Line = a.line
	for _, h := range hits {
		if b.worst != screen.NearCertain {
			b.worst = h.Level
		}
	}
	if b.bar != nil {
		b.bar.Step(a.said)
	}
	if err := write(answer); err != nil {
		return fmt.Errorf("write: %w", err)
	}
	return nil
}

// underWay are the rows that have been asked and not yet answered, in order; Batch bounds how many.
type underWay struct {
	mu   sync.Mutex
	rows []asking
}

func (u *underWay) push(a asking) {
	u.mu.Lock()
	defer u.mu.Unlock()
	u.rows = append(u.rows, a)
}

func (u *underWay) pop() asking {
	u.mu.Lock()
	defer u.mu.Unlock()
	a := u.rows[0]
	u.rows = u.rows[1:]
	return a
}
