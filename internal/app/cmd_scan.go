package app

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"runtime/debug"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/report"
)

// scanFlags are the choices that every command with a report has.
type scanFlags struct {
	output, failOn, now, since, until, lists string
	names, quiet, noExitCode                 bool
	min, dataDir                             string
}

func (f *scanFlags) add(cmd *cobra.Command) {
	fl := cmd.Flags()
	fl.StringVarP(&f.output, "output", "o", "table", "form of the report: table, json, ndjson, html or csv")
	fl.StringVar(&f.failOn, "fail-on", "review", "exit with 1 when somebody is at this level or above: ask, review, urgent or never")
	fl.StringVar(&f.min, "min-level", "ask", "show people from this level on in tables and pages: none, ask, review or urgent")
	fl.StringVar(&f.now, "now", "", "take this as today (2026-11-20 or RFC 3339)")
	fl.StringVar(&f.since, "since", "", "leave out log records before this day")
	fl.StringVar(&f.until, "until", "", "leave out log records from this day on")
	fl.StringVar(&f.lists, "lists", "", "folder of official lists to screen against when the company folder brings none in lists/")
	fl.BoolVar(&f.names, "names", false, "show people's names in tables and pages (never in json, ndjson and csv)")
	fl.BoolVarP(&f.quiet, "quiet", "q", false, "no progress and no summary on standard error")
	fl.BoolVar(&f.noExitCode, "no-exit-code", false, "exit with 0 even when there are findings or rejected inputs")
}

func (c *cli) scanCmd() *cobra.Command {
	var f scanFlags
	cmd := &cobra.Command{
		Use:   "scan FOLDER",
		Short: "Analyse a company folder and say whom to look at first, and why",
		Long: `Analyse a company folder: company.yaml, people/<id>/person.yaml with files, logs/**.
The report says who comes first, what was seen with file and line, what would explain it
innocently, what to ask, and what could not be checked. Nothing leaves this machine.`,
		Example: "  taupier scan ./company\n  taupier scan ./company -o html > report.html\n  taupier scan ./company -o json --fail-on urgent",
		Args:    oneFolder,
		RunE: func(cmd *cobra.Command, args []string) error {
			return c.scan(cmd.Context(), args[0], f)
		},
	}
	f.add(cmd)
	cmd.Flags().StringVar(&f.dataDir, "data-dir", "", "folder in which hashes of applications are kept, to compare with later ones (see retention.application_days in company.yaml), and lists installed with the same --data-dir")
	return cmd
}

func oneFolder(_ *cobra.Command, args []string) error {
	if len(args) != 1 {
		return fail(exitUsage, "give one company folder (taupier init FOLDER writes an example)")
	}
	return nil
}

func (c *cli) scan(ctx context.Context, dir string, f scanFlags) error {
	set, err := c.settle(f)
	if err != nil {
		return err
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return fail(exitIO, "open folder: %w", err)
	}
	defer root.Close()
	if f.dataDir != "" {
		if set.opt.Past, err = c.openHistory(f.dataDir, set.opt.Now); err != nil {
			return err
		}
		defer set.opt.Past.Close()
	}
	return c.scanFS(ctx, root.FS(), set)
}

// settings are checked scanFlags.
type settings struct {
	scanFlags
	lang core.Lang
	opt  ScanOptions
}

func (c *cli) settle(f scanFlags) (settings, error) {
	s := settings{scanFlags: f}
	var err error
	if s.lang, err = langOf(c.lang, c.env); err != nil {
		return s, err
	}
	if !report.Formats.Has(f.output) {
		return s, fail(exitUsage, "--output %q: want %s", f.output, report.Formats)
	}
	if f.failOn != "never" && !known(core.Level(f.failOn)) {
		return s, fail(exitUsage, "--fail-on %q: want ask, review, urgent or never", f.failOn)
	}
	if !known(core.Level(f.min)) {
		return s, fail(exitUsage, "--min-level %q: want none, ask, review or urgent", f.min)
	}
	for _, d := range []struct {
		flag, text string
		to         *time.Time
	}{{"--now", f.now, &s.opt.Now}, {"--since", f.since, &s.opt.Since}, {"--until", f.until, &s.opt.Until}} {
		v, err := core.ParseDate(d.text)
		if err != nil {
			return s, fail(exitUsage, "%s: %w", d.flag, err)
		}
		*d.to = v.Time
	}
	if s.opt.Now.IsZero() {
		s.opt.Now = time.Now().UTC()
	}
	s.opt.Lists = func() (*officialLists, error) { return c.openLists(f.lists, s.opt.Now) }
	return s, nil
}

func known(l core.Level) bool { return core.LevelNone.AtLeast(l) || l.AtLeast(core.LevelAsk) }

func (c *cli) scanFS(ctx context.Context, folder fs.FS, set settings) error {
	k, err := c.knowledge()
	if err != nil {
		return err
	}
	var bar *terminalProgress
	if file, ok := c.err.(*os.File); ok && !set.quiet && term.IsTerminal(int(file.Fd())) {
		bar = newTerminalProgress(c.err, time.Now)
		set.opt.Progress = bar
	}
	if set.opt.Parser, err = childCommand(); err != nil {
		return &exitError{exitIO, err}
	}
	c.boundMemory()
	start := time.Now()
	res, err := k.Scan(ctx, folder, set.opt)
	if bar != nil {
		bar.Done()
	}
	if err != nil {
		if errors.Is(err, context.Canceled) {
			return err
		}
		var exit *exitError
		if errors.As(err, &exit) {
			return err
		}
		return &exitError{exitIO, err}
	}
	rep := buildReport(res, set.lang)
	view := report.View{Lang: set.lang, Min: core.Level(set.min), Now: set.opt.Now, Company: res.Company.Name}
	if set.names {
		view.Names = res.Names
	}
	if err := report.Write(c.out, set.output, rep, view); err != nil {
		return fail(exitIO, "write report: %w", err)
	}
	if err := c.keep(res, set); err != nil {
		return err
	}
	if !set.quiet {
		fmt.Fprintln(c.err, summary(res, set.lang, time.Since(start)))
	}
	return verdict(res, set)
}

// memoryGoal is what a scan lets the collector grow to before it works harder: 5,000 people over 90 days
// need about half (docs/benchmarks.md).
const memoryGoal = 768 << 20

// boundMemory sets the goal unless the caller set one.
func (c *cli) boundMemory() {
	if c.env("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(memoryGoal)
	}
}

// verdict chooses the exit code. Rejected inputs come before findings: an answer with a hole in it
// must not pass for a whole one, and the report names the people all the same.
func verdict(res *Result, set settings) error {
	if len(res.People) == 0 {
		return fail(exitNothing, "nothing to analyse: no usable people/<id>/person.yaml in the folder")
	}
	if set.noExitCode {
		return nil
	}
	if res.Partial() {
		return &exitError{code: exitPartial}
	}
	if set.failOn != "never" {
		for _, a := range res.Assessments {
			if a.Level().AtLeast(core.Level(set.failOn)) {
				return &exitError{code: exitFindings}
			}
		}
	}
	return nil
}
