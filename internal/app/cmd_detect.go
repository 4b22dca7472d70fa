package app

import (
	"bufio"
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"runtime"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/sigma"
)

// detectFlags are the choices of detect.
type detectFlags struct {
	rules, output, source   string
	timeline, single, quiet bool
	lateness                time.Duration
	workers                 int
}

func (c *cli) detectCmd() *cobra.Command {
	var f detectFlags
	cmd := &cobra.Command{
		Use:   "detect LOG...",
		Short: "Match log files against Sigma rules and correlations",
		Long: `Match every record of log files, or of folders of them, against Sigma rules, and join the matches
with correlations. What a record is, its vendor's fields tell; --logsource says it of records of no
known kind. Exit code 0 when every record could be judged, 7 when some could not.`,
		Example: "  taupier detect ./logs\n  taupier detect security.evtx --rules ./sigma/rules -o ndjson\n  taupier detect trail.json --rules ./sigma/rules --logsource product=aws,service=cloudtrail",
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return fail(exitUsage, "give the log files or folders to read")
			}
			return c.detect(cmd.Context(), args, f)
		},
	}
	fl := cmd.Flags()
	fl.StringVar(&f.rules, "rules", "", "folder of Sigma rules (default: those that ship with the program)")
	fl.StringVarP(&f.output, "output", "o", "table", "table, ndjson, ocsf, csv or sarif")
	fl.StringVar(&f.source, "logsource", "", "log source of records of no known kind: product=…,category=…,service=…")
	fl.BoolVar(&f.timeline, "timeline", false, "sort by the time of the events, which takes memory for every match")
	fl.BoolVar(&f.single, "all", false, "report the matches of rules that correlations join as well")
	fl.DurationVar(&f.lateness, "lateness", 0, "how much out of order the records of a file are, for correlations (default: any, over all files)")
	fl.IntVar(&f.workers, "workers", 0, "how many records are judged at the same time (default: the cores)")
	fl.BoolVarP(&f.quiet, "quiet", "q", false, "no progress and no summary on standard error")
	return cmd
}

// readSource reads product=…,category=…,service=….
func readSource(s string) (sigma.LogSource, error) {
	var src sigma.LogSource
	if s == "" {
		return src, nil
	}
	to := map[string]*string{"product": &src.Product, "category": &src.Category, "service": &src.Service}
	for _, part := range strings.Split(s, ",") {
		key, value, ok := strings.Cut(strings.TrimSpace(part), "=")
		if to[key] == nil || !ok || value == "" {
			return src, fail(exitUsage, "--logsource %q: want product=…,category=…,service=…, or some of them", s)
		}
		*to[key] = value
	}
	return src, nil
}

func (c *cli) detect(ctx context.Context, args []string, f detectFlags) error {
	if detectFormats[f.output] == nil {
		return fail(exitUsage, "--output %q: want table, ndjson, ocsf, csv or sarif", f.output)
	}
	if f.lateness < 0 || f.workers < 0 {
		return fail(exitUsage, "--lateness and --workers cannot be below zero")
	}
	d := &detecting{workers: cmp.Or(f.workers, runtime.GOMAXPROCS(0)), progress: silent{}}
	var err error
	if d.source, err = readSource(f.source); err != nil {
		return err
	}
	set, err := c.ruleset(f.rules)
	if err != nil {
		return err
	}
	c.tellFailed(set)
	if d.rules, err = sigma.Compile(set.Rules); err != nil {
		return fail(exitIO, "compile rules: %w", err)
	}
	if d.joint, err = newJoint(set, cmp.Or(f.lateness, wholeInput), f.single); err != nil {
		return &exitError{exitIO, err}
	}
	if d.files, err = logFiles(args); err != nil {
		return &exitError{exitIO, err}
	}
	if len(d.files) == 0 {
		return fail(exitNothing, "nothing to read in %s", strings.Join(args, ", "))
	}
	if err := c.detectInto(ctx, d, f); err != nil {
		return err
	}
	if len(set.Failed) > 0 || d.partial() {
		return &exitError{code: exitPartial}
	}
	return nil
}

