package app

import (
	"fmt"

	"github.com/spf13/cobra"

	"github.com/taupier-eu/taupier/internal/ruleset"
)

// linted is what `rules lint -o json` says. It is part of the interface.
type linted struct {
	Files  int               `json:"files"`
	Loaded int               `json:"loaded"` // rules, correlations and filters
	Failed []ruleset.Failure `json:"failed"`
}

func (c *cli) rulesLintCmd() *cobra.Command {
	var output string
	cmd := &cobra.Command{
		Use:   "lint FOLDER",
		Short: "Say which Sigma rules of a folder can be used, and why the others cannot",
		Long: `Read every .yml and .yaml file below a folder (or one file) and name what cannot be used with
file, line and reason. Exit code 0 when all can be used, 7 when some cannot.`,
		Example: "  taupier rules lint ./sigma/rules -o json",
		Args:    cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			if output != "table" && output != "json" {
				return fail(exitUsage, "--output %q: want table or json", output)
			}
			return c.lint(args[0], output)
		},
	}
	cmd.Flags().StringVarP(&output, "output", "o", "table", "table or json")
	return cmd
}

func (c *cli) lint(dir, output string) error {
	set, err := c.ruleset(dir)
	if err != nil {
		return err
	}
	if output == "json" {
		out := linted{set.Files, set.Loaded(), set.Failed}
		if out.Failed == nil {
			out.Failed = []ruleset.Failure{}
		}
		err = c.printJSON(out)
	} else {
		for _, f := range set.Failed {
			fmt.Fprintln(c.out, where(f.File, f.Line)+":", f.Reason)
		}
		_, err = fmt.Fprintf(c.out, "%d files: %d rules, %d correlations and %d filters loaded, %d failed\n",
			set.Files, len(set.Rules), len(set.Correlations), len(set.Filters), len(set.Failed))
	}
	if err == nil && len(set.Failed) > 0 {
		return &exitError{code: exitPartial}
	}
	return err
}
