package app

import (
	"context"
	"fmt"
	"os"
	"time"

	"github.com/spf13/cobra"

	"github.com/taupier-eu/taupier/internal/load"
)

// loadFlags are the choices of a measurement.
type loadFlags struct {
	size   load.Size
	place  serverPlace
	keep   bool
	last   time.Duration
	pause  time.Duration
	output string
}

func (c *cli) loadCmd() *cobra.Command {
	cmd := &cobra.Command{Use: "load", Short: "Measure a server of this program on this machine with a large fictional company"}
	cmd.AddCommand(c.loadGenCmd(), c.loadRunCmd())
	return cmd
}

func (f *loadFlags) add(cmd *cobra.Command) {
	fl := cmd.Flags()
	fl.Int64Var(&f.size.Seed, "seed", 1, "the same seed makes the same company")
	fl.IntVar(&f.size.People, "people", 100_000, "people, of whom one in five has open questions")
	fl.IntVar(&f.size.Cases, "cases", 5000, "cases; at most one in six people has one")
	fl.IntVar(&f.size.Users, "users", 50, "users who work at the same time")
	fl.StringVar(&f.place.dir, "data-dir", "", "folder for the state; one that load gen made for the same size is taken as it is")
	fl.StringVar(&f.place.database, "database", "", "address of an empty PostgreSQL database, postgres://...; the folder still holds the keys (default SQLite in the folder)")
}

func (f loadFlags) check() error {
	s := f.size
	switch {
	case s.People < 500 || s.People > 1_000_000:
		return fail(exitUsage, "--people %d: want 500 to 1000000", s.People)
	case s.Cases < 1 || s.Cases > s.People/6:
		return fail(exitUsage, "--cases %d: want 1 to %d, a sixth of the people", s.Cases, s.People/6)
	case s.Users < 10 || s.Users > 1000 || s.Users > s.People/100+10:
		return fail(exitUsage, "--users %d: want 10 to %d", s.Users, min(1000, s.People/100+10))
	}
	return nil
}

func (c *cli) loadGenCmd() *cobra.Command {
	var f loadFlags
	cmd := &cobra.Command{
		Use: "gen --data-dir DIR", Short: "Make the state that load run measures: people, what they share, users, cases, every act with its entry in the ledger", Args: cobra.NoArgs,
		Example: "  taupier load gen --data-dir ./big --people 100000 --cases 5000",
		RunE: func(cmd *cobra.Command, _ []string) error {
			switch {
			case f.place.dir == "":
				return fail(exitUsage, "give a folder for the state: --data-dir DIR")
			case f.output != "table" && f.output != "json":
				return fail(exitUsage, "--output %q: want table or json", f.output)
			}
			if err := f.check(); err != nil {
				return err
			}
			made, err := c.loadState(cmd.Context(), f)
			if err != nil {
				return &exitError{exitIO, err}
			}
			if f.output == "json" {
				return c.printJSON(made)
			}
			return made.table(c.out)
		},
	}
	f.add(cmd)
	cmd.Flags().StringVarP(&f.output, "output", "o", "table", "table or json")
	return cmd
}

func (c *cli) loadRunCmd() *cobra.Command {
	var f loadFlags
	cmd := &cobra.Command{
		Use: "run", Short: "Let many users look at the pages of a server for a while, and say how long each page took against its goal", Args: cobra.NoArgs,
		Long: `Make a large fictional company in a folder, start this program's own server on it in a process of its
own, on this machine only, sign the users in, and let all of them look at pages at the same time, each
pausing between two as people do. What is printed: how long each page took (the median, and what 95 and
99 of 100 requests did not pass) against its goal, how long the server took to start, and how much memory
it used at most.

Users and server share the machine's cores. A goal that was missed is said, and is no error.`,
		Example: "  taupier load run --people 100000 --cases 5000 --users 50 --for 30s\n  taupier load run --data-dir ./big --database postgres://taupier@127.0.0.1/load\n  taupier load run --data-dir ./big -o json",
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := f.check(); err != nil {
				return err
			}
			switch {
			case f.output != "table" && f.output != "json":
				return fail(exitUsage, "--output %q: want table or json", f.output)
			case f.last < time.Second || f.last > 10*time.Minute:
				return fail(exitUsage, "--for %s: want 1s to 10m", f.last)
			case f.pause < 0 || f.pause > time.Minute:
				return fail(exitUsage, "--pause %s: want 0 to 1m", f.pause)
			}
			return c.loadRun(cmd.Context(), f)
		},
	}
	f.add(cmd)
	cmd.Flags().BoolVar(&f.keep, "keep", false, "keep the temporary folder, and say where it is")
	cmd.Flags().DurationVar(&f.last, "for", 30*time.Second, "how long the users work")
	cmd.Flags().DurationVar(&f.pause, "pause", time.Second, "how long a user pauses between two pages, on average")
	cmd.Flags().StringVarP(&f.output, "output", "o", "table", "table or json")
	return cmd
}

func (c *cli) loadRun(ctx context.Context, f loadFlags) error {
	if f.place.dir == "" {
		tmp, err := os.MkdirTemp("", "taupier-load-")
		if err != nil {
			return fail(exitIO, "make a temporary folder: %w", err)
		}
		f.place.dir = tmp
		if f.keep {
			fmt.Fprintln(c.err, "taupier: kept in", tmp)
		} else {
			defer os.RemoveAll(tmp)
		}
	}
	report, err := c.loadMeasure(ctx, f)
	if err != nil {
		return &exitError{exitIO, err}
	}
	if f.output == "json" {
		return c.printJSON(report)
	}
	return report.table(c.out)
}