// detectInto runs and writes what is found as it is found, or in the order of time.
func (c *cli) detectInto(ctx context.Context, d *detecting, f detectFlags) error {
	buffer := bufio.NewWriterSize(c.out, 64<<10)
	out := detectFormats[f.output](buffer)
	if t, ok := out.(*tableDetections); ok {
		t.timeline = f.timeline
	}
	var failed error
	var counts tally
	var kept []*detection
	write := func(x *detection) {
		if err := out.write(x); failed == nil {
			failed = err
		}
	}
	d.found = func(x *detection) {
		counts.add(x)
		if f.timeline {
			kept = append(kept, x)
			return
		}
		write(x)
	}
	c.boundMemory()
	start := time.Now()
	err := c.withProgress(d, f.quiet, func() error { return d.run(ctx) })
	slices.SortStableFunc(kept, func(a, b *detection) int { return a.at.Compare(b.at) })
	for _, x := range kept {
		write(x)
	}
	if err == nil {
		err = errors.Join(failed, out.close(), buffer.Flush())
	}
	if err != nil {
		if errors.Is(err, context.Canceled) {
			return err
		}
		return fail(exitIO, "detect: %w", err)
	}
	return c.conclude(d, &counts, f, time.Since(start))
}

func (c *cli) withProgress(d *detecting, quiet bool, run func() error) error {
	file, ok := c.err.(*os.File)
	if !ok || quiet || !term.IsTerminal(int(file.Fd())) {
		return run()
	}
	bar := newTerminalProgress(c.err, time.Now)
	defer bar.Done()
	d.progress = bar
	bar.Phase("detect", len(d.files))
	return run()
}

// conclude tells what could not be judged, and sums up.
func (c *cli) conclude(d *detecting, counts *tally, f detectFlags, took time.Duration) error {
	records, rejected := c.tellUnjudged(d.inputs)
	for _, m := range d.joint.missed() {
		fmt.Fprintln(c.err, m)
	}
	if f.quiet {
		return nil
	}
	sums := c.err
	if f.output == "table" {
		sums = c.out
		fmt.Fprintln(sums)
	}
	if err := counts.write(sums); err != nil {
		return fail(exitIO, "write: %w", err)
	}
	fmt.Fprintf(c.err, "%d records of %d files against %d rules in %s: %d matches (%s); %d records could not be judged\n",
		records, len(d.inputs), len(d.rules.Rules()), took.Round(10*time.Millisecond), counts.total, counts.levels(), rejected)
	return nil
}

// tellUnjudged names records that could not be judged, a few of each file and of a few files, and counts all.
func (c *cli) tellUnjudged(inputs []core.Input) (records, rejected int) {
	const perFile, files = 3, 20
	named, silent := 0, 0
	for _, in := range inputs {
		records, rejected = records+in.Records, rejected+in.Rejected
		if in.Rejected == 0 && len(in.Problems) == 0 {
			continue
		}
		if named++; named > files {
			silent++
			continue
		}
		shown := in.Problems[:min(len(in.Problems), perFile)]
		for _, p := range shown {
			fmt.Fprintln(c.err, where(cmp.Or(p.Input, in.Path), p.Line)+":", p.Says)
		}
		if n := in.Rejected - len(shown); n > 0 {
			fmt.Fprintf(c.err, "%s: and %d more records that could not be judged\n", in.Path, n)
		}
	}
	if silent > 0 {
		fmt.Fprintf(c.err, "and %d more files with records that could not be judged\n", silent)
	}
	return records, rejected
}

// partial says whether some input could not be judged.
func (d *detecting) partial() bool {
	return slices.ContainsFunc(d.inputs, func(in core.Input) bool { return in.Rejected > 0 || len(in.Problems) > 0 })
}
