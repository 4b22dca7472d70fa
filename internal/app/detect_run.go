package app

import (
	"context"
	"slices"

	"golang.org/x/sync/errgroup"

	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/intake"
	"github.com/taupier-eu/taupier/internal/observe"
	"github.com/taupier-eu/taupier/sigma"
)

// detecting is one run over log files. One goroutine cuts files into batches, workers judge batches,
// and the answers are taken in the order of the batches, so that they do not depend on the workers.
type detecting struct {
	files    []logFile
	rules    *sigma.Set
	joint    *joint
	source   sigma.LogSource
	workers  int
	progress Progress
	found    func(*detection)
	inputs   []core.Input
}

// batchJob is a batch to judge, or the end of a file when batch is nil.
type batchJob struct {
	in     *core.Input
	reader observe.Reader
	batch  *intake.Batch
	done   chan judged
}

type judged struct {
	hits     []hit
	rejected rejections
}

func (d *detecting) run(ctx context.Context) error {
	group, ctx := errgroup.WithContext(ctx)
	work := make(chan *batchJob, d.workers)
	order := make(chan *batchJob, 2*d.workers)
	group.Go(func() error {
		defer close(order)
		defer close(work)
		return d.cut(ctx, work, order)
	})
	for range d.workers {
		group.Go(func() error { return d.judge(work) })
	}
	group.Go(func() error { return d.collect(ctx, order) })
	if err := group.Wait(); err != nil {
		return err
	}
	d.joint.finish(d.found)
	return nil
}

// cut reads one file after the other.
func (d *detecting) cut(ctx context.Context, work, order chan<- *batchJob) error {
	give := func(to chan<- *batchJob, j *batchJob) error {
		select {
		case to <- j:
			return nil
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	for _, f := range d.files {
		in := &core.Input{Path: f.path, Kind: "unknown"}
		var reader observe.Reader
		first := true
		err := d.stream(ctx, f, in, func(b *intake.Batch) error {
			if first {
				reader, first = usual(b, f.path), false
				if reader != nil {
					in.Kind = reader.Name()
				}
			}
			j := &batchJob{in: in, reader: reader, batch: b, done: make(chan judged, 1)}
			if err := give(order, j); err != nil {
				return err
			}
			return give(work, j)
		})
		if err != nil {
			return err
		}
		if err := give(order, &batchJob{in: in}); err != nil {
			return err
		}
	}
	return nil
}

func (d *detecting) stream(ctx context.Context, f logFile, in *core.Input, emit func(*intake.Batch) error) error {
	c, err := f.open()
	if err != nil {
		in.Reject(0, err.Error())
		return nil
	}
	defer c.Close()
	return intake.Stream(ctx, c, in, intake.Options{}, emit)
}

// judge puts the records of batches to the rules.
func (d *detecting) judge(work <-chan *batchJob) error {
	route, rules := newRouter(d.source), d.rules.NewMatcher()
	for j := range work {
		var out judged
		path := j.in.Path
		for _, rec := range j.batch.Records {
			err := route.route(j.reader, path, rec.Raw, func(e *routed) {
				from := len(out.hits)
				rules.Match(e.source, e.event, func(m sigma.Match) { out.hits = append(out.hits, newHit(m, rec.Line)) })
				d.complete(route, e, out.hits[from:])
			})
			if err != nil {
				out.rejected.add(path, rec.Line, err.Error())
			}
		}
		j.batch.Release()
		j.done <- out
	}
	return nil
}

// complete adds what the hits of an event share.
func (d *detecting) complete(route *router, e *routed, hits []hit) {
	if len(hits) == 0 {
		return
	}
	at := route.at(e)
	for i := range hits {
		hits[i].at = at
		if d.joint.joined[hits[i].rule] {
			hits[i].joins = d.joint.keep(e)
		}
	}
}

// collect takes the answers in the order of the input.
func (d *detecting) collect(ctx context.Context, order <-chan *batchJob) error {
	var rejected rejections
	for j := range order {
		if j.batch == nil {
			d.inputs = append(d.inputs, closed(*j.in, &rejected))
			rejected = rejections{}
			d.progress.Step(j.in.Path)
			continue
		}
		select {
		case out := <-j.done:
			for i := range out.hits {
				d.joint.take(&out.hits[i], j.in.Path, d.found)
			}
			rejected.count += out.rejected.count
			rejected.problems = append(rejected.problems, out.rejected.problems...)
			rejected.trim()
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return nil
}

// closed is an input with everything that was rejected in it.
func closed(in core.Input, r *rejections) core.Input {
	in.Records -= r.count
	in.Rejected += r.count
	in.Problems = append(in.Problems, r.problems...)
	slices.SortFunc(in.Problems, core.Problem.Compare)
	in.Problems = in.Problems[:min(len(in.Problems), core.MaxProblems)]
	return in
}
