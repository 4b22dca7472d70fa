package screen

import (
	"context"
	"iter"
	"sync"
)

// batchChunk is how many queries a worker takes at a time: enough to make handing over cheap, few enough to keep order
// with little memory.
const batchChunk = 64

// chunk is a stretch of a batch; done is closed when every query has its answer.
type chunk struct {
	queries []Query
	hits    [][]Hit
	done    chan struct{}
}

// Batch asks many queries on several cores and gives the answers in the order of the queries, each with its hits, the most
// probable first, as Screen does. Memory is bounded: no more than a few hundred queries for each worker are under way,
// however slowly the answers are taken. workers below 1 is 1.
//
// queries is ranged over in a goroutine of its own, which has ended when the loop over the answers has. When ctx is done
// the answers end early; ask ctx.Err after the loop to tell that from the end of the queries.
func (s *Screener) Batch(ctx context.Context, queries iter.Seq[Query], workers int) iter.Seq2[Query, []Hit] {
	workers = max(1, workers)
	return func(yield func(Query, []Hit) bool) {
		ctx, cancel := context.WithCancel(ctx)
		var running sync.WaitGroup
		defer running.Wait()
		defer cancel()
		todo, inOrder := make(chan *chunk, workers), make(chan *chunk, 2*workers)
		running.Go(func() {
			defer close(inOrder)
			defer close(todo)
			deal(ctx, queries, func(c *chunk) bool { return offer(ctx, inOrder, c) && offer(ctx, todo, c) })
		})
		for range workers {
			running.Go(func() {
				for c := range todo {
					s.answer(ctx, c)
				}
			})
		}
		for c := range inOrder {
			select {
			case <-c.done:
			case <-ctx.Done():
				return
			}
			for i := range c.queries {
				if ctx.Err() != nil || !yield(c.queries[i], c.hits[i]) {
					return
				}
			}
		}
	}
}

// deal cuts queries into chunks.
func deal(ctx context.Context, queries iter.Seq[Query], give func(*chunk) bool) {
	var c *chunk
	for q := range queries {
		if c == nil {
			c = &chunk{queries: make([]Query, 0, batchChunk), done: make(chan struct{})}
		}
		c.queries = append(c.queries, q)
		if len(c.queries) == batchChunk {
			if !give(c) {
				return
			}
			c = nil
		}
		if ctx.Err() != nil {
			return
		}
	}
	if c != nil {
		give(c)
	}
}

func offer(ctx context.Context, to chan<- *chunk, c *chunk) bool {
	select {
	case to <- c:
		return true
	case <-ctx.Done():
		return false
	}
}

func (s *Screener) answer(ctx context.Context, c *chunk) {
	c.hits = make([][]Hit, len(c.queries))
	for i := range c.queries {
		if ctx.Err() != nil {
			return
		}
		c.hits[i] = s.Screen(c.queries[i])
	}
	close(c.done)
}
