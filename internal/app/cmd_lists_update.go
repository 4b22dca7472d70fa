package app

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"os/user"
	"time"

	"github.com/spf13/cobra"

	"github.com/taupier-eu/taupier/content"
	"github.com/taupier-eu/taupier/internal/lists"
)

// shippedSources is where the publishers' addresses stand.
const shippedSources = "lists/sources.yaml"

func (c *cli) listsUpdateCmd() *cobra.Command {
	var sources, output string
	var each time.Duration
	cmd := &cobra.Command{
		Use: "update [NAME...]", Short: "Fetch official lists from their publishers",
		Long: `Fetch the lists named, or all, from their publishers over HTTPS, check them, and put them in use.
This command alone opens the network. HTTPS_PROXY and NO_PROXY are followed.

A list that is not what it should be (cut, empty, a web page, another list, half of what it was,
older than what is in use) is refused, and the last good version stays in use.

Exit codes: 0 all lists are current; 3 none is; 7 some are not.`,
		Example: "  taupier lists update\n  taupier lists update eu un\n  taupier lists update --sources mirror.yaml",
		RunE: func(cmd *cobra.Command, names []string) error {
			if output != "table" && output != "json" {
				return fail(exitUsage, "--output %q: want table or json", output)
			}
			if each <= 0 {
				return fail(exitUsage, "--timeout %s: want a time such as 10m", each)
			}
			return c.listsUpdate(cmd.Context(), sources, names, output, each, c.act(""))
		},
	}
	cmd.Flags().StringVar(&sources, "sources", "", "file of addresses that replaces or adds to those of the program (form: content/lists/sources.yaml)")
	cmd.Flags().StringVarP(&output, "output", "o", "table", "table or json")
	cmd.Flags().DurationVar(&each, "timeout", 15*time.Minute, "longest time for one list")
	return cmd
}

func (c *cli) listsUpdate(ctx context.Context, file string, names []string, output string, each time.Duration, act lists.Act) error {
	sources, err := listSources(file)
	if err != nil {
		return err
	}
	all := []lists.Result{}
	tell := func(r lists.Result) {
		all = append(all, r)
		if output == "table" {
			c.printResult(r)
		}
	}
	if err := c.store().Update(ctx, sources, names, lists.Client("taupier"), each, act, tell); err != nil {
		return &exitError{exitIO, err}
	}
	if output == "json" {
		if err := c.printJSON(all); err != nil {
			return err
		}
	}
	return exitOfResults(all)
}

// listSources are the publishers' addresses, with those of a file in their place.
func listSources(file string) ([]lists.Source, error) {
	data, err := fs.ReadFile(content.FS, shippedSources)
	if err != nil {
		return nil, fail(exitIO, "read sources: %w", err)
	}
	shipped, err := lists.ReadSources(data, shippedSources)
	if err != nil || file == "" {
		return shipped, err
	}
	if data, err = os.ReadFile(file); err != nil {
		return nil, fail(exitIO, "read sources: %w", err)
	}
	own, err := lists.ReadSources(data, file)
	if err != nil {
		return nil, &exitError{exitUsage, err}
	}
	return lists.Overlay(shipped, own), nil
}

// act is what somebody does to the lists now.
func (c *cli) act(reason string) lists.Act {
	current := func() (string, error) {
		u, err := user.Current()
		if err != nil {
			return "", fmt.Errorf("who: %w", err)
		}
		return u.Username, nil
	}
	return lists.Act{By: by(c.env, current), Now: time.Now().UTC().Truncate(time.Second), Reason: reason}
}
