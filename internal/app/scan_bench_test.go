package app

import (
	"context"
	"io/fs"
	"os"
	"testing"

	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/intake"
	"github.com/taupier-eu/taupier/sigma"
)

// BenchmarkScan measures a whole scan of the fictional company at its default size against the mere
// reading of its logs as JSON: the ratio tells what judging costs, whatever the machine.
//
//	go test ./internal/app -run '^$' -bench Scan -benchtime 3x
func BenchmarkScan(b *testing.B) {
	k := shipped(b)
	dir, _ := company(b, 1, 420, 90)
	folder := os.DirFS(dir)
	records := 0
	b.Run("read", func(b *testing.B) {
		for b.Loop() {
			records = readLogs(b, folder)
		}
		b.ReportMetric(float64(records)*float64(b.N)/b.Elapsed().Seconds(), "records/s")
	})
	b.Run("scan", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := k.Scan(context.Background(), folder, ScanOptions{Now: demoEnd, Parser: parser(b)}); err != nil {
				b.Fatal(err)
			}
		}
		b.ReportMetric(float64(records)*float64(b.N)/b.Elapsed().Seconds(), "records/s")
	})
}

// readLogs parses every record of every log, one file after the other.
func readLogs(b *testing.B, folder fs.FS) int {
	b.Helper()
	files, _, err := intake.Walk(context.Background(), folder)
	if err != nil {
		b.Fatal(err)
	}
	var ev sigma.Event
	n := 0
	for _, f := range files {
		if f.Role != intake.RoleLog {
			continue
		}
		c, err := intake.Open(folder, f)
		if err != nil {
			b.Fatal(err)
		}
		err = intake.Stream(context.Background(), c, &core.Input{Path: f.Path}, intake.Options{}, func(batch *intake.Batch) error {
			defer batch.Release()
			for _, r := range batch.Records {
				if err := ev.Parse(r.Raw); err != nil {
					return err
				}
				n++
			}
			return nil
		})
		if err != nil {
			b.Fatal(err)
		}
		if err := c.Close(); err != nil {
			b.Fatal(err)
		}
	}
	return n
}
