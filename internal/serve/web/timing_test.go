package web

import (
	"math"
	"net/http"
	"net/http/httptest"
	"os"
	"strconv"
	"testing"
	"time"
)

// How long the same request of the person concerned takes where there is a case about him, and where there is none. It reports and
// judges nothing, for the machine is anybody's: TAUPIER_TIMING=10000 go test ./internal/serve/web -run T01Timing -v
func TestT01TimingIsReported(t *testing.T) {
	calls, err := strconv.Atoi(os.Getenv("TAUPIER_TIMING"))
	if err != nil || calls < 2 {
		t.Skip("set TAUPIER_TIMING to a number of calls")
	}
	with, without := newWorld(t), newWorld(t)
	id := with.caseAboutNadia(t)
	for _, path := range []string{"/queue", "/people/p-1", "/cases/" + id} {
		a, b := newTimed(t, with, path), newTimed(t, without, path)
		for i := range calls {
			if i%2 == 0 { // neither is always the first
				a.call(t)
				b.call(t)
			} else {
				b.call(t)
				a.call(t)
			}
		}
		meanA, spreadA := a.moments()
		meanB, spreadB := b.moments()
		sigma := math.Sqrt((spreadA*spreadA + spreadB*spreadB) / 2)
		t.Logf("%s, %d calls each: %.3f ms with a case, %.3f ms without; one standard deviation is %.3f ms, the difference %.3f of it", path, calls, meanA, meanB, sigma, math.Abs(meanA-meanB)/sigma)
	}
}

// timed is one request of the person concerned, again and again, without a network.
type timed struct {
	handler http.Handler
	request *http.Request
	status  int
	took    []float64 // milliseconds
}

func newTimed(t *testing.T, w *world, path string) *timed {
	t.Helper()
	h, err := New(w.options)
	if err != nil {
		t.Fatal(err)
	}
	r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "http://127.0.0.1"+path, nil)
	r.AddCookie(w.session(t, "u-subject"))
	return &timed{handler: h, request: r}
}

func (x *timed) call(t *testing.T) {
	t.Helper()
	answer := httptest.NewRecorder()
	start := time.Now()
	x.handler.ServeHTTP(answer, x.request.Clone(t.Context()))
	x.took = append(x.took, float64(time.Since(start).Nanoseconds())/1e6)
	if x.status != 0 && x.status != answer.Code {
		t.Fatalf("%s: %d, and %d before", x.request.URL.Path, answer.Code, x.status)
	}
	x.status = answer.Code
}

func (x *timed) moments() (mean, spread float64) {
	for _, v := range x.took {
		mean += v / float64(len(x.took))
	}
	for _, v := range x.took {
		spread += (v - mean) * (v - mean) / float64(len(x.took)-1)
	}
	return mean, math.Sqrt(spread)
}
