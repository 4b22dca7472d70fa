package app

import (
	"context"
	"runtime"
	"slices"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/detect"
	"github.com/taupier-eu/taupier/internal/intake"
	"github.com/taupier-eu/taupier/internal/observe"
	"github.com/taupier-eu/taupier/internal/observe/readers"
	"github.com/taupier-eu/taupier/sigma"
)

// stream is what judges the logs, and what became of them.
type stream struct {
	detectors  []detect.Detector
	lanes      []*lane
	coverage   *detect.Coverage
	unassigned *strangers
	mu         sync.Mutex // of unassigned
}

// lane is one detector and its lock: a detector is fed by one worker at a time, and two workers feed
// two detectors side by side.
type lane struct {
	mu  sync.Mutex
	det interface {
		Feed(d *core.Dossier, o *core.Observation)
	}
}

func newStream(w *detect.World) *stream {
	s := &stream{detectors: detect.All(w), coverage: detect.NewCoverage(), unassigned: newStrangers()}
	for _, d := range s.detectors {
		s.lanes = append(s.lanes, &lane{det: d})
	}
	s.lanes = append(s.lanes, &lane{det: s.coverage})
	return s
}

// feed hands a batch to every detector, beginning with the given one, so that workers seldom meet.
// whose names the dossier of each observation.
func (s *stream) feed(batch []core.Observation, whose []*core.Dossier, begin int) {
	for i := range s.lanes {
		l := s.lanes[(begin+i)%len(s.lanes)]
		l.mu.Lock()
		for k := range batch {
			l.det.Feed(whose[k], &batch[k])
		}
		l.mu.Unlock()
	}
}

func (s *stream) raise(out *core.Sink) {
	for _, det := range s.detectors {
		det.Raise(out)
	}
}

// filesAhead is how many log files are read at the same time: one, and the next while its decoder
// starts, so that memory does not grow with the number of files.
const filesAhead = 2

// observeLogs reads every log and feeds the detectors. Files are cut into batches by one goroutine
// each; workers map and judge batches of any file. The outcome does not depend on which worker took
// what, because detectors do not depend on order.
func (k *Knowledge) observeLogs(ctx context.Context, f *folder, w *detect.World, opt ScanOptions) (*stream, error) {
	s := newStream(w)
	opt.Progress.Phase("read logs", len(f.logs))
	batches := make(chan job, 4)
	results := make([]*logResult, len(f.logs))
	group, ctx := errgroup.WithContext(ctx)
	var reading sync.WaitGroup
	gate := make(chan struct{}, filesAhead)
	reading.Add(1)
	group.Go(func() error {
		defer reading.Done()
		for i, file := range f.logs {
			select {
			case gate <- struct{}{}:
			case <-ctx.Done():
				return ctx.Err()
			}
			r := &logResult{in: core.Input{Path: file.Path, Kind: "unknown"}, mapped: f.mapping(file.Path)}
			results[i] = r
			reading.Add(1)
			group.Go(func() error {
				defer func() { reading.Done(); <-gate }()
				defer opt.Progress.Step(file.Path)
				return r.read(ctx, f, file, batches)
			})
		}
		return nil
	})
	group.Go(func() error { reading.Wait(); close(batches); return nil })
	workers := opt.Workers
	if workers == 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	for i := range workers {
		group.Go(func() error { return k.work(ctx, f, s, opt, batches, i*len(s.lanes)/workers) })
	}
	if err := group.Wait(); err != nil {
		return nil, err
	}
	for _, r := range results {
		f.inputs = append(f.inputs, r.close())
	}
	return s, nil
}

// mapping is the company's own reader for a path, or nil.
func (f *folder) mapping(path string) observe.Reader {
	for _, m := range f.mapped {
		if m.Takes(path) {
			return m
		}
	}
	return nil
}

// job is one batch of one file.
type job struct {
	of    *logResult
	batch *intake.Batch
}

// logResult is what became of one log file. The cutting goroutine owns in; workers add to rejected.
type logResult struct {
	in     core.Input
	mapped observe.Reader
	reader observe.Reader // the file's usual reader, told from its first records

	mu       sync.Mutex
	rejected rejections
	newest   time.Time
}

// saw keeps the time of the newest event.
func (r *logResult) saw(at time.Time) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if at.After(r.newest) {
		r.newest = at
	}
}

// read cuts the file into batches.
func (r *logResult) read(ctx context.Context, f *folder, file intake.File, to chan<- job) error {
	c, err := intake.Open(f.fsys, file)
	if err != nil {
		r.in.Reject(0, err.Error())
		return nil
	}
	defer c.Close()
	first := true
	return intake.Stream(ctx, c, &r.in, intake.Options{}, func(b *intake.Batch) error {
		if first {
			r.recognise(b)
			first = false
		}
		select {
		case to <- job{r, b}:
			return nil
		case <-ctx.Done():
			return ctx.Err()
		}
	})
}

// close is the input as the report shows it.
func (r *logResult) close() core.Input {
	in := r.in
	in.Newest = r.newest
	if r.reader != nil {
		in.Kind = r.reader.Name()
	}
	in.Records -= r.rejected.count
	in.Rejected += r.rejected.count
	r.rejected.trim()
	in.Problems = append(in.Problems, r.rejected.problems...)
	slices.SortFunc(in.Problems, core.Problem.Compare)
	in.Problems = in.Problems[:min(len(in.Problems), core.MaxProblems)]
	return in
}

// recognise finds the file's usual reader from its first records. Each record is checked against it
// again when it is read, so that a file of several kinds is read whole.
func (r *logResult) recognise(b *intake.Batch) {
	if r.mapped != nil {
		r.reader = r.mapped
		return
	}
	const looked = 16
	events := make([]sigma.Event, min(looked, len(b.Records)))
	var recs []sigma.Value
	for i := range events {
		if events[i].Parse(b.Records[i].Raw) == nil {
			recs = append(recs, events[i].Root())
		}
	}
	r.reader = readers.Recognise(recs, r.in.Path)
}

// work maps and judges batches until there are none.
func (k *Knowledge) work(ctx context.Context, f *folder, s *stream, opt ScanOptions, batches <-chan job, begin int) error {
	w := newWorker(k, f, opt)
	for j := range batches {
		if err := ctx.Err(); err != nil {
			return err
		}
		w.batch, w.whose, w.newest = w.batch[:0], w.whose[:0], time.Time{}
		for _, rec := range j.batch.Records {
			if err := w.record(j.of.reader, j.of.in.Path, rec.Line, rec.Raw); err != nil {
				j.of.reject(rec.Line, err)
			}
		}
		s.feed(w.batch, w.whose, begin)
		j.of.saw(w.newest)
		j.batch.Release()
	}
	s.mu.Lock()
	s.unassigned.merge(w.lost)
	s.mu.Unlock()
	return nil
}

func (r *logResult) reject(line int, err error) {
	r.mu.Lock()
	r.rejected.add(r.in.Path, line, err.Error())
	r.mu.Unlock()
}
