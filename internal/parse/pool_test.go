package parse

import (
	"fmt"
	"os"
	"runtime"
	"strings"
	"sync"
	"testing"

	"codeberg.org/go-pdf/fpdf"
)

func newPool(t testing.TB, n int) *Pool {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	p, err := NewPool(t.Context(), []string{self, "bad-child"}, n)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := p.Close(); err != nil {
			t.Error(err)
		}
	})
	return p
}

func TestAPoolGoesOnWhenOneFileBreaksItsChild(t *testing.T) {
	p := newPool(t, 3)
	var wg sync.WaitGroup
	for i := range 30 {
		wg.Go(func() {
			name := fmt.Sprintf("%02d.txt", i)
			if i%10 == 4 {
				name = "panic"
			}
			got, _ := p.Read(t.Context(), name, []byte("x"))
			if got.Input != name || (got.Problem != "") != (name == "panic") {
				t.Errorf("%+v", got)
			}
		})
	}
	wg.Wait()
}

func TestAPoolNeedsAProgram(t *testing.T) {
	if _, err := NewPool(t.Context(), []string{"/nowhere/taupier"}, 2); err == nil {
		t.Error("no error")
	}
}

// typicalCV is a CV of two pages.
func typicalCV(b *testing.B) []byte {
	return makePDF(b, func(p *fpdf.Fpdf) {
		p.MultiCell(0, 5, strings.Repeat(story+"\n", 6), "", "L", false)
		p.AddPage()
		p.MultiCell(0, 5, strings.Repeat(story+"\n", 6), "", "L", false)
	})
}

// BenchmarkCVs reads CVs of two pages in this process, and in limited processes from as many goroutines.
func BenchmarkCVs(b *testing.B) {
	data := typicalCV(b)
	each := func(b *testing.B, read func(name string) string) {
		b.ReportAllocs()
		b.RunParallel(func(pb *testing.PB) {
			for pb.Next() {
				if problem := read("cv.pdf"); problem != "" {
					b.Error(problem)
				}
			}
		})
		b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "CVs/s")
	}
	b.Run("in-process", func(b *testing.B) {
		each(b, func(name string) string { p, _ := File(name, data); return p.Problem })
	})
	b.Run("child", func(b *testing.B) {
		self, err := os.Executable()
		if err != nil {
			b.Fatal(err)
		}
		pool, err := NewPool(b.Context(), []string{self, "child"}, runtime.GOMAXPROCS(0))
		if err != nil {
			b.Fatal(err)
		}
		defer pool.Close()
		for range runtime.GOMAXPROCS(0) {
			pool.Read(b.Context(), "warm-up.pdf", data)
		}
		b.ResetTimer()
		each(b, func(name string) string { p, _ := pool.Read(b.Context(), name, data); return p.Problem })
	})
}
