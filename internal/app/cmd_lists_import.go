package app

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"github.com/taupier-eu/taupier/internal/lists"
)

func (c *cli) listsImportCmd() *cobra.Command {
	var force bool
	var reason, sources, output string
	cmd := &cobra.Command{
		Use: "import FILE...", Short: "Install one list from files as published", Args: cobra.MinimumNArgs(1),
		Long: `Install one list from files as published: one file, or the parts of a list that comes in parts
(OFAC's sdn.csv, alt.csv, add.csv, sdn_comments.csv). What it is, its content tells. The checks are
those of update; --force accepts what they refuse, and the reason is kept with the list.`,
		Example: "  taupier lists import consolidated.xml\n  taupier lists import sdn.csv alt.csv add.csv sdn_comments.csv\n  taupier lists import eu.xml --force --reason \"a programme ended on 2026-11-20\"",
		RunE: func(cmd *cobra.Command, files []string) error {
			if output != "table" && output != "json" {
				return fail(exitUsage, "--output %q: want table or json", output)
			}
			if force != (strings.TrimSpace(reason) != "") {
				return fail(exitUsage, "--force and --reason go together: say why the list is right although the checks refuse it")
			}
			return c.listsImport(cmd.Context(), files, sources, output, c.act(strings.TrimSpace(reason)))
		},
	}
	cmd.Flags().BoolVar(&force, "force", false, "accept what the checks refuse")
	cmd.Flags().StringVar(&reason, "reason", "", "why, with --force")
	cmd.Flags().StringVar(&sources, "sources", "", "file that says what is usual, in the place of the program's own (form: content/lists/sources.yaml)")
	cmd.Flags().StringVarP(&output, "output", "o", "table", "table or json")
	return cmd
}

func (c *cli) listsImport(ctx context.Context, files []string, from, output string, act lists.Act) error {
	sources, err := listSources(from)
	if err != nil {
		return err
	}
	r, err := c.store().Import(ctx, files, sources, act)
	if err != nil {
		return &exitError{exitIO, err}
	}
	if output == "json" {
		if err := c.printJSON(r); err != nil {
			return err
		}
	} else {
		c.printResult(r)
	}
	return exitOfResults([]lists.Result{r})
}
