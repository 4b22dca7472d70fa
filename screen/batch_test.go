package screen

import (
	"context"
	"iter"
	"slices"
	"strconv"
	"testing"
	"testing/synctest"

	"github.com/google/go-cmp/cmp"
)

func repeated(n int, at func(int) Query) iter.Seq[Query] {
	return func(yield func(Query) bool) {
		for i := range n {
			if !yield(at(i)) {
				return
			}
		}
	}
}

func mixed(i int) Query {
	switch i % 4 {
	case 0:
		return Query{Name: "Bartholomaeus Zygmuntowicz"}
	case 1:
		return Query{Name: "Somebody Else " + strconv.Itoa(i)}
	case 2:
		return Query{IDs: []string{"IMO 9999999"}}
	}
	return Query{Name: "Yi Min-jun", Born: Date{Year: 1962}}
}

func TestABatchAnswersAsScreenDoesAndInOrder(t *testing.T) {
	s, err := New(invented())
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range []int{0, 1, batchChunk, 10*batchChunk + 7} {
		for _, workers := range []int{-1, 1, 3} {
			at := 0
			for q, hits := range s.Batch(t.Context(), repeated(n, mixed), workers) {
				want := mixed(at)
				if d := cmp.Diff(want, q); d != "" {
					t.Fatalf("query %d of %d: %s", at, n, d)
				}
				if got, want := ids(hits), ids(s.Screen(want)); got != want {
					t.Fatalf("query %d of %d: %q, want %q", at, n, got, want)
				}
				at++
			}
			if at != n {
				t.Errorf("%d answers to %d queries by %d workers", at, n, workers)
			}
		}
	}
}

// The bubble ends when every goroutine begun in it has.
func TestABatchThatIsLeftEarlyEndsItsGoroutines(t *testing.T) {
	s, err := New(invented())
	if err != nil {
		t.Fatal(err)
	}
	synctest.Test(t, func(t *testing.T) {
		asked := 0
		endless := func(yield func(Query) bool) {
			for ; yield(mixed(asked)); asked++ {
			}
		}
		for range s.Batch(t.Context(), endless, 2) {
			break
		}
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		n := 0
		for range s.Batch(ctx, endless, 2) {
			if n++; n == 100 {
				cancel()
			}
		}
		if n < 100 || n > 101 {
			t.Errorf("%d answers were given, of which the 100th cancelled", n)
		}
		if asked > 40*batchChunk {
			t.Errorf("%d queries were taken for few answers", asked)
		}
	})
}

func TestABatchOfACancelledContextAsksNothing(t *testing.T) {
	s, err := New(invented())
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	for q := range s.Batch(ctx, slices.Values([]Query{{Name: "Yi Min-jun"}}), 1) {
		t.Errorf("answered %v", q)
	}
}
