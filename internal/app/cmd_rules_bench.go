package app

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/intake"
	"github.com/taupier-eu/taupier/internal/observe"
	"github.com/taupier-eu/taupier/sigma"
)

// benched is what `rules bench -o json` says. It is part of the interface.
type benched struct {
	Events          int     `json:"events"`
	Bytes           int64   `json:"bytes"`
	Rules           int     `json:"rules"`
	ParseSeconds    float64 `json:"parse_seconds"` // JSON is read, and nothing else
	MatchSeconds    float64 `json:"match_seconds"` // JSON is read, the log source found, rules matched
	Ratio           float64 `json:"ratio"`         // of match to parse
	EventsPerSecond float64 `json:"events_per_second"`
	HeapBytes       uint64  `json:"heap_bytes"` // of the rules, and of the indexes that these events need
}

func (c *cli) rulesBenchCmd() *cobra.Command {
	var dir, output, source string
	var passes int
	cmd := &cobra.Command{
		Use:   "bench LOG",
		Short: "Time the rules over a log file, on one core",
		Long: `Time two passes over the records of a file, in turns and on one core: one that only parses them,
and one that parses them, finds their log source and matches the rules. The figures are medians.
The records are held in memory. What is no JSON is left out of both passes; records of no known kind
are in both, though no rule applies to them.`,
		Example: "  taupier rules bench events.jsonl --rules ./sigma/rules -o json",
		Args:    cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if output != "table" && output != "json" {
				return fail(exitUsage, "--output %q: want table or json", output)
			}
			if passes < 5 {
				return fail(exitUsage, "--passes %d: a median needs at least 5", passes)
			}
			src, err := readSource(source)
			if err != nil {
				return err
			}
			return c.bench(cmd.Context(), args[0], dir, output, src, passes)
		},
	}
	fl := cmd.Flags()
	fl.StringVar(&dir, "rules", "", "folder of Sigma rules (default: those that ship with the program)")
	fl.StringVarP(&output, "output", "o", "table", "table or json")
	fl.StringVar(&source, "logsource", "", "log source of records of no known kind: product=…,category=…,service=…")
	fl.IntVar(&passes, "passes", 7, "how many times each pass is made, at least 5")
	return cmd
}

func (c *cli) bench(ctx context.Context, log, dir, output string, src sigma.LogSource, passes int) error {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	before := liveHeap()
	set, err := c.ruleset(dir)
	if err != nil {
		return err
	}
	c.tellFailed(set)
	b := &bench{rules: set.Rules, route: newRouter(src)}
	if err := b.compile(); err != nil {
		return fail(exitIO, "compile rules: %w", err)
	}
	b.heap = grown(before)
	if err := b.load(ctx, log); err != nil {
		return &exitError{exitIO, err}
	}
	if len(b.records) == 0 {
		return fail(exitNothing, "%s: no record that can be parsed", log)
	}
	out := b.measure(passes)
	if output == "json" {
		return c.printJSON(out)
	}
	_, err = fmt.Fprintf(c.out, "%d events (%.1f MB), %d rules: parse %.3f s, parse and match %.3f s (%.2f times), %.0f events a second on one core; rules take %.1f MB\n",
		out.Events, float64(out.Bytes)/1e6, out.Rules, out.ParseSeconds, out.MatchSeconds, out.Ratio, out.EventsPerSecond, float64(out.HeapBytes)/1e6)
	return err
}

// bench is a file in memory and the rules to put it to.
type bench struct {
	rules   []*sigma.Rule
	set     *sigma.Set
	matcher *sigma.Matcher
	route   *router
	first   observe.Reader
	path    string
	records [][]byte
	bytes   int64
	heap    uint64
}

func (b *bench) compile() error {
	set, err := sigma.Compile(b.rules)
	if err != nil {
		return err
	}
	b.set, b.matcher = set, set.NewMatcher()
	return nil
}

// grown is what the live heap has gained.
func grown(before uint64) uint64 {
	after := liveHeap()
	return after - min(before, after)
}

func liveHeap() uint64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.GC() // what finalisers let go
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

// load keeps the records that can be parsed.
func (b *bench) load(ctx context.Context, log string) error {
	files, err := logFiles([]string{log})
	if err != nil {
		return err
	}
	for _, f := range files {
		c, err := f.open()
		if err != nil {
			return err
		}
		b.path = f.path
		err = intake.Stream(ctx, c, &core.Input{Path: f.path}, intake.Options{}, func(batch *intake.Batch) error {
			if b.first == nil {
				b.first = usual(batch, f.path)
			}
			for _, r := range batch.Records {
				if err := b.route.route(b.first, b.path, r.Raw, func(*routed) {}); err == nil || errors.Is(err, errUnknownKind) {
					b.records = append(b.records, bytes.Clone(r.Raw))
					b.bytes += int64(len(r.Raw))
				}
			}
			batch.Release()
			return nil
		})
		if err := c.Close(); err != nil {
			return err
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// measure makes the passes in turns, after one of each that is not counted.
func (b *bench) measure(passes int) benched {
	var parse, match []float64
	b.parse()
	before := liveHeap()
	b.match()
	b.heap += grown(before)
	for range passes {
		parse = append(parse, timed(b.parse))
		match = append(match, timed(b.match))
	}
	out := benched{Events: len(b.records), Bytes: b.bytes, Rules: len(b.rules), ParseSeconds: median(parse), MatchSeconds: median(match), HeapBytes: b.heap}
	out.Ratio, out.EventsPerSecond = out.MatchSeconds/out.ParseSeconds, float64(out.Events)/out.MatchSeconds
	return out
}

func (b *bench) parse() {
	for _, r := range b.records {
		_ = b.route.record.Parse(r) // load has parsed it
	}
}

func (b *bench) match() {
	for _, r := range b.records {
		_ = b.route.route(b.first, b.path, r, func(e *routed) { // load has seen what cannot be routed
			b.matcher.Match(e.source, e.event, func(sigma.Match) {})
		})
	}
}

func timed(do func()) float64 {
	runtime.GC()
	start := time.Now()
	do()
	return time.Since(start).Seconds()
}

func median(of []float64) float64 {
	slices.Sort(of)
	return (of[(len(of)-1)/2] + of[len(of)/2]) / 2
}
