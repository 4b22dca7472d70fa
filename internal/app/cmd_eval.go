package app

import (
	"context"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"sync/atomic"
	"time"

	"github.com/spf13/cobra"

	"github.com/taupier-eu/taupier/content"
	"github.com/taupier-eu/taupier/internal/demo"
	"github.com/taupier-eu/taupier/internal/demo/worlds"
	"github.com/taupier-eu/taupier/internal/evaluation"
)

type evalFlags struct {
	output, only string
	seeds        int
	quick, quiet bool
	missing      bool
}

func (c *cli) evalCmd() *cobra.Command {
	var f evalFlags
	cmd := &cobra.Command{
		Use: "eval [FOLDER]", Short: "Measure detection, delay and false alarms on worlds whose truth is known", Args: cobra.MaximumNArgs(1),
		Long: `Write fictional companies with known stories, look at each as it stood day after day with the
same judges as scan, and count: who was found, how many days after the first clue, at which rank,
which honest people were taken for a review, and what is lost without a source.
FOLDER holds world files of your own (*.yaml, see docs/reference/worlds.md); one with the name of a
shipped world replaces it.`,
		Example: "  taupier eval --quick\n  taupier eval ./worlds --only my-world\n  taupier eval -o markdown > tables.md",
		RunE:    func(cmd *cobra.Command, args []string) error { return c.eval(cmd.Context(), args, f) },
	}
	fl := cmd.Flags()
	fl.StringVarP(&f.output, "output", "o", "table", "table, markdown or json")
	fl.StringVar(&f.only, "only", "", "worlds to take, by name, separated by commas")
	fl.IntVar(&f.seeds, "seeds", 1, "how often each world is drawn anew")
	fl.BoolVar(&f.quick, "quick", false, "small worlds only, one seed, no missing sources")
	fl.BoolVar(&f.missing, "missing", true, "also take each source away, one at a time")
	fl.BoolVarP(&f.quiet, "quiet", "q", false, "no progress on standard error")
	return cmd
}

func (c *cli) eval(ctx context.Context, args []string, f evalFlags) error {
	lang, err := langOf(c.lang, c.env)
	if err != nil {
		return err
	}
	if f.output != "table" && f.output != "markdown" && f.output != "json" {
		return fail(exitUsage, "--output %q: want table, markdown or json", f.output)
	}
	if f.seeds < 1 || f.seeds > 100 {
		return fail(exitUsage, "--seeds %d: want 1 to 100", f.seeds)
	}
	list, problems, err := readWorlds(args, f.only)
	if err != nil {
		return err
	}
	for _, p := range problems {
		fmt.Fprintln(c.err, p)
	}
	if len(list) == 0 {
		return fail(exitNothing, "no usable world")
	}
	k, err := c.knowledge()
	if err != nil {
		return err
	}
	opt := EvalOptions{Quick: f.quick, Workers: 2}
	if opt.Parser, err = childCommand(); err != nil {
		return &exitError{exitIO, err}
	}
	for s := range f.seeds {
		opt.Seeds = append(opt.Seeds, int64(s+1))
	}
	if f.quick {
		opt.Seeds = opt.Seeds[:1]
	}
	if f.missing && !f.quick {
		opt.Missing = demo.Sources()
	}
	if !f.quiet {
		opt.Told = func(w string) { fmt.Fprintln(c.err, w) }
	}
	var failed atomic.Int32
	opt.Failed = func(err error) { failed.Add(1); fmt.Fprintln(c.err, err) }
	c.boundMemory()
	start := time.Now()
	r, err := k.Evaluate(ctx, list, opt)
	if err != nil {
		return fail(exitIO, "evaluate: %w", err)
	}
	if f.output == "json" {
		enc := json.NewEncoder(c.out)
		enc.SetIndent("", "  ")
		err = enc.Encode(r)
	} else {
		err = evaluation.Write(c.out, r, titlesOf(list), lang, f.output == "markdown")
	}
	if err != nil {
		return fail(exitIO, "write tables: %w", err)
	}
	if !f.quiet {
		fmt.Fprintf(c.err, "%d worlds, %d scans, %.0f s\n", len(list), r.Scans, time.Since(start).Seconds())
	}
	if len(problems) > 0 || failed.Load() > 0 {
		return &exitError{code: exitPartial}
	}
	return nil
}

// readWorlds reads the shipped worlds and those of a folder, and keeps the ones asked for.
func readWorlds(args []string, only string) ([]worlds.World, []worlds.Problem, error) {
	shipped, err := fs.Sub(content.FS, "worlds")
	if err != nil {
		return nil, nil, &exitError{exitIO, err}
	}
	folders := []fs.FS{shipped}
	if len(args) > 0 {
		root, err := os.OpenRoot(args[0])
		if err != nil {
			return nil, nil, fail(exitIO, "open folder: %w", err)
		}
		defer root.Close()
		folders = append(folders, root.FS())
	}
	list, problems := worlds.Read(folders...)
	if only == "" {
		return list, problems, nil
	}
	var kept []worlds.World
	for _, name := range strings.Split(only, ",") {
		found := false
		for _, w := range list {
			if w.Name == strings.TrimSpace(name) {
				kept, found = append(kept, w), true
			}
		}
		if !found && len(problems) == 0 {
			return nil, nil, fail(exitUsage, "--only %q: no such world", name)
		}
	}
	return kept, problems, nil
}

func titlesOf(list []worlds.World) map[string]evaluation.Title {
	out := map[string]evaluation.Title{}
	for _, w := range list {
		for kind, t := range w.Places {
			out[kind] = evaluation.Title{EN: t.EN, FR: t.FR}
		}
	}
	return out
}
